"""How the mother can be reached safely, as far as a reader may know. Pure.

It stands beside everything that reaches out to her. Source: domain facts, hazard 5; safety rule 11.
"""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from firsthome.kinds.contact_details import ContactDetails
from firsthome.kinds.record import Record, Statement

SAY = "Safe contact: "
NOTHING_RECORDED = "No safe way to contact her is recorded here yet."


class SafeContact(NamedTuple):
    """One line, and the entry that it comes from."""

    words: str
    entry: UUID | None = None


def safe_contact(record: Record, mother: UUID | None) -> SafeContact:
    """«Safe contact: do not text; ring between 10 and 12.», from the latest contact details of the mother."""
    found = [(one, said) for one, said in record.of(ContactDetails) if said.person == mother]
    if not found:
        return SafeContact(NOTHING_RECORDED)
    statement, said = max(found, key=lambda one: _recorded(one[0]))
    entry = statement.current.tip.id
    if not said.safety():
        return SafeContact(NOTHING_RECORDED, entry)
    return SafeContact(f"{SAY}{said.safety().rstrip('.')}.", entry)


def _recorded(statement: Statement) -> str:
    recorded = statement.current.content.recorded_at
    return recorded.isoformat() if recorded else ""
