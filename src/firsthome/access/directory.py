"""Who works in a partnership: the agencies and practitioners that an entry may name."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection

from firsthome.access.permissions import Role

CALLED = "CASE WHEN a.partnership_id = %(own)s THEN a.name ELSE a.name || ', ' || t.name END"
"""An agency of another area is called so: two areas may have an agency of one name."""
_THERE = """(a.partnership_id = %(own)s
    OR a.partnership_id IN (SELECT h.partnership FROM partnerships_of_record() h WHERE h.holds))"""
AGENCIES = f"""SELECT a.id, {CALLED}, a.contact, NULL, NULL FROM agency a JOIN partnership t ON t.id = a.partnership_id
    WHERE {_THERE} ORDER BY a.partnership_id <> %(own)s, a.name, a.id"""  # noqa: S608 only this module's own text
WITH_COLLEAGUES = f"""SELECT a.id, {CALLED}, a.contact, p.id, p.name FROM agency a
    JOIN partnership t ON t.id = a.partnership_id
    LEFT JOIN membership m ON m.agency_id = a.id AND m.begins <= now() AND (m.ends IS NULL OR m.ends > now())
    LEFT JOIN practitioner p ON p.id = m.practitioner_id AND p.is_active
    WHERE {_THERE} ORDER BY a.partnership_id <> %(own)s, a.name, a.id, p.name"""  # noqa: S608 only this module's own text
NOT_THERE_TODAY = "Choose a practitioner who works for that agency today, or name nobody, for the whole team"


class Colleague(NamedTuple):
    """A practitioner who works for an agency today."""

    practitioner: int
    name: str
    agency: str


class Directory(NamedTuple):
    """A partnership's agencies in the order of their names, whom to ring there, and who works for them today.

    Of a record that two areas hold while it moves, those of the other area after them.
    """

    agencies: list[tuple[int, str, str]]
    """id, name, whom to ring"""
    colleagues: list[Colleague]


def directory(partnership: int, *, with_colleagues: bool = False) -> Directory:
    """One query; the practitioners only where somebody is to be chosen."""
    with connection.cursor() as cursor:
        cursor.execute(WITH_COLLEAGUES if with_colleagues else AGENCIES, {"own": partnership})
        rows = cursor.fetchall()
    agencies = {row[0]: row[:3] for row in rows}
    return Directory(list(agencies.values()), [Colleague(row[3], row[4], row[1]) for row in rows if row[3]])


def leads(partnership: int) -> list[Colleague]:
    """The safeguarding leads of a partnership's agencies today, in the order of their agencies."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT p.id, p.name, a.name FROM membership m JOIN agency a ON a.id = m.agency_id
            JOIN practitioner p ON p.id = m.practitioner_id AND p.is_active
            WHERE a.partnership_id = %s AND m.role = %s AND m.begins <= now() AND (m.ends IS NULL OR m.ends > now())
            ORDER BY a.name, p.name, p.id""",
            [partnership, Role.SAFEGUARDING_LEAD],
        )
        return [Colleague(*row) for row in cursor.fetchall()]


def agencies_elsewhere(partnership: int) -> list[tuple[int, str]]:
    """The agencies of other areas of this installation that have somebody to answer: id, and the name with its area."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT a.id, a.name || ', ' || t.name FROM agency a JOIN partnership t ON t.id = a.partnership_id
            WHERE a.partnership_id <> %s AND EXISTS (SELECT FROM membership m
                JOIN practitioner p ON p.id = m.practitioner_id AND p.is_active
                WHERE m.agency_id = a.id AND m.role = %s AND m.begins <= now() AND (m.ends IS NULL OR m.ends > now()))
            ORDER BY t.name, a.name, a.id""",
            [partnership, Role.SAFEGUARDING_LEAD],
        )
        return list(cursor.fetchall())


def areas_before() -> dict[int, str]:
    """The agencies of areas that held the announced record and do no more, each with the name of its area."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT a.id, t.name FROM partnerships_of_record() h JOIN partnership t ON t.id = h.partnership
            JOIN agency a ON a.partnership_id = t.id WHERE NOT h.holds"""
        )
        return dict(cursor.fetchall())


def works_for(practitioner: int, agency: int) -> bool:
    """Whether somebody works for an agency today; whoever has left, or works for another one, does not."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT EXISTS (SELECT FROM membership m JOIN practitioner p ON p.id = m.practitioner_id
            WHERE m.practitioner_id = %s AND m.agency_id = %s AND p.is_active
              AND m.begins <= now() AND (m.ends IS NULL OR m.ends > now()))""",
            [practitioner, agency],
        )
        return bool(cursor.fetchone()[0])
