"""The first questions together: what a reported loss stops, their order, and what holds for any record.

Source: safety rules 2, 4 and 14.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Mark
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.pregnancy import LOSSES, Outcome, Result
from firsthome.kinds.record import Record
from firsthome.kinds.vulnerability import Standing, Topic, Vulnerability
from firsthome.kinds.when import Precision, When
from firsthome.kit.dates import whole_month
from firsthome.procedures.timings import timings
from firsthome.prompts.asking import questions
from tests.by_chance import steps_on, written
from tests.written import (
    ADA,
    ASHWIN,
    BABY,
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
steps = steps_on(days)


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
