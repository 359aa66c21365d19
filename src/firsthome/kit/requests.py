"""One opaque number per request: in its log line, in every error beside it, and in the answer.

A person who reports a fault can quote it, and nothing else about the request needs to be in a log. Each answer says
besides what a browser may do with it.
"""

import logging
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

log = logging.getLogger("firsthome.requests")

request_id: ContextVar[str] = ContextVar("request_id", default="-")


class RequestIdMiddleware:
    """Give each request its number, log one line about it; its answer runs only our scripts and is in no cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request; its path and what was typed are never logged, only the name of its page."""
        number = secrets.token_hex(8)
        token = request_id.set(number)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            milliseconds = (time.perf_counter() - started) * 1000
            log.info("%s %s %d %.0f ms", request.method, _page(request), response.status_code, milliseconds)
        finally:
            request_id.reset(token)
        response.headers["X-Request-ID"] = number
        response.headers["Content-Security-Policy"] = settings.CONTENT_SECURITY_POLICY
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def _page(request: HttpRequest) -> str:
    """Return the name of the page, which says what was asked for but not about whom."""
    match = request.resolver_match
    return (match.view_name if match else None) or "-"
