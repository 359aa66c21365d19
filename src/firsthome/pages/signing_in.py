"""From a right password to being signed in: in between nobody is signed in, and nothing opens but the second step.

What is known by then stays in the session: who it is, where to go on to, and a sealed form that came too late. The
rules: whoever has a second step is asked for it; whoever has none and works for an agency that requires one sets one
up before anything else.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth import login
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from firsthome.access.models import Practitioner
from firsthome.access.passkeys import Place
from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader, announce, announce_practitioner, reader_of
from firsthome.access.second_step import agency_requires_it, second_steps_of
from firsthome.access.sessions import note_session
from firsthome.audit.looks import Visit, record_look
from firsthome.kit.requests import request_id
from firsthome.kit.sessions import STARTED
from firsthome.pages.gate import View, page
from firsthome.pages.time_out import CARRIED, brought_back, is_sealed
from firsthome.record.drafts import drop_old_drafts

BACKEND = "firsthome.access.signed_in.SignedInBackend"
HALF, NEXT = "half_signed_in", "next_after_signing_in"
LASTS = 10 * 60  # seconds
CHANGES_WITHIN = 15 * 60
"""How long after signing in somebody may change how they sign in: a browser left open must not be enough."""


@dataclass(frozen=True, slots=True)
class Half:
    """Somebody whose password was right, or for whom their agency vouches, and who is not signed in yet."""

    practitioner: Practitioner
    to_set_up: bool
    """They have no second step, and need one."""


def keep_for_later(request: HttpRequest, after: str, carried: str) -> None:
    """Where to go on to once somebody is signed in, and the sealed form that came too late."""
    request.session[NEXT] = after
    if is_sealed(carried):
        request.session[CARRIED] = carried


def carried_so_far(request: HttpRequest) -> str:
    """The sealed form that came too late, however often its author begins to sign in again."""
    return request.POST.get(CARRIED) or request.session.get(CARRIED, "")


def go_on(
    request: HttpRequest, practitioner: Practitioner, *, second_step_done: bool = False
) -> HttpResponse:
    """The next page for somebody whose password was right (or whose agency says who they are)."""
    announce_practitioner(practitioner.pk)
    to_set_up = not second_steps_of(practitioner.pk).any
    if second_step_done or (to_set_up and not agency_requires_it(practitioner.pk)):
        return redirect(finish(request, practitioner))
    request.session[HALF] = {"practitioner": practitioner.pk, "at": time.time(), "to_set_up": to_set_up}
    return redirect("add_app" if to_set_up else "second_step")


def half_signed_in(request: HttpRequest) -> Half | None:
    """Who is half-way through, announced; nobody after ten minutes."""
    kept = request.session.get(HALF)
    if kept is None or request.user.is_authenticated or time.time() - kept["at"] > LASTS:
        return None
    practitioner = Practitioner.objects.filter(pk=kept["practitioner"], is_active=True).first()
    if practitioner is None:
        return None
    announce_practitioner(practitioner.pk)
    return Half(practitioner, kept["to_set_up"])


def finish(request: HttpRequest, practitioner: Practitioner) -> str:
    """Sign somebody in; where to go on to: the form that came too late, if they are the one who typed it."""
    carried, after = request.session.pop(CARRIED, ""), request.session.pop(NEXT, "/")
    request.session.pop(HALF, None)
    login(request, practitioner, BACKEND)
    visit = visit_of_signing_in(request, practitioner.pk)
    record_look(visit, "sign_in", None)
    reader = reader_of(practitioner.pk)
    announce(reader)
    announce_practitioner(practitioner.pk)
    note_session(
        practitioner.pk,
        request.session.session_key or "",
        request.headers.get("User-Agent", ""),
        visit.address,
    )
    return (_typed_before(reader, carried) if reader else None) or after


def step_was_wrong(request: HttpRequest, practitioner: Practitioner) -> None:
    """It is written down, and counts like a wrong password towards the quarter of an hour's rest."""
    record_look(visit_of_signing_in(request, practitioner.pk), "second_step", None, denied=True)
    user_login_failed.send(
        sender=__name__, credentials={"username": practitioner.sign_in_name}, request=request
    )


def visit_of_signing_in(request: HttpRequest, practitioner: int | None) -> Visit:
    """Who comes, from where, before anybody is signed in."""
    return Visit(practitioner, None, request.META.get("REMOTE_ADDR") or None, request_id.get())


def page_of_this_service(request: HttpRequest, asked: str) -> str:
    """Where to go on to: a page of this service and nowhere else."""
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if ours and asked.startswith("/") and asked.isprintable() else "/"


def place_of(request: HttpRequest) -> Place:
    """Where the browser is, for passkeys."""
    host = request.get_host()
    return Place(host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host, _origin(request))


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _typed_before(reader: Reader, carried: str) -> str | None:
    drop_old_drafts(reader)
    return brought_back(carried, reader)


# --- pages on which somebody changes how they sign in


@dataclass(frozen=True, slots=True)
class Me:
    """Somebody at their own sign-in: signed in, or setting up the step that their agency requires."""

    practitioner: Practitioner
    half: Half | None
    may_change: bool
    """Not in a session that has been open for long."""


def own_sign_in(view: Callable[..., HttpResponse]) -> View:
    """A page about one's own sign-in; also for those who have to set up a second step before they are signed in."""

    @page(Permission.OWN_SIGN_IN)
    def signed_in(request: HttpRequest, reader: Reader, **parts: Any) -> HttpResponse:
        began = request.session.get(STARTED, 0)
        own = Practitioner.objects.get(pk=reader.practitioner)
        return view(request, Me(own, None, time.time() - began <= CHANGES_WITHIN), **parts)

    @wraps(view)
    def answer(request: HttpRequest, **parts: Any) -> HttpResponse:
        half = half_signed_in(request)
        if half is None or not half.to_set_up:
            return signed_in(request, **parts)
        record_look(visit_of_signing_in(request, half.practitioner.pk), view.__name__, None)
        return view(request, Me(half.practitioner, half, True), **parts)

    answer.permission = Permission.OWN_SIGN_IN  # type: ignore[attr-defined]
    return answer
