"""Excluding a relative, neighbour, former partner or the parent: it beats everything and shows nowhere."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from firsthome.access.permissions import WHY_NOT, Permission, level_allows, role_may
from firsthome.access.principals import Reader, announce
from firsthome.record.append import as_ledger, level_of
from firsthome.record.errors import NotAllowed, NotThere


def exclude(record: UUID, practitioner: int, why: str, by: Reader) -> None:
    """From now on this practitioner learns nothing of the record, whatever their agency or role."""
    if not role_may(by.role, Permission.EXCLUDE) or practitioner == by.practitioner:
        raise NotAllowed(WHY_NOT[Permission.EXCLUDE])
    with transaction.atomic():
        announce(by, record)
        level = level_of(record, by)
        if level is None:
            raise NotThere("There is no such record.")
        if not level_allows(level, Permission.EXCLUDE):
            raise NotAllowed(WHY_NOT[Permission.EXCLUDE])
        with as_ledger() as cursor:
            cursor.execute(
                """INSERT INTO record_exclusion (record, practitioner_id, why, decided_by_id, begins)
                VALUES (%s, %s, %s, %s, now()) ON CONFLICT (record, practitioner_id) DO UPDATE
                SET why = EXCLUDED.why, decided_by_id = EXCLUDED.decided_by_id, begins = now(), until = NULL""",
                [record, practitioner, why, by.practitioner],
            )
