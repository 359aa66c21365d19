"""What somebody still has to see to on one record by a day: actions, and milestones of the procedure, with their owner.

Pure, and without words: what an action says stays in its entry. What was said about a baby who was lost is not here.
Source: feature rows 49 and 50; safety rules 4 and 14.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from firsthome.kinds.involvement import Involvement
from firsthome.kinds.planning import Action, Progress
from firsthome.kinds.record import Record
from firsthome.procedures.timetable import Timetable
from firsthome.reading.babies import about_lost, only_losses
from firsthome.reading.closed import closed
from firsthome.reading.plan import due_on
from firsthome.reading.timetable import clocks


class Item(NamedTuple):
    """One thing to see to: the milestone's key or the action's statement, by when, and whose it is."""

    item: str
    due: date
    agency: int
    practitioner: int | None
    """None where it is for the whole team."""
    statement: UUID | None
    """The action; None for a milestone."""
    after_loss: bool
    """Whether somebody has to look at it before it reaches the family."""


@dataclass(frozen=True)
class Services:
    """What is known of agencies and practitioners from outside the record."""

    codes: Mapping[int, str] = field(default_factory=dict)
    """Agency → what sort of service it is."""
    works_for: Mapping[int, int] = field(default_factory=dict)
    """Practitioner → the agency that they work for today."""


def work_of(record: Record, procedure: Timetable, services: Services) -> set[Item]:
    """Everything that is open; nothing at all once the record is closed."""
    if closed(record):
        return set()
    return {*_actions(record, services), *_milestones(record, procedure, services)}


def _actions(record: Record, services: Services) -> Iterator[Item]:
    lost = only_losses(record)
    for statement, said in record.of(Action):
        entry, due = statement.current.content, due_on(record, said)
        silent = not lost and about_lost(record, entry)
        if said.progress is not Progress.TO_DO or due is None or silent:
            continue
        agency = said.agency or services.works_for.get(said.practitioner or 0) or entry.agency
        yield Item(str(statement.id), due, agency, said.practitioner, statement.id, lost)


def _milestones(record: Record, procedure: Timetable, services: Services) -> Iterator[Item]:
    """Each open milestone for the service that sees to it, or else for whoever holds everything together."""
    involved = [said for _, said in record.involvements]
    for clock in clocks(record, procedure, services.codes):
        if clock.open and clock.due:
            for agency, practitioner in _owners(clock.milestone.owner, involved, services.codes):
                yield Item(clock.key, clock.due.earliest, agency, practitioner, None, False)


def _owners(
    owner: str, involved: list[Involvement], codes: Mapping[int, str]
) -> Iterator[tuple[int, int | None]]:
    """The agencies that are involved and see to it; with the practitioner where just one of theirs is named."""
    theirs = [said for said in involved if _is(owner, said, codes)]
    for agency in dict.fromkeys(said.agency for said in theirs):
        named = {said.practitioner for said in theirs if said.agency == agency and said.practitioner}
        yield agency, named.pop() if len(named) == 1 else None


def _is(owner: str, said: Involvement, codes: Mapping[int, str]) -> bool:
    if said.ends is not None:
        return False
    return codes.get(said.agency, "").replace("-", "_") == owner if owner else said.lead
