"""What a record says to those who see no entries: whom to ring, and at summary how far the pregnancy is.

Both come only from statements that are open to everyone with full access: what was kept to fewer people shows
neither here. What each level holds, and why: docs/decisions/0005-levels.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from firsthome.access.principals import EVERYONE_WITH_FULL_ACCESS
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.record import Record
from firsthome.kit.dates import LONDON
from firsthome.reading.babies import only_losses
from firsthome.reading.summary import Summary
from firsthome.record.reach import Reach

FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)


class Part(NamedTuple):
    """Somebody's part in a record: an agency, perhaps one practitioner of it, from when until when. No words."""

    statement: UUID
    agency: int
    practitioner: int | None
    lead: bool
    begins: datetime
    until: datetime


class Outline(NamedTuple):
    """What a summary holds. Of how a pregnancy ended only whether it did: the rest is for those who need it."""

    mother: UUID | None
    edd: date | None
    born_on: date | None
    ended: bool
    """An outcome is recorded for every baby."""
    lost: bool
    """No baby is living: then nothing about the baby is said, and nothing may reach the family unasked."""


def parts_of(record: Record) -> Iterator[tuple[Part, Involvement]]:
    """Every involvement that stands: from recording unless a day is given, until the end of the day given."""
    for statement, said in record.involvements:
        recorded = statement.entries[0].recorded_at
        assert recorded, "only recorded entries are projected"
        begins = datetime.combine(said.begins, time.min, LONDON) if said.begins else recorded
        until = datetime.combine(said.ends, time.min, LONDON) + timedelta(days=1) if said.ends else FOR_EVER
        yield Part(statement.id, said.agency, said.practitioner, said.lead, begins, until), said


def open_parts(record: Record, reach: dict[UUID, Reach]) -> set[Part]:
    """The parts that are open to everyone with full access."""
    return {part for part, _ in parts_of(record) if EVERYONE_WITH_FULL_ACCESS in reach[part.statement]}


def outline_of(summary: Summary) -> Outline:
    """The outline of what is open to everyone with full access."""
    lost = summary.over and only_losses(summary.record_of_babies)
    return Outline(summary.mother, summary.edd, summary.born_on, summary.over, lost)


# --- keeping, as the ledger role


def stored_outline(cursor: Any, record: UUID) -> tuple[set[Part], Outline]:
    """Both as they stand in the tables."""
    cursor.execute(
        "SELECT statement, agency, practitioner, lead, begins, until FROM record_involved WHERE record = %s",
        [record],
    )
    parts = {Part(*row) for row in cursor.fetchall()}
    cursor.execute("SELECT mother, edd, born_on, ended, lost FROM record_outline WHERE record = %s", [record])
    row = cursor.fetchone()
    return parts, Outline(*row) if row else outline_of(Summary())


# --- reading, at presence and summary


@dataclass(frozen=True, slots=True)
class ToRing:
    """An agency that is involved today, and whom to ring there."""

    agency: str
    ring: str
    practitioners: str
    lead: bool


def to_ring(record: UUID) -> list[ToRing]:
    """Who is involved today, the lead professional first, by name while they work there.

    The row policies open this at presence and summary.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT a.name, a.contact, coalesce(string_agg(DISTINCT p.name, ', '), ''), i.lead
            FROM record_involved i
            JOIN agency a ON a.id = i.agency LEFT JOIN practitioner p ON p.id = i.practitioner AND EXISTS (
                SELECT FROM membership w WHERE w.practitioner_id = p.id AND w.agency_id = i.agency
                AND w.begins <= now() AND (w.ends IS NULL OR w.ends > now()))
            WHERE i.record = %s AND i.begins <= statement_timestamp() AND i.until > statement_timestamp()
            GROUP BY a.id, i.lead ORDER BY i.lead DESC, a.name""",
            [record],
        )
        return [ToRing(*row) for row in cursor.fetchall()]


def outline_for(record: UUID) -> tuple[str, Outline] | None:
    """The mother's name, and the outline; None for whoever the row policies do not show it to."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT coalesce(m.name, ''), o.mother, o.edd, o.born_on, o.ended, o.lost
            FROM record_outline o LEFT JOIN person m ON m.id = o.mother WHERE o.record = %s""",
            [record],
        )
        row = cursor.fetchone()
    return (row[0], Outline(*row[1:])) if row else None
