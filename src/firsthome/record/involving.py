"""An involvement answers those who asked for it: kept with the projections, as the ledger role."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from firsthome.kit.addresses import address

INVOLVED = "You asked to be involved in a record, and now you are: it is on your caseload."
HOLDS_TODAY = "{a}.begins <= statement_timestamp() AND {a}.until > statement_timestamp()"
HELD_TODAY = """EXISTS (SELECT FROM record_holder h JOIN agency g ON g.partnership_id = h.partnership_id
    WHERE h.record = {a}.record AND g.id = {a}.agency AND h.begins <= statement_timestamp()
    AND (h.until IS NULL OR h.until > statement_timestamp()))"""
"""Whether the agency's partnership holds the record today: after a move one side's work there has ended."""


def close_answered(cursor: Any, record: UUID) -> None:
    """Whoever asked and has more of the record since is answered by that, and told."""
    cursor.execute(
        f"""WITH involved AS (UPDATE involvement_request q SET answered_at = statement_timestamp()
            WHERE q.record = %(record)s AND q.answered_at IS NULL AND EXISTS (
                SELECT FROM record_access a WHERE a.record = q.record AND a.agency = q.agency
                AND a.principal IN (q.agency, 1000000000 + q.practitioner) AND a.level > q.level_then
                AND {HOLDS_TODAY.format(a="a")})
            RETURNING q.practitioner, q.agency, q.record, q.reference)
        INSERT INTO notice (id, recipient, agency_id, what, record, reference, opens, created, read_by)
        SELECT gen_random_uuid(), 1000000000 + practitioner, agency, %(what)s, record, reference, %(opens)s,
            statement_timestamp(), '{{}}' FROM involved""",  # noqa: S608 only this module's own text
        {"record": record, "what": INVOLVED, "opens": address("caseload")},
    )
