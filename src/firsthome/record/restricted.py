"""Restricted records: of staff, their relatives, or somebody in the news. Found by presence only.

While a record is restricted, practitioners who are named by an involvement keep what they have; everybody else of
the agencies involved learns that it exists and whom to ring. Source: feature row 27.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader, announce, practitioner_principal
from firsthome.record.append import as_ledger, check_may
from firsthome.record.errors import NotAllowed, NotThere
from firsthome.record.project import remake

NAME_YOURSELF_FIRST = (
    "A restricted record is read only by practitioners who are named on it, and you are not: nobody could end the "
    "restriction. Add an involvement that names you, with full access, then restrict the record."
)


@dataclass(frozen=True, slots=True)
class Restriction:
    """Why a record is or was restricted, who decided it, and how it ended, if it has."""

    id: UUID
    why: str
    decided_by: str
    begins: datetime
    until: datetime | None
    ended_by: str
    why_ended: str


def restrict_record(record: UUID, why: str, by: Reader) -> None:
    """From now on only practitioners who are named by an involvement read it."""
    with transaction.atomic():
        announce(by, record)
        check_may(record, by, Permission.RESTRICT_RECORD)
        with as_ledger() as cursor:
            _check_named(cursor, record, by)
            cursor.execute(
                """INSERT INTO record_restriction (id, record, why, decided_by_id, begins, why_ended)
                VALUES (gen_random_uuid(), %s, %s, %s, statement_timestamp(), '')
                ON CONFLICT (record) WHERE until IS NULL DO NOTHING""",
                [record, why, by.practitioner],
            )
            _remake(cursor, record)


def end_restriction(record: UUID, why: str, by: Reader) -> None:
    """Whole agencies have again what their involvement gives."""
    with transaction.atomic():
        announce(by, record)
        check_may(record, by, Permission.RESTRICT_RECORD)
        with as_ledger() as cursor:
            cursor.execute(
                """UPDATE record_restriction SET until = statement_timestamp(), ended_by_id = %s, why_ended = %s
                WHERE record = %s AND until IS NULL""",
                [by.practitioner, why, record],
            )
            if not cursor.rowcount:
                raise NotThere("This record is not restricted any more.")
            _remake(cursor, record)


def restrictions_of(record: UUID, by: Reader) -> list[Restriction]:
    """The restrictions that a record has had, the latest first. For those who may restrict it."""
    with transaction.atomic():
        announce(by, record)
        check_may(record, by, Permission.RESTRICT_RECORD)
        with as_ledger() as cursor:
            cursor.execute(
                """SELECT r.id, r.why, d.name, r.begins, r.until, coalesce(e.name, ''), r.why_ended
                FROM record_restriction r JOIN practitioner d ON d.id = r.decided_by_id
                LEFT JOIN practitioner e ON e.id = r.ended_by_id WHERE r.record = %s ORDER BY r.begins DESC""",
                [record],
            )
            return [Restriction(*row) for row in cursor.fetchall()]


def _check_named(cursor: Any, record: UUID, by: Reader) -> None:
    """Whoever restricts a record has to be able to read it afterwards, or nobody could end it."""
    cursor.execute(
        """SELECT FROM record_access WHERE record = %s AND principal = %s AND agency = %s AND level = 4
        AND begins <= statement_timestamp() AND until > statement_timestamp()""",
        [record, practitioner_principal(by.practitioner), by.agency],
    )
    if cursor.fetchone() is None:
        raise NotAllowed(NAME_YOURSELF_FIRST)


def _remake(cursor: Any, record: UUID) -> None:
    cursor.execute("SELECT FROM record WHERE id = %s FOR UPDATE", [record])
    remake(cursor, record)
