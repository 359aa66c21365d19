"""What was shared with its reader: read it, then say so. Only now does their agency count as knowing.

Source: «shared» mistaken for «read» (domain facts, hazard 16).
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from pydantic import BaseModel, ConfigDict
from uuid_utils.compat import uuid7

from firsthome.access.permissions import Permission
from firsthome.kinds.entry import Words, ask
from firsthome.kinds.sharing import Acknowledgement
from firsthome.kit.dates import say_day
from firsthome.kit.forms import Drawn, Form, Problem
from firsthome.pages.chronology import Line, lines_of
from firsthome.pages.entry import signature
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.time_out import author_of_form
from firsthome.pages.unsent import form_to_add, kept_for, uuid_in
from firsthome.reading.shares import Given, waiting_for
from firsthome.record.append import append
from firsthome.record.drafts import drop_draft
from firsthome.record.errors import NotThere, SameIdOtherContent
from firsthome.record.sign import signed

READ_BEFORE = "You acknowledged this a moment ago, with other words. What you wrote first is on the record."


class SayingBack(BaseModel):
    """What can be said back."""

    model_config = ConfigDict(frozen=True)

    note: Words = ask("Anything to say back?", "For example what you will do with it.", default="")


@dataclass(frozen=True, slots=True)
class Waiting:
    """One share that its reader has not acknowledged: its words, and the form to acknowledge it with."""

    share: UUID
    heading: str
    purpose: str
    risk: str
    lines: list[Line]
    drawn: list[Drawn]
    sent: UUID


@record_page(Permission.ADD_ENTRY)
def shared_with_us(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Everything that waits to be acknowledged; a form that is sent acknowledges one share."""
    problems: list[Problem] = []
    if request.method == "POST":
        answer = _acknowledge(request, page)
        if isinstance(answer, HttpResponse):
            return answer
        problems = answer
    shares = waiting_for(page.record, page.reader.agency, page.reader.practitioner)
    page.looked_at += [entry for one in shares for entry in one.said.entries]
    return show(
        request,
        "shared_with_us",
        422 if problems else 200,
        page=page,
        waiting=[_waiting(request, page, one) for one in shares],
        problems=problems,
        kind=Acknowledgement.kind,
        author=author_of_form(page.reader),
    )


def _waiting(request: HttpRequest, page: RecordPage, one: Given) -> Waiting:
    wanted = {page.record.by_entry[entry].id for entry in one.said.entries if entry in page.record.by_entry}
    lines = [line for line in lines_of(page) if page.record.by_entry[line.content].id in wanted]
    content, share = one.statement.current.content, one.statement.id
    form = Form(SayingBack, choices={}, prefix="")
    typed, sent = _typed_before(request, page, share)
    form.typed["note"] = typed
    return Waiting(
        share=share,
        heading=f"Shared on {say_day(one.on)} by {signature(page, content.agency, content.author)}",
        purpose=one.said.purpose,
        risk=one.said.risk,
        lines=lines,
        drawn=form.drawn(),
        sent=sent,
    )


def _typed_before(request: HttpRequest, page: RecordPage, share: UUID) -> tuple[str, UUID]:
    """What was typed back about this share and not taken: just now, or in a draft that is opened again."""
    if uuid_in(request.POST, "share") == share:
        return request.POST.get("note", ""), uuid_in(request.POST, "entry") or uuid7()
    asked = request.GET.get("draft", "")
    kept = kept_for(page.reader, page.found.reference, [_form(page)], asked) if asked else None
    if kept and kept.typed.get("share") == [str(share)]:
        sent = UUID(kept.typed["entry"][0])
        return kept.typed.get("note", [""])[0], sent
    return "", uuid7()


def _form(page: RecordPage) -> str:
    return form_to_add(page.found.reference, Acknowledgement.kind)


def _acknowledge(request: HttpRequest, page: RecordPage) -> HttpResponse | list[Problem]:
    """Say that one share was read; only those with whom it was shared can."""
    shares = waiting_for(page.record, page.reader.agency, page.reader.practitioner)
    asked, sent = uuid_in(request.POST, "share"), uuid_in(request.POST, "entry") or uuid7()
    one = next((one for one in shares if one.statement.id == asked), None)
    if one is None:
        if asked in {root.id for root in page.record.statements}:  # sent twice: it is acknowledged already
            return redirect("record", reference=page.found.reference)
        raise Http404
    form = Form(SayingBack, choices={})
    said = form.take(request.POST)
    if said is None:
        return form.problems
    read = Acknowledgement(entries=(one.statement.current.tip.id,), note=said.note)
    try:
        append(page.found.id, signed(read, page.reader, sent), page.reader)
    except SameIdOtherContent:
        return [Problem("", READ_BEFORE)]
    except NotThere as problem:
        return [Problem("", str(problem))]
    drop_draft(page.reader, f"{_form(page)}#{sent}")
    messages.success(request, "You have said that you read it", extra_tags=str(one.statement.current.tip.id))
    return redirect("record", reference=page.found.reference)
