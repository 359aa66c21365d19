"""An ordered redaction: destroy the words of one entry, and say for ever that it was done, by whom and why."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from firsthome.access.principals import Reader
from firsthome.kinds.entry import Entry
from firsthome.kinds.family import PersonOnRecord
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.move import STEPS
from firsthome.kinds.sharing import Acknowledgement, Redaction, Restrict, Share
from firsthome.record.append import write
from firsthome.record.errors import NotAllowed, NotThere
from firsthome.record.rows import COLUMNS, entry_from
from firsthome.record.sign import signed
from firsthome.record.traces import drop_drafts_that_say, forget_name, repeated, still_said, words_in

_KEEP = frozenset(model.kind for model in (Share, Restrict, Acknowledgement, Involvement, Redaction, *STEPS))
"""Kinds that decide who may see what: without their words somebody would see too much."""


def redact(cursor: Any, record: UUID, entry: UUID, order: str, by: Reader) -> list[UUID]:
    """Delete one entry's words and chain the order after it, in the caller's transaction as the owner.

    The envelope and its hash stay, so `verify` still passes and says that words were removed by order. Whatever was
    worked out from the words is worked out anew; drafts that hold them are gone, and so is the name of a person whom
    nothing else on any record names. Returns the other entries that still say some of it.
    """
    there = _entry(cursor, record, entry)
    if there.kind in _KEEP:
        raise NotAllowed("This entry decides who may see what. Record it in error instead.")
    if there.said is None and not there.reason:
        raise NotThere("The words of this entry were removed before.")
    nameless = _named_nowhere_else(cursor, there)
    words = words_in(there)
    if again := repeated(order, [*words, *([forget_name(cursor, nameless)] if nameless else [])]):
        raise NotAllowed(f"The order must not repeat what it destroys: say it without “{again}”.")
    drop_drafts_that_say(cursor, entry, words)
    cursor.execute("SET LOCAL ROLE firsthome_redactor")
    cursor.execute("DELETE FROM entry_body WHERE record = %s AND entry = %s", [record, entry])
    cursor.execute(
        "DELETE FROM audit_change WHERE changed = 'person' AND coalesce(before, after)->>'id' = %s",
        [str(nameless)],
    )
    cursor.execute("RESET ROLE")
    write(cursor, record, signed(Redaction(entry=entry, order=order), by))
    return still_said(cursor, record, words)


def _entry(cursor: Any, record: UUID, entry: UUID) -> Entry:
    cursor.execute(
        f"SELECT {COLUMNS} FROM entry e WHERE e.record = %s AND e.id = %s",  # noqa: S608 only this package's own text
        [record, entry],
    )
    row = cursor.fetchone()
    if row is None:
        raise NotThere("There is no such entry on this record.")
    return entry_from(row)


def _named_nowhere_else(cursor: Any, entry: Entry) -> UUID | None:
    """The person whom this entry puts on the record, where no other one does, on any record."""
    if not isinstance(entry.said, PersonOnRecord):
        return None
    cursor.execute(
        """SELECT FROM entry e JOIN entry_body b ON b.record = e.record AND b.entry = e.id
        WHERE e.kind = %s AND e.id <> %s AND strpos(b.body, %s) > 0 LIMIT 1""",
        [PersonOnRecord.kind, entry.id, str(entry.said.person)],
    )
    return entry.said.person if cursor.fetchone() is None else None
