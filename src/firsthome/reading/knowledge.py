"""What an agency knows: what it said itself, and what was shared with it and acknowledged. Entries only.

Opening a page is never knowing. Source: «shared» mistaken for «read» (domain facts, hazard 16).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from firsthome.kinds.entry import SETTLING, Entry, Mark
from firsthome.kinds.record import Record, fold
from firsthome.kinds.sharing import Acknowledgement, Share


@dataclass(frozen=True)
class Known:
    """What an agency knows of a record, and the later corrections of it that it has not taken in yet."""

    entries: tuple[Entry, ...]
    not_reached: tuple[Entry, ...]

    @property
    def record(self) -> Record:
        """The record as that agency knows it."""
        return fold(self.entries)


def known_to(entries: Sequence[Entry], agency: int) -> Known:
    """The versions that reached an agency, and the corrections, updates and error marks that have not."""
    acknowledged = _acknowledged_by(entries, agency)
    known = {entry.id for entry in entries if entry.agency == agency or entry.id in acknowledged}
    not_reached = [
        entry
        for entry in entries
        if entry.id not in known
        and entry.replaces in known
        and (entry.mark in SETTLING or entry.mark is Mark.UPDATE)
    ]
    return Known(tuple(entry for entry in entries if entry.id in known), tuple(not_reached))


def _acknowledged_by(entries: Sequence[Entry], agency: int) -> set[UUID]:
    """Entries shared with an agency that somebody there has read and understood, or marked so directly."""
    shared = {
        entry.id: set(entry.said.entries)
        for entry in entries
        if isinstance(entry.said, Share) and agency in entry.said.agencies
    }
    read: set[UUID] = set()
    for entry in entries:
        if entry.agency == agency and isinstance(entry.said, Acknowledgement):
            for cited in entry.said.entries:
                read |= shared.get(cited, {cited})
    return read
