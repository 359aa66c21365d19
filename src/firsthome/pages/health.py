"""Whether the process answers, and whether it is ready to serve: for whatever watches over the service."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

from firsthome.pages.gate import public


@public
def health(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


@public
def ready(request: HttpRequest) -> HttpResponse:
    """The database can be reached, and its tables are those that this version needs."""
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("the database cannot be reached", status=503, content_type="text/plain")
    if behind:
        return HttpResponse("not up to date: run firsthome migrate", status=503, content_type="text/plain")
    return HttpResponse("ready", content_type="text/plain")
