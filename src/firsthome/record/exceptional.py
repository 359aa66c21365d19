"""What restrictions and emergencies do to `record_access`, which is otherwise worked out from involvement alone.

Row policies and pages read `record_access` and nothing else, so both exceptions hold wherever access does.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from firsthome.access.levels import Level
from firsthome.access.principals import emergency_principal, is_of_agency

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
