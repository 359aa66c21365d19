"""Whether a milestone was reached, and what shows it: an entry of its own, or an ordinary one that the procedure names.

Pure. What a person said of the milestone itself counts before anything that merely looks like it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from firsthome.kinds.entry import Entry, Said
from firsthome.kinds.event import Event
from firsthome.kinds.milestone import MilestoneReached, Reached
from firsthome.kinds.opening import Opening
from firsthome.kinds.planning import Meeting
from firsthome.kinds.record import Record, Statement
from firsthome.kinds.record_of_truth import place
from firsthome.kinds.referral import Referral
from firsthome.kinds.when import Phase
from firsthome.procedures.timetable import Milestone, ShownBy
from firsthome.reading.clocks import Days
from firsthome.reading.copies import held_by_all


class Met(NamedTuple):
    """That a milestone was reached: when, how, and the entry that shows it."""

    days: Days | None
    """None where nobody said when."""
    how: Reached
    entry: Entry
    first_said: datetime | None
    """When it was first recorded: a later correction of its words moves no date."""
    where: str = ""

    @property
    def counts(self) -> bool:
        """Whether others count from it: what was not needed did not happen."""
        return self.how is not Reached.NOT_NEEDED


def reached(
    record: Record, codes: Mapping[int, str], key: str, milestone: Milestone, since: Days | None
) -> Met | None:
    """The last word on a milestone, or the first ordinary entry from a day on that shows it."""
    said = [(one, of) for one, of in record.of(MilestoneReached) if of.milestone == key]
    if said:
        return _met(record, *said[-1])
    by = milestone.shown_by
    if by.birth_plan_held:
        held = held_by_all(record)
        return _met(record, held) if held else None
    shown = [_met(record, one) for one in record.statements if one.current.said and shows(one, codes, by)]
    dated = sorted((one for one in shown if one.days and _since(one.days, since)), key=_order)
    return dated[0] if dated else None


def _met(record: Record, statement: Statement, said: MilestoneReached | None = None) -> Met:
    entry, first = statement.current.content, statement.entries[0].recorded_at
    how, where = (said.reached, said.where) if said else (Reached.HERE, _kept(statement.current.said))
    return Met(days_met(record, entry), how, entry, first, where)


def _kept(said: Said | None) -> str:
    """Where the record of truth is, of a step that says so."""
    return place(getattr(said, "in_system", ""), getattr(said, "under", ""))


def _order(met: Met) -> tuple[Days, str]:
    assert met.days
    return met.days, str(met.entry.id)


def _since(days: Days, since: Days | None) -> bool:
    return since is None or days.latest >= since.earliest


def days_met(record: Record, entry: Entry) -> Days | None:
    """The days on which it happened, never later than it was known; None for what is only planned, or long past."""
    known, span = entry.learned_on(), record.happened(entry)
    if entry.happened.phase is Phase.BEFORE or (span.earliest and span.earliest > known):
        return None
    latest = min(span.latest or span.earliest or known, known)
    return Days(min(span.earliest or latest, latest), latest)


def shows(statement: Statement, codes: Mapping[int, str], by: ShownBy) -> bool:
    """Whether an ordinary entry is of the sort that the procedure names."""
    match statement.current.said:
        case Meeting(type=type_):
            called = type_.strip().rstrip(".").casefold()
            return called in {name.casefold() for name in by.meetings}
        case Event(type=type_):
            return type_.value in by.events
        case Opening(route=route):
            return route.value in by.routes
        case Referral(to=to):
            code = codes.get(to, "").replace("-", "_") if to else ""
            return Referral.kind in by.kinds and (to is None or not by.to or code in by.to)
        case _:
            return statement.kind in by.kinds
