"""The projection behind the list of records whose time is over, and signing that one may be destroyed.

It is made of what is open to everyone with full access, so that nothing kept to fewer people shows through a date. The
job that destroys looks at everything. Source: domain facts, 3.7; feature row 42.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from firsthome.access.principals import EVERYONE_WITH_FULL_ACCESS, lead_principal, officer_principal
from firsthome.kinds.closing import Closing
from firsthome.kinds.entry import Entry
from firsthome.kinds.record import Record, fold
from firsthome.procedures.retention import retention
from firsthome.reading.closed import closed, signatures, standing_holds
from firsthome.reading.retention import Proposal, proposal
from firsthome.record.reach import reaches

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Review:
    """One closed record on the list: no names, and nothing of what it holds."""

    record: UUID
    reference: str
    kept_as: str
    due: date | None
    held: bool
    signed: list[int]


def stands_closed(cursor: Any, record: UUID) -> bool:
    """Whether the record is on the list of the closed ones, whose day each new entry may move."""
    cursor.execute("SELECT EXISTS (SELECT FROM record_review WHERE record = %s)", [record])
    return bool(cursor.fetchone()[0])


def replace_review(cursor: Any, record: UUID, entries: Sequence[Entry]) -> None:
    """Work a record's place on the list out anew. Only as the ledger role or the owner."""
    cursor.execute("DELETE FROM record_review WHERE record = %s", [record])
    if not any(entry.kind == Closing.kind for entry in entries):
        return
    reach = reaches(entries)
    part = fold(entry for entry in entries if EVERYONE_WITH_FULL_ACCESS in reach[entry.root()])
    if closed(part) is None:
        return
    found = proposed(cursor, part)
    agencies = sorted({entry.agency for entry in entries})
    cursor.execute(
        """INSERT INTO record_review (record, reference, kept_as, due, held, signed, reviewers)
        SELECT id, reference, %s, %s, %s, %s::bigint[], %s::bigint[] FROM record WHERE id = %s""",
        [
            found.kept_as,
            found.review_from,
            bool(standing_holds(part)),
            sorted(entry.author for entry, _ in signatures(part)),
            reviewers_of(agencies),
            record,
        ],
    )


def reviewers_of(agencies: Collection[int]) -> list[int]:
    """Tokens of the safeguarding leads and officers of some agencies."""
    return [token(agency) for agency in sorted(agencies) for token in (lead_principal, officer_principal)]


def proposed(cursor: Any, record: Record) -> Proposal:
    """What the procedure in force says of a record as folded."""
    agencies = {agency for statement in record.statements for agency in statement.agencies()}
    cursor.execute("SELECT code FROM agency WHERE id = ANY (%s)", [list(agencies)])
    return proposal(record, {row[0] for row in cursor.fetchall()}, retention())


_REVIEW = "SELECT record, reference, kept_as, due, held, signed FROM record_review"


def reviews_due(today: date) -> list[Review]:
    """Records whose day for a review has come, the longest due first. Row policies choose whose."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_REVIEW} WHERE due <= %s ORDER BY due, reference LIMIT %s", [today, SHOWN])
        return [Review(*row) for row in cursor.fetchall()]


def review_due(reference: str, today: date) -> Review | None:
    """One of them; None if its day has not come, or it is not for this reader."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_REVIEW} WHERE reference = %s AND due <= %s", [reference, today])
        row = cursor.fetchone()
    return Review(*row) if row else None
