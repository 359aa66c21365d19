"""Presence, summary, and access by name: what each shows, that it shows no more, and that it ends at once."""

from __future__ import annotations

import html
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import get_resolver
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthome.access.models import Agency, Membership, Practitioner
from firsthome.access.permissions import Role
from firsthome.access.principals import announce
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Audience, Entry, Mark
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord
from firsthome.kinds.family import Role as InFamily
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.pregnancy import Outcome, Pregnancy, Result
from firsthome.kinds.when import When
from firsthome.record.append import as_ledger
from firsthome.record.caseload import Order, Wanted, caseload
from firsthome.record.project import load, project
from firsthome.record.rebuild import stored
from tests.ledger_world import OWN_AGENCY, Family, begin_family, new_person, raw, rows, signs
from tests.test_pages_reading import _queries
from tests.world import signed_in

YESTERDAY = timezone.localdate() - timedelta(days=1)
EXPECTED = timezone.localdate() + timedelta(days=70)
TEXT = "She is frightened of the stairs."


@pytest.fixture
def world(stage):
    return stage.world


@pytest.fixture
def family(world):
    """Due in ten weeks; Ada is the lead professional; housing is not involved yet."""
    family = begin_family(world)
    family.add(world.ada, Pregnancy(edd=EXPECTED))
    family.add(
        world.ada,
        Involvement(
            agency=world.ada.agency,
            practitioner=world.ada.practitioner,
            lead=True,
            role="Knows of the refuge",
        ),
    )
    family.add(world.ada, Event(account="They fell out again."))
    return family


def involve(family: Family, world, level, reader=None, **more) -> Entry:
    reader = reader or world.eve
    return family.add(world.ada, Involvement(agency=reader.agency, level=level, **more))


def page_of(reader, family, path=""):
    return shown(signed_in(reader).get(f"/records/{family.reference}/{path}"))


def shown(answer):
    return " ".join(html.unescape(answer.content.decode()).split())


def nothing_waits_unsent():
    rows("DELETE FROM draft RETURNING page", using="owner")


# --- presence


def test_at_presence_there_is_whom_to_ring_and_nothing_about_the_family(world, family):
    involve(family, world, Level.PRESENCE)
    page = page_of(world.eve, family)
    assert "Your agency is involved in this record" in page
    assert "Ada Hope" in page
    assert "01632 960001" in page or "No number recorded here yet" in page
    assert "Health visiting" in page
    assert f"say record {family.reference}" in page
    for hidden in ("Mistry", "today", "Expected", "refuge", "fell out"):
        assert hidden not in page, hidden


def test_an_involvement_kept_to_fewer_people_is_not_among_those_to_ring(world, family):
    involve(family, world, Level.PRESENCE)
    family.add(
        world.ada,
        Involvement(agency=world.cat.agency, practitioner=world.cat.practitioner, lead=True),
        audience=OWN_AGENCY,
    )
    assert "Cat Reed" not in page_of(world.eve, family)


def test_whose_part_has_ended_is_not_among_those_to_ring(world, family):
    involve(family, world, Level.PRESENCE)
    family.add(
        world.ada, Involvement(agency=world.gil.agency, practitioner=world.ann.practitioner, ends=YESTERDAY)
    )
    assert "Ann Lead" not in page_of(world.eve, family)


# --- summary


def test_a_summary_says_whose_it_is_and_how_far_she_is_and_no_more(world, family):
    involve(family, world, Level.SUMMARY)
    page = page_of(world.eve, family)
    assert "Summary for Leila Mistry" in page
    assert "30+0 today" in page
    assert "Ada Hope" in page
    for hidden in ("refuge", "fell out", "Baby Mistry"):
        assert hidden not in page, hidden


def test_what_was_kept_to_fewer_people_is_in_no_summary(world, family):
    involve(family, world, Level.SUMMARY)
    family.add(world.ada, Pregnancy(edd=EXPECTED + timedelta(days=7)), audience=OWN_AGENCY)
    assert "30+0 today" in page_of(world.eve, family)


def test_a_birth_is_in_the_summary_by_its_day(world, family):
    involve(family, world, Level.SUMMARY)
    family.add(world.ada, Outcome(result=Result.LIVE_BIRTH), happened=When.on(date(2025, 8, 1)))
    assert "Born on 1 August 2025" in page_of(world.eve, family)


@pytest.mark.parametrize("result", [Result.TERMINATION, Result.STILLBIRTH, Result.NEONATAL_DEATH])
def test_after_a_loss_nothing_counts_on_and_nobody_is_told_which(world, family, result):
    involve(family, world, Level.SUMMARY)
    family.add(world.ada, Outcome(result=Result.LIVE_BIRTH), happened=When.on(YESTERDAY - timedelta(days=1)))
    family.add(world.ada, Outcome(result=result), happened=When.on(YESTERDAY))
    page = page_of(world.eve, family)
    assert "A loss was recorded" in page
    assert "before anything from your agency reaches the family" in page
    for hidden in ("Expected", "today", result.label, "Born"):
        assert hidden not in page, hidden


def test_both_pages_ask_few_questions_of_the_database(world, family):
    for level in (Level.PRESENCE, Level.SUMMARY):
        involve(family, world, level)
        assert len(_queries(signed_in(world.eve), f"/records/{family.reference}/")) <= 6


# --- the caseload


def test_the_caseload_lists_such_records_with_what_the_level_allows(world, family):
    part = involve(family, world, Level.PRESENCE)
    page = shown(signed_in(world.eve).get(f"/caseload?find={family.reference}"))
    assert "Name not shown to your agency" in page
    assert "Mistry" not in page
    family.mark(world.ada, Mark.CORRECTION, part, Involvement(agency=world.eve.agency, level=Level.SUMMARY))
    page = shown(signed_in(world.eve).get("/caseload?find=mistry&order=due"))
    assert "Leila Mistry" in page
    assert "30+0 today" in page


def test_a_name_is_no_way_to_find_a_record_at_presence(world, family):
    involve(family, world, Level.PRESENCE)
    with transaction.atomic():
        announce(world.eve)
        listed = caseload(world.eve, wanted=Wanted(Order.UPDATED, "Mistry")).rows
    assert family.record not in {row.record for row in listed}


# --- no entry, by any address


def record_addresses(family, entry, browser):
    """Every address of a record, filled in, with what comes of visiting and of sending something to it."""
    parts = {"reference": family.reference, "entry": str(entry.id), "kind": "event"}
    for pattern in get_resolver().url_patterns[0].url_patterns:
        path = "/" + str(pattern.pattern)
        if "<str:reference>" not in path:
            continue
        for name, converter in pattern.pattern.converters.items():
            kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
            path = path.replace(f"<{kind}:{name}>", parts.get(name, str(uuid4())))
        for query in ("", "?paper=yes", f"?entry={entry.id}&mark=correction&as_of=2030-01-01"):
            yield path + query, browser.get(path + query)
        yield (
            path,
            browser.post(
                path, {"entry": str(uuid4()), "tip": str(entry.id), "mark": "correction", "kind": "event"}
            ),
        )


WORDS = st.text(alphabet="bcdfghjklmnpqrstvwxz", min_size=12, max_size=12)


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(level=st.sampled_from([Level.PRESENCE, Level.SUMMARY]), words=WORDS, for_all=st.booleans())
def test_no_address_of_a_record_shows_an_entry_below_contribute(world, level, words, for_all):
    family = begin_family(world)
    involve(family, world, level)
    audience = Audience() if for_all else OWN_AGENCY
    contact = Contact(outcome=ContactOutcome.ATTENDED, account=words, her_words=words)
    entry = family.add(world.ada, contact, audience=audience)
    family.add(world.ada, Involvement(agency=world.ada.agency, role=words, why=words, handover=words))
    for address, answer in record_addresses(family, entry, signed_in(world.eve)):
        assert words not in answer.content.decode(), address
    for table in ("entry", "entry_body", "shown_to", "record_summary", "person_index"):
        assert raw(
            world.eve, f"SELECT count(*) FROM {table} WHERE record = %s", family.record, record=family.record
        ) == [(0,)], table


def test_whoever_contributes_reads_neither_outline_nor_those_to_ring_in_the_database(world, family):
    for reader in (world.ada, world.dan):
        for table in ("record_outline", "record_involved"):
            assert raw(reader, f"SELECT * FROM {table}", record=family.record) == []


def test_what_is_kept_for_both_levels_is_what_a_rebuild_would_keep(world, family):
    involve(family, world, Level.SUMMARY, ends=timezone.localdate())
    family.add(world.ada, Outcome(result=Result.MOVED))
    family.add(
        world.ada, PersonOnRecord(person=new_person("Somebody"), role=InFamily.OTHER), audience=OWN_AGENCY
    )
    with transaction.atomic(), as_ledger() as cursor:
        assert stored(cursor, family.record) == project(load(cursor, family.record))


# --- a part that has ended while a form was open


def a_contact(**more):
    when = {"entry-on-day": "3", "entry-on-month": "3", "entry-on-year": "2025"}
    return {"entry": str(uuid4()), "kind": "contact", "outcome": "attended", "account": TEXT, **when, **more}


@pytest.mark.parametrize("path", ["contacts/new", "note", "draft", "add/event", "nothing/like/this"])
def test_a_form_sent_after_a_part_has_ended_is_refused_and_its_text_kept_for_its_author(world, family, path):
    nothing_waits_unsent()
    part = involve(family, world, Level.FULL)
    browser = signed_in(world.eve)
    assert "Leila Mistry" in shown(browser.get(f"/records/{family.reference}/"))
    family.mark(
        world.ada,
        Mark.CORRECTION,
        part,
        Involvement(agency=world.eve.agency, level=Level.FULL, ends=YESTERDAY),
    )
    answer = browser.post(f"/records/{family.reference}/{path}", a_contact())
    assert answer.status_code == 404
    assert "not added to any record" in shown(answer)
    assert TEXT in shown(answer)
    listed = shown(browser.get("/drafts"))
    assert TEXT in listed
    assert 'href="/records/' not in listed
    assert "Mistry" not in listed
    assert TEXT not in shown(signed_in(world.ada).get("/drafts"))
    assert not [one for one in family.seen(world.ada) if one.author == world.eve.practitioner]


def test_a_form_sent_after_the_level_dropped_is_refused_and_its_text_kept(world, family):
    nothing_waits_unsent()
    part = involve(family, world, Level.FULL)
    browser = signed_in(world.eve)
    family.mark(world.ada, Mark.CORRECTION, part, Involvement(agency=world.eve.agency, level=Level.PRESENCE))
    sent = a_contact()
    answer = browser.post(f"/records/{family.reference}/contacts/new", sent)
    assert answer.status_code == 403
    assert "What you wrote is kept" in shown(answer)
    assert TEXT in shown(browser.get("/drafts"))
    family.add(world.ada, Involvement(agency=world.eve.agency, level=Level.FULL))
    assert TEXT in shown(browser.get(f"/records/{family.reference}/contacts/new?draft={sent['entry']}"))


def test_a_form_that_asks_its_own_questions_is_kept_as_well(world):
    nothing_waits_unsent()
    browser = signed_in(world.eve)
    answer = browser.post("/records/2222-2222/anything", {"why": TEXT, "csrf": "x"})
    assert answer.status_code == 404
    assert TEXT in shown(browser.get("/drafts"))
    browser.post("/records/2222-2222/anything", {"why": TEXT, "csrf": "x"})
    assert len(rows("SELECT page FROM draft", using="owner")) == 1
    name = rows("SELECT page FROM draft", using="owner")[0][0]
    assert "Nothing is waiting here" in shown(browser.post("/drafts/discard", {"draft": name}, follow=True))


def test_a_text_for_a_record_that_hides_is_answered_like_one_for_no_record(world, stage):
    sent, answers = a_contact(), []
    for reference in (stage.family.reference, "2222-2222"):
        answer = signed_in(stage.edge.ned).post(f"/records/{reference}/contacts/new", sent)
        answers.append((answer.status_code, shown(answer).replace(reference, "")))
    one, other = (text.split('value="')[0] + text.split("<h1")[1] for _, text in answers)
    assert answers[0][0] == answers[1][0] == 404
    assert one == other


def test_what_was_changed_in_a_correction_stays_on_the_list_after_its_author_is_shut_out(world, family):
    nothing_waits_unsent()
    part = involve(family, world, Level.FULL)
    event = family.add(world.ada, Event(account="She rang at nine."))
    browser = signed_in(world.eve)
    sent = {
        "entry": str(uuid4()),
        "kind": "event",
        "tip": str(event.id),
        "mark": "correction",
        "account": TEXT,
    }
    sent |= {"entry-reason": "I was there"}
    browser.post(f"/records/{family.reference}/draft", sent, headers={"Accept": "text/plain"})
    family.mark(
        world.ada,
        Mark.CORRECTION,
        part,
        Involvement(agency=world.eve.agency, level=Level.FULL, ends=YESTERDAY),
    )
    assert browser.post(f"/records/{family.reference}/entries/{event.id}/correct", sent).status_code == 404
    listed = shown(browser.get("/drafts"))
    assert TEXT in listed
    assert "I was there" in listed


# --- access by name


@pytest.fixture
def nia(world):
    """A social worker who is about to move."""
    nia = Practitioner.objects.using("owner").create(sign_in_name=f"{uuid4()}@example.org", name="Nia Frost")
    joins(nia.pk, world.eve.agency)
    return replace(world.eve, practitioner=nia.pk)


def joins(practitioner, agency):
    Membership.objects.using("owner").filter(practitioner=practitioner).update(ends=timezone.now())
    Membership.objects.using("owner").create(
        practitioner=Practitioner.objects.using("owner").get(pk=practitioner),
        agency=Agency.objects.using("owner").get(pk=agency),
        role=Role.PRACTITIONER,
        begins=timezone.now() - timedelta(seconds=1),
    )


def test_access_by_name_ends_when_its_holder_moves_to_another_agency(world, family, nia):
    involve(family, world, Level.FULL, nia, practitioner=nia.practitioner)
    browser = signed_in(nia)
    assert browser.get(f"/records/{family.reference}/").status_code == 200
    elsewhere = Agency.objects.using("owner").create(
        partnership_id=nia.partnership, code=f"new-{uuid4()}", name="Somewhere new"
    )
    signs(elsewhere.pk)
    joins(nia.practitioner, elsewhere.pk)
    assert browser.get(f"/records/{family.reference}/").status_code == 404
    assert family.reference not in shown(browser.get("/caseload"))
    assert family.reference not in shown(browser.get("/caseload?named=yes"))
    joins(nia.practitioner, nia.agency)
    assert browser.get(f"/records/{family.reference}/").status_code == 200


def test_the_database_itself_opens_nothing_by_name_for_another_agency(world, family, nia):
    involve(family, world, Level.FULL, nia, practitioner=nia.practitioner)
    moved = replace(nia, agency=world.gil.agency + 1000)
    tables = (
        "record_access",
        "record",
        "entry",
        "entry_body",
        "shown_to",
        "record_summary",
        "caseload",
        "person",
    )
    for table in tables:
        count = f"SELECT count(*) FROM {table}"
        assert raw(nia, count, record=family.record) != [(0,)], table
        assert raw(moved, count, record=family.record) == [(0,)], table


def test_named_for_two_agencies_each_opens_what_it_was_given(world, family, nia):
    involve(family, world, Level.FULL, nia, practitioner=nia.practitioner)
    joins(nia.practitioner, world.gil.agency)
    at_gil = replace(nia, agency=world.bea.agency)
    joins(nia.practitioner, at_gil.agency)
    family.add(
        world.ada, Involvement(agency=at_gil.agency, practitioner=nia.practitioner, level=Level.CONTRIBUTE)
    )
    level = "SELECT max(level) FROM record_access WHERE record = %s AND principal > 1000000000"
    assert raw(at_gil, level, family.record) == [(3,)]
    assert raw(nia, level, family.record) == [(4,)]


# --- who can see this record


def test_whoever_has_full_access_reads_who_can_see_how_much_until_when_and_why(world, family):
    until = timezone.localdate() + timedelta(days=30)
    part = involve(family, world, Level.SUMMARY, ends=until, why="To find them a safe flat.")
    page = page_of(world.ada, family, "access")
    assert "Everybody at Housing" in page
    assert "A short summary" in page
    assert "To find them a safe flat." in page
    assert f"until the end of {until.day} " in page
    assert f"/records/{family.reference}/entries/{part.id}/correct" in page
    assert "No reason recorded here" in page
    assert f"/records/{family.reference}/access" in page_of(world.ada, family)
    assert "/access" not in page_of(world.dan, family)


def test_parts_that_ended_and_people_who_left_are_said_to_open_nothing(world, family, nia):
    involve(family, world, Level.FULL, ends=YESTERDAY)
    involve(family, world, Level.FULL, nia, practitioner=nia.practitioner)
    Membership.objects.using("owner").filter(practitioner=nia.practitioner).update(ends=timezone.now())
    page = page_of(world.ada, family, "access")
    assert "No longer" in page
    assert "Nia Frost, Housing" in page
    assert "Does not work there today" in page


def test_a_part_kept_to_fewer_people_is_not_listed_for_others(world, family):
    family.add(
        world.ada,
        Involvement(agency=world.eve.agency, practitioner=world.eve.practitioner, why="Quietly"),
        audience=OWN_AGENCY,
    )
    assert "Eve Lane" in page_of(world.ada, family, "access")
    assert "Eve Lane" not in page_of(world.ben, family, "access")
    assert len(_queries(signed_in(world.ada), f"/records/{family.reference}/access")) <= 6
