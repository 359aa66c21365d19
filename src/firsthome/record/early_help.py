"""At the ledger's door: after «no further action» a record is closed only once somebody said what is offered instead.

What is looked at is what the author may see, so a refusal tells nobody anything new. That a service ended its work is a
fact and can always be written down. Source: briefing, section 04; domain facts, 2 and hazard 23.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from firsthome.kinds.closing import Closing
from firsthome.kinds.entry import Entry
from firsthome.kinds.record import fold
from firsthome.reading.asking_for_help import closes_too_soon
from firsthome.record.errors import EarlyHelpFirst
from firsthome.record.rows import COLUMNS, entry_from


def check_early_help(cursor: Any, record: UUID, entry: Entry) -> None:
    """Stop a closing while a decision of no further action waits for an early-help decision. As its author."""
    if not isinstance(entry.said, Closing) or entry.replaces:
        return
    cursor.execute(
        f"SELECT {COLUMNS} FROM entry e WHERE e.record = %s ORDER BY e.seq",  # noqa: S608 only this package's own text
        [record],
    )
    if closes_too_soon(fold(map(entry_from, cursor.fetchall())), entry.said):
        raise EarlyHelpFirst
