"""Asking an agency that is involved for what it knows: what, what for, by when, and who may see that it was asked.

Source: feature row 29; domain facts, hazard 17 (as little as will do).
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from pydantic import BaseModel, ConfigDict
from uuid_utils.compat import uuid7

from firsthome.access.permissions import Permission
from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Audience, Entry, ask
from firsthome.kinds.requests import InformationRequest
from firsthome.kit.form_fields import Option, Wrong
from firsthome.kit.forms import Form, Problem
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.time_out import author_of_form
from firsthome.pages.unsent import as_sent, form_to_add, kept_for, uuid_in
from firsthome.reading.requests import may_be_asked
from firsthome.record.append import append
from firsthome.record.drafts import drop_draft
from firsthome.record.errors import NotThere, SameIdOtherContent
from firsthome.record.sign import signed

SENT_BEFORE = "You sent this a moment ago, with other answers. What you wrote first is on the record."


class Between(Choice):
    """Who may see what one agency asks another, or answers it."""

    EVERYONE = "everyone", "Everyone with full access, and the other agency"
    TWO = "two", "Only your agency and the other one"

    def audience(self, own: int, other: int) -> Audience:
        """As an entry keeps it."""
        if self is Between.EVERYONE:
            return Audience(agencies=(other,))
        return Audience(everyone=False, agencies=(own, other))


class WhoSees(BaseModel):
    """The one question that requests and answers both ask besides what they say."""

    model_config = ConfigDict(frozen=True)

    seen_by: Between = ask(
        "Who may see this?",
        "Choose the two agencies only, if others should not learn that it is talked about.",
        default=Between.EVERYONE,
    )


@record_page(Permission.ASK_INFORMATION)
def ask_information(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Ask; from then on it waits for both sides until it is answered."""
    asked = request.GET.get("draft", "")
    name = form_to_add(page.found.reference, InformationRequest.kind)
    kept = kept_for(page.reader, page.found.reference, [name], asked) if asked else None
    typed = request.POST if request.method == "POST" else as_sent(kept.typed if kept else {})
    sent, problems = uuid_in(typed, "entry") or uuid7(), list[Problem]()
    offered = _agencies(page)
    form, sees = Form(InformationRequest, choices={"agency": offered}), Form(WhoSees, choices={})
    if kept and request.method != "POST":
        form.show_again(typed)
        sees.show_again(typed)
    if request.method == "POST" and (entry := _take(form, sees, request, page)):
        try:
            append(page.found.id, entry, page.reader)
        except SameIdOtherContent:
            problems = [Problem("", SENT_BEFORE)]
        except NotThere as problem:
            problems = [Problem("", str(problem))]
        else:
            drop_draft(page.reader, f"{name}#{sent}")
            messages.success(request, "Your request is on the record", extra_tags=str(sent))
            return redirect("record", reference=page.found.reference)
    problems += form.problems + sees.problems
    return show(
        request, "ask_information", 422 if request.method == "POST" else 200, page=page,
        drawn=[*form.drawn(), *sees.drawn()] if offered else [], problems=problems, sent=sent,
        kind=InformationRequest.kind, author=author_of_form(page.reader),
    )  # fmt: skip


def _agencies(page: RecordPage) -> list[Option]:
    able = may_be_asked(page.record, page.reader.agency, page.today)
    named = sorted((page.names.agency(one), one) for one in able)
    return [Option(str(one), name, one) for name, one in named]


def _take(
    form: Form[InformationRequest], sees: Form[WhoSees], request: HttpRequest, page: RecordPage
) -> Entry | None:
    """The entry, ready to be added; None if a form says what to do first."""
    said, seen = form.take(request.POST), sees.take(request.POST)
    if said and said.due < page.today:
        form.wrong["due"] = Wrong("Enter a day from today on")
        return None
    if said is None or seen is None:
        return None
    audience = seen.seen_by.audience(page.reader.agency, said.agency)
    return signed(said, page.reader, uuid_in(request.POST, "entry"), audience=audience)
