"""«My work» and «my team’s work» as they are read: page by page, by day. Row policies choose what may be known.

Whoever is named on a record has it by two tokens, their own and their agency's, so most rows stand there twice. Which
token has the word is asked of a page's records alone: asked of every row on the way, it took seconds for somebody who
is named on thousands.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from firsthome.access.principals import Reader, is_of_emergency

PAGE = 50
Key = tuple[date, UUID, str]
"""Where a row stands: by its day, then its record and what it is."""


class Listed(NamedTuple):
    """One thing to see to, as a list says it."""

    due: date
    record: UUID
    item: str
    statement: UUID | None
    practitioner: int | None
    name: str
    """Whose it is; empty where it is the team's."""
    after_loss: bool
    reference: str = ""
    mother: str = ""
    further: date | None = None
    """Since when the safeguarding leads have it too, because its day passed long ago."""

    @property
    def key(self) -> Key:
        """Where it stands."""
        return self.due, self.record, self.item


class _Walked(NamedTuple):
    """A row that one of the walks came by."""

    walk: tuple[int, int]
    """By which token of the reader, and for whose work."""
    row: Listed


class _Record(NamedTuple):
    """What a page says of each of its records."""

    reference: str
    mother: str
    principal: int
    further: str | None

    def on(self, row: Listed) -> Listed:
        """The row with it."""
        since = json.loads(self.further or "{}").get(row.item)
        return row._replace(
            reference=self.reference, mother=self.mother, further=date.fromisoformat(since) if since else None
        )


_WALK = """SELECT token, person, w.due, w.record, w.item, w.statement, w.practitioner, coalesce(p.name, ''),
        w.after_loss
    FROM unnest(%(principals)s::bigint[]) token CROSS JOIN unnest(%(people)s::bigint[]) person CROSS JOIN LATERAL (
        SELECT w.* FROM work w WHERE w.principal = token {whose}
            AND (w.due, w.record, w.item) > (%(due)s::date, %(record)s::uuid, %(item)s)
        ORDER BY w.due, w.record, w.item LIMIT %(limit)s) w
    LEFT JOIN practitioner p ON p.id = w.practitioner"""
_OF_THE_TEAM = _WALK.format(whose="")
_OF_PEOPLE = _WALK.format(whose="AND w.practitioner = person")
"""One short walk along an index for each of the reader's tokens, and for each of the people."""
_RECORDS = """SELECT r.id, r.reference,
        coalesce((SELECT min(m.name) FROM person_index i JOIN person m ON m.id = i.person
            WHERE i.record = r.id AND i.role = 'mother'), ''),
        (SELECT a.principal FROM record_access a WHERE a.record = r.id AND a.principal < 3000000000
            ORDER BY a.level DESC, a.principal DESC LIMIT 1),
        (SELECT jsonb_object_agg(e.item, e.since) FROM escalation e WHERE e.record = r.id AND e.ended IS NULL)::text
    FROM record r WHERE r.id = ANY (%s)"""
"""With the one of the reader’s tokens that shows most of it, which has the word on it; and what was taken further."""

_MUCH = """SELECT count(*) FILTER (WHERE w.due >= %(today)s), count(*) FILTER (WHERE w.due < %(today)s)
    FROM work w WHERE w.principal = ANY (%(principals)s) AND w.practitioner = ANY (%(people)s)
        AND w.due <= %(until)s AND NOT w.after_loss
        AND w.principal = (SELECT a.principal FROM record_access a WHERE a.record = w.record
            AND a.principal < 3000000000 ORDER BY a.level DESC, a.principal DESC LIMIT 1)"""


def how_much(reader: Reader, people: Sequence[int], today: date, until: date) -> tuple[int, int]:
    """Of some practitioners' work: how much is due from today until a day, and how much is past its day.

    What a loss touched is left out: nobody is urged to it.
    """
    asked: dict[str, Any] = {
        "principals": _tokens(reader),
        "people": list(people),
        "today": today,
        "until": until,
    }
    with connection.cursor() as cursor:
        cursor.execute(_MUCH, asked)
        due, passed = cursor.fetchone()
        return due, passed


def work(
    reader: Reader, people: Sequence[int] = (), after: Key | None = None, size: int = PAGE
) -> tuple[list[Listed], Key | None]:
    """A page of what is to be done, by day, and where the next one goes on.

    Of some practitioners' own; without any, of the reader's whole team.
    """
    found: list[Listed] = []
    at: Key | None = after or (date.min, UUID(int=0), "")
    while at and len(found) <= size:
        rows, at = _walk(reader, people, at, size + 1)
        found += rows
    return found[:size], found[size - 1].key if len(found) > size else None


def _walk(reader: Reader, people: Sequence[int], after: Key, limit: int) -> tuple[list[Listed], Key | None]:
    """What comes next in order, as far as every walk has gone; and how far that is, unless all came to their end."""
    asked: dict[str, Any] = {
        "principals": _tokens(reader), "people": list(people) or [0],
        "due": after[0], "record": after[1], "item": after[2], "limit": limit,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_OF_PEOPLE if people else _OF_THE_TEAM, asked)
        walked = [_Walked((token, person), Listed(*row)) for token, person, *row in cursor.fetchall()]
        cursor.execute(_RECORDS, [list({one.row.record for one in walked})])
        records = {record: _Record(*rest) for record, *rest in cursor.fetchall()}
    horizon = _horizon(walked, limit)
    rows = [
        records[one.row.record].on(one.row)
        for one in walked
        if one.row.record in records and one.walk[0] == records[one.row.record].principal
        if horizon is None or one.row.key <= horizon
    ]
    return sorted(rows, key=lambda row: row.key), horizon


def _horizon(walked: Iterable[_Walked], limit: int) -> Key | None:
    """The nearest place where a walk broke off; beyond it, not everything is known yet."""
    ends: dict[tuple[int, int], list[Key]] = {}
    for one in walked:
        ends.setdefault(one.walk, []).append(one.row.key)
    return min((max(keys) for keys in ends.values() if len(keys) == limit), default=None)


def _tokens(reader: Reader) -> list[int]:
    """Those by which work is the reader's: an emergency gives nobody work."""
    return [one for one in reader.principals if not is_of_emergency(one)]
