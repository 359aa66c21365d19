"""What may be passed on: what everyone with full access may read, and what nobody attached a condition to.

Pure. A copy made from this part cannot tell what was kept to fewer people, because it never sees it: not the
entry, not what rests on it, not the name of a person known from it alone. Source: safety rules 2 and 10.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from firsthome.access.principals import EVERYONE_WITH_FULL_ACCESS
from firsthome.kinds.entry import Entry, Names
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.record import Record, Statement, fold
from firsthome.record.names import UNKNOWN_PERSON
from firsthome.record.reach import reaches

WITH_CONDITIONS = re.compile(r"\b(police|marac)\b", re.IGNORECASE)


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


def may_be_passed_on(record: Record, names: Names, agency: int | None) -> Record:
    """The part of a record that somebody of an agency may send on by themselves; None is nobody's agency."""
    reach = reaches(_entries(record.statements))
    free = [
        statement
        for statement in record.statements
        if EVERYONE_WITH_FULL_ACCESS in reach[statement.id]
        and not _asks_first(statement, record, names, agency)
    ]
    return part(free)


def part(statements: Collection[Statement]) -> Record:
    """A record of these statements alone."""
    return fold(_entries(statements))


def _entries(statements: Collection[Statement]) -> list[Entry]:
    return [entry for statement in statements for entry in statement.entries]


def _asks_first(statement: Statement, record: Record, names: Names, agency: int | None) -> bool:
    """Whether it, or anything that it rests on, needs its originator's answer first."""
    waiting, met = [statement], {statement.id}
    while waiting:
        for entry in waiting.pop().entries:
            if _has_condition(entry, names, agency):
                return True
            cited = [record.by_entry.get(one) for one in (entry.said.cited() if entry.said else ())]
            if None in cited:
                return True
            new = [one for one in cited if one and one.id not in met]
            met |= {one.id for one in new}
            waiting += new
    return False


def _has_condition(entry: Entry, names: Names, agency: int | None) -> bool:
    """What the police, a MARAC or a third party told somebody else is theirs to pass on."""
    if WITH_CONDITIONS.search(entry.source.by):
        return True
    if entry.agency == agency:
        return False
    third_party = isinstance(entry.said, Event) and entry.said.type is EventType.CONCERN
    return third_party or bool(WITH_CONDITIONS.search(names.agency(entry.agency)))
