"""Each meeting with what belongs to it: reports, what each agency told, what was added, and who has read the minutes.

Pure, of what one reader may see. Source: domain facts, 7.12; hazards 16 and 18.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from firsthome.kinds.involvement import Level
from firsthome.kinds.meeting import MeetingPart, ToldWhen
from firsthome.kinds.planning import Action, Meeting
from firsthome.kinds.record import Record, Statement
from firsthome.procedures.meetings import MeetingSort, sort_of
from firsthome.reading.shares import Given, given

Part = tuple[Statement, MeetingPart]


@dataclass(frozen=True, slots=True)
class Met:
    """One meeting, held or still to come."""

    statement: Statement
    said: Meeting
    sort: MeetingSort | None
    """What the partnership's procedure says of such meetings; None for one that it does not know."""
    day: date | None
    parts: tuple[Part, ...]
    actions: tuple[tuple[Statement, Action], ...]
    """What was agreed there that somebody does."""
    circulated: tuple[Given, ...]
    """What was shared of it, and who has said that they read it."""

    def to_come(self, today: date) -> bool:
        """Whether it lies ahead."""
        return self.day is not None and self.day > today

    def told(self, when: ToldWhen) -> list[Part]:
        """What was told to it in a report, there, or afterwards."""
        return [one for one in self.parts if one[1].told is when]

    def not_there(self, codes: Mapping[int, str]) -> list[str]:
        """Codes of the services without which it should not decide, and that were not there."""
        if not self.said.agencies_there or self.sort is None:
            return []
        there = {codes.get(agency, "").replace("-", "_") for agency in self.said.agencies_there}
        return [code for code in self.sort.quorum if code not in there]


def meetings(record: Record, sorts: Mapping[str, MeetingSort] | None = None) -> list[Met]:
    """Every meeting, the latest first; those of which nobody said when stand last.

    `sorts`: the partnership’s sorts of meeting as they are in force; without them, as the data file has them.
    """
    parts = list(record.of(MeetingPart))
    shared = given(record)
    found = [
        _met(record, one, said, sort_of(said.type, sorts), parts, shared) for one, said in record.of(Meeting)
    ]
    return sorted(found, key=lambda one: one.day or date.min, reverse=True)


def involved_agencies(record: Record, today: date) -> set[int]:
    """The agencies that can be asked for a report: involved today, with enough to write one."""
    return {
        said.agency
        for _, said in record.involvements
        if said.holds_on(today) and said.level.rank >= Level.CONTRIBUTE.rank
    }


def _met(
    record: Record,
    one: Statement,
    said: Meeting,
    sort: MeetingSort | None,
    parts: list[Part],
    shared: list[Given],
) -> Met:
    versions = {entry.id for entry in one.entries}
    span = record.happened(one.current.content)
    return Met(
        one,
        said,
        sort,
        span.earliest or span.latest,
        tuple(part for part in parts if part[1].meeting in versions),
        tuple(one for one in record.of(Action) if one[1].meeting in versions),
        tuple(act for act in shared if versions & set(act.said.entries)),
    )
