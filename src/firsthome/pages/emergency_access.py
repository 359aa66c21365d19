"""Opening a record in an emergency: its reference, the reason, and what will happen, on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from pydantic import BaseModel, ConfigDict

from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader
from firsthome.kinds.entry import Line, Words, ask
from firsthome.kit.forms import Form, Problem
from firsthome.pages.frame import show
from firsthome.pages.gate import page
from firsthome.record.emergency import EmergencyReason, open_in_emergency
from firsthome.record.errors import NotThere


class InEmergency(BaseModel):
    """Which record, and why it cannot wait."""

    model_config = ConfigDict(frozen=True)

    reference: Line = ask(
        "What is the reference of the record?",
        "Four letters or numbers, a dash, and four more.",
        missing="Enter the reference of the record",
    )
    reason: EmergencyReason = ask(
        "Why can it not wait until somebody lets you in?", missing="Choose why it cannot wait"
    )
    words: Words = ask(
        "Say more about it",
        "What has happened, and what you need to know. Those who review it read this.",
        missing="Write what has happened, and what you need to know",
    )


@page(Permission.OPEN_IN_EMERGENCY)
def emergency_access(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Ask which record and why; then open it."""
    form = Form(InEmergency, choices={})
    problems: list[Problem] = []
    if request.method == "POST" and (answers := form.take(request.POST)):
        reference = answers.reference.upper()
        try:
            open_in_emergency(reference, answers.reason, answers.words, reader)
        except NotThere as problem:
            problems = [Problem("reference", str(problem))]
        else:
            return redirect("record", reference=reference)
    return show(
        request,
        "emergency_access",
        200 if request.method != "POST" else 422,
        questions=form.drawn(),
        problems=form.problems or problems,
    )
