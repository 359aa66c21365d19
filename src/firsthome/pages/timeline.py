"""The chronology page: the record over time as a picture and as a list, both of the same lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from markupsafe import Markup

from firsthome.access.permissions import Permission
from firsthome.kinds.entry import Names
from firsthome.kinds.record import Record
from firsthome.kinds.worked_out import worked_out_with_names
from firsthome.kit.dates import Span, say_span
from firsthome.pages import list_part
from firsthome.pages.chronology import Line, Place, entries_of, places_of, words_for
from firsthome.pages.filters import Filters, Options, filter_options
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.list_part import Part
from firsthome.pages.overview import heading
from firsthome.pages.pictures.svg import drawn
from firsthome.pages.pictures.timeline import timeline_svg
from firsthome.reading.timeline import Mark, Timeline, only, timeline

LAST_WEEKS = timedelta(weeks=12)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a record is to be seen, as the address of the page says it."""

    query: QueryDict
    filters: Filters
    period: Span | None
    size: int
    """How many lines a part of the list has."""
    paper: bool


@dataclass(frozen=True, slots=True)
class Chronology:
    """The picture, a part of the list, and what there is to choose from."""

    picture: Markup
    anchors: set[UUID]
    """The entries whose lines the picture leads to."""
    lines: list[Line]
    first: int
    """Which of those that fit stands first in this part, counted from 1."""
    fitting: int
    of: int
    options: Options
    links: list[tuple[str, str]]
    """Where the rest of the list is: words and address."""


@record_page(Permission.READ_RECORD, prints=True)
def chronology(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Everything that happened, as far as this reader may see it, or the part that was asked for."""
    filters, problem = Filters.asked(request.GET), ""
    try:
        period = filters.period(page.record.edd)
    except ValueError as wrong:
        period, problem = None, str(wrong)
    wanted = Wanted(request.GET, filters, period, list_part.SIZE, page.paper)
    look = chronology_of if request.GET else as_it_opens
    return show(
        request,
        "chronology",
        page=page,
        heading=heading(page),
        view=look(page.record, page.names, page.today, entries_of(page), wanted),
        filters=filters,
        problem=problem,
        period=say_span(period) if period else "",
        zooms=_zooms(page),
    )


def chronology_of(record: Record, names: Names, today: date, entries: str, wanted: Wanted) -> Chronology:
    """The picture and the list of what is wanted; `entries` is the address that they stand under."""
    places = places_of(record)
    facts = timeline(record, today, names, wanted.period)
    inside = _inside(wanted.period, facts)
    fitting = [place for place in places if wanted.filters.fits(place) and inside(place)]
    shown = only(facts, {place.content for place in fitting})
    if wanted.filters.order == "oldest":
        fitting = fitting[::-1]
    part = Part.asked(wanted.query, fitting, whole=wanted.paper)
    links = _Links(entries, part)
    return Chronology(
        picture=drawn(timeline_svg(shown, links.of)) if shown.marks else Markup(),
        anchors=links.anchors,
        lines=words_for(record, names, entries, part.places),
        first=part.first + 1,
        fitting=len(fitting),
        of=len(places),
        options=filter_options(places, record, names),
        links=part.links(),
    )


as_it_opens = worked_out_with_names(chronology_of)
"""What most people open, with nothing chosen, stays with a record that is remembered."""


def _inside(period: Span | None, facts: Timeline) -> Callable[[Place], bool]:
    """Whether a line lies in the chosen period: as the picture has it, else by its place in the chronology."""
    if period is None:
        return lambda place: True
    marked = {mark.entry for mark in facts.marks}
    first, last = period.earliest or date.min, period.latest or date.max
    return lambda place: place.content in marked or first <= place.order <= last


@dataclass(frozen=True, slots=True)
class _Links:
    """Where marks lead to: a single one to its entry, several to where the first of them stands in the list."""

    entries: str
    part: Part
    anchors: set[UUID] = field(default_factory=set)
    """The entries whose place in the list is led to."""

    def of(self, marks: tuple[Mark, ...]) -> str:
        """The address behind a mark of the picture."""
        first = marks[0].entry
        if len(marks) == 1:
            return f"{self.entries}{first}"
        self.anchors.add(first)
        return f"{self.part.leading_to(first)}#line-{first}"


def _zooms(page: RecordPage) -> list[tuple[str, str]]:
    """Periods that people ask for, each with what the address says of it."""
    zooms = [("Everything", ""), ("Last 12 weeks", f"?from={page.today - LAST_WEEKS}")]
    if page.record.edd:
        ends = page.record.born_on
        zooms.append(("This pregnancy", f"?from=0&to={ends or 42}"))
    return zooms
