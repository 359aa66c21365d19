"""What an agency holds about one person: its own entries that are about them, name them or speak of them.

Rather too many than too few: a person looks at each, and says where one does not belong. What could harm somebody
comes with the reasons to look closely, and is never released among many. Pure.
Source: domain facts, 3.6 and hazards 14, 18 and 19; safety rules 2 and 10.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from firsthome.exchange.documents.parts import ABOUT_THE_RECORD
from firsthome.exchange.documents.subject_words import AN_ADDRESS, seal_of, spans_of, words_of
from firsthome.kinds.address import Address
from firsthome.kinds.contact_details import ContactDetails
from firsthome.kinds.entry import How, Names
from firsthome.kinds.family import Role
from firsthome.kinds.origin import Origin
from firsthome.kinds.own_words import OwnWords
from firsthome.kinds.record import Record, Statement
from firsthome.reading.handling import condition_of, reads_like, resting_on

CALLED = {
    Role.MOTHER: r"mother|mum|mam",
    Role.BABY: r"baby|unborn|bump",
    Role.FATHER: r"father|dad",
    Role.PARTNER: r"partner|boyfriend|husband",
}
"""What people are called in a sentence that does not name them."""
REACHES = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.]+|(?<![\w])(?:\+44|0)\d[\d ]{7,11}\d|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
)
"""E-mail addresses, phone numbers and postcodes."""
OF_ONE_PERSON = (Address, ContactDetails)
"""Kinds that are about one person and nobody else: another person's never belongs in the answer."""


@dataclass(frozen=True, slots=True)
class Item:
    """One statement that may belong in the answer."""

    id: UUID
    """The last word of the agency on it, which a review names."""
    statement: Statement
    words: str
    why: str
    """Why it was found."""
    closely: tuple[str, ...]
    """Why it has to be looked at by itself; nothing where it may be released among others."""

    @property
    def seal(self) -> str:
        """By which a review is known to be about these very words."""
        return seal_of(self.words)


@dataclass(frozen=True)
class Gathering:
    """Whose information is gathered, from which record, for which agency, and what has to be watched."""

    record: Record
    person: UUID
    agency: int
    names: Names
    lies_open: Collection[UUID]
    """The statements that are open to everyone with full access."""
    kept_out: tuple[str, ...] = ()
    """Names of practitioners who are kept out of the record."""
    addresses: tuple[str, ...] = ()
    """Words of restricted and sealed addresses, which never stand in anything."""

    def items(self) -> list[Item]:
        """Everything found, in the order in which it happened."""
        found = (self._item(one) for one in self.record.chronology() if self._is_own(one))
        return [one for one in found if one]

    def _is_own(self, statement: Statement) -> bool:
        """Whether the agency said it, and it is about a family at all."""
        if not any(entry.agency == self.agency for entry in statement.entries):
            return False
        said = next((entry.said for entry in statement.entries if entry.said), None)
        if isinstance(said, OF_ONE_PERSON) and said.person != self.person:
            return False
        return not isinstance(said, ABOUT_THE_RECORD)

    def _item(self, statement: Statement) -> Item | None:
        words = words_of(self.record, statement, self.agency, self.person, self.names, self.addresses)
        why = self._why(statement, words)
        if not why:
            return None
        own = [entry for entry in statement.entries if entry.agency == self.agency]
        return Item(own[-1].id, statement, words, why, tuple(self._closely(statement, words)))

    def _why(self, statement: Statement, words: str) -> str:
        persons = _persons(statement)
        if self.person in persons:
            return "It is about them"
        if self._speaks_of(words):
            return "It speaks of them"
        role = self._role()
        return "It does not say whom it is about" if not persons and role in (Role.MOTHER, Role.BABY) else ""

    def _role(self) -> Role | None:
        said = self.record.people.get(self.person)
        return said.role if said else None

    def _speaks_of(self, words: str) -> bool:
        role = self._role()
        called = CALLED.get(role) if role else None
        by_role = bool(called and re.search(rf"\b(?:{called})\b", words, re.IGNORECASE))
        return by_role or any(spans_of(words, name) for name in self._names_of(self.person))

    def _names_of(self, person: UUID) -> list[str]:
        """The whole name and the first one; of a baby, which is often called so, the whole one only."""
        whole = self.names.person(person)
        first = whole.split()[0] if whole.split() else whole
        said = self.record.people.get(person)
        baby = said is not None and said.role is Role.BABY
        return [whole] if baby or len(first) < 3 else [whole, first]

    def _others(self) -> Iterator[UUID]:
        """Everybody else on the record whom the answer must not describe; a parent's own unborn baby may be."""
        for person, said in self.record.people.items():
            if person != self.person and said.role is not Role.BABY:
                yield person

    def _closely(self, statement: Statement, words: str) -> Iterator[str]:
        others = set(self._others())
        if others & _persons(statement) or any(
            spans_of(words, name) for other in others for name in self._names_of(other)
        ):
            yield "It is about somebody else too"
        if not _persons(statement):
            yield "It does not say whom it is about"
        yield from self._from_whom(statement)
        if statement.id not in self.lies_open:
            yield "It was kept to fewer people"
        if AN_ADDRESS in words or any(
            isinstance(e.said, Address) and e.said.covered for e in statement.entries
        ):
            yield "It holds an address that may not be read in passing: its words are left out"
        if reads_like(words) is not Origin.NO_CONDITION:
            yield "It speaks of the police or a MARAC"
        if any(line.withdrawn for line in statement.lines):
            yield "It was taken back"

    def _from_whom(self, statement: Statement) -> Iterator[str]:
        sources = [entry.source for entry in statement.entries if entry.agency == self.agency]
        if any(one.how is How.SAID and not self._said_by_them(one.by) for one in sources):
            yield "Somebody else said it"
        if any(one.how is How.DOCUMENT for one in sources):
            yield "It was read in a document"
        for one in resting_on(self.record, [statement.id]):
            if (origin := condition_of(one)) is not Origin.NO_CONDITION:
                yield f"It needs the answer of {origin.whom_to_ask} first"
                break

    def _said_by_them(self, by: str) -> bool:
        return any(spans_of(by, name) for name in self._names_of(self.person))

    def proposed(self, item: Item) -> list[str]:
        """Words to take out of one: what names somebody else, or says how to reach somebody, each as it stands."""
        wanted = [name for other in self._others() for name in self._names_of(other)]
        wanted += self.kept_out
        wanted += [
            entry.source.by
            for entry in item.statement.entries
            if entry.source.by and entry.source.how is How.SAID and not self._said_by_them(entry.source.by)
        ]
        words = item.words
        found = [words[first:last] for name in wanted for first, last in spans_of(words, name)]
        found += [one.group() for one in REACHES.finditer(words)]
        return list(dict.fromkeys(found))


def _persons(statement: Statement) -> set[UUID]:
    """Everybody whom any version is about, names or quotes."""
    found: set[UUID] = set()
    for entry in statement.entries:
        found.update(entry.about)
        found.update(entry.said.persons() if entry.said else ())
        if isinstance(entry.said, OwnWords):
            found.add(entry.said.person)
    return found


def holders(record: Record, person: UUID) -> set[int]:
    """The agencies that, as far as this record shows, hold entries about somebody."""
    return {
        entry.agency
        for statement in record.statements
        if person in _persons(statement)
        for entry in statement.entries
        if not isinstance(entry.said, ABOUT_THE_RECORD)
    }
