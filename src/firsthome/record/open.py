"""Opening a record: its opaque reference, its holding partnership, and the first involvement."""

from __future__ import annotations

import secrets
from datetime import date
from uuid import UUID

from django.db import transaction
from uuid_utils.compat import uuid7

from firsthome.access.permissions import WHY_NOT, Permission, role_may
from firsthome.access.principals import Reader, announce
from firsthome.kinds.involvement import Involvement, Level
from firsthome.record.append import as_ledger, write
from firsthome.record.errors import NotAllowed
from firsthome.record.sign import signed

_LETTERS = "23456789BCDFGHJKMNPQRTVWXYZ"
"""No vowels and no look-alikes: a reference never spells a word and survives the telephone."""


def new_reference() -> str:
    """An opaque name for a record: 27⁸ of them, so it says nothing and cannot be guessed."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def open_record(
    by: Reader, involvement: Involvement | None = None, invented: str = "", learned: date | None = None
) -> tuple[UUID, str]:
    """A new record held by the reader's partnership, with the reader's agency involved and full access.

    `invented` is shown on every page of a demo record; `learned` is for a record that is told afterwards.
    Returns the record's id and its reference.
    """
    if not role_may(by.role, Permission.OPEN_RECORD):
        raise NotAllowed(WHY_NOT[Permission.OPEN_RECORD])
    record, reference = uuid7(), new_reference()
    involvement = involvement or Involvement(agency=by.agency, level=Level.FULL)
    with transaction.atomic():
        announce(by)
        with as_ledger() as cursor:
            cursor.execute(
                """INSERT INTO record (id, reference, opened_at, opened_by, invented, head_seq, head_hash)
                VALUES (%s, %s, clock_timestamp(), %s, %s, 0, '')""",
                [record, reference, by.practitioner, invented],
            )
            cursor.execute(
                "INSERT INTO record_holder (record, partnership_id, begins) VALUES (%s, %s, now())",
                [record, by.partnership],
            )
            write(cursor, record, signed(involvement, by, learned=learned))
    return record, reference
