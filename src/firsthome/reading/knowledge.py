"""What an agency knows: what it said itself, and what was shared with it and acknowledged. Entries only.

Opening a page is never knowing. Source: «shared» mistaken for «read» (domain facts, hazard 16).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from firsthome.kinds.entry import Entry
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
    not_reached: dict[UUID, Entry] = {}
    for entry in entries:
        if entry.id not in known and (entry.replaces in known or entry.replaces in not_reached):
            not_reached[entry.id] = entry
    return Known(tuple(entry for entry in entries if entry.id in known), tuple(not_reached.values()))


def _acknowledged_by(entries: Sequence[Entry], agency: int) -> set[UUID]:
    """Entries shared with an agency that somebody there has read and understood, or marked so directly.

    An acknowledgement that was itself corrected or recorded in error counts as it stands now.
    """
    shared = {
        entry.id: set(entry.said.entries)
        for entry in entries
        if isinstance(entry.said, Share) and agency in entry.said.agencies
    }
    read: set[UUID] = set()
    for statement in fold(entries).statements:
        for line in statement.standing:
            if line.content.agency == agency and isinstance(line.said, Acknowledgement):
                for cited in line.said.entries:
                    read |= shared.get(cited, {cited})
    return read
