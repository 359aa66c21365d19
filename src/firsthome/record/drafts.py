"""Drafts: what somebody has typed and not sent yet. Kept on the server, seen by nobody else, gone once it is sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from firsthome.access.principals import Reader

Typed = Mapping[str, list[str]]
"""The fields of a form as the browser sent them."""

KEPT_FOR = timedelta(days=30)
_NOTHING = "\x00"
"""The one character that the database cannot hold; no keyboard types it."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """What was typed into one form, and when it was last kept."""

    name: str
    typed: Typed
    saved_at: datetime


def keep_draft(reader: Reader, name: str, typed: Typed) -> datetime:
    """Keep what is typed into a form so far, in place of what was kept under this name before; says when."""
    storable = {field: [one.replace(_NOTHING, "") for one in values] for field, values in typed.items()}
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO draft (practitioner, page, typed, saved_at) VALUES (%s, %s, %s, clock_timestamp())
            ON CONFLICT (practitioner, page) DO UPDATE SET typed = EXCLUDED.typed, saved_at = EXCLUDED.saved_at
            RETURNING saved_at""",
            [reader.practitioner, name, json.dumps(storable)],
        )
        saved_at: datetime = cursor.fetchone()[0]
    return saved_at


def drafts_of(reader: Reader, under: str = "") -> list[Unsent]:
    """What this reader has typed and not sent, the latest first; only names that begin in a certain way if wanted."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT page, typed::text, saved_at FROM draft
            WHERE practitioner = %s AND starts_with(page, %s) ORDER BY saved_at DESC""",
            [reader.practitioner, under],
        )
        return [Unsent(name, json.loads(typed), saved_at) for name, typed, saved_at in cursor.fetchall()]


def drop_draft(reader: Reader, *names: str) -> bool:
    """It was sent, or its author does not want it any more. Whether there was one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM draft WHERE practitioner = %s AND page = ANY (%s)",
            [reader.practitioner, list(names)],
        )
        return bool(cursor.rowcount)


def drop_old_drafts(reader: Reader) -> None:
    """What was not touched for so long is gone, as the page that lists it says."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM draft WHERE practitioner = %s AND saved_at < %s",
            [reader.practitioner, timezone.now() - KEPT_FOR],
        )
