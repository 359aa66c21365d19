"""Deciding that two persons are one, or that they are not; and undoing it.

A merge moves everything in one transaction: from then on every record reads the person who is kept. Where the two were
put on record by different agencies it takes a second practitioner, of another agency than the first. It rewrites
nothing, so it can be undone; what was written meanwhile stays with whoever is on that record. Source: hazard 13.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from firsthome.access.permissions import WHY_NOT, Permission, role_may
from firsthome.access.principals import Reader, announce
from firsthome.kinds.family import PersonOnRecord
from firsthome.record.append import as_ledger
from firsthome.record.errors import NotAllowed, NotThere
from firsthome.record.project import load, remake
from firsthome.record.separated import babies_with_an_order

NOT_THERE = (
    "These two are not on the list any more. Somebody may have decided it already: look at the list again."
)
ANOTHER_AGENCY = (
    "Two agencies put them on record: a second practitioner, of another agency than the first, has to agree."
)
ORDER = "For one of them an adoption order was made, so nothing is joined here. Ask your safeguarding lead."
LISTED = 50


@dataclass(frozen=True, slots=True)
class Pair:
    """Two persons who may be one, each as a record of theirs has them, and why."""

    one: UUID
    other: UUID
    name_one: str
    name_other: str
    reference_one: str
    reference_other: str
    why: list[str]
    record_one: UUID
    record_other: UUID


@dataclass(frozen=True, slots=True)
class Merge:
    """Somebody decided that two are one: waiting for a second person, done, or undone."""

    id: UUID
    name: str
    """As the person who is kept is called."""
    reference_gone: str
    reference_kept: str
    why: str
    asked_by: str
    asked_agency: str
    seconded_by: str
    done_at: datetime | None
    undone_at: datetime | None
    may_second: bool

    @property
    def stands(self) -> str:
        """What has become of it."""
        if self.undone_at:
            return "Undone: two people"
        return "One person" if self.done_at else "Waits for a practitioner of another agency to agree"


# --- reading: row policies show both lists only to those who read both records in full


def pairs() -> list[Pair]:
    """Everybody who may be somebody else as well, those with most in common first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT DISTINCT ON (cardinality(p.why), p.one, p.other)
                p.one, p.other, a.name, b.name, r.reference, s.reference, p.why, r.id, s.id
            FROM person_pair p JOIN person a ON a.id = p.one JOIN person b ON b.id = p.other
            JOIN record r ON r.id = p.record_one JOIN record s ON s.id = p.record_other
            WHERE NOT EXISTS (SELECT FROM person_merge m WHERE m.undone_at IS NULL
                AND m.gone IN (p.one, p.other) AND m.kept IN (p.one, p.other))
            ORDER BY cardinality(p.why) DESC, p.one, p.other LIMIT %s""",
            [LISTED],
        )
        return [Pair(*row) for row in cursor.fetchall()]


def merges(reader: Reader) -> list[Merge]:
    """What was decided, the latest first; what waits for this reader can be seconded."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT m.id, p.name, r.reference, s.reference, m.why, a.name, g.name, coalesce(b.name, ''), m.done_at,
                m.undone_at, m.done_at IS NULL AND m.undone_at IS NULL AND m.asked_by <> %s AND m.asked_agency <> %s
            FROM person_merge m JOIN person p ON p.id = m.kept
            JOIN record r ON r.id = m.record_gone JOIN record s ON s.id = m.record_kept
            JOIN practitioner a ON a.id = m.asked_by JOIN agency g ON g.id = m.asked_agency
            LEFT JOIN practitioner b ON b.id = m.seconded_by ORDER BY m.asked_at DESC LIMIT %s""",
            [reader.practitioner, reader.agency, LISTED],
        )
        return [Merge(*row) for row in cursor.fetchall()]


# --- deciding


def merge(id_: UUID, gone: UUID, kept: UUID, why: str, by: Reader) -> bool:
    """Decide that two are one. Whether it is done now; else it waits for a second person.

    The same id is one decision, however often it is sent.
    """
    with transaction.atomic():
        _check(by)
        pair = _pair(gone, kept)
        with as_ledger() as cursor:
            record_gone, record_kept = pair if gone < kept else pair[::-1]
            _check_no_order(cursor, {gone, kept}, (record_gone, record_kept))
            needs_second = len(_agencies(cursor, {gone, kept})) > 1
            cursor.execute(
                """INSERT INTO person_merge
                    (id, gone, kept, record_gone, record_kept, why, asked_by, asked_agency, asked_at, needs_second)
                VALUES (%s, %s, %s, %s, %s, %s, %s, %s, clock_timestamp(), %s) ON CONFLICT DO NOTHING""",
                [id_, gone, kept, record_gone, record_kept, why, by.practitioner, by.agency, needs_second],
            )
            if cursor.rowcount and not needs_second:
                _do(cursor, id_, gone, kept)
    return not needs_second


def agree(id_: UUID, by: Reader) -> None:
    """A second person has looked at it, and agrees: now it is done."""
    with transaction.atomic():
        _check(by)
        found = _seen(id_)
        with as_ledger() as cursor:
            cursor.execute(
                """UPDATE person_merge SET seconded_by = %s WHERE id = %s AND done_at IS NULL AND undone_at IS NULL
                AND asked_by <> %s AND asked_agency <> %s""",
                [by.practitioner, id_, by.practitioner, by.agency],
            )
            if not cursor.rowcount:
                raise NotAllowed(ANOTHER_AGENCY)
            _do(cursor, id_, found[0], found[1])


def undo(id_: UUID, why: str, by: Reader) -> None:
    """They are two again, also where it was still waiting."""
    with transaction.atomic():
        _check(by)
        gone, kept = _seen(id_)
        with as_ledger() as cursor:
            cursor.execute(
                """UPDATE person_merge SET undone_by = %s, undone_at = clock_timestamp(), why_undone = %s
                WHERE id = %s AND undone_at IS NULL RETURNING done_at""",
                [by.practitioner, why, id_],
            )
            row = cursor.fetchone()
            if row and row[0]:
                _take_back(cursor, gone, kept)


def keep_apart(one: UUID, other: UUID, why: str, by: Reader) -> None:
    """They are two people: never proposed again."""
    with transaction.atomic():
        _check(by)
        record_one, record_other = _pair(one, other)
        with as_ledger() as cursor:
            cursor.execute(
                """INSERT INTO person_apart (one, other, record_one, record_other, why, decided_by)
                VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING""",
                [*sorted((one, other)), record_one, record_other, why, by.practitioner],
            )
            cursor.execute("DELETE FROM person_pair WHERE one = %s AND other = %s", sorted((one, other)))


def _check(by: Reader) -> None:
    announce(by)
    if not role_may(by.role, Permission.MERGE_PEOPLE):
        raise NotAllowed(WHY_NOT[Permission.MERGE_PEOPLE])


def _pair(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """The records of a proposed pair, that of the smaller id first; only as far as its reader may decide about it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT record_one, record_other FROM person_pair WHERE one = %s AND other = %s LIMIT 1",
            sorted((one, other)),
        )
        row = cursor.fetchone()
    if row is None:
        raise NotThere(NOT_THERE)
    return row[0], row[1]


def _seen(id_: UUID) -> tuple[UUID, UUID]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT gone, kept FROM person_merge WHERE id = %s", [id_])
        row = cursor.fetchone()
    if row is None:
        raise NotThere(NOT_THERE)
    return row[0], row[1]


# --- as the ledger role


def _check_no_order(cursor: Any, people: set[UUID], records: tuple[UUID, UUID]) -> None:
    if any(people & babies_with_an_order(cursor, record) for record in records):
        raise NotAllowed(ORDER)


def _agencies(cursor: Any, people: set[UUID]) -> set[int]:
    """The agencies that put either of them on a record, wherever that is."""
    cursor.execute(
        """SELECT DISTINCT e.agency FROM person_index i
            JOIN entry e ON e.record = i.record AND e.statement = i.statement
        WHERE i.person = ANY (%s)""",
        [list(people)],
    )
    return {row[0] for row in cursor.fetchall()}


def _do(cursor: Any, id_: UUID, gone: UUID, kept: UUID) -> None:
    cursor.execute("UPDATE person_merge SET done_at = clock_timestamp() WHERE id = %s", [id_])
    for record in _records(cursor, gone):
        cursor.execute("DELETE FROM person_merged WHERE record = %s AND gone = %s", [record, kept])
        cursor.execute(
            "INSERT INTO person_merged (record, gone, kept) VALUES (%s, %s, %s)", [record, gone, kept]
        )
        remake(cursor, record)


def _take_back(cursor: Any, gone: UUID, kept: UUID) -> None:
    """Each record has again whom it had; what was written about the one meanwhile stays with whoever is on it."""
    cursor.execute("DELETE FROM person_merged WHERE gone = %s AND kept = %s RETURNING record", [gone, kept])
    for (record,) in cursor.fetchall():
        there = {
            entry.said.person for _, entry in load(cursor, record) if isinstance(entry.said, PersonOnRecord)
        }
        if kept not in there:
            cursor.execute(
                "INSERT INTO person_merged (record, gone, kept) VALUES (%s, %s, %s)", [record, kept, gone]
            )
        remake(cursor, record)


def _records(cursor: Any, person: UUID) -> list[UUID]:
    """Every record that somebody is on, each locked, in an order that two merges share."""
    cursor.execute(
        """SELECT r.id FROM record r WHERE EXISTS (SELECT FROM person_index i WHERE i.record = r.id AND i.person = %s)
        ORDER BY r.id FOR UPDATE OF r""",
        [person],
    )
    return [row[0] for row in cursor.fetchall()]
