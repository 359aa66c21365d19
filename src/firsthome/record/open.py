"""Opening a record: its opaque reference, its holding partnership, and the first involvement."""

from __future__ import annotations

import re
import secrets
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from uuid_utils.compat import uuid7

from firsthome.access.permissions import WHY_NOT, Permission, role_may
from firsthome.access.principals import Reader, announce
from firsthome.kinds.involvement import Involvement, Level
from firsthome.record.append import as_ledger, write
from firsthome.record.errors import NotAllowed, NotThere
from firsthome.record.sign import signed

_LETTERS = "23456789BCDFGHJKMNPQRTVWXYZ"
"""No vowels and no look-alikes: a reference never spells a word and survives the telephone."""
REFERENCE = re.compile(f"[{_LETTERS}]{{4}}-[{_LETTERS}]{{4}}")
"""What a reference looks like."""


def new_reference() -> str:
    """An opaque name for a record: 27⁸ of them, so it says nothing and cannot be guessed."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def open_record(
    by: Reader,
    involvement: Involvement | None = None,
    invented: str = "",
    learned: date | None = None,
    id: UUID | None = None,  # noqa: A002 the record's own word
) -> tuple[UUID, str]:
    """A new record held by the reader's partnership, with the reader's agency involved and full access.

    `invented` is shown on every page of a demo record; `learned` is for a record that is told afterwards.
    `id` is the writer's: the same id by the same author is one record, however often it is sent.
    Returns the record's id and its reference.
    """
    if not role_may(by.role, Permission.OPEN_RECORD):
        raise NotAllowed(WHY_NOT[Permission.OPEN_RECORD])
    record = id or uuid7()
    involvement = involvement or Involvement(agency=by.agency, level=Level.FULL)
    with transaction.atomic():
        announce(by)
        with as_ledger() as cursor:
            cursor.execute(
                """INSERT INTO record (id, reference, opened_at, opened_by, invented, head_seq, head_hash)
                VALUES (%s, %s, clock_timestamp(), %s, %s, 0, '') ON CONFLICT (id) DO NOTHING RETURNING reference""",
                [record, new_reference(), by.practitioner, invented],
            )
            row = cursor.fetchone()
            if row is None:
                return record, _opened_before(cursor, record, by)
            cursor.execute(
                "INSERT INTO record_holder (record, partnership_id, begins) VALUES (%s, %s, now())",
                [record, by.partnership],
            )
            write(cursor, record, signed(involvement, by, learned=learned))
    return record, row[0]


def _opened_before(cursor: Any, record: UUID, by: Reader) -> str:
    """The reference of a record that this author has just opened; nobody learns of anybody else's."""
    cursor.execute("SELECT reference FROM record WHERE id = %s AND opened_by = %s", [record, by.practitioner])
    row = cursor.fetchone()
    if row is None:
        raise NotThere("Begin again at “Open a new record”.")
    reference: str = row[0]
    return reference
