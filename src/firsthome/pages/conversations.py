"""Which conversations were had, with whom and when: each parent separately, each open to be taken up again.

Source: briefing, sections 04 and 06; feature row 17. How often somebody talked is never counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.kinds.communication import Interpreter
from firsthome.kinds.conversation import Talked
from firsthome.kit.addresses import address
from firsthome.pages.entry import signature
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.safe_contact import adjustments
from firsthome.procedures.guides import Guide, guides
from firsthome.reading.babies import only_losses
from firsthome.reading.conversations import Held, closed_by, conversations
from firsthome.reading.messages import abuse_is_suspected, parents

BECAME = {
    Talked.TALKED: "talked about it",
    Talked.NOT_NOW: "would rather not, then",
    Talked.NOT_SAFE: "it was not safe to ask then",
}


@dataclass(frozen=True, slots=True)
class Had:
    """One conversation in a line, and where it stands."""

    when: str
    words: str
    entry: UUID


@dataclass(frozen=True, slots=True)
class With:
    """One parent and one guide: what was had, and where to take it up; no address where it is not to be asked."""

    who: str
    had: list[Had]
    begin: str
    action: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """One guide, and how it stands with each parent."""

    key: str
    guide: Guide
    people: list[With]


@record_page(Permission.READ_RECORD)
def conversations_had(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Every guide with each parent of whom somebody knows."""
    care, lost = abuse_is_suspected(page.record), only_losses(page.record)
    listed = [
        Listed(
            key, guide, [_with(page, key, guide, who, care=care) for who in _with_whom(page, key, care=care)]
        )
        for key, guide in guides().items()
        if not (lost and guide.about_the_baby) or conversations(page.record, key)
    ]
    page.looked_at += [one.entry for each in listed for person in each.people for one in person.had]
    return show(
        request,
        "conversations_had",
        page=page,
        listed=listed,
        care=care,
        lost=lost,
        adjustments=adjustments(page),
        may_add=page.may(Permission.ADD_ENTRY),
    )


def _with_whom(page: RecordPage, key: str, *, care: bool) -> list[UUID]:
    """The parents, and whoever else was talked with along this guide; nobody is named only because he was not."""
    had = [held.said.person for held in conversations(page.record, key)]
    asked = [one for one in parents(page.record) if not care or one == page.record.mother]
    return list(dict.fromkeys([*asked, *had]))


def _with(page: RecordPage, key: str, guide: Guide, person: UUID, *, care: bool) -> With:
    """Where abuse may be at work, nothing here leads to talking with anybody but the mother (safety rule 11)."""
    held = conversations(page.record, key, person)
    closed = guide.once and (closed_by(page.record, key, person) or any(_talked(one) for one in held))
    over = guide.about_the_baby and only_losses(page.record)
    offered = not (closed or over) and not (care and person != page.record.mother)
    begin = address("add_entry", reference=page.found.reference, kind="conversation")
    return With(
        who=page.names.person(person),
        had=[_had(page, one) for one in held],
        begin=f"{begin}?{urlencode({'guide': key, 'person': person})}" if offered else "",
        action="Take it up again" if held else "Write down a conversation",
        closed=closed,
    )


def _talked(held: Held) -> bool:
    return held.said.outcome is Talked.TALKED


def _had(page: RecordPage, held: Held) -> Had:
    content, said = held.statement.current.content, held.said
    interpreted = "a relative or friend interpreted" if said.interpreter is Interpreter.FAMILY else ""
    agreed = "own words agreed" if said.agreed and said.own_words else ""
    words = ", ".join(filter(None, [BECAME[said.outcome], interpreted, agreed]))
    return Had(
        content.happened.say(),
        f"{words}. {signature(page, content.agency, content.author)}",
        held.statement.current.tip.id,
    )
