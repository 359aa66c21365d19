"""Drafts: what somebody has typed and not sent yet. Kept on the server, seen by nobody else, gone once it is sent."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from firsthome.access.principals import Reader

Typed = dict[str, list[str]]
"""The fields of a form as the browser sent them."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into one form, and when it was last kept."""

    typed: Typed
    saved_at: datetime


def keep_draft(reader: Reader, page: str, typed: Typed) -> datetime:
    """Keep what is typed into a page's form so far, in place of what was kept before; says when."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO draft (practitioner, page, typed, saved_at) VALUES (%s, %s, %s, clock_timestamp())
            ON CONFLICT (practitioner, page) DO UPDATE SET typed = EXCLUDED.typed, saved_at = EXCLUDED.saved_at
            RETURNING saved_at""",
            [reader.practitioner, page, json.dumps(typed)],
        )
        saved_at: datetime = cursor.fetchone()[0]
    return saved_at


def kept_draft(reader: Reader, page: str) -> Draft | None:
    """What this reader has typed into a page's form and not sent."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT typed::text, saved_at FROM draft WHERE practitioner = %s AND page = %s",
            [reader.practitioner, page],
        )
        row = cursor.fetchone()
    return Draft(json.loads(row[0]), row[1]) if row else None


def drop_draft(reader: Reader, page: str) -> None:
    """It was sent, or its author began again."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM draft WHERE practitioner = %s AND page = %s", [reader.practitioner, page])
