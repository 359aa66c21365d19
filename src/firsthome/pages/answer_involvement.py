"""Answering somebody who asks to be involved: involve them, or not and why; and whether they are told at all.

Being told «no» tells them that there is a record, so that is decided by whoever answers. Source: feature row 29.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from pydantic import BaseModel, ConfigDict

from firsthome.access.permissions import Permission
from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Words, ask
from firsthome.kinds.involvement import Involvement
from firsthome.kit.addresses import address
from firsthome.kit.dates import say_day
from firsthome.kit.form_fields import Wrong
from firsthome.kit.forms import Form, Problem
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.record.errors import NotThere
from firsthome.record.involvement_requests import asked_of, do_not_involve

NOT_NOW = "You were not involved."


class Answer(Choice):
    """What whoever answers decides."""

    INVOLVE = "involve", "Involve them: I say next how much they need"
    NOT = "not", "Do not involve them"


class Told(Choice):
    """Whether whoever asked hears of it."""

    YES = "yes", "Yes: they learn that there is a record, and read the words below"
    NO = "no", "No: they hear nothing"


class Answering(BaseModel):
    """The answer, why, and what of it they read."""

    model_config = ConfigDict(frozen=True)

    answer: Answer = ask("What do you answer?", missing="Choose what you answer")
    why_not: Words = ask(
        "If not: why?", "It is kept for those with full access. They do not read it.", default=""
    )
    told: Told | None = ask("If not: are they told?", default=None)
    words: Words = ask("If they are told: what do they read?", "Nothing about the family.", default="")


@record_page(Permission.INVOLVE_OTHERS)
def answer_involvement(request: HttpRequest, page: RecordPage, asked: UUID) -> HttpResponse:
    """Who asks, why and by when; then the form to involve them, or the reason why not."""
    found = asked_of(page.found.id, asked)
    if found is None:
        raise Http404
    form, problems = Form(Answering, choices={}), list[Problem]()
    if request.method == "POST" and (said := _take(form, request)):
        if said.answer is Answer.INVOLVE:
            there = address("add_entry", reference=page.found.reference, kind=Involvement.kind)
            return redirect(f"{there}?asked={asked}")
        told = " ".join(filter(None, [NOT_NOW, said.words])) if said.told is Told.YES else ""
        try:
            do_not_involve(page.found.id, asked, said.why_not, told, page.reader)
        except NotThere as problem:
            problems = [Problem("", str(problem))]
        else:
            messages.success(request, "Your answer is kept")
            return redirect("requests")
    return show(
        request,
        "answer_involvement",
        422 if request.method == "POST" else 200,
        page=page,
        found=found,
        due=say_day(found.due),
        late=found.due < page.today,
        drawn=form.drawn(),
        problems=problems + form.problems,
    )


def _take(form: Form[Answering], request: HttpRequest) -> Answering | None:
    """The answer; None if the form says what to do first."""
    said = form.take(request.POST)
    if said and said.answer is Answer.NOT:
        if not said.why_not:
            form.wrong["why_not"] = Wrong("Write why they are not involved")
        if said.told is None:
            form.wrong["told"] = Wrong("Choose whether they are told")
    return None if form.wrong else said
