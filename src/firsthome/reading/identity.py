"""What is known of who somebody is, from everything that was said about it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from firsthome.kinds.identity import AlsoCalled, Identity
from firsthome.kinds.record import Record
from firsthome.kit.dates import say_span


def known_of(record: Record, person: UUID) -> list[str]:
    """«also called Leila Khan (name at birth, until 2019)», «born March 1999», «GP: Elm Row Surgery»."""
    return [*_names(record, person), *dict.fromkeys(_facts(record, person))]


def _names(record: Record, person: UUID) -> Iterator[str]:
    for _, said in record.of(AlsoCalled):
        if said.person == person:
            until = f", until {say_span(said.until)}" if said.until else ""
            yield f"also called {said.name} ({said.sort.within()}{until})"


def _facts(record: Record, person: UUID) -> Iterator[str]:
    """What two agencies say differently stands there twice: nobody decides silently who is right."""
    for _, said in record.of(Identity):
        if said.person == person:
            yield from said.known()
