"""What people see when something cannot be done: why, what to do, and everything they typed.

The pages for a failing database or program need neither database nor session.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from firsthome.access.permissions import Permission, role_may
from firsthome.access.single_sign_on import any_service
from firsthome.pages.frame import reader_of_page, show, show_alone
from firsthome.pages.kept import kept_from
from firsthome.pages.refused import kept_as_draft
from firsthome.pages.time_out import carried_by, typed_by_somebody_else

_DRAIN = 64 * 1024 * 1024
SEND_AGAIN = (
    "Nothing was saved. What you wrote is below: check it and send it again. "
    "It is kept only once, however often you send it."
)
STILL_THERE = "Nothing was saved. Go back in your browser: what you wrote is still there."
SHORTEN = (
    "Shorten it: each box takes 50,000 characters at most, about 20 pages. "
    "Split a longer text into several entries."
)
WITHOUT_FILES = (
    "First Home keeps no files. Write what the document says, who it is from and where it can be read."
)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same words for what does not exist and for what the reader may not know of."""
    reader = reader_of_page(request)
    return show(
        request,
        "problem",
        404,
        heading="There is no such page",
        say=[
            "Check the address. If you typed a reference, check its letters and numbers.",
            "If you expected to see a record here, your agency may not be involved, or not any more. "
            "Ask the lead professional or your agency’s safeguarding lead.",
        ],
        emergency=reader is not None and role_may(reader.role, Permission.OPEN_IN_EMERGENCY),
        kept=kept_from(request),
        waiting=kept_as_draft(request),
    )


def not_allowed(request: HttpRequest, why: str) -> HttpResponse:
    """403: you may know of this, but not do it."""
    return show(
        request,
        "problem",
        403,
        heading="You cannot do this",
        say=[why],
        kept=kept_from(request),
        waiting=kept_as_draft(request),
    )


def no_membership(request: HttpRequest) -> HttpResponse:
    """403: signed in, but working for no agency here."""
    return show(
        request,
        "problem",
        403,
        heading="You are not listed with an agency",
        say=[
            "Your sign-in works, but no agency of this partnership lists you as working for it today.",
            "Ask your agency’s safeguarding lead to add you.",
        ],
        kept=kept_from(request),
    )


def signed_out(request: HttpRequest) -> HttpResponse:
    """403 for a form that was sent after the sign-in had ended; nothing typed is lost."""
    if carried := carried_by(request):
        around = {"name": "", "after": "", "carried": carried, "own_accounts": any_service()}
        return show(request, "sign_in", 403, problems=[], **around)
    return show(
        request,
        "problem",
        403,
        heading="You were signed out",
        say=[
            "Nothing was saved yet. Sign in again in a new tab, then come back to this page and send what you wrote."
        ],
        kept=kept_from(request),
        sign_in=True,
    )


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form drawn before the last sign-in, or sent from somewhere else.

    Where somebody else has signed in since, its text is shown to nobody but the person who typed it.
    """
    if typed_by_somebody_else(request):
        return signed_out(request)
    kept = kept_from(request)
    say = (
        SEND_AGAIN
        if kept
        else "Nothing was saved. Go back, open the page again and send the form from there."
    )
    return show_alone(
        request, "problem", 403, heading="This form had been open for too long", say=[say], kept=kept
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for what no page of ours sends, files among it; 413 for more than any form can mean."""
    if isinstance(exception, RequestDataTooBig):
        status, heading, say = 413, "This is too long to send", [STILL_THERE, SHORTEN]
    elif isinstance(exception, TooManyFilesSent):
        status, heading, say = 400, "Files cannot be added", [STILL_THERE, WITHOUT_FILES]
    else:
        return show_alone(
            request,
            "problem",
            400,
            heading="This cannot be read",
            say=["Go back, and open the page again."],
            kept=None,
        )
    _read_to_the_end(request)
    return show_alone(request, "problem", status, heading=heading, say=say, kept=None)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 where the database cannot be reached, 500 for our own mistakes; with everything that was typed."""
    kept = kept_from(request)
    if _database_is_away(sys.exc_info()[1]):
        heading = (
            "Nothing was saved: the database cannot be reached" if kept else "The database cannot be reached"
        )
        say = (
            ["Wait a minute.", SEND_AGAIN]
            if kept
            else ["Wait a minute, then open the page again. Nothing is lost."]
        )
        response = show_alone(request, "problem", 503, heading=heading, say=say, kept=kept)
        response["Retry-After"] = "30"
        return response
    say = [SEND_AGAIN] if kept else ["Open the page again."]
    say += [
        "If it happens again, tell whoever looks after First Home at your agency when, and on which page."
    ]
    return show_alone(request, "problem", 500, heading="Something went wrong here", say=say, kept=kept)


def _database_is_away(error: BaseException | None) -> bool:
    return any(isinstance(one, OperationalError | InterfaceError) for one in _with_causes(error))


def _with_causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _read_to_the_end(request: HttpRequest) -> None:
    """Take in what is still being sent: a browser shows no answer that comes before it has finished."""
    left = _DRAIN
    while left > 0 and (part := request.read(64 * 1024)):
        left -= len(part)
