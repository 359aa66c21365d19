"""Signing in and out. A failure says the same whoever it was, and is written down without a name."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from firsthome.access.principals import announce, reader_of
from firsthome.audit.looks import Visit, record_look
from firsthome.kit.forms import Problem
from firsthome.kit.requests import request_id
from firsthome.pages.frame import show
from firsthome.pages.gate import public
from firsthome.pages.time_out import CARRIED, brought_back
from firsthome.record.drafts import drop_old_drafts

BOTH_NEEDED = "Enter your sign-in name and your password"
NOT_RIGHT = "The sign-in name or the password is not right: check both and try again"
WAIT = "Too many attempts to sign in: wait a quarter of an hour, then try again"
AFTER = "next"


@public
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in, and go on to the page that was asked for."""
    if request.method != "POST":
        return redirect(_next(request)) if request.user.is_authenticated else _ask(request)
    name, password = request.POST.get("name", "").strip(), request.POST.get("password", "")
    if not name or not password:
        return _ask(request, BOTH_NEEDED)
    practitioner = authenticate(request, username=name.lower(), password=password)
    if practitioner is None:
        record_look(_visit(request, None), "sign_in", None, denied=True)
        return _ask(request, NOT_RIGHT)
    login(request, practitioner)
    record_look(_visit(request, practitioner.pk), "sign_in", None)
    return redirect(_back_to_what_was_typed(request, practitioner.pk) or _next(request))


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("sign_in")


def locked_out(request: HttpRequest, credentials: dict[str, Any] | None = None) -> HttpResponse:
    """429 after too many failures; says nothing about whether there is such a name."""
    if request.POST.get(CARRIED):
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


def _back_to_what_was_typed(request: HttpRequest, practitioner: int) -> str | None:
    """Where the form that came too late is open again, if the person who typed it is the one who signs in."""
    reader = reader_of(practitioner)
    if reader is None:
        return None
    announce(reader)
    drop_old_drafts(reader)
    return brought_back(request.POST.get(CARRIED, ""), reader)


def _ask(request: HttpRequest, problem: str = "", status: int = 422) -> HttpResponse:
    return show(
        request,
        "sign_in",
        status if problem else 200,
        problems=[Problem("name", problem)] if problem else [],
        name=request.POST.get("name", ""),
        after=_next(request),
        carried=request.POST.get(CARRIED, ""),
    )


def _next(request: HttpRequest) -> str:
    """Where to go on to: a page of this service and nowhere else."""
    asked = request.POST.get(AFTER) or request.GET.get(AFTER) or ""
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if safe else "/"


def _visit(request: HttpRequest, practitioner: int | None) -> Visit:
    return Visit(practitioner, None, request.META.get("REMOTE_ADDR") or None, request_id.get())
