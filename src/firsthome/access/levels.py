"""How much of a record somebody sees. The numbers are stored, and compared in the database's policies."""

from __future__ import annotations

from enum import IntEnum


class Level(IntEnum):
    """From least to most: the highest that somebody has today counts. Docs: decisions/0005-levels.md.

    Presence and summary open no entry; they read two small projections and nothing else (`record/outline.py`).
    """

    PRESENCE = 1
    """That the record is there, and whom to ring."""
    SUMMARY = 2
    """Besides, the mother's name and how far the pregnancy is; no entries, no free text."""
    CONTRIBUTE = 3
    """Add entries; see their own and what was shared with them."""
    FULL = 4
    """Everything that was not kept to fewer people."""
