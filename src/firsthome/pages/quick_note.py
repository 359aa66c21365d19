"""A quick note: two lines, typed or pasted, about the mother and about today unless somebody says otherwise."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from firsthome.access.permissions import Permission
from firsthome.kinds.entry import Entry
from firsthome.kinds.event import Event
from firsthome.kit.addresses import address
from firsthome.kit.dates import Span
from firsthome.pages.adding import kept_text, take_or_ask
from firsthome.pages.around import WHEN
from firsthome.pages.draft import Draft
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.go_on import go_on
from firsthome.pages.sections import HOW_KNOWN_AND_SEEN, Section, fold
from firsthome.pages.unsent import form_to_add


class Note(Draft):
    """An event that asks for its words first; everything else is filled in or folded."""

    quick = True

    title = "Note"

    def _around_start(self) -> dict[str, Any]:
        mother, today = self.page.family.mother, self.page.today
        return {"on": Span(today, today), "about": (mother,) if mother else ()}

    def sections(self) -> list[Section]:
        """The words, the day, about whom; then what is seldom needed."""
        assert self.said, "a note always says something"
        background = [name for name in self.around.fields if name not in (*WHEN, "about", "reason")]
        return [
            Section("", [*self.said.drawn(["account"]), *self.around.drawn(["on", "about"])]),
            fold("I do not know the date", self.around, ["week", "phase"]),
            fold("What sort of thing it was", self.said, ["type", "times", "at_least"]),
            fold(HOW_KNOWN_AND_SEEN, self.around, background),
        ]


@record_page(Permission.ADD_ENTRY)
def quick_note(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Write two lines, and go on to what can be used now."""
    posted = request.POST if request.method == "POST" else None
    form = form_to_add(page.found.reference, Event.kind, quick=True)
    kept = kept_text(request, page, form) if posted is None else None
    note = Note(page, Event, posted=posted, kept=kept)
    return take_or_ask(request, page, note, "Write a quick note", _on_to_what_can_be_used)


def _on_to_what_can_be_used(page: RecordPage, entry: Entry) -> HttpResponse:
    """Back to the record for whoever may copy nothing from it, such as in an emergency."""
    if not page.may(Permission.MAKE_COPY):
        return go_on(page, entry)
    to_use = address("to_use", reference=page.found.reference)
    return redirect(f"{to_use}?{urlencode({'entry': entry.id})}")
