"""The lists «my work» and «my team’s work»: what is to be done by when, across records, for whoever owns it.

A projection without words. Each row is worked out from what one token of the owning agency may see, so nothing hidden
shows in a day, in an order or in a number. Nothing here is ever sorted or counted by questions (safety rule 14).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from firsthome.access.principals import Reader, agency_principal
from firsthome.kinds.entry import Entry
from firsthome.kinds.planning import Action
from firsthome.kinds.record import fold
from firsthome.procedures.timetable import timetable
from firsthome.reading.work import Item, Services, work_of
from firsthome.record.approved import timetable_for
from firsthome.record.exceptional import EMERGENCIES_FROM
from firsthome.record.reach import reached, reaches

PAGE = 50
Row = tuple[int, int, Item]
"""principal, level, what they have to see to"""

# --- keeping, as the ledger role


def replace_work(cursor: Any, record: UUID, entries: Sequence[Entry]) -> None:
    """Work out anew what is to be done on a record, and put it in place of what was stored."""
    cursor.execute("DELETE FROM work WHERE record = %s", [record])
    cursor.executemany(
        """INSERT INTO work (record, principal, level, item, due, agency, practitioner, statement, after_loss)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)""",
        [(record, principal, level, *item) for principal, level, item in work_rows(cursor, record, entries)],
    )


def work_rows(cursor: Any, record: UUID, entries: Sequence[Entry]) -> set[Row]:
    """For each token that opens the record: what its own agency has to see to, by what that token shows.

    Tokens that show the same are worked out once.
    """
    services, reach, procedure = _services(cursor, entries), reaches(entries), timetable_for(cursor, record)
    cursor.execute(
        "SELECT DISTINCT principal, agency, level FROM record_access WHERE record = %s AND principal < %s",
        [record, EMERGENCIES_FROM],
    )
    rows: set[Row] = set()
    known: dict[frozenset[UUID], set[Item]] = {}
    for principal, agency, level in cursor.fetchall():
        tokens = (principal, agency_principal(agency))
        shown = frozenset(one for one, to in reach.items() if reached(to, tokens, level))
        if shown not in known:
            seen = fold(entry for entry in entries if entry.root() in shown)
            known[shown] = work_of(seen, procedure, services)
        rows |= {(principal, level, item) for item in known[shown] if item.agency == agency}
    return rows


def _services(cursor: Any, entries: Sequence[Entry]) -> Services:
    actions = [entry.said for entry in entries if isinstance(entry.said, Action)]
    people = {one.practitioner for one in actions if one.practitioner}
    cursor.execute("SELECT id, code FROM agency")
    codes = dict(cursor.fetchall())
    cursor.execute(
        """SELECT DISTINCT ON (practitioner_id) practitioner_id, agency_id FROM membership
        WHERE practitioner_id = ANY (%s) AND begins <= statement_timestamp()
        AND (ends IS NULL OR ends > statement_timestamp()) ORDER BY practitioner_id, begins""",
        [list(people)],
    )
    return Services(codes, dict(cursor.fetchall()))


def bears_on_work(entry: Entry) -> bool:
    """Whether an entry that only adds can change what is to be done, or begin a clock."""
    milestones = [one for edition in timetable().editions for one in edition.milestones.values()]
    kinds = {kind for one in milestones for kind in one.shown_by.kinds}
    events = {event for one in milestones for event in one.shown_by.events}
    ends = {"decision"} if any(one.ended_by for one in milestones) else set()
    sort = getattr(entry.said, "type", None)
    return entry.kind in {"action", "meeting", *kinds, *ends} or getattr(sort, "value", sort) in events


# --- reading, across records

Key = tuple[date, UUID, str]
"""Where a row stands: by its day, then its record and what it is."""


class Listed(NamedTuple):
    """One thing to see to, as a list says it."""

    due: date
    record: UUID
    item: str
    reference: str
    mother: str
    statement: UUID | None
    practitioner: int | None
    name: str
    """Whose it is; empty where it is the team's."""
    after_loss: bool

    @property
    def key(self) -> Key:
        """Where it stands."""
        return self.due, self.record, self.item


_BEST = """w.principal = (SELECT a.principal FROM record_access a WHERE a.record = w.record
    AND a.principal < 3000000000 ORDER BY a.level DESC, a.principal DESC LIMIT 1)"""
"""Of the reader's tokens the one that shows most of a record has the word on it, so that nothing stands twice."""
_ROWS = f"""SELECT w.due, w.record, w.item, r.reference,
        coalesce((SELECT min(m.name) FROM person_index i JOIN person m ON m.id = i.person
            WHERE i.record = w.record AND i.role = 'mother'), ''),
        w.statement, w.practitioner, coalesce(p.name, ''), w.after_loss
    FROM unnest(%(principals)s::bigint[]) token CROSS JOIN LATERAL (
        SELECT w.* FROM work w WHERE w.principal = token AND {_BEST}
            AND (%(whole_team)s OR w.practitioner = ANY (%(people)s))
            AND (w.due, w.record, w.item) > (%(due)s::date, %(record)s::uuid, %(item)s)
        ORDER BY w.due, w.record, w.item LIMIT %(limit)s) w
    JOIN record r ON r.id = w.record LEFT JOIN practitioner p ON p.id = w.practitioner
    ORDER BY w.due, w.record, w.item LIMIT %(limit)s"""  # noqa: S608 only this module's own text
"""One short walk along an index for each of the reader's tokens."""


def work(
    reader: Reader, people: Sequence[int] = (), after: Key | None = None, size: int = PAGE
) -> tuple[list[Listed], Key | None]:
    """A page of what is to be done, by day, and where the next one goes on. Row policies choose what may be known.

    Of some practitioners' own; without any, of the reader's whole team.
    """
    due, record, item = after or (date.min, UUID(int=0), "")
    asked: dict[str, Any] = {
        "principals": reader.principals, "whole_team": not people, "people": list(people),
        "due": due, "record": record, "item": item, "limit": size + 1,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, asked)
        rows = [Listed(*row) for row in cursor.fetchall()]
    return rows[:size], rows[size - 1].key if len(rows) > size else None
