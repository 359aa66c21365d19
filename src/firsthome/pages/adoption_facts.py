"""Which facts may go along with a child after an adoption order, and whether their words still name the birth family.

A person checks each. What is offered is about that baby alone; words that name anybody of the record are turned back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from firsthome.kinds.entry import Entry
from firsthome.kinds.record import Record
from firsthome.record.names import KnownNames

KINDS = frozenset({"outcome", "event", "contact", "vulnerability"})
"""Kinds that may hold a fact about a baby's health."""
NOT_A_NAME = frozenset(
    {"baby", "the", "mum", "dad", "mother", "father", "unborn", "twin", "one", "two", "not", "known"}
)
_WORD = re.compile(r"[^\W\d_]{3,}")


class NobodysName:
    """Names for a sentence that names nobody."""

    def person(self, person: UUID) -> str:
        """Whoever it is."""
        return "The child"

    def agency(self, agency: int) -> str:
        """Whichever agency."""
        return "a service"

    def practitioner(self, practitioner: int) -> str:
        """Whoever it is."""
        return "a practitioner"


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry about a baby alone, and words to begin with."""

    entry: Entry
    baby: UUID
    words: str


def facts(record: Record) -> Iterator[Fact]:
    """What may go along, in the order in which it happened."""
    babies = set(record.babies)
    for statement in record.chronology():
        said, entry = statement.current.said, statement.current.content
        named = {*entry.about, *(said.persons() if said else ())}
        if said and statement.kind in KINDS and len(named) == 1 and named <= babies:
            yield Fact(entry, next(iter(named)), said.sentence(entry, NobodysName()))


def names_somebody(words: str, names: KnownNames, reference: str, allowed: str) -> str:
    """The first word that would lead back: of a name on the record, or its reference; empty if there is none."""
    taken = {word.casefold() for name in names.persons.values() for word in _words(name)} - NOT_A_NAME
    taken -= {word.casefold() for word in _words(allowed)}
    found = next((word for word in _words(words) if word.casefold() in taken), "")
    return found or (reference if reference.casefold() in words.casefold() else "")


def _words(text: str) -> Iterable[str]:
    return _WORD.findall(text)
