"""The caseload: a reader's families in the order asked for, fifty at a time, and nothing hidden in it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connections, transaction
from django.utils import timezone

from firsthome.access.principals import announce
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Mark
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.own_safeguarding import Considered, OwnSafeguarding
from firsthome.kinds.planning import Action
from firsthome.kinds.pregnancy import Outcome, Pregnancy, Result
from firsthome.kinds.question import Question
from firsthome.kinds.vulnerability import Standing, Topic, Vulnerability
from firsthome.kinds.when import When
from firsthome.kit.dates import say_day
from firsthome.record.append import as_ledger
from firsthome.record.caseload import Order, Wanted, caseload
from firsthome.record.open import open_record
from firsthome.record.project import load, project
from firsthome.record.rebuild import rebuild, remake_outdated, stored
from tests.ledger_world import Family, begin_family, new_person, only, rows, settle
from tests.test_pages_reading import _queries
from tests.world import signed_in

TODAY = date(2026, 3, 1)


@pytest.fixture
def world(stage):
    """Fresh agencies, so that each test has a caseload of its own."""
    return settle()


def a_family(by, mother=""):
    record, reference = open_record(by)
    family = Family(record, reference, new_person(mother or "Mother"), new_person("Baby"), None)
    if mother:
        family.add(by, PersonOnRecord(person=family.mother, role=Role.MOTHER))
    return family


def listed(reader, order=Order.UPDATED, size=50, today=TODAY, **more):
    """Every reference of the caseload, page by page."""
    found, after = [], None
    with transaction.atomic():
        announce(reader)
        while True:
            page = caseload(reader, after, size, Wanted(order, **more), today)
            found += [row.reference for row in page.rows]
            after = page.after
            if after is None:
                return found


def test_a_hundred_and_twenty_records_stand_once_each_in_every_order_however_many_tie(world):
    families = [a_family(world.eve) for _ in range(120)]
    for number, family in enumerate(families):
        if number % 3:
            family.add(world.eve, Pregnancy(edd=TODAY + timedelta(days=number % 4)))
        if number % 2:
            family.add(world.eve, Action(what="Ring", due=TODAY + timedelta(days=number % 5)))
    everything = sorted(family.reference for family in families)
    for order in Order:
        for size in (50, 7):
            assert sorted(listed(world.eve, order, size)) == everything
            assert listed(world.eve, order, size) == listed(world.eve, order, 200)


def test_the_soonest_expected_comes_first_and_those_born_or_not_known_last(world):
    names = ("late", "soon", "born", "unknown")
    families = {name: a_family(world.eve) for name in names}
    for name, days in (("late", 90), ("soon", 10), ("born", 5)):
        families[name].add(world.eve, Pregnancy(edd=TODAY + timedelta(days=days)))
    families["born"].add(world.eve, Outcome(result=Result.LIVE_BIRTH))
    found = listed(world.eve, Order.DUE)
    label = {family.reference: name for name, family in families.items()}
    assert [label[one] for one in found][:2] == ["soon", "late"]
    assert {label[one] for one in found[2:]} == {"born", "unknown"}


def test_the_next_date_is_counted_from_today_whenever_it_was_written(world):
    first, second = a_family(world.eve), a_family(world.eve)
    first.add(world.eve, Action(what="Ring", due=TODAY))
    first.add(world.eve, Action(what="Ring again", due=TODAY + timedelta(days=9)))
    second.add(world.eve, Contact(outcome=ContactOutcome.ATTENDED, next_date=TODAY + timedelta(days=4)))
    assert listed(world.eve, Order.NEXT) == [first.reference, second.reference]
    tomorrow = TODAY + timedelta(days=1)
    assert listed(world.eve, Order.NEXT, today=tomorrow) == [second.reference, first.reference]
    much_later = sorted(listed(world.eve, Order.NEXT, today=TODAY + timedelta(days=99)))
    assert much_later == sorted([first.reference, second.reference])


def test_hidden_entries_change_neither_order_nor_search(world):
    families = [begin_family(world) for _ in range(3)]
    hidden = only(world.cat.agency)
    before = {order: listed(world.ben, order) for order in Order}
    families[0].add(world.cat, Action(what="Strategy discussion", due=TODAY), audience=hidden)
    families[1].add(world.cat, Pregnancy(edd=TODAY), audience=hidden)
    families[2].add(world.cat, Event(account="Kept"), audience=hidden)
    aunt = new_person("Zora Hidden")
    families[2].add(world.cat, PersonOnRecord(person=aunt, role=Role.MOTHER), audience=hidden)
    assert {order: listed(world.ben, order) for order in Order} == before
    assert listed(world.ben, contains="Zora") == []
    assert listed(world.cat, contains="Zora") == [families[2].reference]
    assert listed(world.cat, Order.NEXT)[0] == families[0].reference


def test_records_are_found_by_part_of_the_mothers_name_or_reference(world):
    leila, other = a_family(world.eve, "Leila Mistry"), a_family(world.eve, "100% Grace_A")
    assert listed(world.eve, contains="mist") == [leila.reference]
    assert listed(world.eve, contains=other.reference[:6].lower()) == [other.reference]
    assert listed(world.eve, contains="%") == [other.reference]
    assert listed(world.eve, contains="e_a") == [other.reference]
    assert listed(world.eve, contains="\\") == []


def test_only_where_i_am_named(world):
    mine, ours = a_family(world.eve), a_family(world.eve)
    named = Involvement(agency=world.eve.agency, practitioner=world.eve.practitioner, level=Level.FULL)
    mine.add(world.eve, named)
    ours.add(world.eve, Event(account="Something later"))
    for order in Order:
        assert listed(world.eve, order, named=True) == [mine.reference]
        assert set(listed(world.eve, order)) == {mine.reference, ours.reference}


def test_a_word_says_what_is_new_since_she_looked(world):
    family = begin_family(world)
    browser = signed_in(world.ben)

    def row():
        page = browser.get("/caseload").content.decode()
        return page[page.index(family.reference) :]

    assert "Not opened by you yet" in row()
    browser.get(f"/records/{family.reference}/")
    assert "New since you looked" not in row()
    family.add(world.cat, Event(account="Kept"), audience=only(world.cat.agency))
    assert "New since you looked" not in row(), "what is hidden is not new"
    family.add(world.ada, Event(account="For everybody"))
    assert "New since you looked" in row()


def row_of(who, family):
    """What somebody reads of one family in the list."""
    page = signed_in(who).get("/caseload").content.decode()
    return next(row for row in page.split("<tr ") if family.reference in row)


def offered(outcome, days_ago=7):
    return {
        "said": Contact(outcome=outcome),
        "happened": When.on(timezone.localdate() - timedelta(days=days_ago)),
    }


def test_a_midwife_sees_that_two_of_the_last_three_contacts_were_cancelled_by_the_service(world):
    family = begin_family(world)
    assert "No contacts recorded here in the last 12 weeks." in row_of(world.ada, family)
    family.add(world.ben, **offered(ContactOutcome.ATTENDED, 20))
    for days in (12, 5):
        family.add(world.ben, **offered(ContactOutcome.CANCELLED_BY_SERVICE, days))
    row = row_of(world.ada, family)
    assert (
        'aria-label="3 contacts offered in the last 12 weeks: 1 kept, 2 cancelled or moved by the service."'
        in row
    )
    assert ">1 kept, 2 cancelled or moved by the service.<" in row
    assert re.findall("#shape-([a-z_]+)", row) == ["kept", "by_service", "by_service"], "the oldest first"


def test_a_contact_that_was_kept_to_fewer_people_shows_in_nobody_elses_strip(world):
    family = begin_family(world)
    family.add(world.ben, **offered(ContactOutcome.ATTENDED))
    before = row_of(world.ben, family)
    hidden = only(world.cat.agency)
    family.add(world.cat, **offered(ContactOutcome.NOT_ATTENDED), audience=hidden)
    family.add(world.cat, Pregnancy(edd=timezone.localdate()), audience=hidden)
    assert row_of(world.ben, family) == before
    assert "1 kept, 1 not attended." in row_of(world.cat, family)


def test_a_contact_in_weeks_of_pregnancy_moves_with_the_expected_date(world):
    family, today = begin_family(world), timezone.localdate()
    expected = family.add(world.ada, Pregnancy(edd=today + timedelta(weeks=20)))
    family.add(world.ben, Contact(outcome=ContactOutcome.ATTENDED), happened=When.at_gestation(126, 132))
    assert ">1 kept.<" in row_of(world.ada, family)
    family.mark(
        world.ada, Mark.CORRECTION, expected, Pregnancy(edd=today + timedelta(weeks=4)), reason="Scan"
    )
    assert "No contacts recorded here in the last 12 weeks." in row_of(world.ada, family)


def test_a_corrected_contact_and_one_recorded_in_error_count_as_what_stands(world):
    family = begin_family(world)
    missed = family.add(world.ben, **offered(ContactOutcome.NOT_ATTENDED))
    wrong = family.add(world.ben, **offered(ContactOutcome.NO_ACCESS))
    assert "1 not attended, 1 no access." in row_of(world.ada, family)
    family.mark(
        world.ben,
        Mark.CORRECTION,
        missed,
        **offered(ContactOutcome.CANCELLED_BY_SERVICE),
        reason="It was our clinic that closed",
    )
    family.mark(world.ben, Mark.ERROR, wrong, reason="Another family")
    assert ">1 cancelled or moved by the service.<" in row_of(world.ada, family)
    with transaction.atomic(), as_ledger() as cursor:
        assert stored(cursor, family.record) == project(load(cursor, family.record))


def test_a_list_kept_before_there_were_strips_has_them_after_a_rebuild(world):
    family = begin_family(world)
    family.add(world.ben, **offered(ContactOutcome.ATTENDED))
    before = row_of(world.ada, family)
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE record_summary SET contacts = NULL WHERE record = %s", [family.record])
        family.add(world.ben, Event(account="She rang"))
        unknown = row_of(world.ada, family)
        assert "No contacts" not in unknown, "not worked out yet is not the same as none"
        assert "fh-strip" not in unknown
        assert (family.record, True) in set(rebuild(cursor))
    assert before[before.index("<svg") : before.index("</svg>")] in row_of(world.ada, family)


def test_after_the_birth_the_strip_stays_as_on_the_record_itself(world):
    family = begin_family(world)
    family.add(world.ben, **offered(ContactOutcome.ATTENDED))
    family.add(world.ada, Outcome(result=Result.LIVE_BIRTH), happened=When.on(timezone.localdate()))
    assert ">1 kept.<" in row_of(world.ada, family)
    page = signed_in(world.ada).get(f"/records/{family.reference}/").content.decode()
    assert "1 contact offered in the last 12 weeks: 1 kept." in page


def test_the_following_page_keeps_what_was_asked_for(world):
    for _ in range(52):
        a_family(world.eve)
    browser = signed_in(world.eve)
    page = browser.get("/caseload?order=due").content.decode()
    following = re.search(r'href="([^"]+)" rel="next"', page).group(1).replace("&amp;", "&")
    assert "order=due" in following
    second = browser.get(following).content.decode()
    assert len(re.findall(r'fh-mother" href', second)) == 2
    assert 'value="due" selected' in second
    mixed = browser.get(following.replace("order=due", "order=next")).content.decode()
    assert len(re.findall(r'fh-mother" href', mixed)) == 50, "a key of another order begins anew"


@pytest.mark.parametrize("query", ["order=prompts", "order=", "after=x", "named=maybe", "find=%00"])
def test_nothing_that_is_asked_for_breaks_the_list(query, world):
    assert signed_in(world.eve).get(f"/caseload?{query}").status_code == 200


def test_no_order_goes_by_what_is_asked_about_a_family(world):
    page = signed_in(world.ben).get("/caseload").content.decode()
    orders = re.findall(r'<option value="(\w*)"', page[page.index('id="order"') :])
    assert orders == ["updated", "due", "next"]


def test_the_list_takes_six_queries_in_every_order(world):
    begin_family(world)
    for query in ("", "?order=due", "?order=next", "?find=a&named=yes"):
        assert len(_queries(signed_in(world.ben), f"/caseload{query}")) <= 6


def test_a_rebuilt_list_is_the_list_that_was_kept(world):
    family = a_family(world.eve)
    family.add(world.eve, Contact(outcome=ContactOutcome.ATTENDED, next_date=timezone.localdate()))
    kept = rows("SELECT principal, day FROM caseload_day WHERE record = %s", family.record, using="owner")
    assert kept == [(world.eve.agency, timezone.localdate())]


def test_an_upgrade_remakes_what_older_code_worked_out(world):
    family = begin_family(world)
    due = timezone.localdate()
    family.add(world.ada, Action(what="Visit", practitioner=world.ben.practitioner, due=due))
    work = "SELECT principal, item, due FROM work WHERE record = %s ORDER BY 1, 2"
    with connections["owner"].cursor() as cursor:
        before = stored(cursor, family.record), rows(work, family.record, using="owner")
        cursor.execute("DELETE FROM work WHERE record = %s", [family.record])
        cursor.execute(
            "UPDATE record_summary SET contacts = NULL, code_version = code_version - 1 WHERE record = %s",
            [family.record],
        )
        assert stored(cursor, family.record) != before[0]
        said: list[str] = []
        assert (remake_outdated("owner", said.append), len(said)) == (1, 1)
        assert (stored(cursor, family.record), rows(work, family.record, using="owner")) == before
        assert (remake_outdated("owner", said.append), len(said)) == (0, 1)


def test_how_each_twin_stands_is_read_by_those_alone_who_may_see_it(world):
    family = begin_family(world)
    twin = new_person("Second twin")
    family.add(world.ada, PersonOnRecord(person=twin, role=Role.BABY))
    family.add(world.ada, Pregnancy(edd=timezone.localdate() + timedelta(weeks=10), babies=2))
    assert "2 babies expected" in row_of(world.ben, family)
    lost = Outcome(baby=twin, result=Result.STILLBIRTH)
    family.add(world.ada, lost, audience=only(world.ada.agency))
    assert "1 expected; one of two babies was lost" in row_of(world.ada, family)
    assert "2 babies expected" in row_of(world.ben, family)
    assert "lost" not in row_of(world.ben, family)
    born = Outcome(baby=family.baby, result=Result.LIVE_BIRTH)
    family.add(world.ada, born, happened=When.on(timezone.localdate()))
    assert "1 born; one of two babies was lost" in row_of(world.ada, family)
    assert "1 born, 1 expected" in row_of(world.ben, family)
    with transaction.atomic(), as_ledger() as cursor:
        assert stored(cursor, family.record) == project(load(cursor, family.record))


def test_what_was_planned_for_a_twin_who_was_lost_is_no_next_date_while_the_other_is_expected(world):
    family = begin_family(world)
    twin = new_person("Second twin")
    today = timezone.localdate()
    family.add(world.ada, PersonOnRecord(person=twin, role=Role.BABY))
    for days, whom in ((7, twin), (14, family.baby)):
        offered = Contact(outcome=ContactOutcome.OFFERED)
        family.add(world.ada, offered, happened=When.on(today + timedelta(days=days)), about=(whom,))
    assert say_day(today + timedelta(days=7)) in row_of(world.ada, family)
    family.add(world.ada, Outcome(baby=twin, result=Result.STILLBIRTH))
    row = row_of(world.ada, family)
    assert say_day(today + timedelta(days=7)) not in row
    assert say_day(today + timedelta(days=14)) in row


def test_the_next_date_says_what_it_is_for_and_counts_days_to_look_again(world):
    family, today = begin_family(world), timezone.localdate()
    later, sooner = today + timedelta(days=9), today + timedelta(days=2)
    housing = {"topic": Topic.HOMELESSNESS, "standing": Standing.KNOWN}
    family.add(world.ada, Vulnerability(**housing, review=later))
    family.add(world.ada, Question(unknown="Who lives there?", due=later))
    row = row_of(world.ben, family)
    assert say_day(later) in row
    assert "An answer is due; look again at a vulnerability" in row
    considered = OwnSafeguarding(person=family.mother, considered=Considered.NOT_DECIDED, review=sooner)
    family.add(world.ada, considered, audience=only(world.ada.agency))
    assert "Look again at a young parent’s own safeguarding" in row_of(world.ada, family)
    assert "young parent" not in row_of(world.ben, family)
    family.add(world.ada, Question(unknown="Where?", due=sooner, answer="At her sister’s"))
    family.add(world.ada, Vulnerability(**housing | {"standing": Standing.RULED_OUT}, review=sooner))
    assert say_day(sooner) not in row_of(world.ben, family), "answered or ruled out, it waits for nobody"
    with transaction.atomic(), as_ledger() as cursor:
        assert stored(cursor, family.record) == project(load(cursor, family.record))
