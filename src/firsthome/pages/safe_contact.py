"""How the family can be reached safely, and how each of them needs others to talk and write with them.

For every page from which somebody reaches out to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from firsthome.kinds.communication import Communication
from firsthome.pages.gate import RecordPage
from firsthome.reading.safe_contact import SafeContact, safe_contact


@dataclass(frozen=True, slots=True)
class Adjustment:
    """How one person is talked and written with, and the entry that says so."""

    who: str
    words: str
    entry: UUID


@dataclass(frozen=True, slots=True)
class Reaching:
    """What is safe for the mother, and what each person needs."""

    safe: SafeContact
    adjustments: list[Adjustment]


def safe_contact_of(page: RecordPage) -> Reaching:
    """From what its reader may see; quick where the page does not need the whole record."""
    return Reaching(safe_contact(page.family, page.family.mother), adjustments(page))


def adjustments(page: RecordPage) -> list[Adjustment]:
    """How everybody of whom it is recorded needs others to talk and write with them."""
    return [
        Adjustment(page.family_names.person(said.person), said.adjustments(), statement.current.tip.id)
        for statement, said in page.family.of(Communication)
    ]
