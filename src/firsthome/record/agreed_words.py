"""At the ledger's door: words that somebody agreed as they said them are added to, and never changed or taken back.

An entry about another family can still be marked so: those words belong elsewhere. Source: domain facts, hazard 30.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from firsthome.kinds.entry import Entry, Mark, Said
from firsthome.kinds.registry import kinds
from firsthome.record.errors import WordsAgreed
from firsthome.record.rows import COLUMNS, entry_from


def uphold_agreed_words(cursor: Any, record: UUID, entry: Entry) -> None:
    """Stop a change that does not leave alone what the versions before it agreed. Only once the record is locked."""
    if not entry.replaces or entry.mark is Mark.MISFILED or kinds()[entry.kind].upheld_by is Said.upheld_by:
        return
    cursor.execute(
        f"SELECT {COLUMNS} FROM entry e WHERE e.record = %s AND e.statement = %s",  # noqa: S608 only this package's own text
        [record, entry.statement],
    )
    versions = {one.id: one for one in map(entry_from, cursor.fetchall())}
    if entry.said is None and versions[entry.replaces].said is None:
        return  # an error mark on a mark gives the words back
    if not all(said.upheld_by(entry.said) for said in _before(entry, versions)):
        raise WordsAgreed


def _before(entry: Entry, versions: dict[UUID, Entry]) -> Iterator[Said]:
    """What each earlier version of this line said, the last one first."""
    before = entry.replaces
    while before in versions:
        if said := versions[before].said:
            yield said
        before = versions[before].replaces
