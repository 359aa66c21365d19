"""What agencies wait for from each other, across records: information, an answer to a challenge, a report.

A projection holds who asks whom by when, and no words. Each side goes by what reached it: a request is open for an
agency until an answer that it can read is there, so nothing hidden shows in a list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from firsthome.access.principals import Reader, agency_principal
from firsthome.kinds.entry import Entry
from firsthome.kinds.meeting import MeetingPart, ToldWhen
from firsthome.kinds.planning import Meeting
from firsthome.kinds.record import Record, Statement
from firsthome.reading.asking_for_help import Differing, challenges, raised_with
from firsthome.reading.meetings import involved_agencies
from firsthome.reading.requests import Asked, asked
from firsthome.record.reach import Reach, reached

LISTED = 100


class Awaited(StrEnum):
    """What is waited for. Stored: never change a value."""

    INFORMATION = "information"
    CHALLENGE = "challenge"
    REPORT = "report"


class OpenRequest(NamedTuple):
    """One side of a request that is open for this side."""

    statement: UUID
    agency: int
    other: int
    asks: bool
    due: date | None
    """None where the procedure sets no day."""
    level: int
    """How much access to the record it takes to read the request."""
    what: str = Awaited.INFORMATION


def open_requests(record: Record, reach: dict[UUID, Reach], levels: dict[int, int]) -> Iterator[OpenRequest]:
    """Both sides of every request and challenge, as far as it is open for them; and who is asked for a report.

    `levels`: the most that an agency ever has.
    """
    for one in asked(record):
        for agency, other in ((one.by.agency, one.said.agency), (one.said.agency, one.by.agency)):
            level = levels.get(agency, 0)
            needed = _needed(reach[one.statement.id], agency)
            if needed and needed <= level and not _answered_for(one, record, reach, agency, level):
                asks = agency == one.by.agency
                yield OpenRequest(one.statement.id, agency, other, asks, one.said.due, needed)
    for differing in challenges(record):
        if differing.said.open:
            yield from _differing(differing, record, reach, levels)
    yield from _reports(record, reach, levels)


def _differing(
    one: Differing, record: Record, reach: dict[UUID, Reach], levels: dict[int, int]
) -> Iterator[OpenRequest]:
    """Whoever raised it waits until it came to something; whoever it is raised with, until they answered."""
    raised, answers = one.statement.entries[0].agency, raised_with(record, one)
    sides = [(raised, answers, True)]
    if answers != raised and not one.said.answer:
        sides.append((answers, raised, False))
    for agency, other, asks in sides:
        needed = _needed(reach[one.statement.id], agency)
        if needed and needed <= levels.get(agency, 0):
            yield OpenRequest(one.statement.id, agency, other, asks, one.due, needed, Awaited.CHALLENGE)


def asks_for_reports(entry: Entry) -> bool:
    """Whether an entry begins something that agencies wait for, though it only adds to the record."""
    return isinstance(entry.said, Meeting) and entry.said.reports_by is not None


def _reports(record: Record, reach: dict[UUID, Reach], levels: dict[int, int]) -> Iterator[OpenRequest]:
    """Whoever is asked for a report before a meeting, until theirs is there or the meeting was held."""
    for one, said in record.of(Meeting):
        due, asks = said.reports_by, one.entries[0].agency
        if due is None or said.minutes or said.decision:
            continue
        for agency in sorted(involved_agencies(record, due) - {asks}):
            needed, level = _needed(reach[one.id], agency), levels.get(agency, 0)
            if needed and needed <= level and not _reported(record, one, reach, agency, level):
                yield OpenRequest(one.id, agency, asks, False, due, needed, Awaited.REPORT)


def _reported(record: Record, met: Statement, reach: dict[UUID, Reach], agency: int, level: int) -> bool:
    """Whether a report of theirs stands there that they can read themselves."""
    versions = {entry.id for entry in met.entries}
    return any(
        said.meeting in versions
        and said.told is ToldWhen.REPORT
        and (said.agency or one.current.content.agency) == agency
        and reached(reach[one.id], [agency_principal(agency)], level)
        for one, said in record.of(MeetingPart)
    )


def _needed(reach: Reach, agency: int) -> int:
    """The least access with which somebody of an agency is reached; 0 if nobody is."""
    return min(
        (level for level in range(1, 5) if reached(reach, [agency_principal(agency)], level)), default=0
    )


def _answered_for(one: Asked, record: Record, reach: dict[UUID, Reach], agency: int, level: int) -> bool:
    statements = {record.by_entry[entry.id].id for entry, _ in one.answers}
    return any(reached(reach[answer], [agency_principal(agency)], level) for answer in statements)


# --- keeping, as the ledger role


def stored_open_requests(cursor: Any, record: UUID) -> set[OpenRequest]:
    """As they stand in the table."""
    cursor.execute(
        "SELECT statement, agency, other, asks, due, level, what FROM open_request WHERE record = %s",
        [record],
    )
    return {OpenRequest(*row) for row in cursor.fetchall()}


# --- reading, across records


@dataclass(frozen=True, slots=True)
class Listed:
    """One open request as a list says it: nothing of what is asked, and never why."""

    reference: str
    mother: str
    id: UUID
    """The request's statement, or what somebody who is not on the record asked."""
    asks: bool
    """Whether the reader's agency asks; else it is asked."""
    other: str
    """The other agency."""
    due: date | None
    to_be_involved: str
    """Who asks to be involved; empty where one agency asks another for information."""
    what: str
    """Whether information is waited for, an answer to a challenge, or a report before a meeting."""


_WAITING = """SELECT q.record, q.statement, q.asks, q.other, q.due, NULL, q.what
    FROM open_request q WHERE q.agency = %(agency)s
    UNION ALL SELECT q.record, q.id, false, q.agency, q.due, q.practitioner, ''
    FROM involvement_request q WHERE q.answered_at IS NULL
    ORDER BY due, statement LIMIT %(limit)s"""
"""What waits, without a name: whoever waits for nothing, as most do, is asked for none."""
_IN_WORDS = """SELECT q.place - 1, r.reference,
        coalesce((SELECT min(m.name) FROM person_index i JOIN person m ON m.id = i.person
            WHERE i.record = r.id AND i.role = 'mother'), ''), a.name, coalesce(p.name, '')
    FROM unnest(%(records)s::uuid[], %(others)s::bigint[], %(practitioners)s::bigint[])
        WITH ORDINALITY q (record, other, practitioner, place)
    JOIN record r ON r.id = q.record JOIN agency a ON a.id = q.other
    LEFT JOIN practitioner p ON p.id = q.practitioner ORDER BY q.place"""


def open_requests_of(reader: Reader, limit: int = LISTED) -> list[Listed]:
    """What waits for a reader's agency to answer or to hear, by due day. Row policies choose."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, {"agency": reader.agency, "limit": limit})
        waiting = cursor.fetchall()
        if not waiting:
            return []
        records, _, _, others, _, practitioners, _ = map(list, zip(*waiting, strict=True))
        cursor.execute(_IN_WORDS, {"records": records, "others": others, "practitioners": practitioners})
        return [
            Listed(reference, mother, id_, asks, other, due, who, what)
            for place, reference, mother, other, who in cursor.fetchall()
            for _, id_, asks, _, due, _, what in [waiting[place]]
        ]
