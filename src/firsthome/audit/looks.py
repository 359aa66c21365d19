"""Looks and denied attempts: who opened which page about which record. Written before the page is sent.

On a connection of their own, so that a page which fails or is rolled back does not lose them.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, connections

OWN_CONNECTION = "audit"
TRIED_IN_EMERGENCY = "tried in an emergency "
"""A look at no record, by somebody who declared an emergency; the reference that was typed follows."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Who came, from where, in which request."""

    practitioner: int | None
    agency: int | None
    address: str | None
    request: str


def record_look(
    visit: Visit,
    page: str,
    record: UUID | None,
    *,
    denied: bool = False,
    entries: Sequence[UUID] = (),
    emergency: UUID | None = None,
) -> None:
    """Write one look or denied attempt, at once. If it cannot be written the page must not be sent.

    `emergency` is the emergency access during which it happened.
    """
    with connections[OWN_CONNECTION].cursor() as cursor:
        cursor.execute(
            """INSERT INTO audit_look (id, practitioner, agency, record, page, denied, entries, address, request,
                emergency)
            VALUES (%s, %s, %s, %s, %s, %s, %s::uuid[], %s, %s, %s)""",
            [
                uuid.uuid4(), visit.practitioner, visit.agency, record, page, denied, list(entries),
                visit.address, visit.request, emergency,
            ],
        )  # fmt: skip


def record_found(visit: Visit, page: str, records: Sequence[UUID]) -> None:
    """A search showed these records to somebody: one look at each of them. What was searched for is kept nowhere."""
    if not records:
        return
    with connections[OWN_CONNECTION].cursor() as cursor:
        cursor.execute(
            """INSERT INTO audit_look (id, practitioner, agency, record, page, address, request)
            SELECT gen_random_uuid(), %s, %s, found, %s, %s, %s FROM unnest(%s::uuid[]) found""",
            [visit.practitioner, visit.agency, page, visit.address, visit.request, list(records)],
        )


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


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a record, or one attempt."""

    at: datetime
    id: UUID
    practitioner: int | None
    agency: int | None
    page: str
    denied: bool
    entries: int
    """How many entries the page opened."""
    address: str
    emergency: bool = False
    """Whether it happened during an emergency access."""


LookKey = tuple[datetime, UUID]
"""Where a look stands: the list goes on before it."""
_BEFORE = "(%(at)s::timestamptz IS NULL OR (at, id) < (%(at)s::timestamptz, %(id)s::uuid))"
_BY = "(%(by)s::bigint IS NULL OR practitioner = %(by)s)"
_LOOK = """at, id, practitioner, agency, page, denied, cardinality(entries), coalesce(host(address), ''),
    emergency IS NOT NULL"""
_LOOKS = " UNION ALL ".join(
    f"(SELECT {_LOOK} FROM audit_look WHERE {which} AND {_BEFORE} AND {_BY} ORDER BY at DESC, id DESC LIMIT %(limit)s)"  # noqa: S608
    for which in ("record = %(record)s", "record IS NULL AND denied AND page = ANY (%(tried)s)")
)


def looks_at(
    record: UUID, reference: str, limit: int, before: LookKey | None = None, by: int | None = None
) -> list[Look]:
    """Who looked at a record or tried its reference, the latest first; of one practitioner only if asked so."""
    at, id_ = before or (None, None)
    values: dict[str, Any] = {
        "record": record,
        "tried": [f"tried {reference}", f"{TRIED_IN_EMERGENCY}{reference}"],
    }
    values |= {"at": at, "id": id_, "by": by, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(f"{_LOOKS} ORDER BY 1 DESC, 2 DESC LIMIT %(limit)s", values)
        return [Look(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class LookInEmergency:
    """One page that was looked at during an emergency access."""

    at: datetime
    page: str
    entries: int
    denied: bool


def looks_in_emergency(emergency: UUID) -> list[LookInEmergency]:
    """What was looked at during an emergency access, in order. Row policies show it to those who review it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT at, page, cardinality(entries), denied FROM audit_look WHERE emergency = %s ORDER BY at",
            [emergency],
        )
        return [LookInEmergency(*row) for row in cursor.fetchall()]
