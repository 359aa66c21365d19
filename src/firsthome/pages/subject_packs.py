"""The answer to a request: check it, make it, take the file, and write down to whom it was handed over."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from uuid_utils.compat import uuid7

from firsthome.access.permissions import Permission
from firsthome.exchange.documents.subject_pack import FILE_NAME
from firsthome.kinds.entry import Entry
from firsthome.kinds.subject_answer import SubjectPack, SubjectPackGiven
from firsthome.kinds.when import When
from firsthome.kit.form_fields import Wrong
from firsthome.kit.forms import Form
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.safe_contact import safe_contact_of
from firsthome.pages.subject_answering import Answering, answering
from firsthome.pages.unsent import uuid_in
from firsthome.procedures.rights import rights
from firsthome.record.append import append
from firsthome.record.sign import signed


@record_page(Permission.ANSWER_REQUESTS)
def make_subject_pack(request: HttpRequest, page: RecordPage, asked: UUID) -> HttpResponse:
    """What the answer would say, as the person will read it; then make it, once everything was looked at."""
    one = answering(page, asked)
    asks_first = [origin for item in one.goes_in() for origin in one.missing(item)]
    ready = not one.open and not asks_first
    if request.method == "POST" and ready:
        return _make(request, page, one)
    return show(
        request,
        "make_subject_pack",
        422 if request.method == "POST" else 200,
        page=page,
        asked=asked,
        open=len(one.open),
        asks_first=asks_first[0].whom_to_ask if asks_first else "",
        said=one.pack(page.today).said if ready else None,
        answer=rights().answer,
        sent=uuid7(),
    )


def _make(request: HttpRequest, page: RecordPage, one: Answering) -> HttpResponse:
    made, items = one.pack(page.today), one.goes_in()
    asked = one.request.current.content.id
    pack = SubjectPack(
        request=asked,
        items=tuple(item.id for item in items),
        content=made.content,
        file=made.file,
        pages=made.pages,
    )
    page.looked_at += pack.items
    append(page.found.id, signed(pack, page.reader, uuid_in(request.POST, "entry")), page.reader)
    messages.success(request, "The answer is made")
    return redirect("subject_request", reference=page.found.reference, asked=asked)


@record_page(Permission.ANSWER_REQUESTS)
def subject_pack(request: HttpRequest, page: RecordPage, pack: UUID) -> HttpResponse:
    """The file, made again from the record as it stood then; never one that says anything else."""
    entry, said = _pack(page, pack)
    assert entry.recorded_at, "only recorded entries are read"
    one = answering(page, said.request, as_of=entry.recorded_at)
    made = one.pack(timezone.localdate(entry.recorded_at))
    page.looked_at += (entry.id, *said.items)
    if made.content != said.content:
        return show(request, "subject_pack_changed", 409, page=page, asked=said.request)
    headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return HttpResponse(made.document, content_type="application/pdf", headers=headers)


@record_page(Permission.ANSWER_REQUESTS)
def give_subject_pack(request: HttpRequest, page: RecordPage, pack: UUID) -> HttpResponse:
    """To whom it was handed over, how, when, and how it was made sure that nobody else reads it."""
    entry, said = _pack(page, pack)
    page.looked_at.append(entry.id)
    form = Form(SubjectPackGiven, choices={}, fixed={"pack": entry.id})
    given = form.take(request.POST) if request.method == "POST" else None
    if given and given.on and given.on > page.today:
        form.wrong["on"] = Wrong("Enter a date that is not in the future")
    if given and not form.wrong:
        when = When.on(given.on or page.today)
        signed_by = signed(given, page.reader, uuid_in(request.POST, "entry"), happened=when)
        append(page.found.id, signed_by, page.reader)
        messages.success(request, "It is kept that the answer was handed over")
        return redirect("subject_request", reference=page.found.reference, asked=said.request)
    return show(
        request,
        "give_subject_pack",
        422 if form.wrong else 200,
        page=page,
        asked=said.request,
        questions=form.drawn(),
        problems=form.problems,
        safe=safe_contact_of(page),
        reply=answering(page, said.request).said.reply,
        sent=uuid7(),
    )


def _pack(page: RecordPage, pack: UUID) -> tuple[Entry, SubjectPack]:
    """An answer of the reader's own agency; 404 for anything else."""
    statement = page.record.by_entry.get(pack)
    said = statement.current.said if statement else None
    if not statement or not isinstance(said, SubjectPack):
        raise Http404
    entry = statement.current.content
    if entry.agency != page.reader.agency:
        raise Http404
    return entry, said
