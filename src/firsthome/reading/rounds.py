"""When a milestone stops being waited for, and begins to count again: after a decision, a new referral, or each time.

Which decisions end it is the procedure's. A decision counts that answers what the milestone waits for, or that comes
from the service which sees to it: that some other service ended its work ends nothing here. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from firsthome.kinds.entry import Entry
from firsthome.kinds.milestone import MilestoneReached, Reached
from firsthome.kinds.record import Record, Statement
from firsthome.kinds.referral import TAKEN_UP, Decision, Referral
from firsthome.procedures.timetable import Milestone
from firsthome.reading.clocks import Days
from firsthome.reading.reached import days_met, shows

Every = Mapping[str, Milestone]


class Ending(NamedTuple):
    """The decision after which a milestone is not waited for any more."""

    entry: Entry
    said: Decision


class Round(NamedTuple):
    """The last time that a milestone was waited for."""

    begins: Days | None = None
    """When it began again; None while it never did."""
    ended: Ending | None = None
    waits: bool = False
    """Whether something that it counts from is not answered, whatever was decided of the others."""


def last_round(record: Record, every: Every, key: str, codes: Mapping[int, str]) -> Round:
    """Whether a milestone was ended by a decision, or began again after one. `codes`: agency → its sort of service."""
    milestone = every[key]
    if milestone.each_time and (waits := _not_answered(record, every, key, codes)):
        return Round(begins=waits, waits=True)
    answering = [one for one in record.of(Decision) if _answers(record, *one, every, key, codes)]
    stops = [one for one, said in answering if said.settled and said.settled.value in milestone.ended_by]
    last = max(stops, key=_order, default=None)
    if last is None:
        return Round()
    taken_up = [one for one, said in answering if said.settled in TAKEN_UP]
    for start in sorted(
        _starts(record, every.get(milestone.needs), milestone.needs, taken_up, codes), key=_order
    ):
        if _order(start) > _order(last) and (days := days_met(record, start.current.content)):
            return Round(begins=days)
    said = last.current.said
    ends = isinstance(said, Decision) and said.settled and said.settled.value in milestone.ended_by
    return Round(ended=Ending(last.current.content, said)) if ends else Round()  # type: ignore[arg-type]


def _not_answered(record: Record, every: Every, key: str, codes: Mapping[int, str]) -> Days | None:
    """The days of the first that nobody answered, of everything that the milestone is due anew after."""
    needs = every.get(every[key].needs)
    answers = [*_reached(record, key, every[key], codes), *_not_needed(record, key)]
    starts = sorted(_reached(record, every[key].needs, needs, codes), key=_order) if needs else []
    waiting = (one for one in starts if not any(_settles(record, answer, one) for answer in answers))
    return next(filter(None, (days_met(record, one.current.content) for one in waiting)), None)


def _settles(record: Record, answer: Statement, start: Statement) -> bool:
    """A decision that names a referral answers that one; what names none answers everything before it."""
    said = answer.current.said
    if isinstance(said, Decision) and said.referral:
        return record.by_entry.get(said.referral) is start
    return _order(answer) > _order(start)


def _not_needed(record: Record, key: str) -> Iterator[Statement]:
    for one, said in record.of(MilestoneReached):
        if said.milestone == key and said.reached is Reached.NOT_NEEDED:
            yield one


def _starts(
    record: Record, needs: Milestone | None, key: str, taken_up: list[Statement], codes: Mapping[int, str]
) -> Iterator[Statement]:
    """What it begins to count with; and that a referral is taken up after all."""
    if needs is None:
        return
    yield from _reached(record, key, needs, codes)
    if Referral.kind in needs.shown_by.kinds:
        yield from taken_up


def _reached(record: Record, key: str, milestone: Milestone, codes: Mapping[int, str]) -> Iterator[Statement]:
    """Every statement that says or shows that a milestone was reached."""
    for one in record.statements:
        said = one.current.said
        if isinstance(said, MilestoneReached):
            if said.milestone == key and said.reached is not Reached.NOT_NEEDED:
                yield one
        elif said and shows(one, codes, milestone.shown_by):
            yield one


def _answers(
    record: Record, one: Statement, said: Decision, every: Every, key: str, codes: Mapping[int, str]
) -> bool:
    """Whether a decision is about what the milestone waits for."""
    code, owner = codes.get(one.current.content.agency, "").replace("-", "_"), every[key].owner
    if owner and code == owner:
        return True
    named = [record.by_entry[entry] for entry in said.cited() if entry in record.by_entry]
    return any(shows(each, codes, before.shown_by) for each in named for before in _before(every, key))


def _before(every: Every, key: str) -> Iterator[Milestone]:
    """Everything that has to be reached before it."""
    needs = every[key].needs
    while needs in every:
        yield every[needs]
        needs = every[needs].needs


def _order(one: Statement) -> tuple[date, str]:
    content = one.current.content
    return content.learned_on(), content.recorded_at.isoformat() if content.recorded_at else "~"
