"""For what a document of a page is made: what it may hold, by whoever asks for it, and what no paper ever holds."""

from __future__ import annotations

from firsthome.exchange.documents.making import Making
from firsthome.pages.gate import RecordPage
from firsthome.record.addresses import words_never_on_paper


def made_by(page: RecordPage) -> str:
    """«Ada Hope, Maternity»."""
    return f"{page.names.practitioner(page.reader.practitioner)}, {page.names.agency(page.reader.agency)}"


def making(page: RecordPage) -> Making:
    """Of what this page holds: on paper, what may be printed."""
    return Making(
        record=page.record,
        names=page.names,
        by=made_by(page),
        today=page.today,
        ring=page.names.ring,
        protected=words_never_on_paper(page.found),
    )
