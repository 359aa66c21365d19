"""The second step of signing in: a code from the app, a recovery code, or a passkey."""

from __future__ import annotations

from axes.handlers.proxy import AxesProxyHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from firsthome.access.passkeys import ask, passkey_fits
from firsthome.access.second_step import code_fits, second_steps_of
from firsthome.kit.forms import Problem
from firsthome.pages.frame import show
from firsthome.pages.gate import public
from firsthome.pages.sign_in import locked_out
from firsthome.pages.signing_in import (
    Half,
    carried_so_far,
    finish,
    half_signed_in,
    place_of,
    step_was_wrong,
)

ASKED = "passkey_asked"
"""In the session: what the passkey is to sign."""
CODE_NEEDED = "Enter the code that your authenticator app shows, or a recovery code"
NOT_RIGHT = (
    "That code does not fit, or was used before: wait for the next one in your app, "
    "or enter a recovery code that you have not used"
)
PASSKEY_NOT_RIGHT = "That passkey was not accepted: try again, or use a code"


@public
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for it, and sign in with it. Without a right password before it there is nothing here."""
    half = half_signed_in(request)
    if half is None or half.to_set_up:
        return redirect("sign_in")
    if request.method != "POST":
        return _ask(request, half)
    who = {"username": half.practitioner.sign_in_name}
    if not AxesProxyHandler.is_allowed(request, who):
        return locked_out(request)
    answer, code = request.POST.get("passkey", ""), request.POST.get("code", "").strip()
    if not answer and not code:
        return _ask(request, half, CODE_NEEDED)
    if answer:
        asked = request.session.pop(ASKED, None)
        fits = bool(asked) and passkey_fits(place_of(request), half.practitioner.pk, asked, answer)
    else:
        fits = code_fits(half.practitioner.pk, code)
    if not fits:
        step_was_wrong(request, half.practitioner)
        return _ask(request, half, PASSKEY_NOT_RIGHT if answer else NOT_RIGHT)
    return redirect(finish(request, half.practitioner))


def _ask(request: HttpRequest, half: Half, problem: str = "") -> HttpResponse:
    place, options = place_of(request), ""
    steps = second_steps_of(half.practitioner.pk)
    if place.works and steps.passkeys:
        options, request.session[ASKED] = ask(place, half.practitioner.pk)
    return show(
        request,
        "second_step",
        422 if problem else 200,
        problems=[Problem("code", problem)] if problem else [],
        options=options,
        app=steps.app,
        carried=bool(carried_so_far(request)),
    )
