"""The summary of each audience class as it is stored: a column for each of its parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from firsthome.reading.summary import Summary

CODE_VERSION = 16
"""Raised when a projection is worked out differently: the next upgrade then remakes what is older."""
SUMMARY_COLUMNS = tuple(part.name for part in fields(Summary))
"""A stored summary has a column for each field of `Summary`, in the same order."""
MOMENTS = {"edd_said_at", "updated_at"}
"""Read as text, which is five times faster than the driver reads moments."""
LISTS = {"babies", "outcomes", "dates", "contacts"}
"""Columns that hold a list of short texts, each without a line break. Sent as lines, they take a tenth of the time."""


def summary_columns(of: str) -> str:
    """What `summary_from` reads, of a table by this name."""
    return ", ".join(f"{of}.{name}{'::text' * (name in MOMENTS)}" for name in SUMMARY_COLUMNS)


def summary_from(row: Iterable[Any]) -> Summary:
    """The summary of one row of `summary_columns`."""
    values: Any = [
        tuple(value) if isinstance(value, list)
        else datetime.fromisoformat(value) if value and name in MOMENTS
        else value
        for name, value in zip(SUMMARY_COLUMNS, row, strict=True)
    ]  # fmt: skip
    return Summary(*values)


def stored_summary(cursor: Any, record: UUID, name: UUID) -> Summary | None:
    """The summary of one audience class, if it has one."""
    cursor.execute(
        f"SELECT {summary_columns('s')} FROM record_summary s WHERE s.record = %s AND s.audience_class = %s",  # noqa: S608
        [record, name],
    )
    row = cursor.fetchone()
    return summary_from(row) if row else None


def upsert_summaries(cursor: Any, record: UUID, summaries: dict[UUID, tuple[Summary, int]]) -> None:
    """Put the summaries of some audience classes in place of those stored, each with the number of its last entry."""
    columns = [*SUMMARY_COLUMNS, "head_seq", "code_version"]
    marks = ", ".join(r"string_to_array(%s, E'\n')" if column in LISTS else "%s" for column in columns)
    changes = ", ".join(f"{column} = EXCLUDED.{column}" for column in columns)
    for audience_class, (summary, seq) in summaries.items():
        said = (getattr(summary, name) for name in SUMMARY_COLUMNS)
        values = ["\n".join(value) if isinstance(value, tuple) else value for value in said]
        cursor.execute(
            f"""INSERT INTO record_summary (record, audience_class, {", ".join(columns)}) VALUES (%s, %s, {marks})
            ON CONFLICT (record, audience_class) DO UPDATE SET {changes}""",  # noqa: S608
            [record, audience_class, *values, seq, CODE_VERSION],
        )
