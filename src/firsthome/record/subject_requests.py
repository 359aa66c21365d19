"""Who asked what is held about them, across records: a projection for the list of those who answer.

Each row hangs on the audience class of the entry that it comes from, so whoever may not read the request has no row.
Source: the same rule as for every list (docs/decisions/0001-the-ledger.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from firsthome.access.principals import Reader
from firsthome.kinds.record import Record
from firsthome.kinds.subject_answer import SubjectPack, SubjectPackGiven
from firsthome.kinds.subject_request import SubjectRequest

_WAITING = """SELECT r.reference, q.statement, q.begins, q.extended, q.agency = %(agency)s, EXISTS (
        SELECT FROM subject_request g WHERE g.record = q.record AND g.request = q.statement
            AND g.given AND g.agency = %(agency)s)
    FROM subject_request q JOIN record r ON r.id = q.record
    WHERE NOT q.given AND EXISTS (SELECT FROM class_shown_to s
        WHERE s.record = q.record AND s.audience_class = q.audience_class AND s.principal = ANY (%(principals)s))
    ORDER BY q.begins, r.reference"""


class Asked(NamedTuple):
    """One row: a request, or that an agency has handed its answer over."""

    statement: UUID
    audience_class: UUID
    request: UUID
    given: bool
    agency: int
    begins: date
    """From when the time to answer runs."""
    extended: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request as the list of those who answer shows it: no name, and nothing of what was asked."""

    reference: str
    request: UUID
    begins: date
    extended: bool
    ours: bool
    """Whether the reader's own agency received it."""
    answered: bool
    """Whether the reader's own agency has handed its answer over."""


def waiting_for(reader: Reader) -> list[Waiting]:
    """The requests that a reader answers, the longest waiting first."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, {"agency": reader.agency, "principals": reader.principals})
        return [Waiting(*row) for row in cursor.fetchall()]


class Sealed(NamedTuple):
    """An answer that was made, by the seals that the ledger keeps of it."""

    reference: str
    agency: str
    made: datetime
    pages: int
    content: str
    file: str


def sealed_answers(cursor: Any) -> list[Sealed]:
    """Every answer that any agency ever made, as the owner of the tables."""
    cursor.execute(
        """SELECT r.reference, a.name, e.recorded_at, b.body::json -> 'said' FROM entry e
        JOIN record r ON r.id = e.record JOIN agency a ON a.id = e.agency
        JOIN entry_body b ON b.record = e.record AND b.entry = e.id
        WHERE e.kind = %s ORDER BY e.recorded_at""",
        [SubjectPack.kind],
    )
    return [
        Sealed(reference, agency, made, said["pages"], said["content"], said["file"])
        for reference, agency, made, said in cursor.fetchall()
    ]


def asked_on(record: Record, classes: Mapping[UUID, UUID]) -> set[Asked]:
    """The rows of one record, from its entries. Pure."""
    rows = set()
    for statement, said in record.of(SubjectRequest):
        begins = said.begins(statement.entries[0].learned_on())
        agency = statement.entries[0].agency
        rows.add(
            Asked(
                statement.id, classes[statement.id], statement.id, False, agency, begins, bool(said.extended)
            )
        )
    for statement, given in record.of(SubjectPackGiven):
        pack = record.by_entry.get(given.pack)
        answers = pack.current.said if pack else None
        request = record.by_entry.get(answers.request) if isinstance(answers, SubjectPack) else None
        if request:
            entry = statement.current.content
            begins = entry.learned_on()
            rows.add(
                Asked(statement.id, classes[statement.id], request.id, True, entry.agency, begins, False)
            )
    return rows


def stored_asked(cursor: Any, record: UUID) -> set[Asked]:
    """The rows of one record as they stand."""
    cursor.execute(
        f"SELECT {', '.join(Asked._fields)} FROM subject_request WHERE record = %s",  # noqa: S608 this module's own
        [record],
    )
    return {Asked(*row) for row in cursor.fetchall()}
