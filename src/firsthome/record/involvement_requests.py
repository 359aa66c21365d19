"""Asking to be involved in a record whose reference one knows, and the answer.

Whoever asks learns nothing by asking: one statement does the same whether there is such a record, none, or one that
must never reach them. Where they are kept out, what they ask goes nowhere. Those with full access answer; they decide
whether whoever asked is told. Source: feature row 29; safety rule 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from firsthome.access.permissions import WHY_NOT, Permission, role_may
from firsthome.access.principals import Reader, announce
from firsthome.kit.addresses import address
from firsthome.record.append import as_ledger, check_may
from firsthome.record.errors import NotAllowed, NotThere
from firsthome.record.involving import HOLDS_TODAY
from firsthome.record.notices import tell

LISTED = 50
SOMEBODY_ASKS = "Somebody asks to be involved in a record. Please answer by the day that they need it."
ANSWERED = "You asked to be involved in a record, and were answered."

_ASK = f"""WITH found AS (
    SELECT r.id, coalesce((SELECT max(a.level) FROM record_access a WHERE a.record = r.id
        AND a.principal = ANY (%(principals)s) AND a.principal < 3000000000 AND a.agency = ANY (%(principals)s)
        AND {HOLDS_TODAY.format(a="a")}), 0) AS level
    FROM record r WHERE r.reference = %(reference)s
        AND EXISTS (SELECT FROM record_holder h WHERE h.record = r.id AND h.partnership_id = %(partnership)s
            AND h.begins <= statement_timestamp() AND (h.until IS NULL OR h.until > statement_timestamp()))
        AND NOT EXISTS (SELECT FROM record_exclusion x WHERE x.record = r.id AND x.practitioner_id = %(practitioner)s
            AND (x.until IS NULL OR x.until > statement_timestamp()))),
asks AS (SELECT id, level FROM found WHERE level < 4),
asked AS (INSERT INTO involvement_request
        (id, reference, record, level_then, practitioner, agency, why, due, asked_at, why_not, told)
    VALUES (%(id)s, %(reference)s, (SELECT id FROM asks), coalesce((SELECT level FROM asks), 0), %(practitioner)s,
        %(agency)s, %(why)s, %(due)s, statement_timestamp(), '', '')
    ON CONFLICT (id) DO NOTHING RETURNING record),
told AS (SELECT 1000000000 + i.practitioner AS recipient, i.agency, i.record FROM record_involved i
        JOIN asked ON asked.record = i.record
        WHERE i.lead AND i.practitioner <> %(practitioner)s AND {HOLDS_TODAY.format(a="i")}
    UNION SELECT 2000000000 + a.agency, a.agency, a.record FROM record_access a JOIN asked ON asked.record = a.record
        WHERE a.level = 4 AND a.principal < 3000000000 AND {HOLDS_TODAY.format(a="a")})
INSERT INTO notice (id, recipient, agency_id, what, record, reference, opens, created, read_by)
    SELECT gen_random_uuid(), recipient, agency, %(what)s, record, %(reference)s, %(opens)s,
        statement_timestamp(), '{{}}' FROM told"""  # noqa: S608 only this module's own text
"""The lead professional, and the safeguarding leads of every agency with full access, are told."""


def ask_to_be_involved(asked: UUID, reference: str, why: str, due: date, by: Reader) -> None:
    """Keep what somebody asks. Nothing of what becomes of it comes back."""
    if not role_may(by.role, Permission.ASK_INVOLVEMENT):
        raise NotAllowed(WHY_NOT[Permission.ASK_INVOLVEMENT])
    with transaction.atomic():
        announce(by)
        with as_ledger() as cursor:
            cursor.execute(
                _ASK,
                {
                    "id": asked,
                    "reference": reference,
                    "why": why,
                    "due": due,
                    "what": SOMEBODY_ASKS,
                    "opens": address("answer_involvement", reference=reference, asked=asked),
                    "principals": by.principals,
                    "practitioner": by.practitioner,
                    "agency": by.agency,
                    "partnership": by.partnership,
                },
            )


@dataclass(frozen=True, slots=True)
class OwnRequest:
    """What somebody asked themselves, as they may see it: the same whether there is such a record or not."""

    reference: str
    why: str
    due: date
    asked_at: datetime
    told: str


def own_requests(by: Reader) -> list[OwnRequest]:
    """What a reader asked, the latest first."""
    with as_ledger() as cursor:
        cursor.execute(
            """SELECT reference, why, due, asked_at, told FROM involvement_request
            WHERE practitioner = %s AND agency = %s ORDER BY asked_at DESC LIMIT %s""",
            [by.practitioner, by.agency, LISTED],
        )
        return [OwnRequest(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class InvolvementRequest:
    """Somebody who asks to be involved, as those with full access see it."""

    id: UUID
    reference: str
    practitioner: int
    name: str
    agency: int
    agency_name: str
    why: str
    due: date
    asked_at: datetime
    answered_at: datetime | None
    why_not: str


_SEEN = """SELECT q.id, r.reference, q.practitioner, p.name, q.agency, a.name, q.why, q.due, q.asked_at, q.answered_at,
    q.why_not FROM involvement_request q JOIN record r ON r.id = q.record
    JOIN practitioner p ON p.id = q.practitioner JOIN agency a ON a.id = q.agency"""


def asked_of(record: UUID, asked: UUID) -> InvolvementRequest | None:
    """One of them, answered or not; None if it is not about this record or not for this reader."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_SEEN} WHERE q.record = %s AND q.id = %s", [record, asked])
        row = cursor.fetchone()
    return InvolvementRequest(*row) if row else None


def do_not_involve(record: UUID, asked: UUID, why_not: str, told: str, by: Reader) -> None:
    """Answer that they are not involved, and why; `told` is what they read of it, and empty if they read nothing."""
    with transaction.atomic():
        announce(by, record)
        check_may(record, by, Permission.INVOLVE_OTHERS)
        found = asked_of(record, asked)
        if found is None or found.answered_at:
            raise NotThere("This was answered already: read the answer first.")
        with as_ledger() as cursor:
            cursor.execute(
                """UPDATE involvement_request SET answered_at = statement_timestamp(), answered_by = %s,
                    why_not = %s, told = %s WHERE id = %s AND record = %s AND answered_at IS NULL""",
                [by.practitioner, why_not, told, asked, record],
            )
            if told and cursor.rowcount:
                tell(cursor, found.practitioner, found.agency, ANSWERED, opens=address("requests"))


def forget_what_they_asked(cursor: Any, record: UUID, practitioner: int) -> None:
    """Whoever is kept out from now on asks nothing here any more: it leaves no stub for either side."""
    cursor.execute(
        "UPDATE involvement_request SET record = NULL WHERE record = %s AND practitioner = %s",
        [record, practitioner],
    )
