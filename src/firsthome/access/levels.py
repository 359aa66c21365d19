"""How much of a record somebody sees. The numbers are stored, and compared in the database's policies."""

from __future__ import annotations

from enum import IntEnum


class Level(IntEnum):
    """From least to most. In use now: FULL and none; the others' places are clear."""

    PRESENCE = 1
    """That the agency is involved, and whom to ring."""
    SUMMARY = 2
    """A summary, no entries."""
    CONTRIBUTE = 3
    """Add entries; see their own and what was shared with them."""
    FULL = 4
    """Everything that was not kept to fewer people."""
