"""How long a record is kept: what the procedure proposes and why, closing it, and legal holds."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from pydantic import BaseModel
from uuid_utils.compat import uuid7

from firsthome.access.permissions import Permission
from firsthome.kinds.entry import Entry, Said
from firsthome.kinds.legal_hold import LegalHold, LegalHoldEnded
from firsthome.kit.dates import say_day
from firsthome.kit.forms import Form
from firsthome.pages.chronology import signature
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.unsent import uuid_in
from firsthome.procedures.retention import retention
from firsthome.reading.closed import closed, standing_holds
from firsthome.reading.retention import Proposal, proposal
from firsthome.record.append import append
from firsthome.record.sign import signed


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words, and who said it."""

    words: str
    said_by: str
    entry: UUID


@record_page(Permission.CLOSE_RECORD)
def keeping(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Whether it is closed, how long it is kept and why, and what holds it."""
    ending = closed(page.record)
    found = proposed_for(page)
    holds = [_line(page, statement.current.content, said) for statement, said in standing_holds(page.record)]
    return show(
        request,
        "keeping",
        page=page,
        closed=_line(page, ending.statement.current.content, ending.said) if ending else None,
        found=found,
        label=retention().label(found.kept_as),
        review_from=say_day(found.review_from) if found.review_from else "Not set",
        holds=holds,
        may_hold=page.may(Permission.HOLD_RECORD),
    )


def proposed_for(page: RecordPage) -> Proposal:
    """What the procedure says, from what this reader may see."""
    codes = {
        code for agency, code in page.names.codes.items()
        if any(agency in statement.agencies() for statement in page.record.statements)
    }  # fmt: skip
    return proposal(page.record, codes, retention())


@record_page(Permission.HOLD_RECORD)
def place_hold(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Keep a record, whatever else says that its time is over."""
    return _decide(request, page, LegalHold, {}, "place_hold", "A legal hold stands on this record")


@record_page(Permission.HOLD_RECORD)
def end_hold(request: HttpRequest, page: RecordPage, entry: UUID) -> HttpResponse:
    """End one legal hold."""
    standing = [(statement.current.content, said) for statement, said in standing_holds(page.record)]
    hold = next(((content, said) for content, said in standing if content.id == entry), None)
    if hold is None:
        raise Http404
    page.looked_at.append(entry)
    words = _line(page, *hold)
    return _decide(
        request, page, LegalHoldEnded, {"hold": entry}, "end_hold", "The legal hold has ended", hold=words
    )


def _decide(
    request: HttpRequest,
    page: RecordPage,
    model: type[Said],
    fixed: dict[str, UUID],
    template: str,
    done: str,
    **more: object,
) -> HttpResponse:
    sent = uuid_in(request.POST, "entry") or uuid7()
    form: Form[BaseModel] = Form(model, choices={}, fixed=fixed)
    said = form.take(request.POST) if request.method == "POST" else None
    if isinstance(said, Said):
        append(page.found.id, signed(said, page.reader, sent), page.reader)
        messages.success(request, done)
        return redirect("keeping", reference=page.found.reference)
    return show(
        request,
        template,
        200 if request.method != "POST" else 422,
        page=page,
        sent=sent,
        questions=form.drawn(),
        problems=form.problems,
        **more,
    )


def _line(page: RecordPage, content: Entry, said: Said) -> Line:
    return Line(said.sentence(content, page.names), signature(page, content), content.id)
