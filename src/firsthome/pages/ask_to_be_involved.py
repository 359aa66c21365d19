"""Asking to be involved in a record whose reference one knows. The answer is the same whatever there is behind it.

Source: feature row 29; safety rule 2.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from uuid_utils.compat import uuid7

from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader
from firsthome.kit.form_fields import Wrong
from firsthome.kit.forms import Form
from firsthome.pages.asked_beside import TO_BE_INVOLVED, ToBeInvolved
from firsthome.pages.frame import show
from firsthome.pages.gate import page
from firsthome.pages.time_out import author_of_form
from firsthome.pages.unsent import as_sent, form_to_ask, kept_in, uuid_in
from firsthome.record.drafts import drop_draft
from firsthome.record.involvement_requests import ask_to_be_involved as keep_request
from firsthome.record.open import REFERENCE

KEPT = "Your request is kept. If there is a record that can hear of it, those who answer for it are told"


@page(Permission.ASK_INVOLVEMENT)
def ask_to_be_involved(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Ask. Nothing that comes back says whether there is such a record."""
    start = {"reference": request.GET.get("reference", "")} if request.method == "GET" else {}
    form = Form(ToBeInvolved, choices={}, start=start)
    kept = kept_in(reader, form_to_ask(), request.GET.get("draft", ""))
    if kept and request.method != "POST":
        form.show_again(as_sent(kept.typed))
    sent = uuid_in(request.POST or as_sent(kept.typed if kept else {}), "entry") or uuid7()
    if request.method == "POST" and (said := _take(form, request)):
        keep_request(sent, said.reference, said.why, said.due, reader)
        drop_draft(reader, f"{form_to_ask()}#{sent}")
        messages.success(request, KEPT)
        return redirect("requests")
    return show(
        request,
        "ask_to_be_involved",
        422 if request.method == "POST" else 200,
        drawn=form.drawn(),
        problems=form.problems,
        sent=sent,
        kind=TO_BE_INVOLVED,
        author=author_of_form(reader),
    )


def _take(form: Form[ToBeInvolved], request: HttpRequest) -> ToBeInvolved | None:
    """What was asked; None if the form says what to do first. What cannot be a reference is said to be none."""
    said = form.take(request.POST)
    if said is None:
        return None
    reference = said.reference.strip().upper()
    if not REFERENCE.fullmatch(reference):
        form.wrong["reference"] = Wrong("Check the reference: four letters or numbers, a dash, and four more")
    if said.due < timezone.localdate():
        form.wrong["due"] = Wrong("Enter a day from today on")
    return None if form.wrong else said.model_copy(update={"reference": reference})
