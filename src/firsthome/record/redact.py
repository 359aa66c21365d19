"""An ordered redaction: destroy the words of one entry, and say for ever that it was done, by whom and why."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from firsthome.access.principals import Reader
from firsthome.kinds.adoption import AdoptionOrder
from firsthome.kinds.closing import Closing, Reopening
from firsthome.kinds.entry import Entry
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.legal_hold import LegalHold, LegalHoldEnded
from firsthome.kinds.sharing import Acknowledgement, Redaction, Restrict, Share
from firsthome.kinds.sign_off import SignOff
from firsthome.record.append import write
from firsthome.record.errors import NotAllowed, NotThere
from firsthome.record.sign import signed

_KEEP = frozenset(
    model.kind
    for model in (
        Share, Restrict, Acknowledgement, Involvement, Redaction,
        Closing, Reopening, LegalHold, LegalHoldEnded, SignOff, AdoptionOrder,
    )
)  # fmt: skip
"""Kinds that decide who may see what, and how long: without their words somebody would see or destroy too much."""


def redact(cursor: Any, record: UUID, entry: UUID, order: str, by: Reader) -> Entry:
    """Delete one entry's words and chain the order after it, in the caller's transaction as the owner.

    The envelope and its hash stay, so `verify` still passes and says that words were removed by order.
    """
    cursor.execute("SELECT kind FROM entry WHERE record = %s AND id = %s", [record, entry])
    row = cursor.fetchone()
    if row is None:
        raise NotThere("There is no such entry on this record.")
    if row[0] in _KEEP:
        raise NotAllowed("This entry decides who may see what. Record it in error instead.")
    cursor.execute("SET LOCAL ROLE firsthome_redactor")
    cursor.execute("DELETE FROM entry_body WHERE record = %s AND entry = %s", [record, entry])
    removed = cursor.rowcount
    cursor.execute("RESET ROLE")
    if not removed:
        raise NotThere("The words of this entry were removed before.")
    return write(cursor, record, signed(Redaction(entry=entry, order=order), by))
