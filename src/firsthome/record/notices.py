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
from firsthome.access.principals import Reader, agency_principal, lead_principal, practitioner_principal
from firsthome.kinds.challenge import Challenge
from firsthome.kinds.entry import Entry
from firsthome.record.append import as_ledger
from firsthome.record.involving import HOLDS_TODAY

SHOWN = 50
SEEN_DIFFERENTLY = (
    "Two services see a decision differently, and it is taken further. Please look at it with them."
)
YOU_ARE_ASKED = (
    "Your agency is asked for help for a family. Please say that you received it, and by when you decide."
)
AN_ALERT = (
    "An alert names your agency. Please read what somebody does who meets her, and until when it holds."
)
STOOD_DOWN = "An alert that your agency had is stood down. Please tell everybody there who had it."
YOU_ARE_INVITED = "You are invited to a meeting about a family."
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
    settled: bool
    """Whether there is nothing more to do about it."""


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


def tell_practitioners(
    practitioners: Iterable[int],
    what: str,
    record: UUID,
    reference: str,
    opens: str,
    by: Reader,
    *,
    own_agency: bool = True,
) -> None:
    """Give notice to some who work in the partnership today; or only to those of other agencies."""
    with as_ledger() as cursor:
        cursor.execute(
            """SELECT m.practitioner_id, m.agency_id FROM membership m JOIN agency a ON a.id = m.agency_id
            WHERE m.practitioner_id = ANY (%s) AND a.partnership_id = %s AND (m.agency_id <> %s OR %s)
              AND m.begins <= now() AND (m.ends IS NULL OR m.ends > now())""",
            [list(practitioners), by.partnership, by.agency, own_agency],
        )
        for practitioner, agency in cursor.fetchall():
            tell(cursor, practitioner, agency, what, record, reference, opens)


def tell_agencies(
    entry: Entry, agencies: set[int], what: str, record: UUID, reference: str, opens: str
) -> None:
    """Give notice of an entry to agencies that it names, where they can read it."""
    with as_ledger() as cursor:
        for one in _who_read(cursor, record, entry, agencies):
            _insert(cursor, agency_principal(one), one, what, record, reference, opens)


def tell_both_leads(entry: Entry, said: Challenge, record: UUID, reference: str, opens: str) -> None:
    """Give notice of a difference to the leads of the agency that raises it and of the one it is raised with."""
    with as_ledger() as cursor:
        both = _who_read(cursor, record, entry, {entry.agency, said.agency or entry.agency})
        tell_leads(cursor, both, SEEN_DIFFERENTLY, record, reference, opens)


def _who_read(cursor: Any, record: UUID, entry: Entry, agencies: set[int]) -> list[int]:
    """Of some agencies those that can read an entry: one that is not on the record learns nothing."""
    cursor.execute(
        f"""SELECT DISTINCT a.agency FROM record_access a
        WHERE a.record = %s AND a.agency = ANY (%s) AND a.level >= %s AND {HOLDS_TODAY.format(a="a")}""",  # noqa: S608
        [record, list(agencies), Level.FULL],
    )
    reads = entry.audience.agencies
    return [row[0] for row in cursor.fetchall() if entry.audience.everyone or row[0] in reads]


def anything_new(reader: Reader) -> bool:
    """Whether a notice waits that the reader has not seen: for the frame of every page, so it is one short query."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT EXISTS (SELECT FROM notice WHERE recipient = ANY (%s) AND agency_id = %s AND settled IS NULL
            AND NOT read_by @> ARRAY[%s]::bigint[])""",
            [reader.principals, reader.agency, reader.practitioner],
        )
        return bool(cursor.fetchone()[0])


def how_many_new(reader: Reader) -> int:
    """How many notices wait that the reader has not seen."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FROM notice WHERE recipient = ANY (%s) AND agency_id = %s AND settled IS NULL
            AND NOT read_by @> ARRAY[%s]::bigint[]""",
            [reader.principals, reader.agency, reader.practitioner],
        )
        return int(cursor.fetchone()[0])


def notices_for(reader: Reader) -> list[Told]:
    """The latest notices for a reader, the new ones first: however many there are, none stays new and unseen."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT id, what, reference, opens, created,
                settled IS NULL AND NOT read_by @> ARRAY[%s]::bigint[] AS new, settled IS NOT NULL
            FROM notice
            WHERE recipient = ANY (%s) AND agency_id = %s ORDER BY new DESC, created DESC, id LIMIT %s""",
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
