"""What is still unknown, in words, for the first page of a record."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from firsthome.kinds.question import Question
from firsthome.pages.gate import RecordPage
from firsthome.pages.pictures.svg import cut
from firsthome.reading.overview import Told
from firsthome.reading.unknown import still_unknown

LENGTH = 280
"""Longer words are cut here; the entry has all of them."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """One thing that is not known, who will find out, and who said so."""

    words: str
    who_and_when: str
    signed: str
    entry: UUID


def unknown(page: RecordPage) -> list[Unknown]:
    """Open questions first, then what else somebody said was not known."""
    return [_one(page, told) for told in still_unknown(page.record)]


def _one(page: RecordPage, told: Told) -> Unknown:
    content, said = told.statement.current.content, told.statement.current.said
    return Unknown(
        words=cut(told.words, LENGTH),
        who_and_when=said.who_and_when(page.names) if isinstance(said, Question) else "",
        signed=f"{page.names.agency(content.agency)}, {content.happened.say()}",
        entry=told.statement.current.tip.id,
    )
