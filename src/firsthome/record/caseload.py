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
_VERSION = "concat_ws(' ', s.audience_class, s.xmin, s.ctid)"
"""Which version of a summary this is, as the database itself tells the versions of a row apart."""
_SEEN = f"""SELECT s.record, string_agg({_VERSION}, ' ' ORDER BY s.audience_class),
        coalesce(min((SELECT m.name FROM person m WHERE m.id = s.mother)), ''), {{closed}},
        (SELECT v.latest::text FROM record_visit v WHERE v.record = s.record AND v.practitioner = %(practitioner)s)
    FROM record_summary s WHERE s.record = ANY (%(records)s) AND {_SHOWN} GROUP BY s.record"""  # noqa: S608 only this module's own text
"""Which summaries are shown to the reader, what to call the mother today, and when the reader last looked."""
_CLOSED = {None: f"{_LAST_WORD.replace('c.record', 's.record')} IS TRUE", True: "true", False: "false"}
"""Whether a record is closed, asked only where not all that are listed are so, or none."""
_ROWS = f"""SELECT r.id, r.reference, r.invented,
        (SELECT m.name FROM person m WHERE m.id = CASE WHEN s.mother IS NULL THEN o.mother ELSE s.mother END),
        CASE WHEN s.record IS NULL THEN (SELECT max(a.level) FROM record_access a WHERE a.record = r.id) END,
        {_LAST_WORD.replace("c.record", "r.id")} IS TRUE, {_VERSION},
        o.mother, o.edd, o.born_on, o.ended, o.lost, {summary_columns("s")}
    FROM record r LEFT JOIN record_summary s ON s.record = r.id AND {_SHOWN}
    LEFT JOIN record_outline o ON o.record = CASE WHEN s.record IS NULL THEN r.id END
    WHERE r.id = ANY (%(records)s) ORDER BY s.audience_class"""  # noqa: S608 only this module's own text
"""What is shown to the reader; only where nothing is, how much they have, and the outline of whoever has a summary.

CASE and not coalesce: beneath a row policy the planner trusts only the former to use an index.
"""


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


listed_before: Latest[tuple[UUID, str], Row] = Latest(5000)
"""Rows that this process put together, some 10 MB, by the record and the versions of the summaries that it shows.

Without the mother's name, and whether it is closed: these are asked every time.
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
    values: dict[str, Any] = {"records": records, "principals": reader.principals}
    values["practitioner"] = reader.practitioner
    with connection.cursor() as cursor:
        cursor.execute(_SEEN.format(closed=_CLOSED[closed]), values)
        seen = {record: rest for record, *rest in cursor.fetchall()}
    rows = {
        record: row for record, (shown, *_) in seen.items() if (row := listed_before.get((record, shown)))
    }
    if others := [record for record in records if record not in rows]:
        rows |= _put_together(reader, others)
    for record, (_, mother, is_closed, looked) in seen.items():
        if record in rows:  # else it went out of sight between the two queries
            latest = datetime.fromisoformat(looked) if looked else None
            rows[record] = replace(rows[record], mother=mother, closed=is_closed, looked=latest)
    return rows


def _put_together(reader: Reader, records: list[UUID]) -> dict[UUID, Row]:
    """The rows of records that nobody has listed yet as this reader sees them, or of which no entry is shown."""
    parts: dict[UUID, list[tuple[str, Summary]]] = defaultdict(list)
    rows: dict[UUID, Row] = {}
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, {"records": records, "principals": reader.principals})
        for record, reference, invented, mother, level, is_closed, version, *said in cursor.fetchall():
            outline, summary = Outline(*said[: len(Outline._fields)]), tuple(said[len(Outline._fields) :])
            if version:
                parts[record].append((version, summary_from(summary)))
            known = rows[record].mother if record in rows else ""
            rows[record] = Row(
                record, reference, mother or known, invented, Summary(),
                Level(level) if level else None, outline if level == Level.SUMMARY else None, is_closed,
            )  # fmt: skip
    for record, shown in parts.items():
        versions, summaries = zip(*shown, strict=True)
        rows[record] = replace(rows[record], summary=reduce(together, summaries).in_days())
        listed_before.keep((record, " ".join(versions)), replace(rows[record], mother="", closed=False))
    return rows
