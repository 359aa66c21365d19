"""What the database's row policies take of a page: the same pages with and without them, in turn."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.db import connections

from bench.measure import Large, milliseconds, signed_in

ROUNDS, TIMES = 4, 12
BAR = 25
"""Per cent of a page."""


def cost_of_policies(large: Large) -> str:
    """«Row policies take of the overview 9 %, …»."""
    browser = signed_in(large.reader)
    pages = {"overview": large.address, "chronology": f"{large.address}chronology", "caseload": "/caseload"}
    times: dict[tuple[str, bool], list[float]] = {(name, on): [] for name in pages for on in (True, False)}
    for _ in range(ROUNDS):
        for name, address in pages.items():
            browser.get(address)
            times[name, True] += [milliseconds(partial(browser.get, address)) for _ in range(TIMES)]
        with without_policies():
            for name, address in pages.items():
                browser.get(address)
                times[name, False] += [milliseconds(partial(browser.get, address)) for _ in range(TIMES)]
    median = {key: statistics.median(measured) for key, measured in times.items()}
    shares = (f"the {name} {100 * (1 - median[name, False] / median[name, True]):.0f} %" for name in pages)
    return f"Row policies take of {', of '.join(shares)} (bar {BAR} %)."


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
