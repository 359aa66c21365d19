"""Which agency asked which for what, and what was answered. Entries only.

A request is open until the agency that was asked has answered; «not given» is an answer too. Pure.
Source: feature row 29; domain facts, hazards 16 and 17.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from firsthome.kinds.entry import Entry
from firsthome.kinds.involvement import Level
from firsthome.kinds.record import Record, Statement
from firsthome.kinds.requests import InformationAnswer, InformationRequest


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that stands, who asks, and the entries that answer it, the latest last."""

    statement: Statement
    said: InformationRequest
    by: Entry
    answers: tuple[tuple[Entry, InformationAnswer], ...]

    @property
    def open(self) -> bool:
        """Whether nothing that its reader may see answers it."""
        return not self.answers

    def is_of(self, agency: int) -> bool:
        """Whether an agency asks or is asked."""
        return agency in (self.by.agency, self.said.agency)


def asked(record: Record) -> list[Asked]:
    """Every request that stands, in the order in which they were recorded."""
    answers = [(statement.current.content, said) for statement, said in record.of(InformationAnswer)]
    return [_asked(statement, said, answers) for statement, said in record.of(InformationRequest)]


def to_answer(record: Record, agency: int) -> list[Asked]:
    """What an agency was asked and has not answered, what is due first first."""
    waiting = [one for one in asked(record) if one.open and one.said.agency == agency]
    return sorted(waiting, key=lambda one: one.said.due)


def may_be_asked(record: Record, own: int, today: date) -> set[int]:
    """The agencies that can be asked, as far as a reader can tell: involved today with enough to answer.

    Who only contributes may not see who is involved; whoever wrote something that they read can be asked.
    """
    parts = [said for _, said in record.involvements]
    wrote = {entry.agency for one in record.statements for entry in one.entries}
    able = {
        said.agency
        for said in parts
        if said.level.rank >= Level.CONTRIBUTE.rank
        and (said.begins is None or said.begins <= today)
        and (said.ends is None or said.ends >= today)
    }
    return (able | (wrote - {said.agency for said in parts})) - {own}


def _asked(
    statement: Statement, said: InformationRequest, answers: list[tuple[Entry, InformationAnswer]]
) -> Asked:
    versions = {entry.id for entry in statement.entries}
    mine = [(entry, one) for entry, one in answers if one.request in versions and entry.agency == said.agency]
    return Asked(statement, said, statement.entries[0], tuple(mine))
