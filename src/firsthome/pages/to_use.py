"""What can be used now: whom to ring, the next question, and text to copy into another system.

Useful from the first entry on, with no other agency signed up. Opening it is written down as a look of its own
name, because what is copied leaves this service. Source: features, row 50; safety rules 2, 4, 10 and 14.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.exchange.plain_text import plain_text
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.overview import involved
from firsthome.pages.paper import part_that_lies_open
from firsthome.pages.safe_contact import safe_contact_of
from firsthome.pages.where_to_answer import where_to_answer
from firsthome.procedures.timings import timings
from firsthome.prompts.asking import questions
from firsthome.reading.babies import only_losses


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text in a box of its own."""

    id: str
    heading: str
    text: str

    @property
    def rows(self) -> int:
        """High enough to read, low enough to pass by."""
        return min(self.text.count("\n") + 1, 18)


@record_page(Permission.MAKE_COPY)
def to_use(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Everything that helps today, on one page."""
    asked = questions(page.record, timings(), page.today, page.names.codes)
    answer, action = where_to_answer(page, asked[0]) if asked else ("", "")
    return show(
        request,
        "to_use",
        page=page,
        involved=[one for one in involved(page) if not one.ended],
        asked=asked[0] if asked else None,
        answer=answer,
        action=action,
        texts=_texts(page, request.GET.get("entry", "")),
        loss=only_losses(page.record),
        safe=safe_contact_of(page),
    )


def _texts(page: RecordPage, asked_for: str) -> list[Text]:
    """The entry that was asked for, if there is one, and all that the reader may see."""
    lies_open = part_that_lies_open(page.found, page.record)

    def text_of(what: UUID | None) -> str:
        return plain_text(
            page.record, page.names, what, page.today, agency=page.reader.agency, ring=page.names.ring,
            open_part=lies_open,
        )  # fmt: skip

    whole = Text("whole", "The record, as far as you can see it", text_of(None))
    entry = _entry(page, asked_for)
    if entry is None:
        return [whole]
    page.looked_at.append(entry)
    return [Text("entry", "This entry", text_of(entry)), whole]


def _entry(page: RecordPage, asked_for: str) -> UUID | None:
    """An entry whose words stand; anything else is passed over in silence."""
    try:
        entry = UUID(asked_for)
    except ValueError:
        return None
    statement = page.record.by_entry.get(entry)
    return entry if statement and any(line.said for line in statement.standing) else None
