"""Versions of the plan: what one is made of, each agency's answer to it, and what has changed since."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from uuid_utils.compat import uuid7

from firsthome.access.permissions import Permission
from firsthome.kinds.entry import ended
from firsthome.kinds.plan_version import PlanSignOff, PlanVersion
from firsthome.kinds.record import Record, Statement
from firsthome.kit.dates import say_day
from firsthome.kit.forms import Form
from firsthome.pages.chronology import signature
from firsthome.pages.copies_held import Copy, copies
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.paper import part_that_lies_open
from firsthome.pages.unsent import uuid_in
from firsthome.reading import plan as reading
from firsthome.reading.overview import involved
from firsthome.record.append import append
from firsthome.record.errors import NotThere, NumberTaken, SameIdOtherContent
from firsthome.record.sign import signed


@dataclass(frozen=True, slots=True)
class Answer:
    """One agency's answer, in words, and its entry."""

    words: str
    entry: UUID


@dataclass(frozen=True, slots=True)
class Version:
    """One version as it is shown."""

    number: int
    head: str
    changed: str
    signed: str
    entry: UUID
    answers: list[Answer]
    waiting: list[str]
    copies: list[Copy]


@dataclass(frozen=True, slots=True)
class Versions:
    """The latest version, those before it, and whether the plan has moved on."""

    latest: Version | None
    earlier: list[Version]
    moved_on: bool
    next_number: int


def versions(page: RecordPage) -> Versions:
    """What stands about versions on the plan's page."""
    found = reading.editions(page.record)
    shown = [_version(page, one, latest=place == 0) for place, one in enumerate(found)]
    moved = bool(found and reading.changed_since(_open(page), found[0]))
    return Versions(shown[0] if shown else None, shown[1:], moved, reading.next_number(page.record))


def _open(page: RecordPage) -> Record:
    """The part of the plan that lies open: a version holds nothing that some of its readers may not see."""
    return page.record if page.paper else part_that_lies_open(page.found, page.record)


def _version(page: RecordPage, edition: reading.Edition, *, latest: bool) -> Version:
    content = edition.statement.current.content
    asked = {said.agency for _, said in involved(page.record, page.today)} - edition.signed_by
    return Version(
        number=edition.said.number,
        head=f"Version {edition.said.number}, {say_day(content.learned_on())}",
        changed=edition.said.changed,
        signed=signature(page, content),
        entry=content.id,
        answers=[_answer(page, one, said) for one, said in edition.answers],
        waiting=sorted(map(page.names.agency, asked)) if latest else [],
        copies=copies(page, edition.statement, superseded=not latest),
    )


def _answer(page: RecordPage, one: Statement, said: PlanSignOff) -> Answer:
    entry = one.current.content
    words = f"{page.names.agency(entry.agency)}: {said.accepts.within()} ({page.names.practitioner(entry.author)})."
    return Answer(" ".join(filter(None, [words, ended(said.words)])), one.current.tip.id)


@record_page(Permission.SHARE_ENTRIES)
def plan_version(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Put the plan, as it lies open today, before everybody as a version.

    Whoever is overtaken by somebody else keeps what they wrote, reads what is new, and goes on with the next number.
    """
    open_part, number = _open(page), reading.next_number(page.record)
    fixed = {"number": number, "parts": reading.part_ids(open_part)}
    form = Form(PlanVersion, choices={}, fixed=fixed)
    said = form.take(request.POST) if request.method == "POST" and fixed["parts"] else None
    sent = uuid_in(request.POST, "entry") or uuid7()
    overtaken = request.method == "POST" and request.POST.get("number", str(number)) != str(number)
    if sent in page.record.by_entry:
        return redirect("plan", reference=page.found.reference)
    if said and not overtaken:
        return _set_down(request, page, said, sent)
    return show(
        request, "plan_version", 422 if form.wrong or overtaken else 200, page=page, number=number, drawn=form.drawn(),
        problems=form.problems, sent=sent, parts=[_line(page, one) for one in reading.parts(open_part)],
        overtaken_by=versions(page).latest if overtaken else None,
    )  # fmt: skip


def _set_down(request: HttpRequest, page: RecordPage, said: PlanVersion, sent: UUID) -> HttpResponse:
    try:
        entry = append(page.found.id, signed(said, page.reader, sent), page.reader)
    except NumberTaken:  # by somebody a moment ago: the same is sent again, and then reads what is there now
        return redirect("plan_version", reference=page.found.reference, preserve_request=True)
    except (SameIdOtherContent, NotThere):
        return redirect("plan", reference=page.found.reference)
    messages.success(request, f"Version {said.number} of the plan is set down", extra_tags=str(entry.id))
    return redirect("plan", reference=page.found.reference)


def _line(page: RecordPage, one: Statement) -> str:
    content = one.current.content
    return content.said.sentence(content, page.names) if content.said else ""
