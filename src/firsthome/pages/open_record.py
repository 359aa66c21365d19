"""Opening a record: first a search for the mother, then what is known, then a last look at the answers.

Everything that is typed goes from page to page inside the forms, so no name ever stands in an address. Until the
record is open it is also kept as its author's own draft, under the id that the form carries.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from uuid_utils.compat import uuid7

from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader
from firsthome.kit.forms import Form, Problem
from firsthome.pages.frame import show
from firsthome.pages.gate import page
from firsthome.pages.level_names import levels_offered
from firsthome.pages.opening_entries import open_with
from firsthome.pages.opening_questions import OpeningQuestions, carried
from firsthome.pages.seeking import Seeking, seek, seeking
from firsthome.pages.time_out import author_of_form
from firsthome.pages.unsent import (
    as_sent,
    keep,
    name_of_opening,
    opening,
    openings_kept_for,
    uuid_in,
    when_kept,
)
from firsthome.record.drafts import Unsent, drop_draft
from firsthome.record.errors import SameIdOtherContent

OPENED_BEFORE = (
    "You opened this record a moment ago, with other answers. It is on your caseload: "
    "open it there and correct what has changed. What you wrote is still here."
)


SEARCHED = "searched"
"""Names the draft that a search came back from after a time-out; once it is made, nothing of it waits."""


@page(Permission.OPEN_RECORD)
def open_record(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The page that comes next: searching, asking, checking or opening."""
    match request.POST.get("step", "") if request.method == "POST" else "":
        case "search":
            return _search(request, reader)
        case "ask":
            return _ask(request, reader, request.POST)
        case "check":
            return _check(request, reader)
        case "open":
            return _open(request, reader)
        case _:
            return _begin(request, reader)


def _begin(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The search; or the page that its reader left, where they ask to go on with it."""
    asked, waiting = uuid_in(request.GET, "draft"), openings_kept_for(reader)
    kept = next((one for one in waiting if asked and one.name == name_of_opening(asked)), None)
    typed = as_sent(kept.typed if kept else {})
    if kept and typed.get("step") != "search":
        return _ask(request, reader, typed, kept)
    form = _sought()
    form.show_again(typed)
    left = [(opening(one.name), when_kept(one.saved_at)) for one in waiting if one is not kept]
    searched = kept.name if kept else ""
    return _show(request, reader, "open_record", typed, form=form, problems=[], left=left, searched=searched)


def _sought() -> Form[Seeking]:
    return seeking("mother-", name="What is she called?", born="When was she born?")


def _search(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Who may be her, of those whom the reader may know of; about any others nothing is said."""
    form, posted = _sought(), request.POST
    found = seek(request, reader, form, posted)
    if found is None:
        return _show(request, reader, "open_record", posted, 422, form=form, problems=form.problems)
    drop_draft(reader, posted.get(SEARCHED, ""))
    return _show(request, reader, "open_record", posted, form=form, problems=[], found=found)


def _ask(request: HttpRequest, reader: Reader, typed: QueryDict, kept: Unsent | None = None) -> HttpResponse:
    """The questions, with what was typed so far."""
    questions = _asked_of(reader, typed)
    questions.as_typed()
    return _questions(request, reader, questions, 200, kept=kept)


def _check(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The answers once more, before they are on record; or what to do first. Either way they are kept."""
    posted = request.POST
    keep(reader, name_of_opening(_sent(posted)), posted, None)
    questions = _asked_of(reader, posted)
    if questions.take(timezone.localdate()) is None:
        return _questions(request, reader, questions, 422)
    return _show(request, reader, "check_opening", posted, parts=questions.shown())


def _open(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Open it, once, and go to it: then nothing of it waits any more."""
    today, questions, sent = timezone.localdate(), _asked_of(reader, request.POST), _sent(request.POST)
    answers = questions.take(today)
    if answers is None:
        return _questions(request, reader, questions, 422)
    try:
        reference = open_with(answers, sent, reader, today)
    except SameIdOtherContent:
        return _questions(request, reader, questions, 409, Problem("", OPENED_BEFORE))
    drop_draft(reader, name_of_opening(sent))
    messages.success(request, "Record opened")
    return redirect("record", reference=reference)


def _asked_of(reader: Reader, typed: QueryDict) -> OpeningQuestions:
    return OpeningQuestions(typed, levels_offered(reader, timezone.localdate()))


def _questions(
    request: HttpRequest,
    reader: Reader,
    questions: OpeningQuestions,
    status: int,
    *more: Problem,
    kept: Unsent | None = None,
) -> HttpResponse:
    """The form; where early help was not agreed to, with what can be done instead."""
    said = questions.said.get("opening-") if status == 422 else None
    return _show(
        request,
        reader,
        "ask_opening",
        questions.posted,
        status,
        parts=questions.parts(),
        problems=[*more, *questions.problems],
        not_agreed=bool(said and not said.may_be_shared),
        kept=kept,
        kept_at=when_kept(kept.saved_at) if kept else "",
    )


def _show(
    request: HttpRequest,
    reader: Reader,
    template: str,
    typed: QueryDict,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page of the opening, with what every one of them carries on: the answers, the id, and who types."""
    around: dict[str, Any] = {"found": None, "left": [], "searched": ""}
    around |= {"carry": carried(typed), "sent": _sent(typed), "author": author_of_form(reader)}
    return show(request, template, status, **(around | context))


def _sent(typed: QueryDict) -> UUID:
    """The id that the form carries from the questions on; each search that leads to them begins anew."""
    return uuid_in(typed, "record") or uuid7()
