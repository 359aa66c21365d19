"""Signing in and out. A failure says the same whoever it was, and is written down without a name."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from firsthome.access.models import Practitioner
from firsthome.access.single_sign_on import any_service
from firsthome.audit.looks import record_look
from firsthome.kit.addresses import address
from firsthome.kit.forms import Problem
from firsthome.pages.frame import show
from firsthome.pages.gate import public
from firsthome.pages.signing_in import (
    carried_so_far,
    go_on,
    keep_for_later,
    page_of_this_service,
    visit_of_signing_in,
)

BOTH_NEEDED = "Enter your sign-in name and your password"
NOT_RIGHT = "The sign-in name or the password is not right: check both and try again"
WAIT = "Too many attempts to sign in: wait a quarter of an hour, then try again"
AFTER = "next"


@public
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password, then go on to the second step or to the page that was asked for."""
    if request.method != "POST":
        return redirect(_next(request)) if request.user.is_authenticated else _ask(request)
    name, password = request.POST.get("name", "").strip(), request.POST.get("password", "")
    if not name or not password:
        return _ask(request, BOTH_NEEDED)
    practitioner = authenticate(request, username=name.lower(), password=password)
    if not isinstance(practitioner, Practitioner):
        record_look(visit_of_signing_in(request, None), "sign_in", None, denied=True)
        return _ask(request, NOT_RIGHT)
    after, carried = _next(request), carried_so_far(request)
    if request.user.is_authenticated:  # signing in over somebody else, who is out by that
        logout(request)
    keep_for_later(request, after, carried)
    return go_on(request, practitioner)


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; who signs in again at once comes back to the page they name."""
    logout(request)
    after = page_of_this_service(request, request.POST.get(AFTER, ""))
    return redirect(f"{address('sign_in')}?{urlencode({AFTER: after})}" if after != "/" else "sign_in")


def locked_out(request: HttpRequest, credentials: dict[str, Any] | None = None) -> HttpResponse:
    """429 after too many failures; says nothing about whether there is such a name."""
    if carried_so_far(request):
        return _ask(request, WAIT, 429)
    return show(
        request,
        "problem",
        429,
        heading="Too many attempts to sign in",
        say=[
            "Wait a quarter of an hour, then try again. Your records are safe, and nothing was changed.",
            "If you have forgotten your password, ask your agency’s safeguarding lead.",
        ],
        kept=None,
    )


def _ask(request: HttpRequest, problem: str = "", status: int = 422) -> HttpResponse:
    return show(
        request,
        "sign_in",
        status if problem else 200,
        problems=[Problem("name", problem)] if problem else [],
        name=request.POST.get("name", ""),
        after=_next(request),
        carried=carried_so_far(request),
        own_accounts=any_service(),
    )


def _next(request: HttpRequest) -> str:
    return page_of_this_service(request, request.POST.get(AFTER) or request.GET.get(AFTER) or "")
