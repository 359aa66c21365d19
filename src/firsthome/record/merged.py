"""Persons who turned out to be one: entries stay as they were written, and are read with the person who is kept.

A merge is a pointer for each record, so nothing is rewritten and it can be undone. Every field of every kind that names
a person, and whom an entry is about, is covered by `as_merged` without being listed; a test says so of each table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel

from firsthome.kinds.entry import Entry

Merged = Mapping[UUID, UUID]
"""Somebody → the person as whom they are read."""
M = TypeVar("M", bound=BaseModel)


def as_merged(entry: Entry, merged: Merged) -> Entry:
    """An entry as it reads now. Pure."""
    about = tuple(dict.fromkeys(_kept(person, merged) for person in entry.about))
    return entry._replace(about=about, said=_model(entry.said, merged) if entry.said else None)


def all_merged(entries: list[Entry], merged: Merged) -> list[Entry]:
    """Entries as they read now; on most records nobody was merged, and then this does nothing."""
    return [as_merged(entry, merged) for entry in entries] if merged else entries


def _kept(value: UUID, merged: Merged) -> UUID:
    """The person at the end of the pointers; one after another was merged where there are several."""
    seen: set[UUID] = set()
    while value in merged and value not in seen:
        seen.add(value)
        value = merged[value]
    return value


def _model(said: M, merged: Merged) -> M:
    return said.model_copy(update={name: _value(value, merged) for name, value in said})


def _value(value: Any, merged: Merged) -> Any:
    if isinstance(value, UUID):
        return _kept(value, merged)
    if isinstance(value, BaseModel):
        return _model(value, merged)
    if type(value) is tuple:
        return tuple(_value(one, merged) for one in value)
    return value


def pointers(rows: list[str]) -> dict[UUID, UUID]:
    """The pointers of a record, from «gone>kept»."""
    return {UUID(gone): UUID(kept) for gone, kept in (row.split(">") for row in rows)}


POINTERS = "ARRAY(SELECT m.gone::text || '>' || m.kept::text FROM person_merged m WHERE m.record = {record})"
"""What `pointers` reads."""


def merged_on(cursor: Any, record: UUID) -> dict[UUID, UUID]:
    """The pointers of one record. As the ledger role or the owner."""
    cursor.execute(f"SELECT {POINTERS.format(record='%s')}", [record])
    return pointers(cursor.fetchone()[0])
