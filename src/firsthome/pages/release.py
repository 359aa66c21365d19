"""Opening an entry again that was kept to fewer people: which, why, and a look at who reads it from then on.

It never opens more than its author did. Source: docs/decisions/0001-the-ledger.md; safety rule 2.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from uuid_utils.compat import uuid7

from firsthome.access.permissions import Permission
from firsthome.kinds.record import Statement
from firsthome.kinds.sharing import Release
from firsthome.kit.forms import Form, Problem
from firsthome.pages.choices import short_words
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.restrict import SENT_BEFORE
from firsthome.pages.sharing_choice import entry_options, full_agencies
from firsthome.pages.time_out import author_of_form
from firsthome.pages.unsent import as_sent, form_to_add, kept_for, uuid_in
from firsthome.reading.kept_to_fewer import kept_to_fewer
from firsthome.record.append import append
from firsthome.record.drafts import drop_draft
from firsthome.record.errors import NotThere, SameIdOtherContent
from firsthome.record.sign import signed


@record_page(Permission.RESTRICT_ENTRIES)
def release(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Ask, show who reads it from then on, and only then open it."""
    name, asked = form_to_add(page.found.reference, Release.kind), request.GET.get("draft", "")
    kept = kept_for(page.reader, page.found.reference, [name], asked) if asked else None
    typed = request.POST if request.method == "POST" else as_sent(kept.typed if kept else {})
    sent, problems = uuid_in(typed, "entry") or uuid7(), list[Problem]()
    offered = _offered(page, typed)
    form = Form(
        Release,
        choices={"entry": entry_options(page, offered, {request.GET.get("entry", "")})},
        prefix="opened-",
        start={"entry": uuid_in(request.GET, "entry")},
    )
    if kept and request.method != "POST":
        form.show_again(typed)
    said = form.take(request.POST) if request.method == "POST" else None
    if said and request.POST.get("step") == "send":
        try:
            append(page.found.id, signed(said, page.reader, sent), page.reader)
        except SameIdOtherContent:
            problems = [Problem("", SENT_BEFORE)]
        except NotThere as problem:
            problems = [Problem("", str(problem))]
        else:
            drop_draft(page.reader, f"{name}#{sent}")
            messages.success(
                request, "Open again to those for whom it was written", extra_tags=str(said.entry)
            )
            return redirect("record", reference=page.found.reference)
    checks = said if said and not problems else None
    return show(
        request, "release", 422 if request.method == "POST" and not checks else 200, page=page,
        drawn=form.drawn() if offered else [], problems=problems + form.problems, sent=sent, kind=Release.kind,
        author=author_of_form(page.reader), checks=checks,
        what=short_words(page, checks.entry) if checks else "",
        readers=readers_again(page, page.record.by_entry[checks.entry]) if checks else [],
    )  # fmt: skip


def _offered(page: RecordPage, typed: QueryDict) -> list[Statement]:
    """What was kept to fewer people; and what was chosen already, so that sending twice opens it once."""
    offered = kept_to_fewer(page.record)
    chosen = page.record.by_entry.get(uuid_in(typed, "opened-entry") or page.found.id)
    return [*offered, chosen] if chosen and chosen not in offered and typed.get("step") == "send" else offered


def readers_again(page: RecordPage, statement: Statement) -> list[str]:
    """Those for whom its author wrote it, by name: the most that opening it again can reach."""
    audience, names = statement.entries[0].audience, page.names
    agencies = {*audience.agencies, *statement.agencies()}
    if audience.everyone:
        agencies |= set(full_agencies(page, ()))
    return sorted(names.agency(one) for one in agencies) + [
        names.practitioner(one) for one in audience.practitioners
    ]
