"""Levels of need and the routes, as the partnership describes them, to read beside whoever has to choose one.

Nothing here is about a family and nothing is worked out. Source: feature row 10; domain facts, 2.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader
from firsthome.pages.frame import show
from firsthome.pages.gate import page
from firsthome.pages.topic_help import say_source
from firsthome.procedures.thresholds import thresholds as guide


@page(Permission.READ_LIBRARY)
def thresholds(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Every level with what it looks like and what to ask oneself, then the routes, and the document that counts."""
    read = guide()
    routes = {key: one.name for key, one in read.routes.items()}
    return show(
        request,
        "thresholds",
        document=read.document,
        document_source=say_source(read.document),
        levels=[
            (key, one, [routes.get(route, route) for route in one.routes], say_source(one))
            for key, one in read.levels.items()
        ],
        routes=[(one, say_source(one)) for one in read.routes.values()],
    )
