"""What agencies ask of each other: what is open for the reader's agency by due day, and what the reader asked.

After its day a request is for the safeguarding leads of both agencies. Source: feature row 29; hazard 16.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from firsthome.access.permissions import Permission, Role
from firsthome.access.principals import Reader
from firsthome.kit.addresses import address
from firsthome.kit.dates import say_day
from firsthome.pages.frame import show
from firsthome.pages.gate import page
from firsthome.record.involvement_requests import own_requests
from firsthome.record.moves import moves_for
from firsthome.record.open_requests import LISTED, Awaited, Listed, open_requests_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """One request that is open: what it is, by when, where one goes on, and nothing of what is asked."""

    what: str
    due: date | None
    late: bool
    about: str
    opens: str
    link: str

    @property
    def by(self) -> str:
        """«Due by 3 May 2025»."""
        if self.due is None:
            return "No day is set"
        return f"{'Was due' if self.late else 'Due'} by {say_day(self.due)}"


@page(Permission.ASK_INVOLVEMENT)
def requests(request: HttpRequest, reader: Reader) -> HttpResponse:
    """A plain list in the order of days. Those past their day say who takes them up."""
    return show(
        request,
        "requests",
        waiting=waiting_for(reader, timezone.localdate()),
        lead=reader.role is Role.SAFEGUARDING_LEAD,
        own=own_requests(reader),
        moves=moves_for(reader),
    )


def waiting_for(reader: Reader, today: date, limit: int = LISTED) -> list[Waiting]:
    """What waits for a reader's agency to answer or to hear, what is due first first."""
    return [_waiting(one, today) for one in open_requests_of(reader, limit)]


def _waiting(one: Listed, today: date) -> Waiting:
    link = "Answer"
    if one.what == Awaited.CHALLENGE:
        what, link = _differing(one), "See how it stands" if one.asks else "Answer"
        opens = address("help_asked", reference=one.reference)
    elif one.what == Awaited.REPORT:
        what, link = f"{one.other} asks your agency for a report before a meeting", "Write it"
        opens = address("meetings_held", reference=one.reference)
    elif one.to_be_involved:
        what = f"{one.to_be_involved}, {one.other}, asks to be involved"
        opens = address("answer_involvement", reference=one.reference, asked=one.id)
    elif one.asks:
        what, link = f"Your agency asked {one.other} for information", "See it"
        opens = address("entry", reference=one.reference, entry=one.id)
    else:
        what = f"{one.other} asks your agency for information"
        opens = f"{address('answer_information', reference=one.reference)}?request={one.id}"
    about = f"{one.mother or 'Mother not named here yet'}, record {one.reference}"
    return Waiting(what, one.due, bool(one.due and one.due < today), about, opens, link)


def _differing(one: Listed) -> str:
    if one.asks:
        return f"Your agency sees something differently, and has raised it: {one.other}"
    return f"{one.other} sees something differently, and asks your agency for an answer"
