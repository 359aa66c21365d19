"""Keeping entries to fewer people from now on: which, who still sees them, and why.

It only narrows: nobody new sees anything by it, and whoever no longer sees an entry sees nothing of this either.
Source: safety rule 2; docs/decisions/0001-the-ledger.md.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from uuid_utils.compat import uuid7

from firsthome.access.directory import directory
from firsthome.access.permissions import Permission
from firsthome.kinds.sharing import Restrict
from firsthome.kit.form_fields import Option, Wrong
from firsthome.kit.forms import Form, Problem
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.sharing_choice import about_the_family, entry_options, practitioner_options
from firsthome.pages.sharing_questions import SOMEBODY, Restricting
from firsthome.pages.time_out import author_of_form
from firsthome.pages.unsent import as_sent, form_to_add, kept_for, uuid_in
from firsthome.record.append import append
from firsthome.record.drafts import drop_draft
from firsthome.record.errors import NotThere, SameIdOtherContent
from firsthome.record.sign import signed

SENT_BEFORE = "You sent this a moment ago, with other answers. What you chose first is on the record."


@record_page(Permission.RESTRICT_ENTRIES)
def restrict(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Ask, and from then on those who are not named no longer see it."""
    asked = request.GET.get("draft", "")
    kept = kept_for(page.reader, page.found.reference, [_form_name(page)], asked) if asked else None
    typed = request.POST if request.method == "POST" else as_sent(kept.typed if kept else {})
    sent = uuid_in(typed, "entry") or uuid7()
    form, problems = _form(page, set(typed.getlist("entries")) | {request.GET.get("entry", "")}), []
    if kept and request.method != "POST":
        form.show_again(typed)
    if request.method == "POST" and (said := _take(form, request)):
        try:
            append(page.found.id, signed(said.said(), page.reader, sent), page.reader)
        except SameIdOtherContent:
            problems = [Problem("", SENT_BEFORE)]
        except NotThere as problem:
            problems = [Problem("", str(problem))]
        else:
            drop_draft(page.reader, f"{_form_name(page)}#{sent}")
            messages.success(request, "Kept to fewer people from now on")
            return redirect("record", reference=page.found.reference)
    problems += form.problems
    return show(
        request, "restrict", 422 if problems else 200, page=page, drawn=form.drawn(), problems=problems,
        sent=sent, kind=Restrict.kind, author=author_of_form(page.reader),
    )  # fmt: skip


def _form_name(page: RecordPage) -> str:
    return form_to_add(page.found.reference, Restrict.kind)


def _form(page: RecordPage, chosen: set[str]) -> Form[Restricting]:
    """The questions; its reader's own agency is ticked, so that nobody takes an entry from themselves unawares."""
    people = directory(page.reader.partnership, with_colleagues=True)
    involved = {said.agency for _, said in page.record.involvements} | {page.reader.agency}
    named = {name for id_, name, _ in people.agencies if id_ in involved}
    agencies = [Option(str(id_), name, id_) for id_, name, _ in people.agencies if id_ in involved]
    colleagues = people._replace(colleagues=[one for one in people.colleagues if one.agency in named])
    offered = entry_options(page, about_the_family(page), chosen)
    asked = tuple(one.answer for one in offered if one.value in chosen)
    return Form(
        Restricting,
        choices={
            "entry": offered,
            "agency": agencies,
            "practitioner": practitioner_options(page, colleagues),
        },
        start={"agencies": (page.reader.agency,), "entries": asked},
    )


def _take(form: Form[Restricting], request: HttpRequest) -> Restricting | None:
    said = form.take(request.POST)
    if said and not said.agencies and not said.practitioners:
        form.wrong["agencies"] = Wrong(SOMEBODY)
        return None
    return said
