"""Excluding a relative, neighbour, former partner or the parent: it beats everything and shows nowhere.

A safeguarding lead excludes a practitioner; any practitioner may keep themselves out of a family that they know.
Only a lead ends either. Source: domain facts, hazard 8 and item 7.20.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from firsthome.access.permissions import WHY_NOT, Permission
from firsthome.access.principals import Reader, announce
from firsthome.record.append import as_ledger, check_may
from firsthome.record.errors import NotAllowed, NotThere
from firsthome.record.inviting import who_reads
from firsthome.record.involvement_requests import forget_what_they_asked
from firsthome.record.notices import tell_leads

KNOWS_THE_FAMILY = (
    "A practitioner of your agency said that they know a family. They are kept out of its record from now on. "
    "A safeguarding lead with full access can see who it is."
)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Who is kept out of a record, why, and who decided it; and how it ended, if it has."""

    id: UUID
    practitioner: int
    name: str
    why: str
    declared: bool
    decided_by: str
    decided_words: str
    begins: datetime
    until: datetime | None
    ended_by: str
    why_ended: str


def may_be_invited(record: UUID) -> set[int]:
    """Whom one can name at a meeting about a family: who reads its record, and so nobody who is kept out."""
    with as_ledger() as cursor:
        return who_reads(cursor, record)


def exclude(record: UUID, practitioner: int, why: str, by: Reader, decided_words: str = "") -> None:
    """From now on this practitioner learns nothing of the record, whatever their agency or role.

    `decided_words` say who decided it, where that was not the lead who writes it down.
    """
    if practitioner == by.practitioner:
        raise NotAllowed(WHY_NOT[Permission.EXCLUDE])
    with transaction.atomic():
        announce(by, record)
        check_may(record, by, Permission.EXCLUDE)
        with as_ledger() as cursor:
            _check_works_here(cursor, record, practitioner, by)
            _insert(cursor, record, practitioner, why, by, decided_words)


def declare_conflict(record: UUID, reference: str, how: str, by: Reader) -> None:
    """Keep oneself out of a record from now on, because one knows the family; the agency's leads are told."""
    with transaction.atomic():
        announce(by, record)
        check_may(record, by, Permission.DECLARE_CONFLICT)
        with as_ledger() as cursor:
            tell_leads(cursor, {by.agency}, KNOWS_THE_FAMILY, record, reference)
            _insert(cursor, record, by.practitioner, how, by)


def end_exclusion(record: UUID, exclusion: UUID, why: str, by: Reader) -> None:
    """Let somebody in again as far as their part goes. What was decided before stays on the list."""
    with transaction.atomic():
        announce(by, record)
        check_may(record, by, Permission.EXCLUDE)
        with as_ledger() as cursor:
            cursor.execute(
                """UPDATE record_exclusion SET until = statement_timestamp(), ended_by_id = %s, why_ended = %s
                WHERE id = %s AND record = %s AND until IS NULL AND practitioner_id <> %s""",
                [by.practitioner, why, exclusion, record, by.practitioner],
            )
            if not cursor.rowcount:
                raise NotThere("This exclusion has ended already.")


def exclusions_of(record: UUID, by: Reader) -> list[Exclusion]:
    """Everybody who is or was kept out of a record, those of today first; for those who may exclude."""
    with transaction.atomic():
        announce(by, record)
        check_may(record, by, Permission.EXCLUDE)
        with as_ledger() as cursor:
            cursor.execute(
                """SELECT x.id, x.practitioner_id, p.name, x.why, x.declared, d.name, x.decided_words, x.begins,
                    x.until, coalesce(e.name, ''), x.why_ended
                FROM record_exclusion x JOIN practitioner p ON p.id = x.practitioner_id
                JOIN practitioner d ON d.id = x.decided_by_id LEFT JOIN practitioner e ON e.id = x.ended_by_id
                WHERE x.record = %s ORDER BY x.until IS NOT NULL, x.begins DESC""",
                [record],
            )
            return [Exclusion(*row) for row in cursor.fetchall()]


def _insert(
    cursor: Any, record: UUID, practitioner: int, why: str, by: Reader, decided_words: str = ""
) -> None:
    """One at a time for each practitioner: what was decided first is not written over."""
    cursor.execute(
        """INSERT INTO record_exclusion
            (record, practitioner_id, why, decided_by_id, decided_words, declared, begins)
        VALUES (%s, %s, %s, %s, %s, %s, statement_timestamp())
        ON CONFLICT (record, practitioner_id) WHERE until IS NULL DO NOTHING""",
        [record, practitioner, why, by.practitioner, decided_words, practitioner == by.practitioner],
    )
    forget_what_they_asked(cursor, record, practitioner)


def _check_works_here(cursor: Any, record: UUID, practitioner: int, by: Reader) -> None:
    """In the own area, or in one that holds the record as well or is asked to: a cousin there is kept out in time."""
    cursor.execute(
        """SELECT FROM membership m JOIN agency a ON a.id = m.agency_id
        WHERE m.practitioner_id = %(who)s AND (a.partnership_id = %(own)s
            OR a.partnership_id IN (SELECT h.partnership_id FROM record_holder h WHERE h.record = %(record)s)
            OR a.partnership_id IN (SELECT m.to_partnership FROM record_move m WHERE m.record = %(record)s
                AND m.stands = 'asked'))""",
        {"who": practitioner, "own": by.partnership, "record": record},
    )
    if cursor.fetchone() is None:
        raise NotThere("Choose a practitioner of your partnership.")
