"""The caseload: a reader's records, a page at a time, by their latest change, expected date or next date.

Reads projections only. Each order comes from rows of the reader's own tokens, so hidden entries do not show in where
a row stands, nor in what it says (`list_rows.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from firsthome.access.principals import Reader, practitioner_principal
from firsthome.record.list_rows import LAST_WORD, OTHER, Row, rows_of

PAGE = 50

Key = tuple[str, UUID]
"""Where a row stands: its value in the chosen order, as the database writes it, and its record."""


class Order(StrEnum):
    """In which order rows stand. Never by what is asked about a family."""

    UPDATED = "updated"
    DUE = "due"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records to list, in which order."""

    order: Order = Order.UPDATED
    contains: str = ""
    """Part of the mother's name or of the reference."""
    named: bool = False
    """Only where the reader is named, not their whole agency."""
    closed: bool = False
    """Only closed ones. Else whatever is open; a search finds both, so that nobody opens a second record."""

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.contains or self.named or self.closed)

    @property
    def stands_closed(self) -> bool | None:
        """Which ones by whether they are closed; None where that does not matter."""
        return None if self.contains and not self.closed else self.closed


class _Walk(NamedTuple):
    """One short walk along an index, for one of the reader's tokens.

    It says only what is asked, and how many as a number: else the database would plan it anew for every page.
    """

    rows: str
    after: str
    """What holds beyond the first page."""

    def of(self, token: int, limit: int, among: bool, after: bool, closed: bool | None) -> str:
        """The walk for one token, among some records, after a place, and of what is open or closed, if so asked."""
        asked = f"{_AMONG * among} {_STANDS[closed]} {self.after * after}"
        mine = f"WHERE c.principal = %(principal_{token})s {asked}"
        return f"({self.rows.format(mine=mine)} LIMIT {limit:d})"


_AMONG = "AND c.record = ANY (%(among)s)"
_STANDS = {None: "", True: f"AND {LAST_WORD}", False: f"AND {LAST_WORD} IS NOT TRUE"}

_UPDATED = _Walk(
    """SELECT c.record, c.updated_at AS place FROM caseload c {mine}
        ORDER BY c.updated_at DESC, c.record DESC""",
    f"""AND (c.updated_at, c.record) < (%(place)s::timestamptz, %(record)s::uuid)
        AND NOT EXISTS (SELECT FROM caseload n WHERE {OTHER}
            AND (n.updated_at, n.record) >= (%(place)s::timestamptz, %(record)s::uuid))""",
)
"""A record that stood on an earlier page, through another of the reader's tokens, is not shown again."""

_FOREVER = "coalesce(c.due, 'infinity'::date)"
_DUE = _Walk(
    f"""SELECT c.record, {_FOREVER} AS place FROM caseload c {{mine}}
        AND NOT EXISTS (SELECT FROM caseload n WHERE {OTHER}
            AND (coalesce(n.due_said_at, '-infinity'), coalesce(n.due, '-infinity'))
              > (coalesce(c.due_said_at, '-infinity'), coalesce(c.due, '-infinity')))
        ORDER BY {_FOREVER}, c.record""",  # noqa: S608 only this module's own text
    f"AND ({_FOREVER}, c.record) > (%(place)s::date, %(record)s::uuid)",
)
"""Of the reader's tokens the one that knows what was said last about the date has the word."""

_NEXT = _Walk(
    f"""SELECT c.record, c.day AS place FROM caseload_day c {{mine}} AND c.day >= %(today)s
        AND NOT EXISTS (SELECT FROM caseload_day n WHERE {OTHER} AND n.day >= %(today)s AND n.day < c.day)
        ORDER BY c.day, c.record""",  # noqa: S608 only this module's own text
    "AND (c.day, c.record) > (%(place)s::date, %(record)s::uuid)",
)
"""Each record by the first of its days that is still to come, whichever token knows of it."""

_WITHOUT = _Walk(
    f"""SELECT c.record, 'infinity'::date AS place FROM caseload c {{mine}}
        AND NOT EXISTS (SELECT FROM caseload_day n WHERE {OTHER} AND n.day >= %(today)s)
        ORDER BY c.record""",  # noqa: S608 only this module's own text
    "AND ('infinity'::date, c.record) > (%(place)s::date, %(record)s::uuid)",
)
"""Then those for which nothing is planned."""

_WALKS = {
    Order.UPDATED: ([_UPDATED], "max(place)", "DESC"),
    Order.DUE: ([_DUE], "min(place)", "ASC"),
    Order.NEXT: ([_NEXT, _WITHOUT], "min(place)", "ASC"),
}
"""For each order the walks that find rows, the value that a row stands by, and the direction."""

_MATCHING = """SELECT DISTINCT c.record FROM caseload c JOIN record r ON r.id = c.record
    LEFT JOIN person_index i ON i.record = c.record AND i.role = 'mother'
    LEFT JOIN record_outline o ON o.record = c.record
    LEFT JOIN person m ON m.id = CASE WHEN i.person IS NULL THEN o.mother ELSE i.person END
    WHERE c.principal = ANY (%(principals)s) AND (r.reference ILIKE %(like)s OR m.name ILIKE %(like)s)
    AND (c.closed OR NOT %(closed)s)"""


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and where the next ones begin; None when there are no more."""

    rows: list[Row]
    after: Key | None


def caseload(
    reader: Reader,
    after: Key | None = None,
    size: int = PAGE,
    wanted: Wanted | None = None,
    today: date = date.min,
) -> Page:
    """A page of the reader's records, and the key from which the next page goes on.

    `today` is what a next date is counted from.
    """
    wanted = wanted or Wanted()
    among = None if wanted.everything else _matching(reader, wanted)
    keys = _keys(reader, wanted, after, size + 1, among, today)
    shown = keys[:size]
    rows = rows_of(reader, [record for _, record in shown], wanted.stands_closed)
    more = shown[-1] if len(keys) > size else None
    return Page([rows[record] for _, record in shown if record in rows], more)


def _matching(reader: Reader, wanted: Wanted) -> list[UUID]:
    """The records to choose from, by what the reader may know of them."""
    typed = wanted.contains.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    principals = [practitioner_principal(reader.practitioner)] if wanted.named else reader.principals
    with connection.cursor() as cursor:
        cursor.execute(_MATCHING, {"principals": principals, "like": f"%{typed}%", "closed": wanted.closed})
        return [row[0] for row in cursor.fetchall()]


def _keys(
    reader: Reader, wanted: Wanted, after: Key | None, limit: int, among: list[UUID] | None, today: date
) -> list[Key]:
    """Which records come next. One short walk along an index for each of the reader's tokens."""
    walks, value, direction = _WALKS[wanted.order]
    place, record = after or (None, None)
    values: dict[str, Any] = {"principals": reader.principals, "among": among, "today": today}
    values |= {"place": place, "record": record}
    values |= {f"principal_{number}": token for number, token in enumerate(reader.principals)}
    asked = among is not None, after is not None, wanted.stands_closed
    branches = " UNION ALL ".join(
        walk.of(number, limit, *asked) for walk in walks for number in range(len(reader.principals))
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT {value}::text, record FROM ({branches}) found
            GROUP BY record ORDER BY {value} {direction}, record {direction} LIMIT {limit:d}""",  # noqa: S608 only this module's own text
            values,
        )
        return list(cursor.fetchall())
