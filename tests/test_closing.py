"""A closed record leaves the list of the day and is asked only what cannot wait; opened again, both come back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from firsthome.kinds.closing import CameTo, Closing, Reopening
from firsthome.kinds.entry import Mark
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.planning import Meeting
from firsthome.kinds.pregnancy import Outcome, Result
from firsthome.record.caseload import Order
from tests.asked_of import MARCH, asked, names, with_services
from tests.ledger_world import OWN_AGENCY, begin_family, settle
from tests.test_asking_for_help import send
from tests.test_caseload_page import listed, row_of
from tests.test_pages_reading import _queries
from tests.world import signed_in

CLOSING = Closing(came_to=CameTo.EARLY_HELP, why="Done", next="Home visits", next_owner="Ben Moss")
AGAIN = Reopening(why="She rang.")
WEEK = timedelta(days=7)


@pytest.fixture
def world(stage):
    """Fresh agencies, so that each test has a caseload of its own."""
    return settle()


@pytest.fixture
def family(world):
    return begin_family(world)


# --- the list of the day


@pytest.mark.parametrize("order", Order)
def test_a_closed_record_is_listed_among_the_closed_ones_alone_until_it_is_opened_again(world, family, order):
    other = begin_family(world)
    ended = family.add(world.ada, CLOSING)
    assert listed(world.ben, order) == [other.reference]
    assert listed(world.ben, order, closed=True) == [family.reference]
    family.add(world.cat, AGAIN)
    assert sorted(listed(world.ben, order)) == sorted([family.reference, other.reference])
    assert listed(world.ben, order, closed=True) == []
    assert ended.id in {one.id for one in family.seen(world.ben)}, "nothing is hidden by it"


def test_a_search_finds_a_closed_record_too_and_says_that_it_is_closed(world, family):
    assert "Closed" not in row_of(world.ben, family)
    family.add(world.ada, CLOSING)
    browser = signed_in(world.ben)
    assert family.reference not in browser.get("/caseload").content.decode()
    for query in (f"find={family.reference}", "closed=yes", f"closed=yes&find={family.reference}"):
        page = browser.get(f"/caseload?{query}").content.decode()
        assert family.reference in page
        assert ">Closed</strong>" in page
    assert "Show closed records" in browser.get("/caseload").content.decode()


def test_whoever_may_not_read_the_closing_goes_on_listing_the_record_as_open(world, family):
    family.add(world.ada, CLOSING, audience=OWN_AGENCY)
    assert listed(world.ada) == []
    for reader in (world.ben, world.dan):
        assert listed(reader) == [family.reference]
        assert listed(reader, closed=True) == []
        found = signed_in(reader).get(f"/caseload?find={family.reference}").content.decode()
        assert family.reference in found
        assert ">Closed</strong>" not in found
        assert "This record was closed" not in signed_in(reader).get(_at(family)).content.decode()


def test_somebody_who_is_named_goes_by_the_last_word_that_either_of_their_parts_shows(world, family):
    named = Involvement(agency=world.dan.agency, practitioner=world.dan.practitioner, level=Level.FULL)
    family.add(world.ada, named)
    family.add(world.ada, CLOSING)
    assert listed(world.dan) == [], "their agency alone could not read it"
    assert listed(world.dan, closed=True) == [family.reference]
    family.add(world.ada, AGAIN)
    assert listed(world.dan) == [family.reference]


def test_a_closing_in_error_never_closed_it(world, family):
    ended = family.add(world.ada, CLOSING)
    family.mark(world.ada, Mark.ERROR, ended, reason="Another family")
    assert listed(world.ben) == [family.reference]


def test_closed_ones_take_no_more_queries(world, family):
    family.add(world.ada, CLOSING)
    browser = signed_in(world.ben)
    for query in ("", "?closed=yes", "?closed=yes&order=next"):
        assert len(_queries(browser, f"/caseload{query}")) <= 6


# --- the record itself


def test_the_record_and_its_questions_say_that_it_is_closed(world, family):
    browser = signed_in(world.ben)
    before = {page: _shown(browser, family, page) for page in ("", "questions", "?paper=yes")}
    assert not any("This record was closed" in one for one in before.values())
    assert "fh-question__asks" in before["questions"]
    family.add(world.ada, CLOSING)
    for page in before:
        assert "This record was closed on" in _shown(browser, family, page)
        assert "fh-question__asks" not in _shown(browser, family, page)
    assert f"{_at(family)}keeping" in _shown(browser, family, "")
    assert "This record was closed on" in _shown(signed_in(world.ann), family, "")
    family.add(world.ada, AGAIN)
    assert "fh-question__asks" in _shown(browser, family, "questions")
    assert "This record was closed" not in _shown(browser, family, "")


def _at(family):
    return f"/records/{family.reference}/"


def _shown(browser, family, page):
    return browser.get(f"{_at(family)}{page}").content.decode()


# --- what is asked


def test_nothing_is_asked_while_it_is_closed_and_all_of_it_again_afterwards():
    family = with_services()
    day = MARCH + WEEK
    before = names(family.record, day)
    assert before
    family.say(CLOSING, MARCH)
    assert not asked(family.record, day)
    family.say(AGAIN, MARCH + timedelta(days=1))
    assert names(family.record, day) == before


@pytest.mark.parametrize(
    ("type_", "asks"),
    [
        (EventType.SELF_HARM, "how_she_is_today"),
        (EventType.SUDDEN_STOP, "sudden_stop"),
        (EventType.THREAT, "threat_since_last_seen"),
        (EventType.INJURY, "injury_of_a_baby"),
    ],
)
def test_what_cannot_wait_is_asked_of_a_closed_record_too(type_, asks):
    family = with_services()
    family.say(CLOSING, MARCH)
    family.say(Event(type=type_, account="She rang."), MARCH + WEEK)
    assert names(family.record, MARCH + WEEK) == {asks}


def test_who_confirmed_a_loss_is_asked_of_a_closed_record_too():
    family = with_services()
    family.say(Outcome(result=Result.MISCARRIAGE), MARCH)
    family.say(Closing(**CLOSING.model_dump() | {"came_to": CameTo.LOSS}), MARCH + WEEK)
    assert names(family.record, date(2025, 4, 1)) == {"loss_reported"}


def test_after_a_birth_nothing_is_closed_before_the_plan_was_looked_at_again_or_somebody_says_why_not(
    world, family
):
    form = f"/records/{family.reference}/add/closing"
    assert "looked at again since the birth" not in signed_in(world.ada).get(form).content.decode()
    born = Outcome(baby=family.baby, result=Result.LIVE_BIRTH)
    family.add(world.ada, born, about=(family.baby,))
    assert "looked at again since the birth" in signed_in(world.ada).get(form).content.decode()
    ada, answers = signed_in(world.ada), CLOSING.model_dump(exclude_defaults=True) | {"came_to": "early_help"}
    refused = send(ada, family, "closing", **answers)
    assert refused.status_code == 422
    assert "Write when the plan was looked at again after the birth" in refused.content.decode()
    family.add(world.ben, Meeting(type="Post-birth review", minutes="It goes on."))
    assert send(ada, family, "closing", **answers).status_code == 302
