"""What a reader keeps of a briefing: that they read it, when, and their own thoughts. Nobody else ever reads it.

No look names the briefing, no log has the words, and nothing counts who has read what.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db import connection

from firsthome.access.principals import Reader


class Kept(NamedTuple):
    """When it was read and thought about, and the reader's own words."""

    read_at: datetime
    words: str


def keep_reflection(reader: Reader, briefing: str, words: str) -> None:
    """Keep that they have read it today, in place of what they kept before."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO reflection (practitioner, briefing, words, read_at)
            VALUES (%s, %s, %s, clock_timestamp())
            ON CONFLICT (practitioner, briefing)
            DO UPDATE SET words = EXCLUDED.words, read_at = EXCLUDED.read_at""",
            [reader.practitioner, briefing, words],
        )


def forget_reflection(reader: Reader, briefing: str) -> None:
    """They want it gone, so it is gone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM reflection WHERE practitioner = %s AND briefing = %s",
            [reader.practitioner, briefing],
        )


def reflections_of(reader: Reader) -> dict[str, Kept]:
    """What this reader keeps, by briefing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT briefing, read_at, words FROM reflection WHERE practitioner = %s", [reader.practitioner]
        )
        return {briefing: Kept(read_at, words) for briefing, read_at, words in cursor.fetchall()}
