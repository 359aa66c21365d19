"""Your sign-in: how somebody signs in, where they are signed in, and changing both."""

from __future__ import annotations

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST
from markupsafe import Markup

from firsthome.access.passkeys import ask_for_new, keep_new
from firsthome.access.permissions import Permission, role_may
from firsthome.access.second_step import (
    address_for_app,
    agency_requires_it,
    drop_app,
    drop_passkey,
    drop_recovery_codes,
    keep_app,
    new_recovery_codes,
    new_secret,
    second_steps_of,
)
from firsthome.access.sessions import end_other_sessions, sessions_of
from firsthome.kit.forms import Problem
from firsthome.kit.sealing import CannotBeOpened, seal, unseal
from firsthome.pages.frame import reader_of_page, show
from firsthome.pages.signing_in import Me, finish, own_sign_in, place_of

OFFERED, MAKING = "app_offered", "passkey_making"
"""In the session: the secret that was shown, sealed, and what the new passkey is to answer."""
CODE_WRONG = "That code does not fit: enter the 6 numbers that the app shows now"
NAME_NEEDED = "Enter a name for the passkey, such as “work phone”"
NOT_MADE = "The passkey could not be added: try again"
SIGN_IN_AGAIN = "To change how you sign in, sign in again first"
NEEDS_ONE = "Your agency requires a second step: add another one first, then remove this one"


@own_sign_in
def your_sign_in(request: HttpRequest, me: Me) -> HttpResponse:
    """What is set up, and where one is signed in."""
    return redirect("add_app") if me.half else _overview(request, me)


def _overview(request: HttpRequest, me: Me, problem: str = "") -> HttpResponse:
    pk, reader = me.practitioner.pk, reader_of_page(request)
    return show(
        request,
        "your_sign_in",
        422 if problem else 200,
        problems=[Problem("second-steps", problem)] if problem else [],
        me=me,
        steps=second_steps_of(pk),
        required=agency_requires_it(pk),
        sessions=sessions_of(pk, request.session.session_key),
        passkeys_work=place_of(request).works,
        digest=reader is not None and role_may(reader.role, Permission.OWN_DIGEST),
    )


@own_sign_in
def add_app(request: HttpRequest, me: Me) -> HttpResponse:
    """Show the picture to scan, and take the first code as proof that it was."""
    if not me.may_change:
        return _sign_in_again(request)
    if request.method != "POST":
        request.session[OFFERED] = seal(new_secret(), OFFERED)
        return _offer_app(request, me)
    secret = _offered(request)
    if not secret:
        return redirect("add_app")
    if not keep_app(me.practitioner.pk, secret, request.POST.get("code", "")):
        return _offer_app(request, me, CODE_WRONG)
    del request.session[OFFERED]
    return _added(request, me, "Your authenticator app is added")


@own_sign_in
def add_passkey(request: HttpRequest, me: Me) -> HttpResponse:
    """Ask the browser for a new passkey, and give it a name."""
    if not me.may_change:
        return _sign_in_again(request)
    if request.method != "POST":
        return _offer_passkey(request, me)
    name, made = request.POST.get("name", "").strip(), request.session.pop(MAKING, None)
    if not name:
        return _offer_passkey(request, me, NAME_NEEDED)
    answer = request.POST.get("passkey", "")
    if not made or not keep_new(place_of(request), me.practitioner.pk, made, answer, name):
        return _offer_passkey(request, me, NOT_MADE)
    return _added(request, me, "Your passkey is added")


@own_sign_in
@require_POST
def recovery_codes(request: HttpRequest, me: Me) -> HttpResponse:
    """New codes in place of the earlier ones, shown this once."""
    if not me.may_change or me.half or not second_steps_of(me.practitioner.pk).any:
        return _sign_in_again(request)
    return _show_codes(request, me, "/")


@own_sign_in
@require_POST
def remove_second_step(request: HttpRequest, me: Me) -> HttpResponse:
    """The app or one passkey counts no more; the last one stays where the agency requires one."""
    pk, which = me.practitioner.pk, request.POST.get("which", "")
    if not me.may_change or me.half:
        return _sign_in_again(request)
    steps = second_steps_of(pk)
    if agency_requires_it(pk) and steps.app + len(steps.passkeys) < 2:
        return _overview(request, me, NEEDS_ONE)
    if drop_passkey(pk, int(which)) if which.isdecimal() else drop_app(pk):
        messages.success(request, "It is removed")
    if not second_steps_of(pk).any:
        drop_recovery_codes(pk)
    return redirect("your_sign_in")


@own_sign_in
@require_POST
def end_sessions(request: HttpRequest, me: Me) -> HttpResponse:
    """Sign out everywhere else."""
    end_other_sessions(me.practitioner.pk, request.session.session_key)
    messages.success(request, "You are signed out everywhere else")
    return redirect("your_sign_in")


def _added(request: HttpRequest, me: Me, what: str) -> HttpResponse:
    """With the first second step come recovery codes; whoever had to set it up is signed in by it."""
    after = finish(request, me.practitioner) if me.half else "/your-sign-in"
    if second_steps_of(me.practitioner.pk).codes_left:
        messages.success(request, what)
        return redirect(after)
    return _show_codes(request, me, after)


def _show_codes(request: HttpRequest, me: Me, after: str) -> HttpResponse:
    codes = new_recovery_codes(me.practitioner.pk)
    return show(request, "recovery_codes", codes=codes, after=after)


def _offer_app(request: HttpRequest, me: Me, problem: str = "") -> HttpResponse:
    secret = _offered(request)
    return show(
        request,
        "add_app",
        422 if problem else 200,
        problems=[Problem("code", problem)] if problem else [],
        picture=_picture(address_for_app(secret, me.practitioner.sign_in_name)),
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        half=me.half,
        passkeys_work=place_of(request).works,
    )


def _offer_passkey(request: HttpRequest, me: Me, problem: str = "") -> HttpResponse:
    place, options = place_of(request), ""
    if place.works:
        who = me.practitioner
        options, request.session[MAKING] = ask_for_new(place, who.pk, who.sign_in_name, who.name)
    return show(
        request,
        "add_passkey",
        422 if problem else 200,
        problems=[Problem("name", problem)] if problem else [],
        options=options,
        name=request.POST.get("name", ""),
    )


def _offered(request: HttpRequest) -> str:
    try:
        return unseal(request.session.get(OFFERED, ""), OFFERED)
    except CannotBeOpened:
        return ""


def _sign_in_again(request: HttpRequest) -> HttpResponse:
    return show(request, "sign_in_again", 403, say=SIGN_IN_AGAIN)


def _picture(text: str) -> Markup:
    """A QR code, made here: the secret goes to no other service."""
    drawn = segno.make(text, error="m").svg_inline(
        scale=5, border=4, light="#fff", lineclass=None, title="Picture to scan with your authenticator app"
    )
    return Markup(drawn)  # nosec B704 # noqa: S704 # nosemgrep: markup-is-drawn-by-us  only squares and our own title
