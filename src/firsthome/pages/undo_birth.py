"""Undoing a birth that was recorded in error: everything it put on the record is taken back in one action.

What was said stays readable in the history; the record reads as it did before.
"""

from __future__ import annotations

from uuid import UUID, uuid5

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from pydantic import BaseModel, ConfigDict

from firsthome.access.permissions import Permission
from firsthome.kinds.entry import Line, Mark, ask
from firsthome.kinds.pregnancy import Outcome
from firsthome.kinds.record import Statement, Version
from firsthome.kit.forms import Form, Problem
from firsthome.pages.births_made import made_together
from firsthome.pages.entry import statement_of
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.time_out import author_of_form
from firsthome.record.append import append
from firsthome.record.errors import AlreadyChanged, SameIdOtherContent
from firsthome.record.sign import signed

CHANGED = "Somebody changed part of this a moment ago. Look at it again before you undo it."


class Undoing(BaseModel):
    """Why it is undone."""

    model_config = ConfigDict(frozen=True)

    reason: Line = ask(
        "Why was it recorded in error?",
        "For example: recorded on the wrong record.",
        missing="Write why it is undone",
    )


@record_page(Permission.CORRECT_ENTRY)
def undo_birth(request: HttpRequest, page: RecordPage, entry: UUID) -> HttpResponse:
    """Show what is taken back; then take it back, all of it or nothing."""
    found = statement_of(page, entry)
    if found.kind != Outcome.kind:
        raise Http404
    together = made_together(page.record, found.id)
    if not together:  # it was undone already
        return redirect("record", reference=page.found.reference)
    form, problems = Form(Undoing, choices={}), list[Problem]()
    if request.method == "POST":
        said = form.take(request.POST)
        problems = form.problems if said is None else _undo(page, together, said.reason)
        if not problems:
            messages.success(request, "The birth is taken back. The record reads as it did before.")
            return redirect("record", reference=page.found.reference)
    page.looked_at += [one.current.content.id for one in together]
    return show(
        request, "undo_birth", 422 if problems else 200, page=page, entry=entry, problems=problems,
        drawn=form.drawn(), author=author_of_form(page.reader),
        lines=[_sentence(page, line) for one in together for line in one.standing],
    )  # fmt: skip


def _undo(page: RecordPage, together: list[Statement], reason: str) -> list[Problem]:
    """An error mark on every line that stands."""
    try:
        with transaction.atomic():
            for one in together:
                for line in one.standing:
                    _take_back(page, one, line, reason)
    except (AlreadyChanged, SameIdOtherContent):
        return [Problem("", CHANGED)]
    return []


def _take_back(page: RecordPage, statement: Statement, line: Version, reason: str) -> None:
    mark = signed(
        None, page.reader, uuid5(line.tip.id, "undone"), kind=statement.kind, replaces=line.tip.id, mark=Mark.ERROR,
        reason=reason,
    )  # fmt: skip
    append(page.found.id, mark, page.reader)


def _sentence(page: RecordPage, line: Version) -> str:
    return line.said.sentence(line.content, page.names) if line.said else ""
