"""What a timing comes to: written and read, in weeks of pregnancy, in working days, and as a range."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthome.kinds.gestation import gestation_on
from firsthome.kit.dates import Span
from firsthome.procedures.rules import After, AtWeek, BeforeExpected, NotSet, Unit, read_rule
from firsthome.procedures.timetable import Whichever
from firsthome.procedures.working_days import working_days_between, works
from firsthome.reading.clocks import Days, Facts, Waited, combined, days_of

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
WEEKS = st.builds(AtWeek, st.integers(0, 44 * 7))
BEFORE = st.builds(BeforeExpected, st.integers(1, 40))
AFTER = st.builds(
    After,
    st.sampled_from(["referral", "strategy_discussion", "birth"]),
    st.integers(1, 120),
    st.sampled_from(Unit),
) | st.builds(After, st.just("concern"))
RULES = WEEKS | BEFORE | AFTER | st.just(NotSet())
EXPECTED = st.builds(lambda day, wide: Span(day, day + timedelta(days=wide)), DAYS, st.integers(0, 60))


@given(RULES)
def test_a_timing_is_read_as_it_is_said(rule):
    assert read_rule(rule.say()) == rule


@pytest.mark.parametrize(
    "words", ["soon", "at 30 weeks and a bit", "ten days after birth", "at 30+7 weeks", ""]
)
def test_a_timing_that_cannot_be_read_says_how_to_write_one(words):
    with pytest.raises(ValueError, match="Write a timing like «at 30"):
        read_rule(words)


@given(WEEKS | BEFORE, EXPECTED, st.integers(0, 60))
def test_wherever_in_its_range_the_baby_is_expected_a_deadline_in_weeks_lies_in_its_own(
    rule, expected, within
):
    edd = min(expected.earliest + timedelta(days=within), expected.latest)
    due, exact = days_of(rule, Facts(expected)), days_of(rule, Facts(Span(edd, edd)))
    assert due.earliest <= exact.earliest == exact.latest <= due.latest
    if isinstance(rule, AtWeek):
        assert gestation_on(exact.earliest, edd) == rule.days


@given(AFTER, DAYS, EXPECTED, EXPECTED)
def test_what_counts_from_an_event_hangs_on_no_expected_date(rule, day, expected, other):
    events = {rule.event: Days(day, day)}
    due = days_of(rule, Facts(expected, events))
    assert due == days_of(rule, Facts(other, events))
    if rule.unit is Unit.WORKING_DAY and rule.number:
        assert works(due.earliest)
        assert working_days_between(day, due.earliest) == rule.number


@given(AFTER, DAYS, st.integers(0, 200), st.integers(1, 60))
def test_a_pause_never_brings_a_deadline_forward_and_moves_it_by_no_more_than_it_lasted(
    rule, day, later, long
):
    events = {rule.event: Days(day, day)}
    begins = day + timedelta(days=later)
    waited = Waited(begins, begins + timedelta(days=long))
    before = days_of(rule, Facts(Span(None, None), events)).earliest
    after = days_of(rule, Facts(Span(None, None), events, (waited,))).earliest
    assert before <= after
    if begins > before:
        assert after == before
    elif rule.unit is not Unit.WORKING_DAY:
        assert after - before == timedelta(days=long)


@given(
    st.lists(
        st.none()
        | st.builds(lambda day, wide: Days(day, day + timedelta(days=wide)), DAYS, st.integers(0, 9))
    )
)
def test_the_earliest_goes_by_what_is_known_and_the_latest_waits_for_all(days):
    known = [one for one in days if one]
    earliest, latest = (combined(days, which) for which in (Whichever.EARLIEST, Whichever.LATEST))
    assert (earliest is None) == (not known)
    assert (latest is None) == (not known or len(known) < len(days))
    if earliest:
        assert all(earliest.earliest <= one.earliest and earliest.latest <= one.latest for one in known)
    if latest:
        assert all(latest.earliest >= one.earliest and latest.latest >= one.latest for one in known)


def test_bank_holidays_of_england_and_wales_are_no_working_days():
    maundy_thursday = Days(date(2025, 4, 17), date(2025, 4, 17))
    due = days_of(
        After("referral", 1, Unit.WORKING_DAY), Facts(Span(None, None), {"referral": maundy_thursday})
    )
    assert due.earliest == date(2025, 4, 22), "after Good Friday, the weekend and Easter Monday"


def test_a_month_after_the_last_of_a_month_is_the_last_of_the_next():
    day = Days(date(2025, 11, 30), date(2025, 11, 30))
    due = days_of(After("birth", 3, Unit.MONTH), Facts(Span(None, None), {"birth": day}))
    assert due.earliest == date(2026, 2, 28)
