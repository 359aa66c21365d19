"""Looks and denied attempts: who opened which page about which record. Written before the page is sent.

On a connection of their own, so that a page which fails or is rolled back does not lose them.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, connections

OWN_CONNECTION = "audit"


@dataclass(frozen=True, slots=True)
class Visit:
    """Who came, from where, in which request."""

    practitioner: int | None
    agency: int | None
    address: str | None
    request: str


def record_look(
    visit: Visit, page: str, record: UUID | None, *, denied: bool = False, entries: Sequence[UUID] = ()
) -> None:
    """Write one look or denied attempt, at once. If it cannot be written the page must not be sent."""
    with connections[OWN_CONNECTION].cursor() as cursor:
        cursor.execute(
            """INSERT INTO audit_look (id, practitioner, agency, record, page, denied, entries, address, request)
            VALUES (%s, %s, %s, %s, %s, %s, %s::uuid[], %s, %s)""",
            [
                uuid.uuid4(), visit.practitioner, visit.agency, record, page, denied, list(entries),
                visit.address, visit.request,
            ],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opening:
    """An entry's page was opened by somebody."""

    practitioner: int
    agency: int
    last: datetime
    times: int


def openings_of(record: UUID, entries: Sequence[UUID]) -> list[Opening]:
    """Who opened the page of any of these entries, and when last: a look, never a proof of knowing."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT practitioner, agency, max(at), count(*) FROM audit_look
            WHERE record = %s AND NOT denied AND entries && %s::uuid[]
            GROUP BY practitioner, agency ORDER BY max(at) DESC""",
            [record, list(entries)],
        )
        return [Opening(*row) for row in cursor.fetchall()]


def last_looks(
    practitioner: int, records: Sequence[UUID], page: str, before: datetime | None = None
) -> dict[UUID, datetime]:
    """When somebody last opened a page of each of some records, or last before a moment: their own looks only."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT record, max(at) FROM audit_look
            WHERE practitioner = %s AND record = ANY (%s) AND page = %s AND NOT denied
              AND (%s::timestamptz IS NULL OR at < %s) GROUP BY record""",
            [practitioner, list(records), page, before, before],
        )
        return dict(cursor.fetchall())
