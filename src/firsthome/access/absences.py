"""Who covers for whom while they are away: named by whoever is away, at their own agency, from a day until a day.

It gives no access: a colleague sees of somebody's work what they may see anyway. Source: feature row 49.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db import connection

from firsthome.access.principals import Reader


class Away(NamedTuple):
    """Somebody is away, and somebody else sees to their work."""

    id: int
    practitioner: int
    name: str
    cover: int
    cover_name: str
    begins: date
    ends: date


_AT_THE_AGENCY = """SELECT a.id, a.practitioner_id, p.name, a.cover_id, c.name, a.begins, a.ends FROM absence a
    JOIN practitioner p ON p.id = a.practitioner_id JOIN practitioner c ON c.id = a.cover_id
    WHERE a.agency_id = %s AND a.ends >= %s AND %s IN (a.practitioner_id, a.cover_id) ORDER BY a.begins, a.id"""


def absences(reader: Reader, today: date) -> list[Away]:
    """The reader's own absences from today on, and those in which they cover for somebody."""
    with connection.cursor() as cursor:
        cursor.execute(_AT_THE_AGENCY, [reader.agency, today, reader.practitioner])
        return [Away(*row) for row in cursor.fetchall()]


def go_away(reader: Reader, cover: int, begins: date, ends: date) -> None:
    """The reader is away, and a colleague of their agency covers."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO absence (practitioner_id, cover_id, agency_id, begins, ends)
            SELECT %s, m.practitioner_id, m.agency_id, %s, %s FROM membership m
            WHERE m.practitioner_id = %s AND m.agency_id = %s
              AND m.begins <= statement_timestamp() AND (m.ends IS NULL OR m.ends > statement_timestamp()) LIMIT 1""",
            [reader.practitioner, begins, ends, cover, reader.agency],
        )


def come_back(reader: Reader, absence: int) -> None:
    """One of the reader's own absences is taken back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM absence WHERE id = %s AND practitioner_id = %s", [absence, reader.practitioner]
        )
