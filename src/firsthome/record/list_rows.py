"""The rows of a list: what each record's summaries say, as far as the reader may know.

Each row is put together from the audience classes that the reader may see, so that hidden entries show in none.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from typing import Any
from uuid import UUID

from django.db import connection

from firsthome.access.levels import Level
from firsthome.access.principals import Reader
from firsthome.kit.latest import Latest
from firsthome.reading.summary import Summary, together
from firsthome.record.outline import Outline
from firsthome.record.reach import OPEN
from firsthome.record.stored_summary import summary_columns, summary_from

OTHER = "n.record = c.record AND n.principal = ANY (%(principals)s)"
LAST_WORD = f"""(SELECT n.closed FROM caseload n WHERE {OTHER} AND n.closed_said_at IS NOT NULL
    ORDER BY n.closed_said_at DESC LIMIT 1)"""  # noqa: S608 only this module's own text
"""Whether a record is closed: of the reader's tokens the one that knows what was said last of it has the word."""
_SHOWN = f"""(s.audience_class = '{OPEN}' OR
        (SELECT true FROM class_shown_to c WHERE c.record = s.record AND c.audience_class = s.audience_class
            AND (c.principal = 0 OR c.principal = ANY (%(principals)s)) LIMIT 1))"""  # noqa: S608 only this package's own
"""What is open to everyone with full access needs no look at whom it is shown to: most is, and that look costs most."""
_CLOSED = {None: f"{LAST_WORD.replace('c.record', 's.record')} IS TRUE", True: "true", False: "false"}
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
        {LAST_WORD.replace("c.record", "r.id")} IS TRUE, {", ".join(f"o.{name}" for name in Outline._fields)}
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


listed_before: Latest[tuple[UUID, str], Row] = Latest(5000)
"""Rows that this process put together, some 10 MB, by the record and the versions of the summaries that it shows.

Without the mother's name, whether it is closed, and the last look: these are asked every time.
"""
shown_last: Latest[tuple[UUID, int], str] = Latest(20_000)
"""By record and agency, the versions that somebody of that agency was shown last: what these say need not be sent."""


def rows_of(reader: Reader, records: list[UUID], closed: bool | None) -> dict[UUID, Row]:
    """Each record's row: put together once for as long as the same summaries are shown of it."""
    known = {
        versions: row
        for record in records
        if (versions := shown_last.get((record, reader.agency)))
        and (row := listed_before.get((record, versions)))
    }
    values: dict[str, Any] = {"records": records, "principals": reader.principals}
    values |= {"practitioner": reader.practitioner, "known": list(known)}
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
        row = known.get(versions) or _put_together(record, versions, news[record])
        shown_last.keep((record, reader.agency), versions)
        latest = datetime.fromisoformat(looked) if looked else None
        rows[record] = replace(row, mother=mother, closed=is_closed, looked=latest)
    return rows


def _put_together(record: UUID, versions: str, said: list[list[Any]]) -> Row:
    """The row of what is shown of a record: its reference, whether it is invented, and the columns of each summary.

    Where another agency was shown exactly this before, it is that row.
    """
    if row := listed_before.get((record, versions)):
        return row
    reference, invented, *_ = said[0]
    summary = reduce(together, (summary_from(columns) for _, _, *columns in said))
    row = Row(record, reference, "", invented, summary.in_days())
    listed_before.keep((record, versions), row)
    return row


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
