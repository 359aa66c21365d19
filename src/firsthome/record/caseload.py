"""The caseload: a reader's records, a page at a time, by their latest change, expected date or next date.

Reads projections only. Each row is put together from the audience classes that the reader may see, and each
order comes from rows of the reader's own tokens, so hidden entries show neither in what a row says nor in where it
stands.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import reduce
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from firsthome.access.levels import Level
from firsthome.access.principals import Reader, practitioner_principal
from firsthome.kit.latest import Latest
from firsthome.reading.summary import Summary, together
from firsthome.record.outline import Outline
from firsthome.record.reach import OPEN
from firsthome.record.stored_summary import summary_columns, summary_from

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
_OTHER = "n.record = c.record AND n.principal = ANY (%(principals)s)"
_LAST_WORD = f"""(SELECT n.closed FROM caseload n WHERE {_OTHER} AND n.closed_said_at IS NOT NULL
    ORDER BY n.closed_said_at DESC LIMIT 1)"""  # noqa: S608 only this module's own text
"""Whether a record is closed: of the reader's tokens the one that knows what was said last of it has the word."""
_STANDS = {None: "", True: f"AND {_LAST_WORD}", False: f"AND {_LAST_WORD} IS NOT TRUE"}

_UPDATED = _Walk(
    """SELECT c.record, c.updated_at AS place FROM caseload c {mine}
        ORDER BY c.updated_at DESC, c.record DESC""",
    f"""AND (c.updated_at, c.record) < (%(place)s::timestamptz, %(record)s::uuid)
        AND NOT EXISTS (SELECT FROM caseload n WHERE {_OTHER}
            AND (n.updated_at, n.record) >= (%(place)s::timestamptz, %(record)s::uuid))""",
)
"""A record that stood on an earlier page, through another of the reader's tokens, is not shown again."""

_FOREVER = "coalesce(c.due, 'infinity'::date)"
_DUE = _Walk(
    f"""SELECT c.record, {_FOREVER} AS place FROM caseload c {{mine}}
        AND NOT EXISTS (SELECT FROM caseload n WHERE {_OTHER}
            AND (coalesce(n.due_said_at, '-infinity'), coalesce(n.due, '-infinity'))
              > (coalesce(c.due_said_at, '-infinity'), coalesce(c.due, '-infinity')))
        ORDER BY {_FOREVER}, c.record""",  # noqa: S608 only this module's own text
    f"AND ({_FOREVER}, c.record) > (%(place)s::date, %(record)s::uuid)",
)
"""Of the reader's tokens the one that knows what was said last about the date has the word."""

_NEXT = _Walk(
    f"""SELECT c.record, c.day AS place FROM caseload_day c {{mine}} AND c.day >= %(today)s
        AND NOT EXISTS (SELECT FROM caseload_day n WHERE {_OTHER} AND n.day >= %(today)s AND n.day < c.day)
        ORDER BY c.day, c.record""",  # noqa: S608 only this module's own text
    "AND (c.day, c.record) > (%(place)s::date, %(record)s::uuid)",
)
"""Each record by the first of its days that is still to come, whichever token knows of it."""

_WITHOUT = _Walk(
    f"""SELECT c.record, 'infinity'::date AS place FROM caseload c {{mine}}
        AND NOT EXISTS (SELECT FROM caseload_day n WHERE {_OTHER} AND n.day >= %(today)s)
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

_SHOWN = f"""(s.audience_class = '{OPEN}' OR
        (SELECT true FROM class_shown_to c WHERE c.record = s.record AND c.audience_class = s.audience_class
            AND (c.principal = 0 OR c.principal = ANY (%(principals)s)) LIMIT 1))"""  # noqa: S608 only this package's own
"""What is open to everyone with full access needs no look at whom it is shown to: most is, and that look costs most."""
_CLOSED = {None: f"{_LAST_WORD.replace('c.record', 's.record')} IS TRUE", True: "true", False: "false"}
"""Whether a record is closed, asked only where not all that are listed are so, or none."""
_SEEN = f"""WITH shown AS MATERIALIZED (
        SELECT s.*, concat_ws(' ', s.audience_class, s.xmin, s.ctid) AS version
        FROM record_summary s WHERE s.record = ANY (%(records)s) AND {_SHOWN}),
    seen AS MATERIALIZED (
        SELECT s.record, string_agg(s.version, ' ' ORDER BY s.audience_class) AS versions,
            coalesce(min((SELECT m.name FROM person m WHERE m.id = s.mother)), '') AS mother, {{closed}} AS closed,
            (SELECT v.latest::text FROM record_visit v
                WHERE v.record = s.record AND v.practitioner = %(practitioner)s) AS looked
        FROM shown s GROUP BY s.record)
    SELECT l.record, l.versions, l.mother, l.closed, l.looked, r.reference, r.invented, {summary_columns("s")}
    FROM seen l LEFT JOIN shown s ON s.record = l.record AND l.versions <> ALL (%(known)s::text[])
    LEFT JOIN record r ON r.id = s.record ORDER BY s.audience_class"""  # noqa: S608 only this module's own text
"""Which versions of which summaries are shown to the reader, as the database itself tells the versions of a row apart;
what to call the mother today, and when the reader last looked. What these summaries say only where it is not known.
"""
_WITHOUT_ENTRIES = f"""SELECT r.id, r.reference, r.invented,
        coalesce((SELECT m.name FROM person m WHERE m.id = o.mother), ''),
        (SELECT max(a.level) FROM record_access a WHERE a.record = r.id),
        {_LAST_WORD.replace("c.record", "r.id")} IS TRUE, {", ".join(f"o.{name}" for name in Outline._fields)}
    FROM record r LEFT JOIN record_outline o ON o.record = r.id WHERE r.id = ANY (%(records)s)"""  # noqa: S608 only this module's own text
"""Of records whose summaries are not shown: how much access the reader has, and the outline for whoever has one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record in a list: what its summary says, as far as the reader may know."""

    record: UUID
    reference: str
    mother: str
    invented: str
    summary: Summary
    level: Level | None = None
    """How much access the reader has, where no entry reached them."""
    outline: Outline | None = None
    """At summary, all there is to know."""
    closed: bool = False
    """As far as the reader may read that it is."""
    looked: datetime | None = None
    """When the reader last had its first page open."""

    @property
    def no_entries(self) -> bool:
        """Whether the reader's access opens no entry at all."""
        return self.level in (Level.PRESENCE, Level.SUMMARY)


listed_before: Latest[tuple[UUID, int], tuple[str, Row]] = Latest(5000)
"""Rows that this process put together, some 10 MB, by the record and the reader's agency; each with the versions of the
summaries that it shows, and used only for whoever is shown exactly these.

Without the mother's name, whether it is closed, and the last look: these are asked every time.
"""


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
    rows = _rows(reader, [record for _, record in shown], wanted.stands_closed)
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


def _rows(reader: Reader, records: list[UUID], closed: bool | None) -> dict[UUID, Row]:
    """Each record's row: put together once for as long as the same summaries are shown of it."""
    known = {record: kept for record in records if (kept := listed_before.get((record, reader.agency)))}
    values: dict[str, Any] = {"records": records, "principals": reader.principals}
    values |= {"practitioner": reader.practitioner, "known": [versions for versions, _ in known.values()]}
    today: dict[UUID, tuple[str, str, bool, str | None]] = {}
    news: dict[UUID, list[list[Any]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_SEEN.format(closed=_CLOSED[closed]), values)
        for record, versions, mother, is_closed, looked, *said in cursor.fetchall():
            today[record] = versions, mother, is_closed, looked
            if said[0] is not None:
                news[record].append(said)
    rows = _without_entries(reader, [record for record in records if record not in today])
    for record, (versions, mother, is_closed, looked) in today.items():
        row = _put_together(record, news[record]) if record in news else known[record][1]
        if record in news:
            listed_before.keep((record, reader.agency), (versions, row))
        latest = datetime.fromisoformat(looked) if looked else None
        rows[record] = replace(row, mother=mother, closed=is_closed, looked=latest)
    return rows


def _put_together(record: UUID, said: list[list[Any]]) -> Row:
    """The row of what is shown of a record: its reference, whether it is invented, and the columns of each summary."""
    reference, invented, *_ = said[0]
    summary = reduce(together, (summary_from(columns) for _, _, *columns in said))
    return Row(record, reference, "", invented, summary.in_days())


def _without_entries(reader: Reader, records: list[UUID]) -> dict[UUID, Row]:
    """The rows of records of which no entry is shown."""
    if not records:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_WITHOUT_ENTRIES, {"records": records, "principals": reader.principals})
        return {
            record: Row(
                record, reference, mother, invented, Summary(), Level(level) if level else None,
                Outline(*outline) if level == Level.SUMMARY else None, is_closed,
            )
            for record, reference, invented, mother, level, is_closed, *outline in cursor.fetchall()
        }  # fmt: skip
