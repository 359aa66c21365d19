"""Editions of the timetable that a partnership approved: who, when, and from which day each is in force.

Until one was approved, the data file is used. From then on a changed file is a proposal and nothing more. An edition is
kept as the text that was approved, and never changes. Source: hazard 20; safety rule 8.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from firsthome.access.principals import Reader
from firsthome.procedures.timetable import Edition, Timetable, read_edition, text_of, timetable


class Approved(NamedTuple):
    """One approved edition."""

    text: str
    effective_from: date
    by: str
    at: datetime

    @property
    def edition(self) -> Edition:
        """What it says."""
        return _read(self.text)


@lru_cache(maxsize=50)
def _read(text: str) -> Edition:
    return read_edition(text)


def timetable_for(cursor: Any, record: UUID) -> Timetable:
    """Every edition that has been in force for a record, by the partnership that holds it; during a move by the first.

    Once it has moved, what was due is looked at by the timetable of those who go on with the family.
    """
    cursor.execute(
        """SELECT p.text FROM approved_procedure p JOIN record_holder h ON h.partnership_id = p.partnership_id
        WHERE h.record = %s AND p.partnership_id = (
            SELECT f.partnership_id FROM record_holder f WHERE f.record = h.record
            ORDER BY f.until IS NOT NULL, f.begins LIMIT 1)
        ORDER BY p.effective_from, p.id""",
        [record],
    )
    texts = tuple(row[0] for row in cursor.fetchall())
    return Timetable(editions=tuple(map(_read, texts))) if texts else timetable()


def timetable_of(record: UUID) -> Timetable:
    """The same, for whoever reads the record."""
    with connection.cursor() as cursor:
        return timetable_for(cursor, record)


def approvals(reader: Reader) -> list[Approved]:
    """Every edition that the reader's partnership approved, the last first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT a.text, a.effective_from, p.name, a.approved_at FROM approved_procedure a
            JOIN practitioner p ON p.id = a.approved_by WHERE a.partnership_id = %s
            ORDER BY a.effective_from DESC, a.id DESC""",
            [reader.partnership],
        )
        return [Approved(*row) for row in cursor.fetchall()]


def why_not(text: str, before: list[Approved], today: date) -> str:
    """Why a file cannot be approved as it stands; empty where it can be.

    The past is never changed: what comes after the first holds from a later day on.
    """
    if not before:
        return ""
    last, now = before[0], _read(text)
    if now == last.edition:
        return "There is nothing new to approve: the file says what is approved already."
    if now.effective_from <= max(last.effective_from, today):
        return (
            "Change effective_from in the file to a day after today, and after the last edition’s: what a family was "
            "told is never changed afterwards."
        )
    return ""


def approve(reader: Reader, text: str) -> None:
    """The reader approves a text for their partnership."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO approved_procedure (partnership_id, text, effective_from, approved_by)
            VALUES (%s, %s, %s, %s)""",
            [reader.partnership, text, _read(text).effective_from, reader.practitioner],
        )


def in_file() -> str:
    """The text of the data file as it stands now."""
    return text_of()
