"""Writing down what somebody on the record says about an entry: it is chosen already, and who says it is likely."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from firsthome.access.permissions import Permission
from firsthome.kinds.entry import Entry
from firsthome.kinds.own_words import OwnWords
from firsthome.kit.forms import Choices, Form
from firsthome.pages.adding import kept_text, take_or_ask
from firsthome.pages.draft import Draft
from firsthome.pages.entry import statement_of
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.unsent import form_to_add


class Contest(Draft):
    """Somebody's own words, about an entry that was open when they were written down."""

    about: Entry

    def _said_form(self, choices: Choices) -> Form[Any]:
        start = {"contested": self.about.id, "person": self.about.about[0] if self.about.about else None}
        return Form(self.model, choices=choices, start=start)

    def _cited_so_far(self) -> set[str]:
        return super()._cited_so_far() | {str(self.about.id)}

    def _other_words(self) -> dict[str, str]:
        return {"on": "When did they say it?"}


@record_page(Permission.ADD_ENTRY)
def contest_entry(request: HttpRequest, page: RecordPage, entry: UUID) -> HttpResponse:
    """Ask what they say, and go back to the entry, where it stands from then on."""
    statement = statement_of(page, entry)
    if statement.withdrawn or statement.kind == OwnWords.kind:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = form_to_add(page.found.reference, OwnWords.kind)
    content = statement.current.content
    kept = kept_text(request, page, form) if posted is None else None
    if kept and kept.typed.get("contested") != [str(content.id)]:
        kept = None  # what was typed about another entry comes back from the list of drafts
    draft = _about(content)(page, OwnWords, posted=posted, kept=kept)
    heading = "What somebody it is about says of this entry"
    return take_or_ask(request, page, draft, heading, _back_to_the_entry)


def _about(entry: Entry) -> type[Contest]:
    """The form about one entry."""
    return type("Contest", (Contest,), {"about": entry})


def _back_to_the_entry(page: RecordPage, entry: Entry) -> HttpResponse:
    assert isinstance(entry.said, OwnWords), "this form says nothing else"
    return redirect("entry", reference=page.found.reference, entry=entry.said.contested)
