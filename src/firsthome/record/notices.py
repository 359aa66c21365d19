"""Notices: word of something that happened, for one practitioner or for an agency's safeguarding leads.

What a notice says names nobody and says nothing about a family: at most the reference of a record. Row policies
show it to whom it is for, and to nobody who is kept out of that record.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from firsthome.access.levels import Level
from firsthome.access.principals import Reader, lead_principal, practitioner_principal
from firsthome.kinds.challenge import Challenge
from firsthome.kinds.entry import Entry
from firsthome.record.append import as_ledger

SHOWN = 50
SEEN_DIFFERENTLY = (
    "Two services see a decision differently, and it is taken further. Please look at it with them."
)
YOU_ANSWER = "Somebody asks what is held about them. You are named to answer for your agency."


@dataclass(frozen=True, slots=True)
class Told:
    """One notice as its reader sees it."""

    id: UUID
    what: str
    reference: str
    opens: str
    created: datetime
    new: bool


def tell(
    cursor: Any,
    practitioner: int,
    agency: int,
    what: str,
    record: UUID | None = None,
    reference: str = "",
    opens: str = "",
) -> None:
    """Give one practitioner notice, at the agency that they work for. As the ledger role, with what happened.

    `what` must hold nothing personal. `opens` is the address where they go on; without one there is nothing to open.
    """
    _insert(cursor, practitioner_principal(practitioner), agency, what, record, reference, opens)


def tell_leads(
    cursor: Any,
    agencies: Iterable[int],
    what: str,
    record: UUID | None = None,
    reference: str = "",
    opens: str = "",
) -> None:
    """Give notice to the safeguarding leads of some agencies. Each of them reads it for themselves."""
    for agency in sorted(set(agencies)):
        _insert(cursor, lead_principal(agency), agency, what, record, reference, opens)


def tell_who_answers(
    practitioners: Iterable[int], record: UUID, reference: str, opens: str, by: Reader
) -> None:
    """Give notice to the leads of other agencies who are named to answer what somebody asks to see."""
    with as_ledger() as cursor:
        cursor.execute(
            """SELECT m.practitioner_id, m.agency_id FROM membership m JOIN agency a ON a.id = m.agency_id
            WHERE m.practitioner_id = ANY (%s) AND a.partnership_id = %s AND m.agency_id <> %s
              AND m.begins <= now() AND (m.ends IS NULL OR m.ends > now())""",
            [list(practitioners), by.partnership, by.agency],
        )
        for practitioner, agency in cursor.fetchall():
            tell(cursor, practitioner, agency, YOU_ANSWER, record, reference, opens)


def tell_both_leads(entry: Entry, said: Challenge, record: UUID, reference: str, opens: str) -> None:
    """Give notice of a difference to the leads of the agency that raises it and of the one it is raised with.

    Only to those of whom the agency reads it: an agency that is not on the record learns nothing.
    """
    with as_ledger() as cursor:
        cursor.execute(
            "SELECT DISTINCT agency FROM record_access WHERE record = %s AND agency = ANY (%s) AND level >= %s",
            [record, [entry.agency, said.agency or entry.agency], Level.FULL],
        )
        reads = entry.audience.agencies
        told = [row[0] for row in cursor.fetchall() if entry.audience.everyone or row[0] in reads]
        tell_leads(cursor, told, SEEN_DIFFERENTLY, record, reference, opens)


def anything_new(reader: Reader) -> bool:
    """Whether a notice waits that the reader has not seen: for the frame of every page, so it is one short query."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT EXISTS (SELECT FROM notice WHERE recipient = ANY (%s) AND agency_id = %s
            AND NOT read_by @> ARRAY[%s]::bigint[])""",
            [reader.principals, reader.agency, reader.practitioner],
        )
        return bool(cursor.fetchone()[0])


def notices_for(reader: Reader) -> list[Told]:
    """The latest notices for a reader."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT id, what, reference, opens, created, NOT read_by @> ARRAY[%s]::bigint[] FROM notice
            WHERE recipient = ANY (%s) AND agency_id = %s ORDER BY created DESC, id LIMIT %s""",
            [reader.practitioner, reader.principals, reader.agency, SHOWN],
        )
        return [Told(*row) for row in cursor.fetchall()]


def mark_read(reader: Reader, notices: Iterable[UUID]) -> None:
    """Of some notices, those that are for this reader are not new to them any more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM notice WHERE id = ANY (%s)", [list(notices)])
        theirs = [row[0] for row in cursor.fetchall()]
    with as_ledger() as cursor:
        cursor.execute(
            """UPDATE notice SET read_by = read_by || %s::bigint
            WHERE id = ANY (%s) AND recipient = ANY (%s) AND NOT read_by @> ARRAY[%s]::bigint[]""",
            [reader.practitioner, theirs, reader.principals, reader.practitioner],
        )


def _insert(
    cursor: Any, recipient: int, agency: int, what: str, record: UUID | None, reference: str, opens: str
) -> None:
    cursor.execute(
        """INSERT INTO notice (id, recipient, agency_id, what, record, reference, opens, created, read_by)
        VALUES (%s, %s, %s, %s, %s, %s, %s, statement_timestamp(), '{}')""",
        [uuid.uuid4(), recipient, agency, what, record, reference, opens],
    )
