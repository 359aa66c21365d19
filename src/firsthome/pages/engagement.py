"""The engagement page: how contact with each service came and went, in a picture, in words and as a list.

Everything is worked out in `reading` from what this reader may see; here it gets its words and its links.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from markupsafe import Markup

from firsthome.access.permissions import Permission
from firsthome.kinds.contact import Contact
from firsthome.kinds.entry import Entry
from firsthome.kit.addresses import address
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.overview import heading
from firsthome.pages.pictures.svg import cut, drawn
from firsthome.pages.pictures.timeline import timeline_svg
from firsthome.procedures.timings import timings
from firsthome.prompts.case import Case
from firsthome.reading.engagement import Attempt, Pattern, Series, Stretch, beside, counted, pattern
from firsthome.reading.engagement_words import say_gap, say_missed_after, say_series, words_behind
from firsthome.reading.offers import Shape
from firsthome.reading.timeline import Mark, contacts_over_time
from firsthome.reading.with_whom import say_with_whom

LENGTH = 200
FACTS_SHOWN = 6


class Row(NamedTuple):
    """Something that was said: when, in which words, where it can be read, and what else is said of it."""

    address: str
    when: str
    words: str
    more: str = ""
    badge: str = ""


@dataclass(frozen=True, slots=True)
class Contacts:
    """The contacts of one service with the same adults."""

    title: str
    found: list[str]
    counts: list[tuple[str, str]]
    """What became of them, and of how many: the numbers that the picture draws."""
    beside: list[Row]
    rows: list[Row]


@record_page(Permission.READ_RECORD, prints=True)
def engagement(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """How contact came and went, as far as this reader may see it."""
    found = pattern(page.record, page.today, _declared(page))
    facts = contacts_over_time(page.record, page.today, page.names, found)
    entries = address("record", reference=page.found.reference) + "entries/"
    return show(
        request,
        "engagement",
        page=page,
        heading=heading(page),
        picture=drawn(timeline_svg(facts, lambda marks: _leads_to(marks, entries)))
        if facts.marks
        else Markup(),
        services=[_contacts(page, one, entries) for one in found.series],
        gaps=[_gap(page, found, number, entries) for number in range(len(found.gaps))],
        behind=[
            (one.title, [Row(entries + str(said.id), _when(said), words) for said, words in one.words])
            for one in words_behind(page.record, page.names)
        ],
        may_add=page.may(Permission.ADD_ENTRY) and not page.paper,
    )


def _declared(page: RecordPage) -> set[int]:
    """The services that declared that they record contacts here: only their silence can be spoken of."""
    case = Case(page.record, timings(), page.names.codes)
    return {agency for agency in page.names.codes if Contact.kind in case.declared_by(agency)}


def _leads_to(marks: tuple[Mark, ...], entries: str) -> str:
    """One mark leads to its entry, several to the list of that service."""
    first = marks[0].entry
    return f"{entries}{first}" if len(marks) == 1 else f"#line-{first}"


def _contacts(page: RecordPage, one: Series, entries: str) -> Contacts:
    return Contacts(
        title=say_with_whom(page.record, page.names, one.agency, one.adults),
        found=say_series(one),
        counts=list(_counts(one)),
        beside=list(_beside(page, one, entries)),
        rows=[_row(page, attempt, entries) for attempt in _latest_first(page, one)],
    )


def _counts(one: Series) -> Iterator[tuple[str, str]]:
    for shape in Shape:
        count = counted([attempt for attempt in one.everything if attempt.shape is shape])
        if count.number:
            yield shape.label, count.say()


def _beside(page: RecordPage, one: Series, entries: str) -> Iterator[Row]:
    """What else is dated then; where nothing was missed lately there is nothing to set it beside."""
    if not any(stretch.missed for stretch in one.stretches[-2:]):
        return
    last: Stretch = one.stretches[-1]
    for fact in beside(page.record, one, page.today)[:FACTS_SHOWN]:
        content, said = fact.line.content, fact.line.said
        words = cut(said.sentence(content, page.names), LENGTH) if said else ""
        missed_after = say_missed_after(fact, last)
        yield Row(
            entries + str(fact.line.tip.id),
            _when(content),
            words,
            missed_after,
            page.contested.get(content.id, ""),
        )


def _latest_first(page: RecordPage, one: Series) -> list[Attempt]:
    return sorted(one.everything, key=lambda attempt: page.record.day_for_order(attempt.entry), reverse=True)


def _row(page: RecordPage, attempt: Attempt, entries: str) -> Row:
    entry = attempt.entry
    words = cut(attempt.said.sentence(entry, page.names), LENGTH)
    return Row(f"{entries}{entry.id}", _when(entry), words, "", page.contested.get(entry.id, ""))


def _gap(page: RecordPage, found: Pattern, number: int, entries: str) -> Row:
    gap = found.gaps[number]
    return Row(f"{entries}{gap.source.id}", _when(gap.source), say_gap(gap, page.names))


def _when(entry: Entry) -> str:
    said = entry.happened.say()
    return said[:1].upper() + said[1:]
