"""What was kept to fewer people since it was written, as far as a reader can tell. Pure."""

from __future__ import annotations

from uuid import UUID

from firsthome.kinds.record import Record, Statement
from firsthome.kinds.sharing import Release, Restrict


def kept_to_fewer(record: Record) -> list[Statement]:
    """The statements that stand restricted and were not opened again, the latest restriction first."""
    kept: dict[UUID, Statement] = {}
    for statement in record.statements:
        said = statement.current.said
        if isinstance(said, Release):
            named, closes = {said.entry}, False
        elif isinstance(said, Restrict):
            named, closes = set(said.entries), True
        else:
            continue
        for one in {id(found): found for entry in named if (found := record.by_entry.get(entry))}.values():
            kept.pop(one.id, None)
            if closes and not one.withdrawn:
                kept[one.id] = one
    return list(reversed(kept.values()))
