"""One transaction around every page, opened for exactly one reader."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from firsthome.access.principals import announce


class PrincipalMiddleware:
    """Own the transaction, say who reads, undo everything if the page fails.

    Row policies read settings that live as long as the transaction, so a page that forgot to filter
    shows nothing. Health checks and static files never come here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer one request inside its transaction."""
        if request.path in ("/health", "/ready"):
            return self.get_response(request)
        with transaction.atomic():
            user = request.user
            request.reader = user.reader if user.is_authenticated else None  # type: ignore[attr-defined]
            announce(request.reader)  # type: ignore[attr-defined]
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return _read_whole(response)


def _read_whole(response: HttpResponseBase) -> HttpResponseBase:
    """A lazy stream would run after the transaction, for nobody."""
    if not response.streaming:
        return response
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return HttpResponse(content, headers=response.headers, status=response.status_code)
