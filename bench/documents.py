"""Documents as somebody waits for them: the longest of all, of one record of 500 entries, with both its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from bench.measure import Figure, alone
from bench.pictures import TODAY, InventedNames, record_of
from firsthome.exchange.documents.making import Making
from firsthome.exchange.documents.plan_document import chronology_pdf
from firsthome.pages.paper_pictures import family_picture, time_picture


def documents() -> Iterator[Figure]:
    """The chronology of 500 entries: its facts, both pictures, setting it, and its check as PDF/UA."""
    making = Making(record=record_of(500), names=InventedNames(), by="Ada Hope", today=TODAY)
    page: Any = SimpleNamespace(record=making.record, names=making.names, today=TODAY)

    def make() -> bytes:
        return chronology_pdf(making, [*family_picture(page), *time_picture(page)])

    yield alone("document: chronology of 500 entries", make, 1000, f"{len(make()) / 1024:.0f} KB")
