"""Restricting a record to the practitioners who are named on it, and ending that."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from pydantic import BaseModel, ConfigDict

from firsthome.access.permissions import Permission
from firsthome.kinds.entry import Words, ask
from firsthome.kit.forms import Form
from firsthome.pages.exclusions import ToEnd
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.record import restricted


class ToRestrict(BaseModel):
    """Why a record is restricted."""

    model_config = ConfigDict(frozen=True)

    why: Words = ask(
        "Why is this record restricted?",
        "For example: the father works for the ambulance service. Only safeguarding leads with full access read this.",
        missing="Write why this record is restricted",
    )


@record_page(Permission.RESTRICT_RECORD)
def restricted_record(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Restrict a record, or end that: whichever it can be today."""
    now = page.found.restricted
    form: Form[ToEnd] | Form[ToRestrict] = Form(ToEnd, choices={}) if now else Form(ToRestrict, choices={})
    answers = form.take(request.POST) if request.method == "POST" else None
    if answers:
        if isinstance(answers, ToEnd):
            restricted.end_restriction(page.found.id, answers.why_ended, page.reader)
        else:
            restricted.restrict_record(page.found.id, answers.why, page.reader)
        messages.success(request, "The restriction has ended" if now else "This record is restricted")
        return redirect("restricted_record", reference=page.found.reference)
    return show(
        request,
        "restricted_record",
        200 if request.method != "POST" else 422,
        page=page,
        found=restricted.restrictions_of(page.found.id, page.reader),
        questions=form.drawn(),
        problems=form.problems,
    )
