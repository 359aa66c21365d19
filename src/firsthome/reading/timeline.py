"""What a picture of a record over time shows: who said what, in which lane, on which days as exactly as is known.

Pure: no clock, no drawing. The picture and its list are both made from a `Timeline`, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from uuid import UUID

from firsthome.kinds.contact import Contact
from firsthome.kinds.entry import Entry, Names, Said
from firsthome.kinds.event import Event, EventType
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
_GESTATION = Precision.GESTATION

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


@dataclass(slots=True)
class Told:
    """One thing that somebody said, and how to say it again. Words are put together when they are asked for.

    Not frozen, like all of which a record has hundreds: then it is made in half the time.
    """

    line: Happening
    names: Names
    axis: Axis

    @property
    def entry(self) -> UUID:
        """The entry that says it."""
        return self.line.entry.id

    @property
    def shape(self) -> Shape:
        """What its mark looks like."""
        return self.line.sign.shape

    @property
    def agency(self) -> str:
        """Whose word it is."""
        return self.names.agency(self.line.entry.agency)

    @property
    def words(self) -> str:
        """«3 March 2025 (22+4 weeks)»: the words used, with the weeks of pregnancy where the day is known."""
        line = self.line
        happened, (day, latest) = line.entry.happened, line.span
        words = happened.say()
        if day is None or day != latest or happened.precision is _GESTATION:
            return words
        weeks = self.axis.weeks_on(day)
        return f"{words} ({weeks} weeks)" if weeks else words

    @property
    def sentence(self) -> str:
        """What was said."""
        line = self.line
        return line.said.sentence(line.entry, self.names)


@dataclass(slots=True)
class Mark(Told):
    """Something told that has a place in the picture: its lane, and the days of its span that the axis reaches."""

    lane: int
    first: date
    last: date
    exact: bool
    """Whether the day is known."""

    @property
    def begins_before(self) -> bool:
        """It may have been earlier than what is drawn."""
        earliest = self.line.span.earliest
        return earliest is None or earliest < self.first

    @property
    def ends_after(self) -> bool:
        """It may have been later than what is drawn."""
        latest = self.line.span.latest
        return latest is None or latest > self.last


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
        one for one in _happenings(record, today) if type(one.said) is Contact or one.sign.of_the_family
    ]
    badges = contested.marks(record)
    planned = [_planned(gap, badges) for gap in found.gaps]
    lanes = lanes_by_contact(
        record, names, found, any(one.sign.of_the_family and has_days(one.span) for one in contacts)
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
    dated: list[Happening] = []
    undated: list[Happening] = []
    for one in happenings:
        (dated if has_days(one.span) else undated).append(one)
    axis = axis_for(record, today, [one.span for one in dated], period)
    lanes = lanes_of(dated)
    marks = [
        Mark(one, names, axis, lanes.of(one), days[0], days[1], one.exact)
        for one in dated
        if (days := axis.drawn(one.span, today))
    ]
    marks.sort(key=attrgetter("first", "last"))
    only_listed = tuple(Told(one, names, axis) for one in undated)
    return Timeline(axis, today, lanes.names, tuple(marks), only_listed, outside=len(dated) - len(marks))


def only(facts: Timeline, entries: Collection[UUID]) -> Timeline:
    """The picture of some of its entries, in the lanes that they need."""
    marks = [mark for mark in facts.marks if mark.line.entry.id in entries]
    undated = tuple(told for told in facts.undated if told.entry in entries)
    if (len(marks), len(undated)) == (len(facts.marks), len(facts.undated)):
        return facts
    used = sorted({mark.lane for mark in marks})
    return replace(
        facts,
        lanes=tuple(facts.lanes[lane] for lane in used),
        marks=tuple(replace(mark, lane=used.index(mark.lane)) for mark in marks),
        undated=undated,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Sign:
    """What a mark looks like, and the word for it.

    Each is made once and is like no other: until Python 3.12 finding a `Shape` in its list costs as much as all else
    about a mark.
    """

    shape: Shape
    letter: str
    what: str
    of_the_family: bool = False
    """Births and moves are the family's, whichever service told of them."""


_SIGNS = {shape: Sign(shape, "", shape.label, shape in OF_THE_FAMILY) for shape in Shape}
_OUTCOME, _MOVE, _PLANNED = _SIGNS[Shape.OUTCOME], _SIGNS[Shape.MOVE], _SIGNS[Shape.PLANNED]
_LETTERED = {kind: Sign(Shape.OTHER, letter, word) for kind, (letter, word) in LETTERS.items()}
_ANY = Sign(Shape.OTHER, "+", Shape.OTHER.label)
_MOVED, _MOVED_HOUSE = Result.MOVED, EventType.MOVE


@dataclass(slots=True)
class Happening:
    """A line that stands and says that something happened: on which days, and what it is shown as."""

    entry: Entry
    said: Said
    span: Span
    sign: Sign
    contested: str
    """The badge that somebody whom it is about put on it by their own words; else empty."""
    times: int = 1
    at_least: bool = False

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        earliest, latest = self.span
        return earliest == latest


@worked_out_once
def _happenings(record: Record, today: date) -> tuple[Happening, ...]:
    """Whatever was taken back stays out."""
    badges = contested.marks(record)
    return tuple(
        _happening(entry, entry.said, days_meant(entry.happened, record, today), badges)
        for statement in record.statements
        if statement.kind not in NOT_HAPPENINGS
        for entry, _, _ in statement.standing
        if entry.said
    )


def _happening(entry: Entry, said: Said, span: Span, badges: dict[UUID, str]) -> Happening:
    badge = badges.get(entry.id, "") if badges else ""
    if type(said) is Contact:
        return Happening(entry, said, span, _SIGNS[shape_of(said)], badge, said.times, said.at_least)
    return Happening(entry, said, span, _sign_of(said), badge)


def _planned(gap: Gap, badges: dict[UUID, str]) -> Happening:
    """A day that a service had planned, told by the entry that planned it."""
    day, said = Span(gap.planned, gap.planned), gap.source.said
    assert said, "what planned a day says so"
    return replace(_happening(gap.source, said, day, badges), sign=_PLANNED)


def _sign_of(said: Said) -> Sign:
    """The sign of what is no contact."""
    if type(said) is Outcome:
        return _MOVE if said.result is _MOVED else _OUTCOME
    if type(said) is Event and said.type is _MOVED_HOUSE:
        return _MOVE
    return _LETTERED.get(said.kind, _ANY)
