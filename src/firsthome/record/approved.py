"""What a partnership approved of its procedure, part by part: who, when, and from which day each edition is in force.

Until an edition was approved, the data file is used. From then on a changed file is a proposal and nothing more. An
edition is kept as the text that was approved, and never changes. Source: hazard 20; safety rule 8.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from firsthome.access.principals import Reader
from firsthome.procedures.parts import PARTS, differences
from firsthome.procedures.timetable import Edition, Timetable, read_edition, text_of, timetable

TIMETABLE = "timetable"


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
        WHERE h.record = %s AND p.part = %s AND p.partnership_id = (
            SELECT f.partnership_id FROM record_holder f WHERE f.record = h.record
            ORDER BY f.until IS NOT NULL, f.begins LIMIT 1)
        ORDER BY p.effective_from, p.id""",
        [record, TIMETABLE],
    )
    texts = tuple(row[0] for row in cursor.fetchall())
    return Timetable(editions=tuple(map(_read, texts))) if texts else timetable()


def timetable_of(record: UUID) -> Timetable:
    """The same, for whoever reads the record."""
    with connection.cursor() as cursor:
        return timetable_for(cursor, record)


def approvals(reader: Reader, part: str = TIMETABLE) -> list[Approved]:
    """Every edition of a part that the reader's partnership approved, the last first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT a.text, a.effective_from, p.name, a.approved_at FROM approved_procedure a
            JOIN practitioner p ON p.id = a.approved_by WHERE a.partnership_id = %s AND a.part = %s
            ORDER BY a.effective_from DESC, a.id DESC""",
            [reader.partnership, part],
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


def approve(reader: Reader, text: str, part: str = TIMETABLE, since: date | None = None) -> None:
    """The reader approves a text for their partnership, from the day that it names itself or is given."""
    since = since or _read(text).effective_from
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO approved_procedure (partnership_id, part, text, effective_from, approved_by)
            VALUES (%s, %s, %s, %s, %s)""",
            [reader.partnership, part, text, since, reader.practitioner],
        )


def in_file() -> str:
    """The text of the data file as it stands now."""
    return text_of()


# --- the parts beside the timetable


def text_in_force(reader: Reader, part: str, today: date) -> str:
    """The text of a part that holds for the reader's partnership on a day: as was approved, or else the data file's."""
    return _approved_text(reader.partnership, part, today) or PARTS[part].text_in()


def in_force(reader: Reader, part: str, today: date) -> Mapping[str, Any]:
    """What it says, thing by thing."""
    return _things(part, text_in_force(reader, part, today))


def why_not_part(part: str, text: str, before: list[Approved], today: date) -> str:
    """Why a part cannot be approved as it stands; empty where it can be."""
    if before and not differences(_things(part, before[0].text), _things(part, text)):
        return "There is nothing new to approve: the file says what is approved already."
    if before and before[0].effective_from > today:
        return "An edition was approved today and holds from tomorrow: approve the next one then."
    return ""


@lru_cache(maxsize=300)
def _approved_text(partnership: int, part: str, today: date) -> str:
    """An edition holds from the day after it is approved, so what holds on a day is looked up once a day."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT text FROM approved_procedure WHERE partnership_id = %s AND part = %s AND effective_from <= %s
            ORDER BY effective_from DESC LIMIT 1""",
            [partnership, part, today],
        )
        row = cursor.fetchone()
    return row[0] if row else ""


@lru_cache(maxsize=50)
def _things(part: str, text: str) -> Mapping[str, Any]:
    return PARTS[part].read(text)
