"""What each agency says for the assessment, side by side, and of which agencies nothing stands here yet.

Nothing is added up, and nobody's words stand for another's. Source: domain facts, 7.9; safety rules 1 and 9.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.kinds.contribution import Contribution
from firsthome.kinds.record import Statement
from firsthome.kit.addresses import address
from firsthome.pages.choices import short_words
from firsthome.pages.chronology import signature
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.reading.meetings import involved_agencies


@dataclass(frozen=True, slots=True)
class Contributed:
    """One agency's part: what it answered, what it cites, and how it was asked."""

    agency: str
    when: str
    answers: list[tuple[str, str]]
    cites: list[tuple[UUID, str]]
    asked: str
    signed: str
    entry: UUID
    more: str


@record_page(Permission.READ_RECORD, prints=True)
def contributions(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Every contribution that this reader may see, in the order in which they were given."""
    found = list(page.record.of(Contribution))
    told = [_contributed(page, *one) for one in found]
    page.looked_at += [one.entry for one in told]
    silent = involved_agencies(page.record, page.today) - {one.current.content.agency for one, _ in found}
    return show(
        request,
        "contributions",
        page=page,
        told=told,
        silent=sorted(map(page.names.agency, silent)),
        may_add=page.may(Permission.ADD_ENTRY) and not page.paper,
        may_copy=page.may(Permission.MAKE_COPY) and not page.paper,
    )


def _contributed(page: RecordPage, one: Statement, said: Contribution) -> Contributed:
    content, reference = one.current.content, page.found.reference
    change = address("correct_entry", reference=reference, entry=one.current.tip.id)
    own = page.reader.agency in one.agencies() and page.may(Permission.CORRECT_ENTRY)
    return Contributed(
        page.names.agency(content.agency),
        content.happened.say(),
        said.answers(),
        [(cited, short_words(page, cited)) for cited in said.rests_on if cited in page.record.by_entry],
        str(said.as_asked) if said.as_asked else "",
        signature(page, content),
        content.id,
        f"{change}?mark=update" if own else "",
    )
