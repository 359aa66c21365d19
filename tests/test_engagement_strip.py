"""The strip of a caseload row: what was offered in the last weeks and what became of it, on both sides."""

import re
from datetime import date, timedelta
from itertools import count
from uuid import UUID
from xml.etree import ElementTree

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Entry, Mark
from firsthome.kinds.pregnancy import Pregnancy
from firsthome.kinds.record import fold
from firsthome.kinds.when import Phase, Precision, When
from firsthome.kit.dates import Span, whole_month
from firsthome.pages.pictures.strip import SHAPES_SHOWN, shapes, strip
from firsthome.reading.offers import BECAME, Offer, Shape, counted, engagement, offers_of, say_engagement

TODAY = date(2025, 6, 1)
KEPT, MISSED = ContactOutcome.ATTENDED, ContactOutcome.NOT_ATTENDED
ids = count(1)
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def contact(outcome=KEPT, weeks_ago=1, when=None, **more):
    return said(Contact(outcome=outcome, **more), when or When.on(TODAY - timedelta(weeks=weeks_ago)))


def said(what, when=None, **more):
    return Entry(
        id=UUID(int=next(ids)),
        kind="contact",
        said=what,
        happened=when or When(),
        learned=TODAY,
        author=1,
        entered_by=1,
        agency=1,
        **more,
    )


def facts(*entries, weeks=12):
    return engagement(offers_of(fold(entries), TODAY), TODAY, weeks)


def words(*entries, weeks=12):
    return say_engagement(facts(*entries, weeks=weeks))


def test_both_sides_are_counted_in_words():
    six = [contact() for _ in range(4)] + [contact(MISSED), contact(ContactOutcome.CANCELLED_BY_SERVICE)]
    assert words(*six) == (
        "6 contacts offered in the last 12 weeks: 4 kept, 1 not attended, 1 cancelled or moved by the service."
    )


def test_at_least_two_stays_at_least_two():
    missed = contact(MISSED, times=2, at_least=True)
    assert words(missed, contact()) == (
        "At least 3 contacts offered in the last 12 weeks: 1 kept, at least 2 not attended."
    )
    assert ">2+<" in strip(facts(missed))


def test_a_contact_of_thirteen_weeks_ago_is_not_of_the_last_twelve_weeks_but_is_one_of_all():
    assert words(contact(weeks_ago=13)) == "No contacts recorded here in the last 12 weeks."
    assert words(contact(weeks_ago=13), weeks=None) == "1 contact offered: 1 kept."


def test_a_month_that_only_touches_the_last_weeks_is_not_counted_as_if_its_day_were_known():
    march = When.within(whole_month(2025, 3), Precision.MONTH)
    assert words(contact(), contact(MISSED, when=march)) == (
        "1 contact offered in the last 12 weeks: 1 kept. 1 more may belong here: the day is not known."
    )


def test_what_was_before_the_pregnancy_cannot_belong_to_the_last_weeks():
    expected = Entry(
        id=UUID(int=next(ids)),
        kind="pregnancy",
        said=Pregnancy(edd=date(2025, 8, 5)),
        learned=TODAY,
        author=1,
        entered_by=1,
        agency=1,
    )
    assert "more" not in words(expected, contact(when=When.in_phase(Phase.BEFORE)))


def test_a_contact_to_come_is_not_a_missed_one():
    assert "1 with no outcome recorded yet" in words(contact(ContactOutcome.OFFERED, weeks_ago=-2))


def test_a_contact_recorded_in_error_is_neither_counted_nor_drawn():
    entry = contact(MISSED)
    error = said(None, mark=Mark.ERROR, replaces=entry.id, statement=entry.id)
    assert words(entry, error, weeks=None) == "No contacts recorded here yet."
    assert strip(facts(entry, error)) == ""


def test_the_strip_shows_the_latest_and_says_how_many_came_before():
    picture = strip(
        facts(*(contact(weeks_ago=week) for week in range(12)), contact(MISSED, 12), contact(MISSED, 12))
    )
    assert picture.count("<g ") == SHAPES_SHOWN
    assert ">2 before<" in picture


def test_the_oldest_comes_first():
    offers = facts(contact(MISSED, 1), contact(KEPT, 5)).offers
    assert [offer.shape for offer in offers] == [Shape.KEPT, Shape.NOT_ATTENDED]


def test_a_list_points_to_shapes_that_stand_once_on_its_page():
    picture = strip(facts(*(contact(outcome) for outcome in ContactOutcome)), pointing=True)
    drawn_once = set(re.findall(r'id="(shape-\w+)"', shapes()))
    assert set(re.findall(r'href="#([^"]+)"', picture)) == drawn_once
    assert ElementTree.fromstring(picture).get("aria-label") == words(
        *(contact(outcome) for outcome in ContactOutcome)
    )


def test_every_outcome_has_a_shape():
    assert set(BECAME) == set(ContactOutcome)


def test_no_words_of_the_strip_judge_anybody():
    everything = words(*(contact(outcome) for outcome in ContactOutcome)).lower()
    assert not re.search(r"refus|fail|\bdna\b|score|risk|poor|good|bad|%", everything)


offers = st.builds(
    Offer,
    span=st.tuples(st.none() | st.dates(), st.none() | st.dates()).map(
        lambda days: Span(*sorted(days)) if all(days) else Span(*days)
    ),
    shape=st.sampled_from(list(BECAME.values())),
    times=st.integers(1, 30),
    at_least=st.booleans(),
)


@unhurried
@given(st.lists(offers, max_size=40), st.dates(), st.sampled_from([None, 4, 12]))
def test_the_words_add_up_and_the_picture_carries_them(listed, today, weeks):
    shown = engagement(listed, today, weeks)
    numbers = [shown.count(shape).number for shape in set(BECAME.values())]
    assert sum(numbers) == counted(shown.offers).number
    picture = strip(shown)
    if shown.offers:
        assert ElementTree.fromstring(picture).get("aria-label") == say_engagement(shown)
        assert picture.count("<g ") == min(len(shown.offers), SHAPES_SHOWN)
    if weeks is None:
        assert len(shown.offers) == len(listed)


@unhurried
@given(st.lists(offers, max_size=20), st.dates())
def test_without_at_least_among_them_no_count_says_at_least(listed, today):
    exactly = [offer for offer in listed if not offer.at_least]
    assert "least" not in say_engagement(engagement(exactly, today, None))
