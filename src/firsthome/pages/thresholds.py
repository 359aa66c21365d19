"""Levels of need and the routes, as the partnership describes them, to read beside whoever has to choose one.

Nothing here is about a family and nothing is worked out. Source: feature row 10; domain facts, 2.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader
from firsthome.pages.frame import show
from firsthome.pages.gate import page
from firsthome.pages.topic_help import say_source
from firsthome.procedures.thresholds import Document, Level, Route, read_thresholds
from firsthome.record.approved import text_in_force


@dataclass(frozen=True, slots=True)
class LevelsOfNeed:
    """The partnership's guide in words: each part with its source and whether it is confirmed."""

    document: Document
    document_source: str
    levels: list[tuple[str, Level, list[str], str]]
    """Key, level, what its usual routes are called, and source."""
    routes: list[tuple[Route, str]]


def guide_for(reader: Reader) -> LevelsOfNeed:
    """As it is in force for somebody's partnership today."""
    read = read_thresholds(text_in_force(reader, "thresholds", timezone.localdate()))
    called = {key: one.name for key, one in read.routes.items()}
    return LevelsOfNeed(
        read.document,
        say_source(read.document),
        [
            (key, one, [called.get(route, route) for route in one.routes], say_source(one))
            for key, one in read.levels.items()
        ],
        [(one, say_source(one)) for one in read.routes.values()],
    )


@page(Permission.READ_LIBRARY)
def thresholds(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Every level with what it looks like and what to ask oneself, then the routes, and the document that counts."""
    return show(request, "thresholds", guide=guide_for(reader))
