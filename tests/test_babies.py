"""Each baby by itself: twins may differ, a reported loss counts at once, and taken back it was never there."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthome.kinds.after_loss import AfterLoss, Task
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Entry, Mark
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.pregnancy import LOSSES, Outcome, Pregnancy, Result
from firsthome.kinds.record import Record
from firsthome.kinds.when import When
from firsthome.procedures.timings import timings
from firsthome.prompts.asking import questions
from firsthome.reading.babies import (
    State,
    about_lost,
    babies,
    of_no_baby_in_particular,
    only_losses,
    ticks,
    unconfirmed_losses,
)
from tests.written import BABY, BEN, CAT, LEILA, NILA, TODAY, Written, booked

DAY = timedelta(days=1)
TWINS = (BABY, NILA)


def with_twins() -> Written:
    family = booked()
    for twin in TWINS:
        family.say(PersonOnRecord(person=twin, role=Role.BABY), TODAY - 90 * DAY)
    family.say(Pregnancy(edd=date(2025, 8, 5), babies=2), TODAY - 80 * DAY)
    return family


def states(record: Record) -> list[State]:
    return [baby.state for baby in babies(record)]


def test_twins_may_differ():
    family = with_twins()
    assert states(family.record) == [State.EXPECTED, State.EXPECTED]
    family.say(Outcome(baby=BABY, result=Result.MISCARRIAGE), TODAY)
    assert states(family.record) == [State.LOST, State.EXPECTED]
    assert not only_losses(family.record)
    family.say(Outcome(baby=NILA, result=Result.LIVE_BIRTH), TODAY, happened=When.on(TODAY))
    assert states(family.record) == [State.LOST, State.BORN]
    assert [baby.born_on for baby in babies(family.record)] == [None, TODAY]


def test_a_baby_who_is_expected_and_not_on_the_record_yet_counts():
    family = Written()
    assert states(family.record) == [State.EXPECTED]
    family.say(Pregnancy(babies=3), TODAY)
    assert states(family.record) == [State.EXPECTED] * 3


def test_what_is_said_of_no_baby_in_particular_is_the_only_babys():
    family = booked()
    family.say(Outcome(result=Result.STILLBIRTH), TODAY)
    assert states(family.record) == [State.LOST]
    assert only_losses(family.record)


def test_with_twins_it_is_pinned_on_neither_and_stops_neither():
    family = with_twins()
    family.say(Outcome(result=Result.MISCARRIAGE), TODAY)
    assert states(family.record) == [State.EXPECTED, State.EXPECTED]
    assert len(of_no_baby_in_particular(family.record)) == 1
    assert not only_losses(family.record)
    assert len(unconfirmed_losses(family.record)) == 1


def test_a_loss_told_without_saying_which_may_be_the_one_that_is_known():
    family = with_twins()
    family.say(Outcome(baby=BABY, result=Result.MISCARRIAGE), TODAY, BEN)
    family.say(Outcome(result=Result.MISCARRIAGE), TODAY, CAT)
    assert not only_losses(family.record), "the other twin may be well"


@pytest.mark.parametrize("result", LOSSES)
def test_a_loss_stands_before_a_birth_whoever_said_which_first(result: Result):
    family = booked()
    family.say(Outcome(baby=BABY, result=result), TODAY, BEN)
    family.say(Outcome(baby=BABY, result=Result.LIVE_BIRTH), TODAY, CAT)
    assert states(family.record) == [State.LOST]


def test_moved_away_is_neither_a_birth_nor_a_loss():
    family = booked()
    family.say(Outcome(baby=BABY, result=Result.MOVED), TODAY)
    assert states(family.record) == [State.NOT_KNOWN]


def test_only_what_is_about_the_lost_baby_alone_is_about_the_loss():
    family = with_twins()
    family.say(Outcome(baby=BABY, result=Result.MISCARRIAGE), TODAY)
    scan = Contact(outcome=ContactOutcome.OFFERED)
    alone, both, hers = (family.say(scan, TODAY, about=who) for who in ((BABY,), TWINS, (LEILA,)))
    assert [about_lost(family.record, one) for one in (alone, both, hers)] == [True, False, False]


def test_each_task_is_ticked_for_one_loss_and_says_who_and_when():
    family = with_twins()
    one = family.say(Outcome(baby=BABY, result=Result.MISCARRIAGE), TODAY)
    other = family.say(Outcome(baby=NILA, result=Result.MISCARRIAGE), TODAY)
    family.say(AfterLoss(outcome=one.id, task=Task.LETTERS), TODAY, CAT)
    done = ticks(family.record, family.record.by_entry[one.id])
    assert list(done) == [Task.LETTERS]
    assert done[Task.LETTERS][0].current.content.author == CAT
    assert ticks(family.record, family.record.by_entry[other.id]) == {}


# --- undoing ----------------------------------------------------------------------------------------------------------


def as_read(record: Record) -> object:
    """Everything that a page can be made of: what stands, and what it means."""
    standing = [one for one in record.statements if not one.withdrawn]
    day = TODAY + 30 * DAY
    return (
        standing,
        record.people,
        record.expected,
        record.born_on,
        [(baby.person, baby.state, baby.outcomes) for baby in babies(record)],
        only_losses(record),
        questions(record, timings(), day),
    )


outcomes = st.lists(
    st.tuples(st.sampled_from([None, *TWINS]), st.sampled_from(list(Result)), st.sampled_from([BEN, CAT])),
    min_size=1,
    max_size=4,
)


@given(outcomes, st.booleans())
def test_undoing_outcomes_restores_exactly_what_was_there(
    told: list[tuple[UUID | None, Result, int]], corrected_first: bool
):
    family = with_twins()
    before = as_read(family.record)
    entries: list[Entry] = []
    for baby, result, by in told:
        entry = family.say(Outcome(baby=baby, result=result), TODAY, by, happened=When.on(TODAY))
        if corrected_first:
            entry = family.mark(Mark.CORRECTION, entry, TODAY, Outcome(baby=baby, result=Result.NOT_KNOWN))
        entries.append(entry)
    for entry in entries:
        family.mark(Mark.ERROR, entry, TODAY)
    assert as_read(family.record) == before


@given(st.permutations([(BABY, result) for result in Result]))
def test_the_order_in_which_things_are_said_never_turns_a_loss_into_a_birth(said: list[tuple[UUID, Result]]):
    family = booked()
    for baby, result in said:
        family.say(Outcome(baby=baby, result=result), TODAY)
    assert states(family.record) == [State.LOST]
