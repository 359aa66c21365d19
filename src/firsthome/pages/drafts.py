"""What somebody has typed and not sent: kept as they type, listed for them alone, opened again or let go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import resolve
from django.views.decorators.http import require_POST

from firsthome.access.permissions import Permission, role_may
from firsthome.access.principals import Reader
from firsthome.kinds.address import Address
from firsthome.kinds.registry import kinds
from firsthome.kinds.subject_answer import SubjectReview
from firsthome.kit.dates import LONDON, say_day
from firsthome.pages import errors
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, page, record_page
from firsthome.pages.kept import Box
from firsthome.pages.refused import NO_FORM, words_of
from firsthome.pages.unsent import BY_HAND, as_sent, form_to_ask, keep, name_in, opening, uuid_in, when_kept
from firsthome.record.drafts import KEPT_FOR, Unsent, drafts_of, drop_draft
from firsthome.record.read import find

TELLS_APART = frozenset({"opening-why", "first-account", "reference", "why"})
"""Of a record that is not open yet, or not to its author, what is listed: enough to know which it is, and no names."""


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
    more: bool
    """Whether some of what was typed is shown only where it goes on."""


@record_page(Permission.ADD_ENTRY)
@require_POST
def keep_draft(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Keep what is typed so far: asked by the script every few seconds, or by a button where there is no script."""
    tip, name = uuid_in(request.POST, "tip"), name_in(page.found.reference, request.POST)
    if name is None or (tip and tip not in page.record.by_entry):
        raise Http404
    return _kept(request, name, keep(page.reader, name, request.POST, page.record if tip else None))


@page(Permission.OPEN_RECORD)
@require_POST
def keep_opening(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The same for a record that is not open yet, or not to its author, so there is nobody else who could see it."""
    name = name_in("", request.POST)
    if name is None:
        return errors.not_found(request)
    return _kept(request, name, keep(reader, name, request.POST, None))


@page(Permission.SEE_CASELOAD)
def drafts(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Everything that its reader has typed and not sent, the latest first."""
    found = drafts_of(reader)
    open_to = {one: _may_go_on(one, reader) for one in {_reference(draft) for draft in found}}
    waiting = [_waiting(draft, open_to[_reference(draft)]) for draft in found]
    return show(request, "drafts", waiting=waiting, days=KEPT_FOR.days)


@page(Permission.SEE_CASELOAD)
@require_POST
def discard_draft(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Let a draft go: from the list, or to begin its form again."""
    name = request.POST.get("draft", "")
    was_there = drop_draft(reader, name)
    again = was_there and "again" in request.POST  # a name that was kept is a page of ours
    return redirect(name.partition("#")[0] if again else "drafts")


def _kept(request: HttpRequest, name: str, at: datetime) -> HttpResponse:
    """Word for the script of when it was kept; back to the form for whoever pressed the button."""
    if request.accepts("text/html"):
        return redirect(opening(name))
    return HttpResponse(f"Kept at {at.astimezone(LONDON):%H:%M}", content_type="text/plain")


def _reference(draft: Unsent) -> str:
    """Of which record; empty while there is none."""
    if draft.name.startswith(NO_FORM):
        return ""
    return str(resolve(draft.name.partition("?")[0].partition("#")[0]).kwargs.get("reference", ""))


def _may_go_on(reference: str, reader: Reader) -> bool:
    """Whether the reader may still open the forms of a record, or open a record at all."""
    if not reference:
        return role_may(reader.role, Permission.OPEN_RECORD)
    found = find(reference, reader)
    return found is not None and RecordPage(found, reader).may(Permission.ADD_ENTRY)


def _what(draft: Unsent, posted: QueryDict) -> str:
    """What it is going to be."""
    model = kinds().get(posted.get("kind", ""))
    if model is None:
        if draft.name.startswith(form_to_ask()):
            return "A request to be involved"
        return "A form that could not be sent" if draft.name.startswith(NO_FORM) else "A record to open"
    if "tip" in posted:
        return f"A change to an entry: {model.title.lower()}"
    return "Quick note" if "quick" in posted else model.title


def _texts(draft: Unsent, posted: QueryDict) -> list[Box]:
    """The words that its author typed; not those that stood on the record already."""
    by_hand = draft.typed.get(BY_HAND)
    return [box for box in words_of(posted) if by_hand is None or box.name in by_hand]


def _is_sealed(kind: str, box: Box) -> bool:
    """Whether words are shown only where they go on: an address, and what is to be taken out of an answer."""
    return kind == Address.kind or (kind == SubjectReview.kind and box.name == "words")


def _waiting(draft: Unsent, may_go_on: bool) -> Waiting:
    posted, reference = as_sent(draft.typed), _reference(draft)
    texts, may_go_on = _texts(draft, posted), may_go_on and not draft.name.startswith(NO_FORM)
    listed = [box for box in texts if reference or not may_go_on or box.name in TELLS_APART]
    listed = [box for box in listed if not _is_sealed(posted.get("kind", ""), box)]
    return Waiting(
        name=draft.name,
        what=_what(draft, posted),
        kept=when_kept(draft.saved_at),
        goes=say_day((draft.saved_at + KEPT_FOR).astimezone(LONDON)),
        texts=listed,
        opens=opening(draft.name) if may_go_on else "",
        reference=reference if may_go_on else "",
        more=len(listed) < len(texts),
    )
