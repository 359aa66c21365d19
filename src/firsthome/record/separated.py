"""Babies whose part of a record an adoption order closed: nothing new is written about them there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from firsthome.kinds.adoption import AdoptionOrder
from firsthome.kinds.entry import Entry
from firsthome.kinds.record import fold
from firsthome.record.errors import NotThere
from firsthome.record.rows import COLUMNS, entry_from

CLOSED_PART = (
    "An adoption order was made for this baby, so nothing more is written here about them. "
    "Take the baby out of “Whom is it about?”, or ask your safeguarding lead."
)


def babies_with_an_order(cursor: Any, record: UUID) -> set[UUID]:
    """Those for whom an order stands. As the ledger role or the owner."""
    cursor.execute(
        f"SELECT {COLUMNS} FROM entry e WHERE e.record = %s AND e.kind = %s ORDER BY e.seq",  # noqa: S608 ours
        [record, AdoptionOrder.kind],
    )
    return {said.baby for _, said in fold(map(entry_from, cursor.fetchall())).of(AdoptionOrder)}


def check_part_is_open(cursor: Any, record: UUID, entry: Entry) -> None:
    """Stop what is new about a baby whose part is closed. What stands there can still be corrected and answered."""
    named = {*entry.about, *(entry.said.persons() if entry.said else ())}
    if entry.replaces or not named:
        return
    if named & babies_with_an_order(cursor, record):
        raise NotThere(CLOSED_PART)
