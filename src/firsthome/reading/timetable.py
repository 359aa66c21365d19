"""The timetable of one record: each milestone of the procedure, whether it was reached, by when it is due, and why.

Pure, and without a clock: what is due does not hang on the day on which it is asked. A milestone goes by the edition of
the procedure that was in force when it began to count, and one that was reached by the expected date that held when
that was recorded: so no later change moves it. A loss stops everything, and so does closing the record until it is
opened again; a birth closes what belonged before it; a decision ends what the procedure says that it ends.
Source: domain facts, 1.4, 1.5 and hazards 11, 20 and 21; safety rules 4 and 9.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import NamedTuple
from uuid import UUID

from firsthome.kinds.entry import Entry
from firsthome.kinds.milestone import Area, Pause, Reached
from firsthome.kinds.record import Record, fold
from firsthome.kit.dates import Span
from firsthome.procedures.rules import After, AtWeek, BeforeExpected
from firsthome.procedures.timetable import BIRTH, Edition, Milestone, Time, Timetable, Value
from firsthome.reading.babies import State, babies, only_losses
from firsthome.reading.clocks import Days, Facts, Waited, combined, days_of
from firsthome.reading.closed import closed
from firsthome.reading.reached import Met, reached
from firsthome.reading.rounds import Ending, Round, last_round


class Stands(Enum):
    """How it stands with a milestone."""

    DONE = "done"
    NOT_NEEDED = "not needed"
    DUE = "due"
    NOT_SET = "no day is set"
    WAITS = "waits, with a reason"
    NOT_BEGUN = "has not begun to count"
    CLOSED = "closed by the birth"
    ENDED = "ended by a decision"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Counted:
    """One value of the procedure, and the days that it comes to here."""

    value: Value
    days: Days | None


class Waiting(NamedTuple):
    """A pause of a milestone, and the entry that says so."""

    entry: UUID
    said: Pause


@dataclass(frozen=True, slots=True)
class Clock:
    """One milestone of one record."""

    key: str
    milestone: Milestone
    edition: Edition
    stands: Stands
    due: Days | None = None
    floor: Days | None = None
    set_by: tuple[Counted, ...] = ()
    """Each value that says by when; the first is the one that decided."""
    floor_by: tuple[Counted, ...] = ()
    at_once: bool = False
    """Whether its day had passed already when it began to count: then nothing is born late, and it is due at once."""
    met: Met | None = None
    ended: Ending | None = None
    """The decision after which nobody waits for it any more."""
    pauses: tuple[Waiting, ...] = ()
    facts: Facts = field(default_factory=lambda: Facts(Span(None, None)))
    """What its days were counted from."""

    @property
    def open(self) -> bool:
        """Whether somebody still has to see to it by a day."""
        return self.stands is Stands.DUE

    @property
    def does_not_fit(self) -> bool:
        """Whether it may not begin before the day by which it is due: then somebody has to decide."""
        return bool(self.due and self.floor and self.floor.earliest > self.due.earliest)


def council_of(record: Record) -> str:
    """The council in whose area the family lives, by the last word on it; empty while nobody has said."""
    said = [said for _, said in record.of(Area)]
    return said[-1].council if said else ""


def clocks(record: Record, procedure: Timetable, codes: Mapping[int, str]) -> list[Clock]:
    """Every milestone that is timed or was reached, in the order of the procedure.

    `codes`: agency → what sort of service it is.
    """
    case = _Case(record, procedure, codes)
    return [_clock(case, key) for key in case.every if case.shows(key)]


@dataclass
class _Case:
    """One record beside the procedure, gathered once for all milestones."""

    record: Record
    procedure: Timetable
    codes: Mapping[int, str]

    def __post_init__(self) -> None:
        every = babies(self.record)
        self.lost = only_losses(self.record)
        self.shut = closed(self.record) is not None
        self.born = any(one.state is State.BORN for one in every)
        self.expected = any(one.state is State.EXPECTED for one in every)
        self.council = council_of(self.record)
        self.began = min((_known(one.entries[0]) for one in self.record.statements), default=date.max)
        self.met: dict[str, Met] = {}
        editions = self.procedure.editions
        self.every = {key: one for edition in editions for key, one in edition.of(self.council).items()}
        self.rounds: dict[str, Round] = {}
        for key, one in self.every.items():
            self._gather(key, one)
        self.events = {key: one.days for key, one in self.met.items() if one.days and one.counts}
        if day := self.record.born_on:
            self.events[BIRTH] = Days(day, day)

    def _gather(self, key: str, one: Milestone) -> None:
        now = self.rounds[key] = last_round(self.record, self.every, key, self.codes)
        if now.waits:
            return
        since = now.begins or (self.met[one.needs].days if one.needs in self.met else None)
        found = reached(self.record, self.codes, key, one, since)
        if found and not (now.begins and found.days and found.days.latest < now.begins.earliest):
            self.met[key] = found

    def began_to_count(self, key: str) -> Days | None:
        """The days from which it counts: of what it needs, the last time if it was ended in between."""
        return self.rounds[key].begins or self.events.get(self.every[key].needs)

    def held_for(self, key: str) -> Edition:
        """The edition in force when a milestone began to count."""
        began = self.began_to_count(key)
        return self.procedure.on(began.earliest if began else self.began)

    def edition_for(self, key: str) -> Edition:
        """The same; where that one does not know the milestone, the last that did."""
        held = self.held_for(key)
        knew = [one for one in self.procedure.editions if key in one.milestones]
        return held if key in held.milestones else knew[-1]

    def shows(self, key: str) -> bool:
        """Whether it was reached, or is timed in the edition that holds for it."""
        held = self.held_for(key).milestones.get(key)
        return key in self.met or bool(held and held.values)

    def pauses_of(self, key: str) -> tuple[Waiting, ...]:
        every = self.record.of(Pause)
        return tuple(Waiting(one.current.tip.id, said) for one, said in every if said.milestone == key)


def _known(entry: Entry) -> date:
    return entry.learned_on() if entry.recorded_at or entry.learned else date.max


def _clock(case: _Case, key: str) -> Clock:
    edition = case.edition_for(key)
    milestone = edition.of(case.council)[key]
    pauses, met = case.pauses_of(key), case.met.get(key)
    waited = tuple(Waited(one.begins, one.ends) for _, one in pauses if one.ends)
    began, ended = case.began_to_count(key), case.rounds[key].ended
    events = {**case.events, milestone.needs: began} if began else case.events
    facts = Facts(_expected(case.record, met), events, waited)
    set_by, floor_by = (tuple(_decided(facts, of)) for of in (milestone.by, milestone.not_before))
    clock = Clock(
        key,
        milestone,
        edition,
        Stands.DUE,
        due=combined((one.days for one in set_by), milestone.whichever),
        floor=combined((one.days for one in floor_by), milestone.whichever),
        set_by=set_by,
        floor_by=floor_by,
        met=met,
        ended=ended,
        pauses=pauses,
        facts=facts,
    )
    stands = _stands(case, clock)
    if clock.due is None or stands not in (Stands.DUE, Stands.DONE):
        return replace(clock, stands=stands, due=None)
    if began and clock.due.earliest < began.earliest:
        return replace(clock, stands=stands, due=began, at_once=True)
    return replace(clock, stands=stands)


def _stands(case: _Case, clock: Clock) -> Stands:
    if clock.met:
        return Stands.NOT_NEEDED if clock.met.how is Reached.NOT_NEEDED else Stands.DONE
    if case.lost or case.shut:
        return Stands.STOPPED
    time, needs = clock.milestone.time, clock.milestone.needs
    if time is Time.BEFORE_BIRTH and not case.expected:
        return Stands.CLOSED
    if (time is Time.AFTER_BIRTH and not case.born) or (needs and needs not in case.events):
        return Stands.NOT_BEGUN
    if clock.ended:
        return Stands.ENDED
    if any(one.ends is None for _, one in clock.pauses):
        return Stands.WAITS
    return Stands.DUE if clock.due else Stands.NOT_SET


def _decided(facts: Facts, values: tuple[Value, ...]) -> Iterator[Counted]:
    """Each value with its days, the earliest first; those that come to no day last."""
    counted = [Counted(value, days_of(value.rule, facts)) for value in values]
    yield from sorted(counted, key=lambda one: one.days or Days(date.max, date.max))


def _expected(record: Record, met: Met | None) -> Span:
    """When the baby is expected; for what was reached, as that stood when it was recorded."""
    if met is None or met.first_said is None:
        return record.expected
    moment = met.first_said
    then = [
        entry
        for statement in record.statements
        if statement.kind == "pregnancy"
        for entry in statement.entries
        if entry.recorded_at and entry.recorded_at <= moment
    ]
    said = fold(
        sorted(then, key=lambda one: one.recorded_at.isoformat() if one.recorded_at else "")
    ).pregnancy
    return said.between if said else record.expected


def counts_from(value: Value, facts: Facts) -> Span | None:
    """The day or days that a value counts from: of the event, or when the baby is expected."""
    match value.rule:
        case After(event=event):
            found = facts.events.get(event)
            return Span(*found) if found else None
        case AtWeek() | BeforeExpected():
            return facts.expected if facts.expected.earliest else None
        case _:
            return None
