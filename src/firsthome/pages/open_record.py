"""Opening a record: first a search for the mother, then what is known, then a last look at the answers.

Everything that is typed goes from page to page inside the forms, so no name ever stands in an address.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from uuid_utils.compat import uuid7

from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader
from firsthome.kit.form_fields import Wrong
from firsthome.kit.forms import Form, Problem
from firsthome.pages.frame import show
from firsthome.pages.gate import page
from firsthome.pages.opening_entries import open_with
from firsthome.pages.opening_questions import OpeningQuestions, Sought, carried
from firsthome.pages.unsent import uuid_in
from firsthome.record.errors import SameIdOtherContent
from firsthome.record.known_mothers import known_mothers

OPENED_BEFORE = (
    "You opened this record a moment ago, with other answers. It is on your caseload: "
    "open it there and correct what has changed. What you wrote is still here."
)


@page(Permission.OPEN_RECORD)
def open_record(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The page that comes next: searching, asking, checking or opening."""
    match request.POST.get("step", "") if request.method == "POST" else "":
        case "search":
            return _search(request, reader)
        case "ask":
            return _ask(request)
        case "check":
            return _check(request)
        case "open":
            return _open(request, reader)
        case _:
            return show(request, "open_record", form=_sought(), problems=[], found=None, carry=[])


def _sought() -> Form[Sought]:
    return Form(Sought, choices={}, prefix="mother-")


def _search(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Records of the reader's own that may be hers; about any others nothing is said."""
    form = _sought()
    sought = form.take(request.POST)
    if sought and not sought.name and not sought.born:
        form.wrong["name"] = Wrong("Enter her name, a part of it, or her date of birth")
    if form.wrong or sought is None:
        return show(
            request, "open_record", 422, form=form, problems=form.problems, found=None, carry=carried(request.POST)
        )  # fmt: skip
    found = known_mothers(reader, sought.name, sought.born)
    return show(request, "open_record", form=form, problems=[], found=found, carry=carried(request.POST))


def _ask(request: HttpRequest) -> HttpResponse:
    """The questions, with what was typed so far."""
    questions = OpeningQuestions(request.POST)
    questions.as_typed()
    return _questions(request, questions, 200)


def _check(request: HttpRequest) -> HttpResponse:
    """The answers once more, before they are on record; or what to do first."""
    questions = OpeningQuestions(request.POST)
    if questions.take(timezone.localdate()) is None:
        return _questions(request, questions, 422)
    carry = carried(request.POST)
    return show(request, "check_opening", parts=questions.shown(), carry=carry, sent=_sent(request))


def _open(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Open it, once, and go to it."""
    today, questions = timezone.localdate(), OpeningQuestions(request.POST)
    answers = questions.take(today)
    if answers is None:
        return _questions(request, questions, 422)
    try:
        reference = open_with(answers, _sent(request), reader, today)
    except SameIdOtherContent:
        return _questions(request, questions, 409, Problem("", OPENED_BEFORE))
    messages.success(request, "Record opened")
    return redirect("record", reference=reference)


def _questions(
    request: HttpRequest, questions: OpeningQuestions, status: int, *more: Problem
) -> HttpResponse:
    """The form; where early help was not agreed to, with what can be done instead."""
    opening = questions.said.get("opening-") if status == 422 else None
    return show(
        request,
        "ask_opening",
        status,
        parts=questions.parts(),
        problems=[*more, *questions.problems],
        sent=_sent(request),
        not_agreed=bool(opening and not opening.may_be_shared),
    )


def _sent(request: HttpRequest) -> UUID:
    """The id that the form carries from its first page on."""
    return uuid_in(request.POST, "record") or uuid7()
