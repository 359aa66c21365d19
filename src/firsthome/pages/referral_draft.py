"""A referral draft: to whom, why, and what goes in. A person checks it and sends it by their agency's own route.

Only what everyone with full access may read is offered, so what was kept to fewer people cannot be chosen.
Source: safety rules 2, 4 and 10.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, ConfigDict

from firsthome.access.permissions import Permission
from firsthome.exchange.documents import referral as drafting
from firsthome.exchange.documents.parts import ABOUT_THE_RECORD
from firsthome.exchange.documents.passing_on import may_be_passed_on
from firsthome.kinds.entry import DATE_NOT_KNOWN, EntryId, Line, Words, ask
from firsthome.kinds.handling import Use
from firsthome.kinds.record import Statement
from firsthome.kinds.registry import kinds
from firsthome.kit.form_fields import Option
from firsthome.kit.forms import Form
from firsthome.pages.choices import short_words
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.making import made_by
from firsthome.pages.paper import part_that_lies_open
from firsthome.pages.safe_contact import safe_contact_of
from firsthome.pages.to_use import Text
from firsthome.reading.babies import only_losses
from firsthome.record.addresses import words_never_on_paper


class Sending(BaseModel):
    """What a draft asks of the person who will send it."""

    model_config = ConfigDict(frozen=True)

    to: Line = ask(
        "To whom?",
        "The service and the team, for example “Children’s social care, first response”.",
        missing="Write to whom the referral goes",
    )
    why: Words = ask("Why now?", "In your own words. You can fill this in later.", default="")
    entries: tuple[EntryId, ...] = ask(
        "What goes in?",
        "Untick what this referral does not need. Her name, the baby and the expected date always go in; "
        "what was kept to fewer people never does.",
        default=(),
    )


@record_page(Permission.MAKE_COPY)
def referral_draft(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Ask what goes in, then give the draft: as a document, or as text to copy."""
    if only_losses(page.record):
        return show(request, "referral_draft", page=page, loss=str(drafting.LossReported()), problems=[])
    form, offered = _form(page)
    sending = form.take(request.POST) if request.method == "POST" else None
    if sending is None:
        return _page(request, page, form, 422 if form.wrong else 200)
    page.looked_at += [offered[one].current.content.id for one in sending.entries]
    if request.POST.get("as") == "text":
        return _page(request, page, form, 200, _text(page, sending))
    return _document(page, sending)


def _form(page: RecordPage) -> tuple[Form[Sending], dict[UUID, Statement]]:
    """The questions, and what may be chosen: everything that is open, ticked."""
    lies_open = part_that_lies_open(page.found, page.record)
    free = may_be_passed_on(lies_open, page.names, page.reader.agency, Use.SHARE, page.today)
    offered = {
        one.id: one
        for one in free.chronology()
        if one.current.said
        and not drafting.always_in(one)
        and not isinstance(one.current.said, ABOUT_THE_RECORD)
    }
    options = [Option(str(id_), _label(page, one), id_) for id_, one in offered.items()]
    return Form(Sending, choices={"entry": options}, start={"entries": tuple(offered)}), offered


def _label(page: RecordPage, statement: Statement) -> str:
    """An entry in one short line, under its kind's name where nobody said when it was."""
    words = short_words(page, statement.current.content.id)
    return words.replace(f"{DATE_NOT_KNOWN.say()}: ", f"{kinds()[statement.kind].title}: ", 1)


def _page(
    request: HttpRequest, page: RecordPage, form: Form[Sending], status: int, text: Text | None = None
) -> HttpResponse:
    return show(
        request, "referral_draft", status, page=page, loss="", drawn=form.drawn(), problems=form.problems, text=text,
        safe=safe_contact_of(page),
    )  # fmt: skip


def _more(page: RecordPage, sending: Sending) -> drafting.More:
    """What the draft is told besides what goes in."""
    return {
        "agency": page.reader.agency,
        "why": sending.why,
        "ring": page.names.ring,
        "open_part": part_that_lies_open(page.found, page.record),
        "protected": words_never_on_paper(page.found),
    }


def _text(page: RecordPage, sending: Sending) -> Text:
    more = _more(page, sending)
    words = drafting.referral_text(
        page.record, page.names, made_by(page), sending.to, page.today, sending.entries, **more
    )
    return Text("draft", "The draft as plain text", words)


def _document(page: RecordPage, sending: Sending) -> HttpResponse:
    """The draft to download, under a name that says nothing about anybody."""
    more = _more(page, sending)
    document = drafting.referral_draft(
        page.record, page.names, made_by(page), sending.to, page.today, sending.entries, **more
    )
    headers = {"Content-Disposition": f'attachment; filename="{drafting.FILE_NAME}"'}
    return HttpResponse(document, content_type="application/pdf", headers=headers)
