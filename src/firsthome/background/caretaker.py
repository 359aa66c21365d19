"""The worker looks across records only as the caretaker, and only for as long as it says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def as_caretaker() -> Iterator[Any]:
    """A cursor in a transaction of its own, as the role that sees days and heads of chains and no words."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE firsthome_caretaker")
        yield cursor
        cursor.execute("RESET ROLE")
