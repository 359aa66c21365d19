"""The caseload: a reader's records, latest change first, a page at a time.

Reads projections only. Each row is put together from the audience classes that the reader may see, so
hidden entries show neither in what a row says nor in where it stands.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from uuid import UUID

from django.db import connection

from firsthome.access.principals import Reader
from firsthome.reading.summary import Summary, together
from firsthome.record.project import SUMMARY_COLUMNS, summary_from

PAGE = 50

_ONE_PRINCIPAL = """(SELECT record, updated_at FROM caseload c WHERE principal = %s
    AND (%s::timestamptz IS NULL OR ((updated_at, record) < (%s, %s::uuid) AND NOT EXISTS (
        SELECT FROM caseload n WHERE n.record = c.record AND n.principal = ANY (%s)
        AND (n.updated_at, n.record) >= (%s, %s::uuid))))
    ORDER BY updated_at DESC, record DESC LIMIT %s)"""
"""A record that stood on an earlier page, through another of the reader's tokens, is not shown again."""

_ROWS = f"""WITH shown AS MATERIALIZED (SELECT DISTINCT c.record, c.audience_class FROM class_shown_to c
        WHERE c.record = ANY (%(records)s) AND (c.principal = 0 OR c.principal = ANY (%(principals)s)))
    SELECT r.id, r.reference, r.invented, m.name, {", ".join("s." + name for name in SUMMARY_COLUMNS)}
    FROM record r LEFT JOIN (record_summary s JOIN shown USING (record, audience_class)) ON s.record = r.id
    LEFT JOIN person m ON m.id = s.mother
    WHERE r.id = ANY (%(records)s)"""  # noqa: S608 only this module's own text


@dataclass(frozen=True, slots=True)
class Row:
    """One record in a list: what its summary says, as far as the reader may know."""

    reference: str
    mother: str
    invented: str
    summary: Summary


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and where the next ones begin; None when there are no more."""

    rows: list[Row]
    after: tuple[datetime, UUID] | None


def caseload(reader: Reader, after: tuple[datetime, UUID] | None = None, size: int = PAGE) -> Page:
    """A page of the reader's records, and the key from which the next page goes on."""
    keys = _keys(reader, after, size + 1)
    shown = keys[:size]
    rows = _rows(reader, [record for record, _ in shown])
    more = (shown[-1][1], shown[-1][0]) if len(keys) > size else None
    return Page([rows[record] for record, _ in shown if record in rows], more)


def _keys(reader: Reader, after: tuple[datetime, UUID] | None, limit: int) -> list[tuple[UUID, datetime]]:
    """Which records come next. One short walk along the index for each of the reader's tokens."""
    moment, record = after or (None, None)
    branches = " UNION ALL ".join([_ONE_PRINCIPAL] * len(reader.principals))
    values = [
        value
        for principal in reader.principals
        for value in (principal, moment, moment, record, reader.principals, moment, record, limit)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT record, max(updated_at) FROM ({branches}) found
            GROUP BY record ORDER BY max(updated_at) DESC, record DESC LIMIT %s""",  # noqa: S608
            [*values, limit],
        )
        return list(cursor.fetchall())


def _rows(reader: Reader, records: list[UUID]) -> dict[UUID, Row]:
    parts: dict[UUID, list[Summary]] = defaultdict(list)
    names: dict[UUID, tuple[str, str, str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, {"records": records, "principals": reader.principals})
        for record, reference, invented, mother, *summary in cursor.fetchall():
            parts[record].append(summary_from(tuple(summary)) if summary[-1] else Summary())
            _, known, _ = names.get(record, ("", "", ""))
            names[record] = (reference, mother or known, invented)
    return {
        record: Row(reference, mother, invented, reduce(together, parts[record]).in_days())
        for record, (reference, mother, invented) in names.items()
    }
