"""Emergency access: four hours, with a reason, told to those who answer for the record, and reviewed afterwards.

It opens what is open to everyone with full access and nothing that was kept to fewer people, and never to whoever
is excluded. Source: feature row 28; domain facts, hazard 8.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from firsthome.access.levels import Level
from firsthome.access.permissions import WHY_NOT, Permission, Role, role_may
from firsthome.access.principals import Reader, announce, emergency_principal, lead_principal
from firsthome.kinds.choices import Choice
from firsthome.kinds.record import fold
from firsthome.kit.addresses import address
from firsthome.record.append import as_ledger
from firsthome.record.errors import NotAllowed, NotThere
from firsthome.record.notices import tell, tell_leads
from firsthome.record.outline import Part, parts_of
from firsthome.record.project import load

NO_SUCH_RECORD = "Check the reference: there is no record that you can open with it"
LISTED = 100


class EmergencyReason(Choice):
    """Why it cannot wait until somebody lets them in."""

    IN_DANGER = "in_danger", "The baby, the mother or a child may be in danger now"
    WITH_ME_NOW = "with_me_now", "She or the baby is in my care now, and I need to know what was planned"
    MEETING_TODAY = "meeting_today", "A strategy discussion or another urgent decision cannot wait"
    NOBODY_REACHED = "nobody_reached", "I need to know today, and nobody who is involved can be reached"
    OTHER = "other", "Something else that cannot wait"


class ReviewOutcome(Choice):
    """What a safeguarding lead found."""

    APPROPRIATE = "appropriate", "It was appropriate"
    NOT_APPROPRIATE = "not_appropriate", "It was not appropriate"


@dataclass(frozen=True, slots=True)
class EmergencyOpening:
    """One opening as its reviewers see it."""

    id: UUID
    reference: str
    practitioner: str
    agency: str
    reason: EmergencyReason
    words: str
    begins: datetime
    until: datetime
    outcome: ReviewOutcome | None
    outcome_words: str
    reviewed_by: str
    reviewed_at: datetime | None


def open_in_emergency(reference: str, reason: EmergencyReason, words: str, by: Reader) -> None:
    """Open a record for four hours. Whoever can read all of it already, or has it open so, needs nothing more.

    Raises NotThere with the same words, whether there is no such record or this practitioner may never know of it.
    """
    if not role_may(by.role, Permission.OPEN_IN_EMERGENCY):
        raise NotAllowed(WHY_NOT[Permission.OPEN_IN_EMERGENCY])
    with transaction.atomic():
        announce(by)
        with as_ledger() as cursor:
            record, level = _wanted(cursor, reference, by)
            if (level or 0) < Level.FULL:
                opening = _open(cursor, record, reference, reason, words, by, _answer_for(cursor, record, by))
                _tell(cursor, record, reference, by, opening)


def _wanted(cursor: Any, reference: str, by: Reader) -> tuple[UUID, int | None]:
    """The record and how much of it is open already; NotThere for what they may not know of."""
    cursor.execute(
        """SELECT r.id, (SELECT max(a.level) FROM record_access a WHERE a.record = r.id
            AND a.principal = ANY (%(principals)s) AND a.agency = ANY (%(principals)s)
            AND a.begins <= statement_timestamp() AND a.until > statement_timestamp())
        FROM record r WHERE r.reference = %(reference)s
          AND EXISTS (SELECT FROM record_holder h WHERE h.record = r.id AND h.partnership_id = %(partnership)s
            AND h.begins <= statement_timestamp() AND (h.until IS NULL OR h.until > statement_timestamp()))
          AND NOT EXISTS (SELECT FROM record_exclusion x WHERE x.record = r.id AND x.until IS NULL
            AND x.practitioner_id = %(practitioner)s)
          AND NOT EXISTS (SELECT FROM never_in_emergency n WHERE n.record = r.id)
        FOR UPDATE OF r""",
        {
            "reference": reference,
            "principals": by.principals,
            "partnership": by.partnership,
            "practitioner": by.practitioner,
        },
    )
    row = cursor.fetchone()
    if row is None:
        raise NotThere(NO_SUCH_RECORD)
    return row[0], row[1]


@dataclass(frozen=True, slots=True)
class _Opening:
    id: UUID
    leads: list[Part]
    """Who leads today: each is told."""
    agencies: set[int]
    """Whose safeguarding leads are told, and review it."""


def _answer_for(cursor: Any, record: UUID, by: Reader) -> tuple[list[Part], set[int]]:
    """Who leads on the record today, and the agencies whose safeguarding leads review.

    Where nobody leads, those of every agency that reads all of it.
    """
    now, parts = timezone.now(), parts_of(fold(entry for _, entry in load(cursor, record)))
    today = [(part, said) for part, said in parts if part.begins <= now < part.until]
    leads = [part for part, _ in today if part.lead]
    full = {part.agency for part, said in today if said.level.rank == Level.FULL}
    agencies = ({part.agency for part in leads} or full) | {by.agency}
    return leads, agencies | _who_can_review(agencies, full, _others_who_lead(cursor, record, by))


def _others_who_lead(cursor: Any, record: UUID, by: Reader) -> set[int]:
    """The partnership's agencies that have a safeguarding lead today who is not the opener and not kept out."""
    cursor.execute(
        """SELECT DISTINCT m.agency_id FROM membership m JOIN agency a ON a.id = m.agency_id
            JOIN practitioner p ON p.id = m.practitioner_id
        WHERE a.partnership_id = %s AND m.role = %s AND p.is_active AND m.practitioner_id <> %s
          AND m.begins <= statement_timestamp() AND (m.ends IS NULL OR m.ends > statement_timestamp())
          AND NOT EXISTS (SELECT FROM record_exclusion x WHERE x.record = %s AND x.until IS NULL
            AND x.practitioner_id = m.practitioner_id)""",
        [by.partnership, Role.SAFEGUARDING_LEAD.value, by.practitioner, record],
    )
    return {row[0] for row in cursor.fetchall()}


def _who_can_review(told: set[int], full: set[int], led: set[int]) -> set[int]:
    """Whom to add so that somebody can review: nobody, else those with full access, else the whole partnership.

    Without this the only lead of the only agency told could open a record and be the only one to review it.
    """
    if told & led:
        return set()
    return full & led or led


def _open(
    cursor: Any,
    record: UUID,
    reference: str,
    reason: EmergencyReason,
    words: str,
    by: Reader,
    answer: tuple[list[Part], set[int]],
) -> _Opening:
    """The opening itself, and the access that it gives: both end by themselves, and the database holds to that."""
    opening = _Opening(uuid7(), *answer)
    cursor.execute(
        """WITH opened AS (INSERT INTO emergency_access
            (id, record, reference, practitioner_id, agency_id, reason, words, begins, until, reviewers,
             outcome, outcome_words)
            VALUES (%(id)s, %(record)s, %(reference)s, %(practitioner)s, %(agency)s, %(reason)s, %(words)s,
                statement_timestamp(), statement_timestamp() + interval '4 hours', %(reviewers)s, '', '')
            RETURNING id, record, begins, until)
        INSERT INTO record_access (record, principal, agency, level, begins, until, source)
        SELECT record, %(principal)s, %(agency)s, %(level)s, begins, until, id FROM opened""",
        {
            "id": opening.id,
            "record": record,
            "reference": reference,
            "practitioner": by.practitioner,
            "agency": by.agency,
            "reason": reason.value,
            "words": words,
            "reviewers": sorted(lead_principal(agency) for agency in opening.agencies),
            "principal": emergency_principal(by.practitioner),
            "level": int(Level.FULL),
        },
    )
    return opening


def _tell(cursor: Any, record: UUID, reference: str, by: Reader, opening: _Opening) -> None:
    """Word to the lead professional, and to the safeguarding leads who review."""
    what = "A record was opened in an emergency, for four hours, by a practitioner who could not read all of it before."
    for part in opening.leads:
        if part.practitioner and part.practitioner != by.practitioner:
            opens = address("record", reference=reference)
            tell(cursor, part.practitioner, part.agency, what, record, reference, opens)
    review = address("emergency_opening", opening=opening.id)
    tell_leads(cursor, opening.agencies, f"{what} Please review it.", record, reference, review)


# --- the review, as far as row policies show openings to a safeguarding lead

_OPENINGS = """SELECT e.id, e.reference, p.name, a.name, e.reason, e.words, e.begins, e.until, e.outcome,
    e.outcome_words, coalesce(v.name, ''), e.reviewed_at
    FROM emergency_access e JOIN practitioner p ON p.id = e.practitioner_id JOIN agency a ON a.id = e.agency_id
    LEFT JOIN practitioner v ON v.id = e.reviewed_by_id"""


def openings_to_review() -> list[EmergencyOpening]:
    """The latest openings that the reader reviews, those without an outcome first. Row policies choose them."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_OPENINGS} ORDER BY e.outcome <> '', e.begins DESC LIMIT {LISTED}")
        return [_opening(row) for row in cursor.fetchall()]


def opening_to_review(opening: UUID) -> EmergencyOpening | None:
    """One of them; None if it is not for this reader."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_OPENINGS} WHERE e.id = %s", [opening])
        row = cursor.fetchone()
    return _opening(row) if row else None


def review(opening: UUID, outcome: ReviewOutcome, words: str, by: Reader) -> None:
    """Keep what was found. The first outcome stands."""
    with transaction.atomic():
        announce(by)
        if not role_may(by.role, Permission.REVIEW_EMERGENCIES) or opening_to_review(opening) is None:
            raise NotAllowed(WHY_NOT[Permission.REVIEW_EMERGENCIES])
        with as_ledger() as cursor:
            cursor.execute(
                """UPDATE emergency_access SET outcome = %s, outcome_words = %s, reviewed_by_id = %s,
                    reviewed_at = statement_timestamp() WHERE id = %s AND outcome = ''""",
                [outcome.value, words, by.practitioner, opening],
            )
            if not cursor.rowcount:
                raise NotThere("Somebody else has written down an outcome already: read it first")


def _opening(row: Any) -> EmergencyOpening:
    id_, reference, practitioner, agency, reason, words, begins, until, outcome, *rest = row
    return EmergencyOpening(
        id_, reference, practitioner, agency, EmergencyReason.stored_as(reason), words, begins, until,
        ReviewOutcome.stored_as(outcome) if outcome else None, *rest,
    )  # fmt: skip
