"""The first questions together: what a reported loss stops, their order, and what holds for any record.

Source: safety rules 2, 4 and 14.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthome.kinds.choices import Asked
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Entry, Mark
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.pregnancy import LOSSES, Certainty, Outcome, Pregnancy, Result
from firsthome.kinds.record import Record
from firsthome.kinds.vulnerability import AffectedNow, Standing, Topic, Vulnerability
from firsthome.kinds.when import Phase, Precision, When
from firsthome.kit.dates import whole_month
from firsthome.procedures.timings import timings
from firsthome.prompts.asking import questions
from tests.written import (
    ADA,
    ASHWIN,
    BABY,
    BEN,
    CAT,
    HEALTH_VISITING,
    LEILA,
    MATERNITY,
    NILA,
    POLICE,
    SOCIAL_CARE,
    TODAY,
    Written,
    booked,
    mistrys,
    only,
)

MARCH = date(2025, 3, 3)
DAY = timedelta(days=1)
MISSED = Contact(outcome=ContactOutcome.NOT_ATTENDED)
SEEN = Contact(outcome=ContactOutcome.ATTENDED)
LOW_MOOD = Vulnerability(topic=Topic.MENTAL_HEALTH, standing=Standing.KNOWN)
ABUSE = Vulnerability(topic=Topic.DOMESTIC_ABUSE, standing=Standing.SUSPECTED)
MISCARRIED = Outcome(baby=BABY, result=Result.MISCARRIAGE)


def asked(record: Record, today: date = TODAY) -> list[str]:
    """The functions whose questions apply on a day."""
    return [prompt.key.split(":")[0] for prompt in questions(record, timings(), today)]


# --- a loss ----------------------------------------------------------------------------------------------------------


def troubled() -> Written:
    """A family about whom every question is open."""
    family = booked()
    family.say(MISSED, MARCH)
    family.say(SEEN, MARCH - 20 * DAY)
    family.say(LOW_MOOD, MARCH, about=(LEILA,))
    family.say(ABUSE, MARCH)
    family.say(Involvement(agency=MATERNITY), MARCH)
    family.say(Involvement(agency=SOCIAL_CARE), MARCH)
    return family


@pytest.mark.parametrize("result", LOSSES)
def test_after_a_reported_loss_one_gentle_question_is_all_that_stays(result):
    family = troubled()
    family.say(Outcome(baby=BABY, result=result), TODAY, CAT)
    (prompt,) = questions(family.record, timings(), TODAY)
    assert prompt.question == "Who has confirmed this, and is she safe and cared for?"


def test_it_is_asked_at_once_even_if_only_the_month_is_known():
    family = troubled()
    april = When.within(whole_month(2025, 4), Precision.MONTH)
    family.say(MISCARRIED, TODAY, happened=april)
    assert asked(family.record) == ["loss_reported"]


def test_once_a_clinician_has_confirmed_it_nothing_is_asked():
    family = troubled()
    loss = family.say(MISCARRIED, TODAY, CAT)
    confirmed = MISCARRIED.model_copy(update={"confirmed_by": "Dr Amara Obi, early pregnancy unit"})
    family.mark(Mark.UPDATE, loss, TODAY, confirmed)
    assert asked(family.record) == []


def test_a_loss_that_two_agencies_report_needs_confirming_once():
    family = troubled()
    family.say(MISCARRIED, TODAY, CAT)
    family.say(MISCARRIED.model_copy(update={"confirmed_by": "Dr Amara Obi"}), TODAY, ADA)
    assert asked(family.record) == []


def test_undoing_a_loss_entered_in_error_brings_everything_back():
    family = troubled()
    before = questions(family.record, timings(), TODAY)
    loss = family.say(MISCARRIED, TODAY, CAT)
    family.mark(Mark.ERROR, loss, TODAY, by=CAT)
    assert questions(family.record, timings(), TODAY) == before
    assert len(before) > 5


def test_a_baby_who_was_born_and_died_is_lost():
    family = troubled()
    family.say(Outcome(baby=BABY, result=Result.LIVE_BIRTH), TODAY)
    family.say(Outcome(baby=BABY, result=Result.NEONATAL_DEATH), TODAY)
    assert asked(family.record) == ["loss_reported"]


def test_when_one_twin_is_lost_the_questions_about_the_other_stay():
    family = troubled()
    family.say(PersonOnRecord(person=NILA, role=Role.BABY), MARCH)
    before = asked(family.record)
    family.say(MISCARRIED, TODAY, CAT)
    family.say(MISCARRIED, TODAY, ADA)  # the same twin, told by another agency
    assert set(asked(family.record)) == {"loss_reported", *before}
    family.say(Outcome(baby=NILA, result=Result.STILLBIRTH), TODAY)
    assert set(asked(family.record)) == {"loss_reported"}


# --- order, and what cannot matter -----------------------------------------------------------------------------------


def test_what_cannot_wait_comes_first_then_what_is_due_then_what_to_consider():
    order = questions(troubled().record, timings(), TODAY)
    assert [prompt.urgency for prompt in order] == sorted(prompt.urgency for prompt in order)
    assert order[0].key.startswith("missed_contact")
    same = [(one, other) for one, other in pairwise(order) if one.urgency == other.urgency]
    assert all(one.applies_from <= other.applies_from for one, other in same)


def test_an_entry_kept_to_others_changes_no_question():
    open_to_all = troubled()
    with_secrets = troubled()
    with_secrets.say(PersonOnRecord(person=ASHWIN, role=Role.FATHER), MARCH, CAT, audience=only(SOCIAL_CARE))
    with_secrets.say(LOW_MOOD, MARCH, CAT, audience=only(SOCIAL_CARE, POLICE))
    seen = with_secrets.record_for(HEALTH_VISITING)
    assert questions(seen, timings(), TODAY) == questions(open_to_all.record, timings(), TODAY)
    assert asked(with_secrets.record_for(SOCIAL_CARE)) != asked(seen)


def test_a_family_whose_questions_are_answered_is_asked_only_about_the_missed_visit_and_what_is_new():
    assert asked(mistrys().record) == [
        "missed_contact",
        "specialist_not_contacted",
        "only_her_word_about_him",
    ]


# --- whatever little is known ----------------------------------------------------------------------------------------

days = st.dates(date(1950, 1, 1), date(2090, 1, 1))
maybe = st.none() | days
moments = st.one_of(
    st.just(When()),
    days.map(When.on),
    st.sampled_from(Phase).map(When.in_phase),
    st.integers(0, 300).map(lambda week: When.at_gestation(week, week + 6)),
    days.map(lambda day: When(earliest=day)),
    days.map(lambda day: When(latest=day)),
)
sayings = st.one_of(
    st.builds(
        Pregnancy, edd=maybe, certainty=st.sampled_from(Certainty), babies=st.none() | st.integers(1, 3)
    ),
    st.builds(
        Contact,
        outcome=st.sampled_from(ContactOutcome),
        pregnancy_continues=st.sampled_from(Asked),
        seen_alone=st.sampled_from(Asked),
    ),
    st.builds(
        Vulnerability,
        topic=st.sampled_from(Topic),
        standing=st.sampled_from(Standing),
        affected_now=st.sampled_from(AffectedNow),
    ),
    st.builds(Outcome, result=st.sampled_from(Result), baby=st.sampled_from([None, BABY, NILA])),
    st.builds(
        PersonOnRecord, person=st.sampled_from([LEILA, BABY, ASHWIN, NILA]), role=st.sampled_from(Role)
    ),
    st.builds(Involvement, agency=st.sampled_from([MATERNITY, SOCIAL_CARE]), lead=st.booleans(), ends=maybe),
    st.builds(Event, account=st.just("Something happened.")),
)
steps = st.lists(
    st.tuples(sayings, days, moments, st.sampled_from([None, *Mark]), st.integers(0, 9)), max_size=9
)


def written(steps: list[tuple[Any, ...]]) -> Written:
    """A record from whatever steps there are; a mark is put on an earlier entry of the same kind, if any."""
    family = Written()
    for said, day, moment, mark, which in steps:
        same: list[Entry] = [entry for entry in family.entries if entry.kind == said.kind]
        if mark and same:
            content = None if mark in (Mark.ERROR, Mark.MISFILED) else said
            family.mark(mark, same[which % len(same)], day, content, BEN, happened=moment)
        else:
            family.say(said, day, happened=moment)
    return family


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps, days)
def test_whatever_little_is_known_asking_works_and_keeps_its_promises(steps, today):
    record = written(steps).record
    prompts = questions(record, timings(), today)
    assert len({prompt.key for prompt in prompts}) == len(prompts)
    for prompt in prompts:
        assert prompt.applies_from <= today
        assert prompt.question.endswith("?")
        assert prompt.why
        assert prompt.source
        assert set(prompt.rests_on) <= {statement.id for statement in record.statements}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps, days, st.integers(0, 400))
def test_a_question_goes_away_by_waiting_only_where_it_says_until_when(steps, today, wait):
    record = written(steps).record
    day = today + timedelta(days=wait)
    lasting = {one.key for one in questions(record, timings(), today) if one.applies(day)}
    assert lasting == {one.key for one in questions(record, timings(), day) if one.applies_from <= today}
