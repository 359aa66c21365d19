"""What agencies asked of each other on one record, and what was answered, beside what was shared."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from firsthome.kinds.entry import Entry
from firsthome.kinds.requests import InformationAnswer
from firsthome.kit.addresses import address
from firsthome.kit.dates import say_day, say_moment
from firsthome.pages.choices import short_words
from firsthome.pages.entry import signature
from firsthome.pages.gate import RecordPage
from firsthome.reading.requests import Asked, asked

Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer in words, with the entries that it names."""

    entry: UUID
    heading: str
    facts: Rows
    entries: list[tuple[UUID, str]]


@dataclass(frozen=True, slots=True)
class Request:
    """One request in words, its answers, and where its reader answers it."""

    entry: UUID
    heading: str
    signed: str
    facts: Rows
    answers: list[Answered]
    waiting: str
    opens: str


def requests_on(page: RecordPage) -> list[Request]:
    """Those that this reader may know of, the latest first."""
    return [_request(page, one) for one in reversed(asked(page.record))]


def _request(page: RecordPage, one: Asked) -> Request:
    due, late = say_day(one.said.due), one.said.due < page.today
    open_ = (
        "Not answered yet: the day has passed, tell your safeguarding lead" if late else "Not answered yet"
    )
    theirs = one.open and one.said.agency == page.reader.agency
    answer = f"{address('answer_information', reference=page.found.reference)}?request={one.statement.id}"
    return Request(
        entry=one.statement.current.tip.id,
        heading=f"{page.names.agency(one.by.agency)} asked {page.names.agency(one.said.agency)}, by {due}",
        signed=signature(page, one.by.agency, one.by.author),
        facts=[("What they need to know", one.said.what), ("What for", one.said.why)],
        answers=[_answer(page, entry, said) for entry, said in one.answers],
        waiting=open_ if one.open else "",
        opens=answer if theirs else "",
    )


def _answer(page: RecordPage, entry: Entry, said: InformationAnswer) -> Answered:
    assert entry.recorded_at, "only recorded entries are read"
    return Answered(
        entry=entry.id,
        heading=f"{said.given.label} on {say_moment(entry.recorded_at)}, {signature(page, entry.agency, entry.author)}",
        facts=[fact for fact in (("In words", said.words), ("Why not", said.why_not)) if fact[1]],
        entries=[(one, short_words(page, one)) for one in said.entries],
    )
