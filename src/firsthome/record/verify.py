"""Checking the ledger: every hash, every link, every word, and that nothing is missing but by order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from firsthome.kinds.registry import restore_said
from firsthome.kinds.sharing import Redaction
from firsthome.record.chain import FIRST, FORMULA, Envelope, body_digest, seal
from firsthome.record.rebuild import every_record

_COLUMNS = [f"e.{name}" for name in Envelope.__slots__]
_SELECT = f"""SELECT {", ".join(_COLUMNS)}, e.body_digest, e.prev_hash, e.formula, e.hash, b.salt, b.body, b.statement
    FROM entry e LEFT JOIN entry_body b ON b.record = e.record AND b.entry = e.id
    WHERE e.record = %s ORDER BY e.seq"""  # noqa: S608 only this module's own text


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry of a record that is not as it was sealed, and what is wrong with it."""

    record: UUID
    entry: UUID | None
    what: str


@dataclass(frozen=True, slots=True)
class Verified:
    """A record that is whole: how many entries, and how many of them had their words removed by order."""

    record: UUID
    entries: int
    redacted: int


def verify(cursor: Any) -> Iterator[Broken | Verified]:
    """Check every record."""
    for record in every_record(cursor):
        yield verify_record(cursor, record)


def verify_record(cursor: Any, record: UUID) -> Broken | Verified:
    """Check one record from its first entry to its head; stop at the first entry that is broken."""
    cursor.execute(_SELECT, [record])
    rows = [_Row(row) for row in cursor.fetchall()]
    redacted = {said.entry for row in rows if (said := row.redaction())}
    previous, number = FIRST, 0
    for row in rows:
        wrong = row.wrong(previous, number + 1, redacted)
        if wrong:
            return Broken(record, row.envelope.id, wrong)
        previous, number = row.hash, row.envelope.seq
    cursor.execute("SELECT head_seq, head_hash FROM record WHERE id = %s", [record])
    head_seq, head_hash = cursor.fetchone()
    if (head_seq, bytes(head_hash)) != (number, previous if number else b""):
        return Broken(
            record, rows[-1].envelope.id if rows else None, "the record's head names another last entry"
        )
    return Verified(record, len(rows), sum(row.body is None for row in rows))


class _Row:
    """One stored entry with everything that was sealed about it."""

    def __init__(self, row: tuple[Any, ...]) -> None:
        *columns, digest, prev_hash, self.formula, sealed, salt, self.body, self.body_statement = row
        names = dict(zip(Envelope.__slots__, columns, strict=True))
        names |= {name: _json(names[name]) for name in ("happened", "audience")} | {
            "about": tuple(names["about"])
        }
        self.envelope = Envelope(**names)
        self.digest, self.prev_hash, self.hash = bytes(digest), bytes(prev_hash), bytes(sealed)
        self.salt = bytes(salt) if salt is not None else None

    def wrong(self, previous: bytes, number: int, redacted: set[UUID]) -> str:
        """What is wrong with this entry; empty when all is well."""
        if self.envelope.seq != number:
            return "an entry before it is missing"
        if self.formula != FORMULA:
            return "it says that it was sealed in a way that is not known"
        if self.prev_hash != previous:
            return "it is not chained to the entry before it"
        if seal(self.envelope, self.digest, previous) != self.hash:
            return "its envelope is not as it was sealed"
        if self.salt is None or self.body is None:
            return (
                ""
                if self.envelope.id in redacted
                else "its words are missing, and no order to redact names it"
            )
        if body_digest(self.salt, self.body) != self.digest:
            return "its words are not as they were sealed"
        if self.body_statement != self.envelope.statement:
            return "its words are filed under another statement"
        return ""

    def redaction(self) -> Redaction | None:
        """The order to redact that this entry is, if it is one."""
        if self.envelope.kind != Redaction.kind or self.body is None:
            return None
        try:
            said = restore_said(self.envelope.kind, self.envelope.schema, _json(self.body)["said"])
        except (ValueError, LookupError, TypeError):  # it was tampered with, which its own hashes will tell
            return None
        return said if isinstance(said, Redaction) else None


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
