"""What may be passed on: what everyone with full access may read, and what nobody attached a condition to.

Pure. A copy made from this part cannot tell what was kept to fewer people, because it never sees it: not the
entry, not what rests on it, not the name of a person known from it alone. Source: safety rules 2 and 10.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from firsthome.access.principals import EVERYONE_WITH_FULL_ACCESS
from firsthome.kinds.entry import Entry, Names
from firsthome.kinds.handling import Use
from firsthome.kinds.record import Record, Statement, fold
from firsthome.reading.handling import TakenFurther, resting_on, to_ask_first
from firsthome.record.names import UNKNOWN_PERSON
from firsthome.record.reach import reaches


@dataclass(frozen=True, slots=True)
class NamesIn:
    """Names of the persons of one part of a record; anybody else stays unnamed."""

    names: Names
    people: Collection[UUID]

    def person(self, person: UUID) -> str:
        """What to call a person, if this part of the record has them."""
        return self.names.person(person) if person in self.people else UNKNOWN_PERSON

    def agency(self, agency: int) -> str:
        """The agency's name."""
        return self.names.agency(agency)

    def practitioner(self, practitioner: int) -> str:
        """The practitioner's name."""
        return self.names.practitioner(practitioner)


def may_be_passed_on(record: Record, names: Names, agency: int | None, use: Use, today: date) -> Record:
    """The part of a record that somebody of an agency may share or print by themselves; None is nobody's agency."""
    reach = reaches(_entries(record.statements))
    free = [
        statement
        for statement in record.statements
        if EVERYONE_WITH_FULL_ACCESS in reach[statement.id]
        and not _asks_first(statement, record, names, agency, use, today)
    ]
    return part(free)


def part(statements: Collection[Statement]) -> Record:
    """A record of these statements alone."""
    return fold(_entries(statements))


def _entries(statements: Collection[Statement]) -> list[Entry]:
    return [entry for statement in statements for entry in statement.entries]


def _asks_first(
    statement: Statement, record: Record, names: Names, agency: int | None, use: Use, today: date
) -> bool:
    """Whether it, or anything that it rests on, needs its originator's answer first."""
    if any(
        cited not in record.by_entry
        for one in resting_on(record, [statement.id])
        for entry in one.entries
        for cited in (entry.said.cited() if entry.said else ())
    ):
        return True
    return bool(to_ask_first(record, [statement.id], use, today, TakenFurther(agency, names.agency)))
