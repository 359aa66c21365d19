"""The pictures that a document for professionals holds: the family and the record over time, each with its words.

Both are drawn from what may be printed. Source: domain facts, 5.8; safety rules 2 and 10.
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthome.exchange.documents.sections import Drawing
from firsthome.pages.gate import RecordPage
from firsthome.pages.pictures.genogram import genogram_svg
from firsthome.pages.pictures.timeline import timeline_svg
from firsthome.pages.pictures.twins import GENOGRAM_HEADS, genogram_rows
from firsthome.reading.genogram import genogram
from firsthome.reading.timeline import timeline

UNLINKED = ""
"""On paper no mark leads anywhere."""


def family_picture(page: RecordPage) -> Iterator[Drawing]:
    """The genogram with its table; nothing where nobody is on the record."""
    facts = genogram(page.record, page.today, page.names, for_family=False)
    rows = tuple(row.cells for row in genogram_rows(facts))
    if rows:
        alt = f"Genogram: {len(rows)} people, and how they are related. The table after it says the same."
        svg = genogram_svg(facts, lambda _: UNLINKED, 1.0)
        yield Drawing("The family as a picture", svg, alt, GENOGRAM_HEADS, rows)


def time_picture(page: RecordPage) -> Iterator[Drawing]:
    """The timeline; what happened stands in the document itself, in words."""
    facts = timeline(page.record, page.today, page.names)
    if facts.marks:
        count = f"{len(facts.marks)} dated {'entry' if len(facts.marks) == 1 else 'entries'}"
        alt = f"Timeline: {count}, by who recorded them. The section “What happened” says the same."
        yield Drawing("The record over time", timeline_svg(facts, lambda _: UNLINKED), alt)
