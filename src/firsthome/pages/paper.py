"""What of a page may lie on a desk: drawn from the open entries alone, never the whole page with parts hidden.

Paper is read by whoever finds it. What was kept to fewer people is not printed, nor what follows from it, nor a
name that is known from it alone; nothing on paper says that there was more. Source: safety rules 2 and 10.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from firsthome.pages.gate import RecordPage
from firsthome.record.names import KnownNames
from firsthome.record.read import open_part

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Drawing(Generic[T]):
    """One drawing of a page, and whether it is for the screen, for paper, or for both."""

    where: str
    """The class that hides it elsewhere; empty where it serves for both."""
    shows: T


def drawings(page: RecordPage, draw: Callable[[RecordPage], T]) -> list[Drawing[T]]:
    """The page as its reader sees it and, where that is more than may lie on a desk, the paper beside it."""
    paper = on_paper(page)
    if paper is page:
        return [Drawing("", draw(page))]
    return [Drawing("fh-screen", draw(page)), Drawing("fh-paper", draw(paper))]


def on_paper(page: RecordPage) -> RecordPage:
    """The page of the open part of the record; the page itself where everything is open."""
    part = open_part(page.found, page.record)
    if part is page.record:
        return page
    paper = RecordPage(page.found, page.reader)
    paper.record = part
    paper.names = _without_hidden_people(page.names, paper)
    return paper


def _without_hidden_people(names: KnownNames, paper: RecordPage) -> KnownNames:
    """Somebody known from a hidden entry alone stays unnamed, also where an open entry is about them."""
    there = paper.record.people
    return replace(names, persons={who: name for who, name in names.persons.items() if who in there})


def same_ground(page: RecordPage, paper: RecordPage) -> bool:
    """Whether each open line reads the same on paper: the same names, weeks counted from the same date."""
    one, other = page.record, paper.record
    return page.names.persons.keys() == paper.names.persons.keys() and (one.edd, one.born_on) == (
        other.edd,
        other.born_on,
    )
