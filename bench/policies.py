"""What the database's row policies take of a page: the same pages with and without them, in turn."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.db import connections

from bench.measure import Large, milliseconds, signed_in

ROUNDS, TIMES = 12, 5
BAR = 25
"""Per cent of a page."""


def cost_of_policies(large: Large) -> str:
    """«Row policies take of the overview 9 %, …»: the median of many turns, since a machine changes its speed."""
    browser = signed_in(large.reader)
    pages = {"overview": large.address, "chronology": f"{large.address}chronology", "caseload": "/caseload"}
    shares: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(ROUNDS):
        for name, address in pages.items():
            guarded = _median(partial(browser.get, address))
            with without_policies():
                shares[name].append(1 - _median(partial(browser.get, address)) / guarded)
    said = (f"the {name} {100 * statistics.median(share):.0f} %" for name, share in shares.items())
    return f"Row policies take of {', of '.join(said)} (bar {BAR} %)."


def _median(get: Callable[[], Any]) -> float:
    """How long a page takes, its plans made anew after policies came or went."""
    for _ in range(2):
        get()
    return statistics.median(milliseconds(get) for _ in range(TIMES))


@contextmanager
def without_policies() -> Iterator[None]:
    """Open every table, in this database of nobody real; the application's own filters stay."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT oid::regclass::text FROM pg_class WHERE relrowsecurity")
        tables = [row[0] for row in cursor.fetchall()]
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        try:
            yield
        finally:
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
