"""Who asks what is held about them: the list of those who answer, and one request with everything that was found.

Each agency answers for its own entries, through its safeguarding leads. Source: UK GDPR Articles 12 and 15; row 39.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from uuid_utils.compat import uuid7

from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader
from firsthome.exchange.documents.subject_pack import Looked
from firsthome.kinds.subject_answer import SubjectPack, SubjectPackGiven, SubjectReview, Verdict, in_groups
from firsthome.kinds.subject_request import Identity
from firsthome.kit.dates import say_day, say_moment
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, page, record_page
from firsthome.pages.safe_contact import safe_contact_of
from firsthome.pages.subject_answering import Answering, answering, controllers
from firsthome.pages.unsent import uuid_in
from firsthome.procedures.rights import rights
from firsthome.record.append import append
from firsthome.record.sign import signed
from firsthome.record.subject_requests import waiting_for

DECIDED = {
    Verdict.RELEASE: "All of it goes in",
    Verdict.PART: "Goes in, some words taken out",
    Verdict.WITHHOLD: "Kept back",
    Verdict.NOT_THEIRS: "Not about this person",
}
AGAIN = "It says something else since it was looked at: look again"


@dataclass(frozen=True, slots=True)
class Row:
    """One request in the list: where, by when, and whether it is done."""

    reference: str
    request: UUID
    due: date
    late: bool
    answered: bool
    ours: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One entry that was found, as its line says it."""

    id: UUID
    when: str
    words: str
    why: str
    closely: tuple[str, ...]
    decided: str
    tick: str
    """What the browser sends to release it among others; empty where it is looked at by itself."""


@page(Permission.ANSWER_REQUESTS)
def subject_requests(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Every request that the reader answers, the longest waiting first; what is answered stands last."""
    today, clock = timezone.localdate(), rights().clock
    rows = []
    for one in waiting_for(reader):
        due = clock.due(one.begins, extended=one.extended)
        rows.append(
            Row(one.reference, one.request, due, due < today and not one.answered, one.answered, one.ours)
        )
    return show(
        request, "subject_requests", rows=sorted(rows, key=lambda row: (row.answered, row.due)), clock=clock
    )


@record_page(Permission.ANSWER_REQUESTS)
def subject_request(request: HttpRequest, page: RecordPage, asked: UUID) -> HttpResponse:
    """One request: what was asked, who answers by when, what was found, and the answer."""
    one = answering(page, asked)
    if request.method == "POST":
        return _release_many(request, page, one)
    return show(
        request,
        "subject_request",
        page=page,
        asked=one.request.current.content.id,
        facts=_facts(one),
        clock=rights().clock,
        late=one.due < page.today and not any(given for _, _, given in one.packs()),
        controllers=controllers(one),
        found=[_line(two) for two in one.looked],
        open=len(one.open),
        many=len(one.among_many),
        packs=_packs(one),
        safe=safe_contact_of(page),
        reply=one.said.reply,
        sent=uuid7(),
        mother=one.said.person == page.record.mother,
    )


def _packs(one: Answering) -> list[tuple[UUID, str, SubjectPack, str, list[SubjectPackGiven]]]:
    """The answers that were made: id, when, what is in it, its seal, and its handing over."""
    return [
        (entry.id, say_moment(entry.recorded_at), pack, in_groups(pack.content), given)
        for entry, pack, given in one.packs()
        if entry.recorded_at
    ]


def _release_many(request: HttpRequest, page: RecordPage, one: Answering) -> HttpResponse:
    """One review of all that was ticked; whatever has to be looked at closely is left out, however it was sent."""
    ticked = set(request.POST.getlist("items"))
    chosen = [two.item for two in one.among_many if _tick(two) in ticked]
    if chosen:
        review = SubjectReview(
            request=one.request.current.content.id,
            items=tuple(item.id for item in chosen),
            seals=tuple(item.seal for item in chosen),
            verdict=Verdict.RELEASE,
        )
        append(page.found.id, signed(review, page.reader, uuid_in(request.POST, "entry")), page.reader)
        count = len(chosen)
        messages.success(request, f"{count} {'entry goes' if count == 1 else 'entries go'} into the answer")
    return redirect("subject_request", reference=page.found.reference, asked=one.request.current.content.id)


def _tick(looked: Looked) -> str:
    """The item and the very words that were on the page: a box that was ticked before they changed says nothing."""
    return f"{looked.item.id} {looked.item.seal}"


def _line(looked: Looked) -> Found:
    when, *lines = looked.item.words.split("\n")
    decided = DECIDED[looked.review.verdict] if looked.review else AGAIN if looked.lapsed else ""
    tick = _tick(looked) if looked.review is None and not looked.item.closely else ""
    return Found(looked.item.id, when, "\n".join(lines), looked.item.why, looked.item.closely, decided, tick)


def _facts(one: Answering) -> list[tuple[str, str]]:
    """What was asked and when, in the order in which somebody asks."""
    said, names = one.said, one.page.names
    entry = one.request.current.content
    identity = " ".join(filter(None, [f"{said.identity.label}.", said.identity_words]))
    checked = f" Done on {say_day(said.identity_on)}." if said.identity_on else ""
    facts = [
        ("About whom", names.person(said.person)),
        ("Who asks", said.asked_by),
        ("For whom", said.asks_for.label),
        ("With what authority", said.authority),
        ("How it is known that it is them", identity + checked),
        ("What they ask for", said.wanted or "Everything"),
        ("Received on", say_day(said.received or one.request.entries[0].learned_on())),
        ("To be answered by", say_day(one.due) + _counted(one)),
        ("Why it takes longer", said.extended),
        ("Written down by", f"{names.practitioner(entry.author)}, {names.agency(entry.agency)}"),
    ]
    return [(question, answer) for question, answer in facts if answer]


def _counted(one: Answering) -> str:
    """From when the time is counted, where that is not the day of receipt."""
    if one.said.identity is Identity.NOT_YET:
        return ". Ask today how it can be known that it is them: the month then begins on that day"
    return f", counted from {say_day(one.begins)}" if one.begins != (one.said.received or one.begins) else ""
