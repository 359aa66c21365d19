"""The caseload: a reader's families in the order asked for, fifty at a time, and nothing hidden in it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from firsthome.access.principals import announce
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.planning import Action
from firsthome.kinds.pregnancy import Outcome, Pregnancy, Result
from firsthome.record.caseload import Order, Wanted, caseload
from firsthome.record.open import open_record
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


@pytest.mark.parametrize("query", ["order=prompts", "order=", "after=x", "named=maybe", "contains=%00"])
def test_nothing_that_is_asked_for_breaks_the_list(query, world):
    assert signed_in(world.eve).get(f"/caseload?{query}").status_code == 200


def test_no_order_goes_by_what_is_asked_about_a_family(world):
    page = signed_in(world.ben).get("/caseload").content.decode()
    orders = re.findall(r'<option value="(\w*)"', page[page.index('id="order"') :])
    assert orders == ["updated", "due", "next"]


def test_the_list_takes_six_queries_in_every_order(world):
    begin_family(world)
    for query in ("", "?order=due", "?order=next", "?contains=a&named=yes"):
        assert len(_queries(signed_in(world.ben), f"/caseload{query}")) <= 6


def test_a_rebuilt_list_is_the_list_that_was_kept(world):
    family = a_family(world.eve)
    family.add(world.eve, Contact(outcome=ContactOutcome.ATTENDED, next_date=timezone.localdate()))
    kept = rows("SELECT principal, day FROM caseload_day WHERE record = %s", family.record, using="owner")
    assert kept == [(world.eve.agency, timezone.localdate())]
