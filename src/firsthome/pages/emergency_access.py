"""Opening a record in an emergency: which one, the reason, and what will happen, on one page.

Whoever does not have the reference gives the mother’s name and birthday with the reason, in the same step: there is no
search that could be made without declaring an emergency.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from pydantic import BaseModel, ConfigDict

from firsthome.access.directory import leads
from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader
from firsthome.access.sign_in_tables import Try
from firsthome.access.tries import TRIES, count_try, too_many
from firsthome.audit.looks import TRIED_IN_EMERGENCY, record_look
from firsthome.kinds.entry import Line, Words, ask
from firsthome.kit.form_fields import Wrong
from firsthome.kit.forms import Form, Problem
from firsthome.pages.frame import show
from firsthome.pages.gate import page, visit_of
from firsthome.record.emergency import EmergencyReason, open_in_emergency
from firsthome.record.emergency_search import NOTHING_OPENED, is_called, open_by_name
from firsthome.record.errors import NotThere
from firsthome.record.open import REFERENCE

SEARCH, SEARCHED_TOO_OFTEN = "emergency_search", "emergency_search_too_often"
TOO_OFTEN = (
    "Nothing was looked for: you have looked by name {times} times within the last hour. "
    "Ring {whom}: they can find the record with you. If somebody is in danger, call 999"
)


class InEmergency(BaseModel):
    """Which record, and why it cannot wait."""

    model_config = ConfigDict(frozen=True)

    reference: Line = ask(
        "What is the reference of the record?",
        "Four letters or numbers, a dash, and four more.",
        default="",
    )
    name: Line = ask(
        "Or, if you do not have it: what is the mother’s name?",
        "First name and family name, as they would be recorded.",
        default="",
    )
    born: date | None = ask("And when was she born?", default=None)
    reason: EmergencyReason = ask(
        "Why can it not wait until somebody lets you in?", missing="Choose why it cannot wait"
    )
    words: Words = ask(
        "Say more about it",
        "What has happened, and what you need to know. Those who review it read this.",
        missing="Write what has happened, and what you need to know",
    )

    def left_open(self) -> Iterator[tuple[str, str]]:
        """What is needed to know which record is meant: the field, and what to do."""
        if self.reference:
            return
        if not self.name and not self.born:
            yield "reference", "Enter the reference, or the mother’s name and birthday"
        elif not is_called(self.name, self.name):
            yield "name", "Enter her first name and her family name"
        elif self.born is None:
            yield "born", "Enter the day on which she was born"


@page(Permission.OPEN_IN_EMERGENCY)
def emergency_access(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Ask which record and why; then open it."""
    form = Form(InEmergency, choices={})
    problems: list[Problem] = []
    if request.method == "POST" and (answers := _take(form, request)):
        answer = (
            _by_reference(request, reader, answers)
            if answers.reference
            else _by_name(request, reader, answers)
        )
        if isinstance(answer, HttpResponse):
            return answer
        problems = [answer]
    return show(
        request,
        "emergency_access",
        200 if request.method != "POST" else 422,
        questions=form.drawn(),
        problems=form.problems or problems,
    )


def _take(form: Form[InEmergency], request: HttpRequest) -> InEmergency | None:
    answers = form.take(request.POST)
    for field, words in answers.left_open() if answers else ():
        form.wrong[field] = Wrong(words)
    return None if form.wrong else answers


def _by_reference(request: HttpRequest, reader: Reader, answers: InEmergency) -> HttpResponse | Problem:
    """The record; or word that there is none, and the attempt written down for those who ask who looked at it."""
    reference = answers.reference.strip().upper()
    try:
        open_in_emergency(reference, answers.reason, answers.words, reader)
    except NotThere as problem:
        tried = reference if REFERENCE.fullmatch(reference) else "no reference"
        record_look(visit_of(request), f"{TRIED_IN_EMERGENCY}{tried}", None, denied=True)
        return Problem("reference", str(problem))
    return redirect("record", reference=reference)


def _by_name(request: HttpRequest, reader: Reader, answers: InEmergency) -> HttpResponse | Problem:
    """The one record that fits; of a restricted one, whom to ring. Finding nothing is a look, too.

    Each search counts, whatever it found: whoever makes many is sent to their safeguarding lead.
    """
    assert answers.born, "asked for with the name"
    if too_many(reader.practitioner, Try.EMERGENCY_SEARCH):
        record_look(visit_of(request), SEARCHED_TOO_OFTEN, None, denied=True)
        return Problem("name", TOO_OFTEN.format(times=TRIES[Try.EMERGENCY_SEARCH], whom=_their_lead(reader)))
    count_try(reader.practitioner, Try.EMERGENCY_SEARCH)
    looked = open_by_name(answers.name, answers.born, answers.reason, answers.words, reader)
    record_look(visit_of(request), SEARCH, looked.record, denied=not looked.reference)
    if looked.reference:
        return redirect("record", reference=looked.reference)
    if looked.record:
        return show(request, "emergency_restricted", ring=looked.ring)
    return Problem("name", NOTHING_OPENED)


def _their_lead(reader: Reader) -> str:
    """«your safeguarding lead, Ann Lead»; without a name where the agency has none today."""
    named = [one.name for one in leads(reader.partnership) if one.agency == reader.agency_name]
    return ", ".join(["your safeguarding lead", *named[:1]])
