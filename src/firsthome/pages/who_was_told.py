"""Who was told what, when, on what basis, and have they read it; and what somebody decided not to share.

Decisions not to share are entries with readers of their own, so they are here for those readers alone.
Source: feature row 24; domain facts, 3.6, 7.14 and 7.15.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.kinds.entry import Entry
from firsthome.kinds.sharing import Consent, Withheld
from firsthome.kit.dates import say_day, say_moment
from firsthome.pages.choices import short_words
from firsthome.pages.entry import signature
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.requests_on_record import requests_on
from firsthome.procedures.timings import timings
from firsthome.prompts.sharing import escalated_from
from firsthome.reading.shares import Given, Receipt, given

Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class What:
    """One entry that was shared or not shared: where it stands, and how it begins."""

    entry: UUID | None
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """One share or one decision not to share, in words."""

    entry: UUID
    heading: str
    signed: str
    what: list[What]
    facts: Rows
    readers: list[tuple[str, str]]
    """Who was told, and whether they have said that they have read it."""
    escalate: bool


@record_page(Permission.READ_RECORD)
def who_was_told(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Every share that this reader may know of, the latest first, then what was decided not to be shared."""
    told = [_told(page, one) for one in reversed(given(page.record))]
    return show(
        request,
        "who_was_told",
        page=page,
        told=told,
        withheld=list(_withheld(page))[::-1],
        requests=requests_on(page),
        may_share=page.may(Permission.SHARE_ENTRIES),
        may_ask=page.may(Permission.ASK_INFORMATION),
    )


def _told(page: RecordPage, one: Given) -> Told:
    said, content = one.said, one.statement.current.content
    agreed = "" if said.consent is Consent.NOT_STATED else said.consent.label
    facts = [
        ("What for", said.purpose),
        ("Lawful basis", said.lawful_basis),
        ("Did she agree?", ". ".join(filter(None, [agreed, said.consent_why]))),
        ("Whom it must not reach", said.risk),
        ("Decided by", said.decided_by),
    ]
    assert content.recorded_at, "only recorded entries are read"
    waiting = f", {_days(one.days_waiting(page.today))}" if one.unread else ""
    return Told(
        entry=one.statement.current.tip.id,
        heading=f"Shared on {say_day(one.on)} with {', '.join(_who(page, to) for to in one.receipts)}",
        signed=f"{signature(page, content.agency, content.author)}, {say_moment(content.recorded_at)}",
        what=_what(page, said.entries),
        facts=[fact for fact in facts if fact[1]],
        readers=[
            (_who(page, to), _read(page, to.read) or f"not acknowledged yet{waiting}") for to in one.receipts
        ],
        escalate=bool(one.unread) and page.today >= escalated_from(one, timings()),
    )


def _withheld(page: RecordPage) -> Iterator[Told]:
    for statement, said in page.record.of(Withheld):
        content = statement.current.content
        whom = [page.names.agency(one) for one in said.agencies]
        whom += [page.names.practitioner(one) for one in said.practitioners]
        facts = [
            ("Why", said.why),
            ("Decided by", said.decided_by),
            ("To be looked at again", say_day(said.review) if said.review else ""),
        ]
        assert content.recorded_at, "only recorded entries are read"
        yield Told(
            entry=statement.current.tip.id,
            heading=f"Not shared with {', '.join(whom)}",
            signed=f"{signature(page, content.agency, content.author)}, {say_moment(content.recorded_at)}",
            what=_what(page, said.entries),
            facts=[fact for fact in facts if fact[1]],
            readers=[],
            escalate=False,
        )


def _what(page: RecordPage, entries: tuple[UUID, ...]) -> list[What]:
    return [What(one if one in page.record.by_entry else None, short_words(page, one)) for one in entries]


def _who(page: RecordPage, to: Receipt) -> str:
    if to.agency is not None:
        return page.names.agency(to.agency)
    return page.names.practitioner(to.practitioner) if to.practitioner else ""


def _read(page: RecordPage, read: Entry | None) -> str:
    """«read and understood on 3 May 2025 at 14:05, Ben Moss»; nothing where they have not said so."""
    if read is None or read.recorded_at is None:
        return ""
    return f"read and understood on {say_moment(read.recorded_at)}, {page.names.practitioner(read.author)}"


def _days(count: int) -> str:
    """«2 working days»."""
    return "since today" if not count else f"{count} working day{'' if count == 1 else 's'}"
