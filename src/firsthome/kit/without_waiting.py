"""Statements that nobody has to wait for, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def without_waiting(cursor: Any) -> Iterator[None]:
    """Send what is asked within this as it comes, and wait for an answer only where one is read.

    What a statement does wrong comes out later than where it was sent, and still in here, as Django names it.
    """
    with cursor.db.wrap_database_errors, cursor.connection.pipeline():
        yield
