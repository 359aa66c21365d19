"""Rows of projections in place of those stored. Only as the ledger role or the owner.

However many rows there are, they go in one statement, and where there are none, in none: a record is worked out anew
with every entry that moves who sees what.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from pydantic_core import to_json

Rows = tuple[Sequence[str], Collection[Sequence[Any]]]
"""Columns beside that of the record, and rows with a value for each of them."""


def remove_rows(cursor: Any, record: UUID, *tables: str) -> None:
    """Nothing of a record is left in these tables."""
    *others, last = (f"DELETE FROM {table} WHERE record = %(record)s" for table in tables)  # noqa: S608 ours
    before = ", ".join(f"part_{number} AS ({other})" for number, other in enumerate(others))
    cursor.execute(f"WITH {before} {last}" if others else last, {"record": record})


def insert_rows(cursor: Any, record: UUID, rows: Mapping[str, Rows]) -> None:
    """Add rows of a record to several tables at once."""
    values: dict[str, str] = {}
    parts = []
    for table, (columns, of_it) in rows.items():
        if not of_it:
            continue
        sent = [{"record": record, **dict(zip(columns, row, strict=True))} for row in of_it]
        values[table] = to_json(sent).decode()
        names = ", ".join(["record", *columns])
        parts.append(
            f"""added_{table} AS (INSERT INTO {table} ({names})
            SELECT {names} FROM json_populate_recordset(NULL::{table}, %({table})s::json))"""  # noqa: S608 ours
        )
    if parts:
        cursor.execute(f"WITH {', '.join(parts)} SELECT", values)
