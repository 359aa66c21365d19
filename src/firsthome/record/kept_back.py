"""What reading leaves out although it reached the reader: sealed words, and what no emergency opens. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from firsthome.kinds.address import Address
from firsthome.kinds.entry import Entry
from firsthome.kinds.origin import Origin
from firsthome.kinds.record import Statement, fold
from firsthome.reading.handling import condition_of, resting_on


def sealed_words_in(entries: Iterable[Entry]) -> set[UUID]:
    """The statements of which any version is a restricted or sealed address: all their words are left out."""
    return {entry.root() for entry in entries if isinstance(entry.said, Address) and entry.said.covered}


def without_words(entry: Entry) -> Entry:
    """The same entry, without the words of its address."""
    return entry._replace(said=entry.said.without_words()) if isinstance(entry.said, Address) else entry


def closed_in_an_emergency(entries: Iterable[Entry]) -> set[UUID]:
    """The statements that no emergency opens: what came with a condition, sealed addresses, and what rests on them.

    Source: issue 4, section 1: break-glass never opens these.
    """
    record = fold(entries)
    closed = {statement.id for statement in record.statements if _closed(statement)}
    return {
        statement.id
        for statement in record.statements
        if closed & {one.id for one in resting_on(record, [entry.id for entry in statement.entries])}
    }


def _closed(statement: Statement) -> bool:
    sealed = any(isinstance(entry.said, Address) and entry.said.covered for entry in statement.entries)
    return sealed or condition_of(statement) is not Origin.NO_CONDITION
