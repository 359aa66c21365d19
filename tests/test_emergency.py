"""Emergency access: four hours, with a reason, never for whoever is excluded, told at once and reviewed afterwards."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import UUID

import pytest
from django.db import DatabaseError, connections, transaction

from firsthome.access.permissions import WHY_NOT, Permission, Role
from firsthome.access.principals import announce, emergency_principal
from firsthome.audit.looks import looks_in_emergency
from firsthome.audit.seal import seal_looks, verify_looks
from firsthome.kinds.event import Event
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.sharing import Share
from firsthome.record.append import as_ledger
from firsthome.record.emergency import (
    EmergencyReason,
    ReviewOutcome,
    open_in_emergency,
    opening_to_review,
    openings_to_review,
    review,
)
from firsthome.record.errors import NotAllowed, NotThere
from firsthome.record.exclude import exclude
from firsthome.record.notices import SHOWN, anything_new, mark_read, notices_for, tell_leads
from firsthome.record.restricted import restrict_record
from tests.ledger_world import (
    OWN_AGENCY,
    Family,
    World,
    join_as_lead,
    only,
    raw,
    rows,
)
from tests.test_useful_alone import note
from tests.world import signed_in

IN_LABOUR = {"reason": "with_me_now", "words": "In labour on the ward, and no plan here"}


def open_it(family: Family, reader) -> None:
    open_in_emergency(family.reference, EmergencyReason.IN_DANGER, "Blue lights outside", reader)


def to_review(reader) -> list:
    with transaction.atomic():
        announce(reader)
        return openings_to_review()


def notices(reader) -> list:
    with transaction.atomic():
        announce(reader)
        return notices_for(reader)


def let_four_hours_pass(family: Family) -> None:
    """As the owner: the database itself tells the time, so what was opened is moved into the past."""
    with connections["owner"].cursor() as cursor:
        for table in ("record_access", "emergency_access"):
            which = "principal >= 3000000000" if table == "record_access" else "true"
            cursor.execute(
                f"UPDATE {table} SET begins = begins - interval '4 hours', until = until - interval '4 hours'"
                f" WHERE record = %s AND {which}",
                [family.record],
            )


# --- opening ---------------------------------------------------------------------------------------------------------


def test_a_housing_officer_opens_a_record_for_four_hours(world: World, family: Family):
    browser = signed_in(world.eve)
    assert browser.get(f"/records/{family.reference}/").status_code == 404
    assert "call 999 first" in browser.get("/emergency").content.decode()
    opened = browser.post("/emergency", IN_LABOUR | {"reference": family.reference.lower()}, follow=True)
    assert "Leila Mistry" in opened.content.decode()
    assert "You have this record open in an emergency" in opened.content.decode()
    let_four_hours_pass(family)
    assert browser.get(f"/records/{family.reference}/").status_code == 404
    assert raw(world.eve, "SELECT count(*) FROM entry", record=family.record) == [(0,)], "row policies alone"


def test_without_a_reason_in_words_nothing_opens(world: World, family: Family):
    browser = signed_in(world.eve)
    for missing in ("reference", "reason", "words"):
        sent = IN_LABOUR | {"reference": family.reference, missing: ""}
        assert browser.post("/emergency", sent).status_code == 422
    assert family.seen(world.eve) == []


def test_one_who_contributes_reads_the_rest_for_four_hours(world: World, family: Family):
    before = family.seen(world.dan)
    open_it(family, world.dan)
    assert len(family.seen(world.dan)) > len(before)
    let_four_hours_pass(family)
    assert family.seen(world.dan) == before


def test_whoever_reads_all_of_it_already_opens_nothing_and_nobody_is_told(world: World, family: Family):
    open_it(family, world.ben)
    assert to_review(world.bea) == notices(world.ann) == []
    open_it(family, world.eve)
    open_it(family, world.eve)
    assert len(to_review(world.ann)) == 1, "one opening, however often the form is sent"


def test_what_was_kept_to_fewer_people_stays_closed(world: World, family: Family):
    family.add(world.ada, Event(account="Only for midwives"), audience=OWN_AGENCY)
    family.add(world.ada, Event(account="For Cat"), audience=only(practitioners=(world.cat.practitioner,)))
    open_it(family, world.eve)
    said = {getattr(entry.said, "account", "") for entry in family.seen(world.eve)}
    assert not said & {"Only for midwives", "For Cat"}
    kept = raw(
        world.eve, "SELECT count(*) FROM entry_body WHERE body LIKE '%%For Cat%%'", record=family.record
    )
    assert kept == [(0,)]


def test_an_emergency_is_for_reading_and_for_writing_down_what_happened(world: World, family: Family):
    open_it(family, world.eve)
    family.add(world.eve, Event(account="I rang the ward"))
    for decides in (
        Involvement(agency=world.eve.agency, level=Level.FULL),
        Share(entries=(family.first.id,), agencies=(world.eve.agency,), purpose="x"),
    ):
        with pytest.raises(NotAllowed):
            family.add(world.eve, decides)
    lead = replace(world.eve, role=Role.SAFEGUARDING_LEAD)
    with pytest.raises(NotAllowed):
        exclude(family.record, world.cat.practitioner, "x", lead)
    with pytest.raises(NotAllowed):
        restrict_record(family.record, "x", lead)
    browser = signed_in(world.eve)
    assert browser.get(f"/records/{family.reference}/add/involvement").status_code == 403


def test_in_an_emergency_a_note_is_kept_and_nothing_is_printed_or_copied(world: World, family: Family):
    browser, record = signed_in(world.eve), f"/records/{family.reference}/"
    browser.post("/emergency", IN_LABOUR | {"reference": family.reference})
    page = browser.get(record).content.decode()
    assert "Print this page" not in page
    assert "What you can use now" not in page
    assert "You have this record open" in browser.get(f"{record}?paper=yes").content.decode(), (
        "the screen as it was"
    )
    assert note(browser, family.reference, "I rang the ward").headers["Location"] == record
    looked = signed_in(world.ann).get(f"{record}looks").content.decode()
    assert "opened in an emergency" in looked


def test_an_exclusion_beats_an_emergency_before_and_during_it(world: World, family: Family):
    open_it(family, world.eve)
    exclude(family.record, world.eve.practitioner, "His cousin", world.ann)
    assert family.seen(world.eve) == []
    for table in ("record_access", "entry", "record", "person_index"):
        assert raw(world.eve, f"SELECT count(*) FROM {table}", record=family.record) == [(0,)]
    with pytest.raises(NotThere) as excluded:
        open_it(family, world.eve)
    with pytest.raises(NotThere) as not_there:
        open_in_emergency("2222-2222", EmergencyReason.OTHER, "x", world.eve)
    assert str(excluded.value) == str(not_there.value)


def test_neither_another_partnership_nor_a_partnership_officer_opens_one(world: World, family: Family):
    with pytest.raises(NotThere):
        open_it(family, world.fay)
    with pytest.raises(NotAllowed, match=re.escape(WHY_NOT[Permission.OPEN_IN_EMERGENCY])):
        open_it(family, world.gil)


def test_a_restricted_record_opens_in_an_emergency_and_is_told(world: World, family: Family):
    family.add(
        world.ada, Involvement(agency=world.ann.agency, practitioner=world.ann.practitioner, level=Level.FULL)
    )
    restrict_record(family.record, "In the news", world.ann)
    open_it(family, world.ben)
    assert family.seen(world.ben)
    assert notices(world.ann)


def test_new_entries_leave_an_emergency_as_it_is(world: World, family: Family):
    open_it(family, world.eve)
    family.add(world.ada, Involvement(agency=world.dan.agency, level=Level.FULL))
    assert family.seen(world.eve)


def test_the_database_gives_an_emergency_four_hours_and_no_more(world: World, family: Family):
    open_it(family, world.eve)
    for table in ("record_access", "emergency_access"):
        which = "principal >= 3000000000" if table == "record_access" else "true"
        with pytest.raises(DatabaseError, match="four_hours_at_most"):
            rows(
                f"UPDATE {table} SET until = until + interval '1 second' WHERE {which} RETURNING 1",
                using="owner",
            )
    with pytest.raises(DatabaseError, match="permission denied"):
        raw(world.eve, "UPDATE record_access SET until = 'infinity'", record=family.record)
    opened = raw(world.eve, "SELECT principal FROM record_access", record=family.record)
    assert opened == [(emergency_principal(world.eve.practitioner),)]


# --- who is told, and the review -------------------------------------------------------------------------------------


def lead_professional(world: World, family: Family) -> None:
    cat = world.cat
    family.add(
        world.ada,
        Involvement(agency=cat.agency, practitioner=cat.practitioner, lead=True, level=Level.FULL),
    )


def test_the_lead_professional_and_both_agencies_leads_are_told(world: World, family: Family):
    lead_professional(world, family)
    join_as_lead(world, world.cat, "Cal")
    open_it(family, world.dan)
    (notice,) = notices(world.cat)
    assert notice.new
    assert (notice.reference, notice.opens) == (family.reference, f"/records/{family.reference}/")
    assert "Dan" not in notice.what
    assert notices(world.ann) == notices(world.bea) == [], "neither leads, and it is not their colleague"
    reviewers = rows("SELECT reviewers FROM emergency_access WHERE record = %s", family.record, using="owner")
    assert reviewers == [(sorted(2_000_000_000 + one.agency for one in (world.cat, world.dan)),)]


def test_where_nobody_leads_the_leads_of_those_with_full_access_are_told(world: World, family: Family):
    open_it(family, world.eve)
    assert len(notices(world.ann)) == len(notices(world.bea)) == 1
    assert notices(world.ada) == []


def test_every_look_during_it_is_marked_and_reviewed(world: World, family: Family):
    browser = signed_in(world.eve)
    browser.post("/emergency", IN_LABOUR | {"reference": family.reference})
    browser.get(f"/records/{family.reference}/chronology")
    browser.get(f"/records/{family.reference}/entries/{family.first.id}")
    (opening,) = to_review(world.ann)
    with transaction.atomic():
        announce(world.ann)
        looks = looks_in_emergency(opening.id)
    assert [look.page for look in looks] == ["chronology", "entry"]

    lead, page = signed_in(world.ann), f"/emergency/openings/{opening.id}"
    queue = lead.get("/emergency/openings").content.decode()
    assert "Eve Lane" in queue
    assert "Not reviewed yet" in queue
    shown = lead.get(page).content.decode()
    assert "In labour on the ward" in shown
    assert "An entry, with its history" in shown
    assert "Leila" not in shown, "what was looked at, and nothing of what it held"
    assert lead.post(page, {"outcome": "not_appropriate", "words": ""}).status_code == 422
    lead.post(page, {"outcome": "not_appropriate", "words": "Spoke with her manager"})
    assert "Spoke with her manager" in signed_in(world.bea).get(page).content.decode()
    assert "Not reviewed yet" not in lead.get("/emergency/openings").content.decode()


def test_the_first_outcome_stands(world: World, family: Family):
    open_it(family, world.eve)
    (opening,) = to_review(world.ann)
    review(opening.id, ReviewOutcome.APPROPRIATE, "", world.ann)
    with pytest.raises(NotThere):
        review(opening.id, ReviewOutcome.NOT_APPROPRIATE, "No", world.bea)


def test_nobody_reviews_their_own_or_one_of_a_record_that_they_are_kept_out_of(world: World, family: Family):
    family.add(world.ada, Involvement(agency=world.dan.agency, level=Level.CONTRIBUTE))
    lead = replace(world.dan, role=Role.SAFEGUARDING_LEAD)
    open_it(family, lead)
    assert to_review(lead) == []
    assert to_review(world.cat) == to_review(world.fay) == [], "a practitioner, and another partnership"
    (opening,) = to_review(world.ann)
    for reader in (lead, world.ada):
        with pytest.raises(NotAllowed):
            review(opening.id, ReviewOutcome.APPROPRIATE, "", reader)
    exclude(family.record, world.ann.practitioner, "Her sister", world.bea)
    assert to_review(world.ann) == notices(world.ann) == []
    assert raw(world.ann, "SELECT count(*) FROM emergency_access") == [(0,)]
    assert raw(world.ann, "SELECT count(*) FROM audit_look WHERE emergency IS NOT NULL") == [(0,)]
    assert opening_of(world.bea, opening.id)


def opening_of(reader, opening: UUID):
    with transaction.atomic():
        announce(reader)
        return opening_to_review(opening)


def test_marked_looks_are_sealed_with_the_others(world: World, family: Family):
    browser = signed_in(world.eve)
    browser.post("/emergency", IN_LABOUR | {"reference": family.reference}, follow=True)
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        seal_looks(cursor)
        assert verify_looks(cursor)[1] == ""
        cursor.execute("ALTER TABLE audit_look DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_look SET emergency = NULL WHERE emergency IS NOT NULL")
        assert "changed" in verify_looks(cursor)[1]
        transaction.set_rollback(True, using="owner")


# --- notices ---------------------------------------------------------------------------------------------------------


def test_a_notice_is_new_for_each_lead_until_they_have_read_it(world: World, family: Family):
    lead = signed_in(world.ann)
    assert "Notices (new)" not in lead.get("/caseload").content.decode()
    open_it(family, world.eve)
    assert "Notices (new)" in lead.get("/caseload").content.decode()
    page = lead.get("/notices").content.decode()
    assert f"record {family.reference}" in page
    lead.post("/notices", {"read": [re.search(r'name="read" value="([^"]+)"', page).group(1), "nonsense"]})
    assert "Notices (new)" not in lead.get("/notices").content.decode()
    assert "Notices (new)" in signed_in(world.bea).get("/caseload").content.decode()


def test_a_notice_that_many_later_ones_followed_is_still_shown_until_it_was_read(
    world: World, family: Family
):
    open_it(family, world.eve)
    (first,) = notices(world.ann)
    with transaction.atomic(), as_ledger() as cursor:
        for _ in range(SHOWN):
            tell_leads(cursor, [world.ann.agency], "Something else happened.")
    with transaction.atomic():
        announce(world.ann)
        mark_read(world.ann, [one.id for one in notices_for(world.ann)])
        assert anything_new(world.ann)
        assert notices_for(world.ann)[0] == first
        mark_read(world.ann, [first.id])
        assert not anything_new(world.ann)


def test_nobody_marks_or_reads_the_notices_of_others(world: World, family: Family):
    open_it(family, world.eve)
    (notice,) = notices(world.ann)
    for reader in (world.ada, world.bea, replace(world.ann, agency=world.ben.agency)):
        with transaction.atomic():
            announce(reader)
            mark_read(reader, [notice.id])
        assert raw(reader, "SELECT count(*) FROM notice WHERE id = %s", notice.id) == [(0,)]
    with transaction.atomic():
        announce(world.ann)
        assert anything_new(world.ann)
