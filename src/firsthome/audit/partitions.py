"""The log of looks keeps each month in a table of its own; this makes the months to come."""

from __future__ import annotations

from datetime import date
from typing import Any

MONTHS_AHEAD = 24


def make_months(cursor: Any, today: date) -> None:
    """Make the partitions from this month on. A month that is not made in time lands in the rest, and is kept."""
    first = today.year * 12 + today.month - 1
    for month in range(first, first + MONTHS_AHEAD):
        name, start, end = _name(month), _day(month), _day(month + 1)
        cursor.execute(
            """SELECT to_regclass(%s) IS NOT NULL
            OR EXISTS (SELECT FROM audit_look_rest WHERE at >= %s::date AND at < %s::date)""",
            [name, start, end],
        )
        if not cursor.fetchone()[0]:
            cursor.execute(
                f"CREATE TABLE {name} PARTITION OF audit_look FOR VALUES FROM ('{start}') TO ('{end}')"
            )


def _day(month: int) -> str:
    return date(month // 12, month % 12 + 1, 1).isoformat()


def _name(month: int) -> str:
    return f"audit_look_{month // 12}_{month % 12 + 1:02}"
