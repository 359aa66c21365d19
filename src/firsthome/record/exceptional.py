"""Who has which access: what involvement gives, and what restrictions, moves and emergencies do to it.

Row policies and pages read `record_access` and nothing else, so the exceptions hold wherever access does.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from firsthome.access.levels import Level
from firsthome.access.principals import (
    agency_principal,
    emergency_principal,
    is_of_agency,
    lead_principal,
    practitioner_principal,
)
from firsthome.kinds.record import Record
from firsthome.record.outline import FOR_EVER, parts_of

Access = set[tuple[int, int, int, datetime, datetime, UUID]]
"""(principal, for which agency, level, begins, until, what gave it)"""
EMERGENCIES_FROM = emergency_principal(0)
"""Access from this token on is given by emergencies, not by entries, so remaking projections leaves it alone."""


def is_restricted(cursor: Any, record: UUID) -> bool:
    """Whether only those who are named may read a record. Only as the ledger role or the owner."""
    cursor.execute(
        "SELECT EXISTS (SELECT FROM record_restriction WHERE record = %s AND until IS NULL)", [record]
    )
    return bool(cursor.fetchone()[0])


def named_only(access: Access) -> Access:
    """Access to a restricted record: whole agencies keep presence, practitioners who are named keep what they have."""
    return {
        (principal, agency, int(Level.PRESENCE) if is_of_agency(principal) else level, begins, until, source)
        for principal, agency, level, begins, until, source in access
    }


def access_of(record: Record) -> Access:
    """Who has which access until when, from the involvements that stand.

    A practitioner who is named gets access of their own, which opens only while they work for that agency; the
    agency as a whole gets it when nobody is named.
    """
    rows = set()
    for part, said in parts_of(record):
        own = (
            practitioner_principal(part.practitioner) if part.practitioner else agency_principal(part.agency)
        )
        rows.add((own, part.agency, said.level.rank, part.begins, part.until, part.statement))
    return rows


def access_given(record: Record, ended: Mapping[int, datetime], *, restricted: bool) -> Access:
    """Who has which access, with what restricts the record and whose hold has ended. Pure."""
    access = access_of(record)
    return named_only(access) if restricted else access | kept_access(record, ended)


KEPT = UUID("4f0c9a52-8b1e-4b0f-9d6a-6f6d0b0a7c31")
"""What gave access that no involvement gives: that an agency wrote in a record before it moved on."""


def kept_access(record: Record, ended: Mapping[int, datetime]) -> Access:
    """Once their partnership holds it no more, the leads of each agency that wrote in it read what reached them.

    Not of a restricted record: there only those who are named read. Their work there has ended: it is on no caseload.
    `ended`: each agency of such a partnership, and when its hold ended. Docs: decisions/0010-moves.md.
    """
    wrote = {agency for statement in record.statements for agency in statement.agencies()}
    return {
        (lead_principal(agency), agency, int(Level.CONTRIBUTE), ended[agency], FOR_EVER, KEPT)
        for agency in wrote & set(ended)
    }


def holds_that_ended(cursor: Any, record: UUID) -> dict[int, datetime]:
    """Each agency whose partnership held a record and does no more, and since when. As the ledger role or the owner."""
    cursor.execute(
        """SELECT a.id, h.until FROM record_holder h JOIN agency a ON a.partnership_id = h.partnership_id
        WHERE h.record = %s AND h.until <= statement_timestamp()""",
        [record],
    )
    return dict(cursor.fetchall())
