"""Rows of projections in place of those stored. Only as the ledger role or the owner.

However many rows there are, they go in one statement, and where there are none, in none: a record is worked out anew
with every entry that moves who sees what.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from pydantic_core import to_json


def remove_rows(cursor: Any, record: UUID, *tables: str) -> None:
    """Nothing of a record is left in these tables."""
    *others, last = (f"DELETE FROM {table} WHERE record = %(record)s" for table in tables)  # noqa: S608 ours
    before = ", ".join(f"part_{number} AS ({other})" for number, other in enumerate(others))
    cursor.execute(f"WITH {before} {last}" if others else last, {"record": record})


def insert_rows(
    cursor: Any, record: UUID, table: str, columns: Sequence[str], rows: Collection[Sequence[Any]]
) -> None:
    """Add rows of a record, each with a value for each of the columns."""
    if not rows:
        return
    sent = [{"record": record, **dict(zip(columns, row, strict=True))} for row in rows]
    names = ", ".join(["record", *columns])
    cursor.execute(
        f"""INSERT INTO {table} ({names})
        SELECT {names} FROM json_populate_recordset(NULL::{table}, %s::json)""",  # noqa: S608 only this package's own
        [to_json(sent).decode()],
    )


def replace_rows(
    cursor: Any, record: UUID, table: str, columns: Sequence[str], rows: Collection[Sequence[Any]]
) -> None:
    """Put rows in place of those stored."""
    remove_rows(cursor, record, table)
    insert_rows(cursor, record, table, columns, rows)
