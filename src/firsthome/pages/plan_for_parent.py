"""A parent's copy of the plan: first whether it is safe, then what goes in, then a look at it, and only then the copy.

«Read together, not left» makes no file: it is read from the preview. Source: safety rules 2 and 11; hazards 5, 14, 29.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from uuid_utils.compat import uuid7

from firsthome.access.permissions import Permission
from firsthome.exchange.documents.family_plan import (
    FILE_NAME,
    Part,
    family_plan_pdf,
    in_plain_words,
    offered,
    parents,
)
from firsthome.exchange.documents.making import without_addresses
from firsthome.exchange.documents.passing_on import may_be_passed_on
from firsthome.kinds.copy_for_family import CopyForFamily, Way
from firsthome.kinds.handling import Use
from firsthome.kinds.record import Record, Statement
from firsthome.kit.form_fields import Option, Wrong
from firsthome.kit.forms import Form
from firsthome.pages.choices import short_words
from firsthome.pages.family_copy import FAMILY, NOBODYS_AGENCY
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.making import making
from firsthome.pages.paper import part_that_lies_open
from firsthome.pages.safe_contact import safe_contact_of
from firsthome.pages.unsent import uuid_in
from firsthome.reading.babies import only_losses
from firsthome.record.append import append
from firsthome.record.errors import NotThere, SameIdOtherContent
from firsthome.record.sign import signed

SAFE = ("person", "safe_to_give", "safe_to_keep", "who_else_reads", "way")
WHAT = ("parts", "note")


@record_page(Permission.PREVIEW_AS)
def plan_for_parent(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """The page that comes next: is it safe, what goes in, how it reads, and the copy."""
    if only_losses(page.record):
        return show(request, "plan_for_parent", page=page, lost=True, problems=[])
    posted = request.POST if request.method == "POST" else None
    people = [Option(str(one), page.names.person(one), one) for one in parents(page.record)]
    safe = Form(CopyForFamily, choices={"person": people}, fixed={"parts": (), "note": ""})
    decided = _checked(page, safe, safe.take(posted)) if posted is not None else None
    if decided is None:
        return _ask(request, page, safe, "safe")
    free = _free(page)
    found = {one.current.content.id: one for one in offered(free, decided.person)}
    entries = [Option(str(id_), short_words(page, id_), id_) for id_ in found]
    what = Form(
        CopyForFamily,
        choices={"person": people, "parts": entries},
        start={"parts": tuple(found)} | _start(decided),
    )
    step = request.POST.get("step", "")
    said = what.take(request.POST) if step in ("look", "keep") else None
    if said is None:
        return _ask(request, page, what, "what", safe)
    page.previewed_as = FAMILY
    page.looked_at += said.parts
    parts = _parts(page, free, [found[one] for one in said.parts], said.person)
    if step == "keep":
        return _keep(request, page, said, parts)
    return _ask(request, page, what, "look", safe, parts=parts, left=said.way is Way.LEFT, note=said.note)


def _start(decided: CopyForFamily) -> dict[str, object]:
    return {name: getattr(decided, name) for name in SAFE}


def _checked(page: RecordPage, form: Form[CopyForFamily], said: CopyForFamily | None) -> CopyForFamily | None:
    """What was answered, if nothing in it speaks against giving a copy."""
    for name, words in said.cannot_be(page.today) if said else ():
        form.wrong[name] = Wrong(words)
    return None if form.wrong else said


def _free(page: RecordPage) -> Record:
    """What is open, and came with no condition from anybody."""
    lies_open = part_that_lies_open(page.found, page.record)
    return may_be_passed_on(lies_open, page.names, NOBODYS_AGENCY, Use.PRINT, page.today)


def _parts(page: RecordPage, free: Record, chosen: list[Statement], person: UUID) -> list[Part]:
    """In plain words, without a protected address, on the screen as on paper."""
    made = replace(making(page), record=free)
    return [
        Part(one.heading, without_addresses(one.lines, made.protected))
        for one in in_plain_words(made, chosen, person)
    ]


def _ask(
    request: HttpRequest,
    page: RecordPage,
    form: Form[CopyForFamily],
    step: str,
    before: Form[CopyForFamily] | None = None,
    **more: object,
) -> HttpResponse:
    """One step; what was answered before goes along unseen."""
    asked = {"safe": SAFE, "what": WHAT, "look": ()}[step]
    along = [(before.fields[name].name, str(before.typed[name])) for name in SAFE] if before else []
    if step == "look":
        along += [("parts", one) for one in form.typed["parts"]] + [("note", str(form.typed["note"]))]
    wrong = bool(form.wrong)
    return show(
        request, "plan_for_parent", 422 if wrong else 200, page=page, lost=False, step=step, along=along,
        drawn=form.drawn(asked), problems=form.problems, safe=safe_contact_of(page),
        sent=uuid_in(request.POST, "entry") or uuid7(), **({"parts": [], "left": False, "note": ""} | more),
    )  # fmt: skip


def _keep(request: HttpRequest, page: RecordPage, said: CopyForFamily, parts: list[Part]) -> HttpResponse:
    """Write down what was decided, and give the copy if one is left."""
    try:
        entry = signed(said, page.reader, uuid_in(request.POST, "entry") or uuid7(), about=(said.person,))
        append(page.found.id, entry, page.reader)
    except (SameIdOtherContent, NotThere):
        return redirect("plan_for_parent", reference=page.found.reference)
    if said.way is Way.TOGETHER:
        messages.success(request, "Written down: read together, not left", extra_tags=str(entry.id))
        return redirect("plan", reference=page.found.reference)
    made = family_plan_pdf(making(page), parts, said.note)
    headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
