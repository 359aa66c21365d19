"""What a picture of a record over time shows: who said what, in which lane, on which days as exactly as is known.

Pure: no clock, no drawing. The picture and its list are both made from a `Timeline`, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from firsthome.kinds.contact import Contact
from firsthome.kinds.entry import Entry, Names, Said
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.gestation import gestation_on, say_gestation
from firsthome.kinds.pregnancy import Outcome, Result
from firsthome.kinds.record import Record
from firsthome.kinds.when import Precision
from firsthome.kinds.worked_out import worked_out_once
from firsthome.kit.dates import Span
from firsthome.reading import contested
from firsthome.reading.axis import Axis, axis_for, days_meant, has_days
from firsthome.reading.engagement import Gap, Pattern
from firsthome.reading.offers import Shape, shape_of
from firsthome.reading.timeline_lanes import AnyLanes, lanes_by_contact, lanes_by_service

OF_THE_FAMILY = (Shape.OUTCOME, Shape.MOVE)

NOT_HAPPENINGS = frozenset(
    {"person", "relationship", "pregnancy", "acknowledgement", "restrict", "redaction"}
)
"""Kinds that say who somebody is, where the axis lies or how the record was kept; the list of entries has them."""

LETTERS = {
    "action": ("A", "Action"),
    "analysis": ("O", "Professional opinion"),
    "decision": ("D", "Decision"),
    "event": ("E", "Event"),
    "involvement": ("I", "Involvement"),
    "meeting": ("M", "Meeting"),
    "plan": ("P", "Plan"),
    "referral": ("R", "Referral"),
    "share": ("S", "Share"),
    "vulnerability": ("V", "Vulnerability"),
}
"""The letter of a mark, and the word for it. A kind that is not here still shows, as «+ Other entry»."""


class Told(NamedTuple):
    """One thing that somebody said, and how to say it again. Words are put together when they are asked for."""

    entry: UUID
    shape: Shape
    letter: str
    what: str
    times: int
    at_least: bool
    contested: str
    """The badge that somebody whom it is about put on it by their own words; else empty."""
    line: Happening
    names: Names
    axis: Axis

    @property
    def agency(self) -> str:
        """Whose word it is."""
        return self.names.agency(self.line.entry.agency)

    @property
    def words(self) -> str:
        """The date, in the words used."""
        return _date_words(self.line.entry, self.line.span, self.axis)

    @property
    def sentence(self) -> str:
        """What was said."""
        return self.line.said.sentence(self.line.entry, self.names)


class Mark(NamedTuple):
    """Something told that has a place in the picture: its lane, and the days of its span that the axis reaches."""

    told: Told
    lane: int
    span: Span
    first: date
    last: date
    exact: bool
    """Whether the day is known."""

    @property
    def begins_before(self) -> bool:
        """It may have been earlier than what is drawn."""
        return self.span.earliest is None or self.span.earliest < self.first

    @property
    def ends_after(self) -> bool:
        """It may have been later than what is drawn."""
        return self.span.latest is None or self.span.latest > self.last


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything there is to draw, in the order of days, and what has no place on the axis."""

    axis: Axis
    today: date
    lanes: tuple[str, ...]
    marks: tuple[Mark, ...]
    undated: tuple[Told, ...]
    outside: int
    """Entries that lie outside the chosen period."""


def timeline(record: Record, today: date, names: Names, period: Span | None = None) -> Timeline:
    """The facts of the picture, for a whole record or zoomed to a period (either end may be open).

    `names` gives agencies their names and sentences their people: names are always today's.
    """
    return _drawn(
        record,
        today,
        names,
        _happenings(record, today),
        lambda dated: lanes_by_service(dated, names),
        period,
    )


def contacts_over_time(record: Record, today: date, names: Names, found: Pattern) -> Timeline:
    """Every offered contact, in a lane for each service and those whom it was offered to; above them births and moves.

    What a service had planned, and nothing recorded here followed, is marked on its day.
    """
    contacts = [
        one for one in _happenings(record, today) if one.of_the_family or isinstance(one.said, Contact)
    ]
    planned = [_planned(gap) for gap in found.gaps]
    lanes = lanes_by_contact(
        record, names, found, any(one.of_the_family and has_days(one.span) for one in contacts)
    )
    return _drawn(record, today, names, [*contacts, *planned], lambda dated: lanes, None)


def _drawn(
    record: Record,
    today: date,
    names: Names,
    happenings: Sequence[Happening],
    lanes_of: Callable[[Sequence[Happening]], AnyLanes],
    period: Span | None,
) -> Timeline:
    dated = [one for one in happenings if has_days(one.span)]
    axis = axis_for(record, today, [one.span for one in dated], period)
    lanes, badges = lanes_of(dated), contested.marks(record)
    marks = [
        Mark(_told(one, badges, names, axis), lanes.of(one), one.span, *drawn, _exact(one.span))
        for one in dated
        if (drawn := axis.drawn(one.span, today))
    ]
    marks.sort(key=lambda mark: (mark.first, mark.last))
    undated = tuple(_told(one, badges, names, axis) for one in happenings if not has_days(one.span))
    return Timeline(axis, today, lanes.names, tuple(marks), undated, outside=len(dated) - len(marks))


def _exact(span: Span) -> bool:
    return span.earliest is not None and span.earliest == span.latest


def only(facts: Timeline, entries: Collection[UUID]) -> Timeline:
    """The picture of some of its entries, in the lanes that they need."""
    marks = [mark for mark in facts.marks if mark.told.entry in entries]
    undated = tuple(told for told in facts.undated if told.entry in entries)
    if (len(marks), len(undated)) == (len(facts.marks), len(facts.undated)):
        return facts
    used = sorted({mark.lane for mark in marks})
    return replace(
        facts,
        lanes=tuple(facts.lanes[lane] for lane in used),
        marks=tuple(mark._replace(lane=used.index(mark.lane)) for mark in marks),
        undated=undated,
    )


class Happening(NamedTuple):
    """A line that stands and says that something happened: on which days, and what it is shown as."""

    entry: Entry
    said: Said
    span: Span
    shape: Shape
    letter: str
    what: str
    of_the_family: bool
    """Births and moves are the family's, whichever service told of them."""


@worked_out_once
def _happenings(record: Record, today: date) -> tuple[Happening, ...]:
    """Whatever was taken back stays out."""
    return tuple(
        _happening(line.content, line.said, days_meant(line.content.happened, record, today))
        for statement in record.statements
        if statement.kind not in NOT_HAPPENINGS
        for line in statement.standing
        if line.said
    )


def _happening(entry: Entry, said: Said, span: Span) -> Happening:
    shape, letter, what = _shown_as(said)
    return Happening(entry, said, span, shape, letter, what, shape in OF_THE_FAMILY)


def _planned(gap: Gap) -> Happening:
    """A day that a service had planned, told by the entry that planned it."""
    day, said = Span(gap.planned, gap.planned), gap.source.said
    assert said, "what planned a day says so"
    return Happening(gap.source, said, day, Shape.PLANNED, "", Shape.PLANNED.label, of_the_family=False)


def _told(one: Happening, badges: dict[UUID, str], names: Names, axis: Axis) -> Told:
    times, at_least = (one.said.times, one.said.at_least) if isinstance(one.said, Contact) else (1, False)
    badge = badges.get(one.entry.id, "")
    return Told(one.entry.id, one.shape, one.letter, one.what, times, at_least, badge, one, names, axis)


def _shown_as(said: Said) -> tuple[Shape, str, str]:
    """The shape of a mark, its letter if it has one, and the word for it."""
    match said:
        case Contact():
            became = shape_of(said)
            return became, "", became.label
        case Outcome(result=Result.MOVED) | Event(type=EventType.MOVE):
            return Shape.MOVE, "", Shape.MOVE.label
        case Outcome():
            return Shape.OUTCOME, "", Shape.OUTCOME.label
        case _:
            return Shape.OTHER, *LETTERS.get(said.kind, ("+", Shape.OTHER.label))


def _date_words(entry: Entry, span: Span, axis: Axis) -> str:
    """«3 March 2025 (22+4 weeks)»: the words used, with the weeks of pregnancy where the day is known."""
    words, day = entry.happened.say(), span.earliest
    if day is None or day != span.latest or entry.happened.precision is Precision.GESTATION:
        return words
    weeks = axis.edd and axis.pregnant_on(day) and say_gestation(gestation_on(day, axis.edd))
    return f"{words} ({weeks} weeks)" if weeks else words
