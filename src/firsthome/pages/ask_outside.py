"""Asking somebody who has no account, and what they said: it waits here until it is accepted or given back.

Source: feature row 38; safety rule 2 (nothing about the family goes into a link, a question or an e-mail).
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from pydantic import BaseModel, ConfigDict
from uuid_utils.compat import uuid7

from firsthome.access.permissions import Permission
from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, How, Line, Source, Words, ask
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.when import When
from firsthome.kit.addresses import address
from firsthome.kit.form_fields import Wrong
from firsthome.kit.forms import Form, Problem
from firsthome.pages.about_law import NO_ADVICE, NO_ORDER, READ, about_law
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.unsent import uuid_in
from firsthome.record.errors import NotAllowed, NotThere
from firsthome.record.outside_answers import (
    OutsideAnswer,
    accept,
    ask_for_words,
    give_back,
    outside_answer_of,
    outside_answers_of,
)
from firsthome.record.sign import signed

SENT_BEFORE = (
    "This was asked a moment ago. Its link and its code were shown then: ask again if you have not kept them."
)
ACCEPTING = {
    NO_ADVICE: "This reads as legal advice, which is never kept here: give it back, and ask again without it. If it is "
    "something else, accept it again",
    NO_ORDER: "Before the birth no court can make an order about this baby. If this says that one will be asked for, "
    "give it back. If it is about somebody else, accept it again",
}
"""What is asked once before such words are accepted."""


class HowLong(Choice):
    """For how long a link can be used."""

    THREE = "3", "3 days"
    WEEK = "7", "A week"
    FORTNIGHT = "14", "Two weeks"


class Asking(BaseModel):
    """Whom, what, and for how long."""

    model_config = ConfigDict(frozen=True)

    of_whom: Line = ask(
        "Whom do you ask?",
        "Name and where they work. Ring them first, on a number that you looked up yourself.",
        missing="Write whom you ask",
    )
    question: Words = ask(
        "What do you ask them?",
        "No names and no addresses: say on the telephone whom it is about.",
        missing="Write what you ask",
    )
    days: HowLong = ask("For how long can they answer?", default=HowLong.WEEK)


class Decided(Choice):
    """What becomes of what somebody said."""

    ACCEPT = "accept", "Accept it: it goes on the record as told to me"
    BACK = "back", "Give it back: it does not go on the record"


class Deciding(BaseModel):
    """Accept or give back, and why."""

    model_config = ConfigDict(frozen=True)

    decided: Decided = ask("What do you decide?", missing="Choose what you decide")
    why_not: Words = ask("If you give it back: why?", "For your agency. They do not read it.", default="")


@record_page(Permission.ASK_INFORMATION)
def ask_outside(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """What this agency asked so far, and asking. Link and code are shown once, straight after."""
    form, problems = Form(Asking, choices={}), list[Problem]()
    if request.method == "POST" and (said := form.take(request.POST)):
        asked = uuid_in(request.POST, "entry") or uuid7()
        made = ask_for_words(page.found.id, asked, said.of_whom, said.question, int(said.days), page.reader)
        if made:
            link = request.build_absolute_uri(address("answer_by_link", link=made.link))
            code = f"{made.code[:4]} {made.code[4:]}"
            return show(request, "outside_asked", page=page, of_whom=said.of_whom, link=link, code=code)
        problems = [Problem("", SENT_BEFORE)]
    asked_before = outside_answers_of(page.found.id)
    page.also_named |= {one.asked_by for one in asked_before}
    return show(
        request,
        "ask_outside",
        422 if request.method == "POST" else 200,
        page=page,
        asked=[(one, page.names.practitioner(one.asked_by), _stands(one)) for one in asked_before],
        drawn=form.drawn(),
        problems=problems + form.problems,
        sent=uuid7(),
    )


def _stands(one: OutsideAnswer) -> str:
    if one.entry:
        return "Accepted"
    if one.settled_at:
        return "Given back"
    if one.said_at:
        return "Answered: read it"
    return "Not answered, and the link has ended" if one.dead else "Not answered yet"


@record_page(Permission.ASK_INFORMATION)
def outside_answer(request: HttpRequest, page: RecordPage, outside: UUID) -> HttpResponse:
    """One answer: read it, then accept it or give it back."""
    found = outside_answer_of(page.found.id, outside)
    if found is None:
        raise Http404
    form, problems = Form(Deciding, choices={}), list[Problem]()
    if request.method == "POST" and (said := _take(form, request, page, found)):
        try:
            return _decide(request, page, found, said)
        except (NotThere, NotAllowed) as problem:
            problems = [Problem("", str(problem))]
    return show(
        request,
        "outside_answer",
        422 if request.method == "POST" else 200,
        page=page,
        found=found,
        stands=_stands(found),
        about_law=READ if str(form.wrong.get("decided")) in ACCEPTING.values() else "",
        drawn=form.drawn(),
        problems=problems + form.problems,
    )


def _decide(request: HttpRequest, page: RecordPage, found: OutsideAnswer, said: Deciding) -> HttpResponse:
    if said.decided is Decided.BACK:
        give_back(page.found.id, found.id, said.why_not, page.reader)
        messages.success(request, "It is kept here, and does not go on the record")
        return redirect("ask_outside", reference=page.found.reference)
    entry = _as_told(page, found)
    accept(page.found.id, found.id, entry, page.reader)
    messages.success(request, "It is on the record", extra_tags=str(entry.id))
    return redirect("record", reference=page.found.reference)


def _as_told(page: RecordPage, found: OutsideAnswer) -> Entry:
    """What somebody told whoever signs this. It is what they said, and no more a fact than that."""
    if found.said_at is None:
        raise NotThere("They have not answered yet.")
    mother = page.family.mother
    return signed(
        Event(type=EventType.INFORMATION, account=found.said),
        page.reader,
        happened=When.on(timezone.localdate(found.said_at)),
        source=Source(how=How.SAID, by=f"{found.said_by} (asked: {found.of_whom})"),
        about=(mother,) if mother else (),
    )


def _take(
    form: Form[Deciding], request: HttpRequest, page: RecordPage, found: OutsideAnswer
) -> Deciding | None:
    """The decision; None if the form says what to do first."""
    said = form.take(request.POST)
    if said and said.decided is Decided.BACK and not said.why_not:
        form.wrong["why_not"] = Wrong("Write why it does not go on the record")
    told = about_law(found.said, page) if said and said.decided is Decided.ACCEPT else ""
    if told and READ not in request.POST:
        form.wrong["decided"] = Wrong(ACCEPTING[told])
    return None if form.wrong else said
