"""What somebody has typed and not sent: kept as they type, listed for them alone, opened again or let go."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import resolve
from django.views.decorators.http import require_POST

from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader
from firsthome.kinds.registry import kinds
from firsthome.kit.dates import LONDON, say_day
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, page, record_page
from firsthome.pages.kept import Box, boxes_of
from firsthome.pages.unsent import BY_HAND, as_sent, keep, name_in, opening, uuid_in, when_kept
from firsthome.record.drafts import KEPT_FOR, Unsent, drafts_of, drop_draft
from firsthome.record.read import find


@dataclass(frozen=True)
class Waiting:
    """One draft: what it is, when it was kept, and the words in it; nothing about the family."""

    name: str
    what: str
    kept: str
    goes: str
    texts: list[Box]
    opens: str
    """Where it goes on; empty where its author may not open the record any more."""
    reference: str


@record_page(Permission.ADD_ENTRY)
@require_POST
def keep_draft(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Keep what is typed so far: asked by the script every few seconds, or by a button where there is no script."""
    tip, name = uuid_in(request.POST, "tip"), name_in(page.found.reference, request.POST)
    if name is None or (tip and tip not in page.record.by_entry):
        raise Http404
    kept_at = keep(page.reader, name, request.POST, page.record if tip else None)
    if request.accepts("text/html"):
        return redirect(opening(name))
    return HttpResponse(f"Kept at {kept_at.astimezone(LONDON):%H.%M}", content_type="text/plain")


@page(Permission.SEE_CASELOAD)
def drafts(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Everything that its reader has typed and not sent, the latest first."""
    found = drafts_of(reader)
    open_to = {one: _may_add(one, reader) for one in {_reference(draft) for draft in found}}
    waiting = [_waiting(draft, open_to[_reference(draft)]) for draft in found]
    return show(request, "drafts", waiting=waiting, days=KEPT_FOR.days)


@page(Permission.SEE_CASELOAD)
@require_POST
def discard_draft(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Let a draft go: from the list, or to begin its form again."""
    name = request.POST.get("draft", "")
    was_there = drop_draft(reader, name)
    return redirect(name.partition("#")[0] if was_there and "again" in request.POST else "drafts")


def _reference(draft: Unsent) -> str:
    return str(resolve(draft.name.partition("?")[0].partition("#")[0]).kwargs["reference"])


def _may_add(reference: str, reader: Reader) -> bool:
    """Whether the reader may still open the forms of a record."""
    found = find(reference, reader)
    return found is not None and RecordPage(found, reader).may(Permission.ADD_ENTRY)


def _what(posted: QueryDict, title: str) -> str:
    """What it is going to be."""
    if "tip" in posted:
        return f"A change to an entry: {title.lower()}"
    return "Quick note" if "quick" in posted else title


def _waiting(draft: Unsent, may_open: bool) -> Waiting:
    posted = as_sent(draft.typed)
    title = kinds()[posted.get("kind", "")].title
    by_hand = draft.typed.get(BY_HAND)
    return Waiting(
        name=draft.name,
        what=_what(posted, title),
        kept=when_kept(draft.saved_at),
        goes=say_day((draft.saved_at + KEPT_FOR).astimezone(LONDON)),
        texts=[box for box in boxes_of(posted) if by_hand is None or box.name in by_hand],
        opens=opening(draft.name) if may_open else "",
        reference=_reference(draft) if may_open else "",
    )
