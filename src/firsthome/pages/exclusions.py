"""Who is kept out of a record: a safeguarding lead's list, the form to exclude somebody, and ending it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from pydantic import BaseModel, ConfigDict

from firsthome.access.permissions import Permission
from firsthome.kinds.entry import Line, PractitionerId, Words, ask
from firsthome.kit.addresses import address
from firsthome.kit.forms import Form, Problem
from firsthome.pages.choices import choices_for
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.record import exclude as excluding


class ToExclude(BaseModel):
    """Whom to keep out of a record, and why."""

    model_config = ConfigDict(frozen=True)

    practitioner: PractitionerId = ask(
        "Who must not learn of this record?",
        "They are not told. For them there is no such record: not in their list, not in a search, not in an emergency.",
        missing="Choose the practitioner who must not learn of this record",
    )
    why: Words = ask(
        "Why?",
        "For example: he is her brother-in-law. Only safeguarding leads with full access read this.",
        missing="Write why they must not learn of this record",
    )
    decided_words: Line = ask("Who decided it?", "Leave empty if you did.", default="")


class ToEnd(BaseModel):
    """Why something that keeps people out ends."""

    model_config = ConfigDict(frozen=True)

    why_ended: Words = ask("Why does it end?", missing="Write why it ends")


class Conflict(BaseModel):
    """How a practitioner knows a family."""

    model_config = ConfigDict(frozen=True)

    how: Words = ask(
        "How do you know this family?",
        "For example: the mother is my neighbour. Only safeguarding leads with full access to the record read this.",
        missing="Write how you know this family",
    )


@record_page(Permission.EXCLUDE)
def exclusions(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Everybody who is or was kept out, and the form to exclude somebody."""
    form = Form(ToExclude, choices=choices_for(page, [ToExclude]))
    problems: list[Problem] = []
    if request.method == "POST" and (answers := form.take(request.POST)):
        if answers.practitioner == page.reader.practitioner:
            problems = [
                Problem(
                    "practitioner",
                    "Choose somebody else: to keep yourself out, say that you know this family",
                )
            ]
        else:
            excluding.exclude(
                page.found.id, answers.practitioner, answers.why, page.reader, answers.decided_words
            )
            messages.success(request, "They are kept out of this record from now on")
            return redirect("exclusions", reference=page.found.reference)
    return show(
        request,
        "exclusions",
        200 if request.method != "POST" else 422,
        page=page,
        found=excluding.exclusions_of(page.found.id, page.reader),
        questions=form.drawn(),
        problems=form.problems or problems,
    )


@record_page(Permission.EXCLUDE)
def end_exclusion(request: HttpRequest, page: RecordPage, exclusion: UUID) -> HttpResponse:
    """End one exclusion, with a reason; it stays on the list."""
    now = [one for one in excluding.exclusions_of(page.found.id, page.reader) if not one.until]
    ending = next((one for one in now if one.id == exclusion), None)
    if ending is None:
        raise Http404
    form = Form(ToEnd, choices={})
    if request.method == "POST" and (answers := form.take(request.POST)):
        excluding.end_exclusion(page.found.id, exclusion, answers.why_ended, page.reader)
        messages.success(request, "The exclusion has ended")
        return redirect("exclusions", reference=page.found.reference)
    return show(
        request,
        "end_exclusion",
        200 if request.method != "POST" else 422,
        page=page,
        ending=ending,
        questions=form.drawn(),
        problems=form.problems,
    )


@record_page(Permission.DECLARE_CONFLICT)
def declare_conflict(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Say that one knows the family, after reading what will happen."""
    form = Form(Conflict, choices={})
    if request.method == "POST" and (answers := form.take(request.POST)):
        excluding.declare_conflict(page.found.id, page.found.reference, answers.how, page.reader)
        messages.success(
            request, "You are kept out of that record from now on. Your agency’s safeguarding lead was told"
        )
        return redirect("caseload")
    return show(
        request,
        "declare_conflict",
        200 if request.method != "POST" else 422,
        page=page,
        questions=form.drawn(),
        problems=form.problems,
    )


def exceptions_of(page: RecordPage) -> list[tuple[str, str]]:
    """What this reader may do here that is seldom done: address and words of each."""
    offered = (
        (Permission.DECLARE_CONFLICT, "declare_conflict", "I know this family"),
        (Permission.EXCLUDE, "exclusions", "Who is kept out of this record"),
        (
            Permission.RESTRICT_RECORD,
            "restricted_record",
            "End the restriction of this record" if page.found.restricted else "Restrict this record",
        ),
        (Permission.MOVE_RECORD, "move", "The family moves to another area"),
        (Permission.CLOSE_RECORD, "keeping", "Closing this record, and how long it is kept"),
        (Permission.SEPARATE_FOR_ADOPTION, "separate_for_adoption", "An adoption order was made"),
    )
    return [
        (address(name, reference=page.found.reference), words)
        for right, name, words in offered
        if page.may(right)
    ]
