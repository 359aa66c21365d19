"""At the ledger's door: no two versions of a plan share a number, also where two people set one down at one moment.

A version that was taken back keeps its number, because copies of it may be about. What is looked at is what the author
may see, so a number tells nobody of a version that they may not know of.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from firsthome.kinds.entry import Entry
from firsthome.kinds.plan_version import PlanVersion
from firsthome.record.errors import NumberTaken
from firsthome.record.rows import COLUMNS, entry_from


def check_plan_number(cursor: Any, record: UUID, entry: Entry) -> None:
    """Stop a new version whose number is there already, once whoever sets one down right now is done. As its author."""
    if not isinstance(entry.said, PlanVersion) or entry.replaces:
        return
    cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"{PlanVersion.kind} {record}"])
    cursor.execute(
        f"SELECT {COLUMNS} FROM entry e WHERE e.record = %s AND e.kind = %s AND e.id <> %s",  # noqa: S608 ours
        [record, PlanVersion.kind, entry.id],
    )
    there = [
        one.said.number for one in map(entry_from, cursor.fetchall()) if isinstance(one.said, PlanVersion)
    ]
    if entry.said.number <= max(there, default=0):
        raise NumberTaken
