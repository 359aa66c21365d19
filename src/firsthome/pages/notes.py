"""A few words about an entry, with the way to it: what lists of a record are made of."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Note:
    """A few words, what they are about, and the entry where all of it stands."""

    head: str
    words: str
    entry: UUID
