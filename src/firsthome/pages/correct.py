"""Changing an entry: what was said first stays, and whoever reads it sees what changed, by whom and why."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from firsthome.access.permissions import Permission
from firsthome.kinds.entry import Mark
from firsthome.kinds.record import Statement, Version
from firsthome.kinds.registry import kinds
from firsthome.kit.forms import Problem
from firsthome.pages.adding import take_or_ask
from firsthome.pages.draft import Changing, Draft
from firsthome.pages.entry import statement_of
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.unsent import as_sent, form_to_change, kept_for, mark_in, uuid_in
from firsthome.reading.moves import KINDS as STEPS_OF_MOVES
from firsthome.record.drafts import Unsent

HEADINGS = {
    Mark.CORRECTION: "Correct this entry",
    Mark.UPDATE: "Say what has changed since then",
    Mark.ERROR: "Mark this entry as recorded in error",
    Mark.MISFILED: "This entry belongs to another family",
}
PUT_BACK = "Put this entry back"
HINTS = {
    Mark.CORRECTION: "For a mistake, such as a wrong date or a wrong word.",
    Mark.UPDATE: "It was right when it was written. Both stay, each with its date.",
    Mark.ERROR: "It should not have been written at all.",
    Mark.MISFILED: "Only your agency’s safeguarding lead will see it from then on.",
}


@record_page(Permission.CORRECT_ENTRY)
def correct_entry(request: HttpRequest, page: RecordPage, entry: UUID) -> HttpResponse:
    """First what is wrong with it, then the form that fits."""
    statement = statement_of(page, entry)
    if statement.detached or statement.kind in STEPS_OF_MOVES:
        raise Http404
    page.looked_at += [one.id for one in statement.entries]
    posted = request.POST if request.method == "POST" else None
    kept = _kept(page, statement, entry, request.GET) if posted is None else None
    typed = as_sent(kept.typed) if kept else posted
    line = line_of(statement, uuid_in(typed, "tip") or entry, as_sent=typed is not None)
    gives_back = line.withdrawn is not None if typed is None else "back" in typed
    mark = Mark.ERROR if gives_back else mark_in(typed or request.GET)
    if mark is None:
        return _choose(request, page, line, _offered(statement), asked="mark" in request.GET)
    if mark not in _offered(statement):
        raise Http404
    draft = Draft(page, kinds()[statement.kind], Changing(line, mark, gives_back), posted, kept)
    return take_or_ask(request, page, draft, PUT_BACK if gives_back else HEADINGS[mark])


def line_of(statement: Statement, entry: UUID, *, as_sent: bool) -> Version:
    """The line that an entry has the last word on.

    A form that was sent is about the very version it was drawn from, even if there is a later one by now.
    """
    by_tip = {line.tip.id: line for line in statement.lines}
    by_content = {line.content.id: line for line in statement.lines}
    if entry in by_tip:
        return by_tip[entry]
    if as_sent:
        drawn_from = next((one for one in statement.entries if one.id == entry and one.said), None)
        return Version(drawn_from, drawn_from, None) if drawn_from else statement.current
    return by_content.get(entry, statement.current)


def _kept(page: RecordPage, statement: Statement, entry: UUID, asked: QueryDict) -> Unsent | None:
    """What its reader typed here before, perhaps about what had the last word then."""
    line = line_of(statement, entry, as_sent=False)
    mark = mark_in(asked) or (Mark.ERROR if line.withdrawn else None)
    if mark is None:
        return None
    reference = page.found.reference
    forms = {form_to_change(reference, tip, mark) for tip in _last_words(statement, line)}
    return kept_for(page.reader, reference, forms, asked.get("draft", ""))


def _last_words(statement: Statement, line: Version) -> Iterator[UUID]:
    """The entries that had the last word on a line, the latest first."""
    others = {one.tip.id for one in statement.lines if one is not line}
    before = {one.id: one.replaces for one in statement.entries}
    tip: UUID | None = line.tip.id
    while tip in before and tip not in others:
        yield tip
        tip = before[tip]


def _offered(statement: Statement) -> list[Mark]:
    """In which ways an entry can be changed: what a page of its own made can be taken back, and made once more."""
    model = kinds()[statement.kind]
    return [Mark.ERROR] if model.for_leads and not model.by_hand else list(HINTS)


def _choose(
    request: HttpRequest, page: RecordPage, line: Version, offered: list[Mark], *, asked: bool
) -> HttpResponse:
    options = [(mark.value, mark.label, HINTS[mark]) for mark in offered]
    return show(
        request,
        "choose_change",
        422 if asked else 200,
        page=page,
        tip=line.tip.id,
        sentence=line.said.sentence(line.content, page.names) if line.said else "",
        options=options,
        problems=[Problem("mark", "Choose what is wrong with it")] if asked else [],
    )
