"""How contact with each service came and went: rows and stretches, what a service had planned, what else is dated then.

Pure, and about contacts, never about a person: it gives no label, no rate and no score, and compares no family with
another. The method, which a reader can follow with a pencil:

1. **Attempts.** A contact that was to happen is one attempt of one service with the adults whom it was offered to. A
   series is all attempts of one service with the same adults. What is still to come is no attempt. What either side
   moved to another day is none either: the new day is an offer of its own.
2. **Order.** Attempts stand in the order of their days. Those whose days may overlap (one of them known to the month
   only) cannot be put in order, so they make one step together. A day that is not known at all overlaps with all.
3. **A row** is `ROW` or more contacts kept one after another: steps in which every attempt was kept. Everything between
   two rows is one stretch, and its kept contacts are counted with it. So «in a row» is said only where no order of the
   days could make it wrong.
4. **What is said** is the last stretch or row with the one before it, in the same words whether contact became more or
   less, and of what was not kept always on whose side that was.
5. **A gap** is a day that the service itself had named, or an offer, from `LATE` days on without any attempt of that
   service. A service that plans no contact, such as a GP or the police, has no gaps; nor has one that did not declare
   that it records contacts here (safety rule 9). After a loss nothing is missed (safety rule 4).
6. **Beside it** stand other facts dated then: from `WEEKS_BEFORE` before the last stretch on, and since the
   first contact of the series. They stand side by side, and nothing is said of what led to what.

Source: engagement and disengagement, try to understand why (briefing, section 06); domain facts, 5.5 and 7.7.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Entry
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.record import Record, Version
from firsthome.kit.dates import Span
from firsthome.reading.axis import days_meant, plus
from firsthome.reading.babies import only_losses
from firsthome.reading.offers import Count, Shape, shape_of
from firsthome.reading.with_whom import WithWhom

ROW = 3
"""So many kept contacts one after another are a row; fewer are counted with what lies around them."""
LATE = 7
"""So many days after a planned one it is asked what became of it; a contact so many days early counts for it too."""
WEEKS_BEFORE = 4
MOVED = frozenset({ContactOutcome.REARRANGED, ContactOutcome.REARRANGED_BY_SERVICE})
_OFFERED = ContactOutcome.OFFERED
NO_ATTEMPT = MOVED | {_OFFERED}
BESIDE = frozenset({"event", "outcome", "involvement", "relationship", "household"})
"""What is set beside contacts: what happened in the family's life, and who came or went. Never an address: it may have
to stay unknown to some who read this."""
NOT_OF_THEIR_LIFE = frozenset(
    {
        EventType.INFORMATION,
        EventType.CONVERSATION,
        EventType.DISAGREEMENT,
        EventType.POLICE_INTELLIGENCE,
        EventType.LEGAL_ADVICE,
    }
)


@dataclass(slots=True)
class Attempt:
    """A contact that was to happen, and what became of it."""

    entry: Entry
    said: Contact
    span: Span
    kept: bool
    """Whether they met, if only for a part of it."""

    @property
    def shape(self) -> Shape:
        """What became of it."""
        return shape_of(self.said)

    @property
    def days(self) -> tuple[date, date]:
        """The days between which it lies; an end that nobody knows may be anywhere."""
        earliest, latest = self.span
        return earliest or date.min, latest or date.max


class Stretch(NamedTuple):
    """Attempts that follow each other: all kept in a row, or what lies between two rows."""

    attempts: tuple[Attempt, ...]
    in_a_row: bool
    latest_kept: tuple[Attempt, ...] = ()
    """Of a stretch that is no row: what was kept since the last one that was not."""

    @property
    def missed(self) -> tuple[Attempt, ...]:
        """Those that were not kept, on either side."""
        return tuple(one for one in self.attempts if not one.kept)


class Series(NamedTuple):
    """All that one service offered the same adults, in order."""

    agency: int
    adults: tuple[UUID, ...]
    stretches: tuple[Stretch, ...]
    moved: tuple[Attempt, ...]
    to_come: tuple[Attempt, ...]

    @property
    def everything(self) -> list[Attempt]:
        """Every contact of it, whatever became of it."""
        return [one for stretch in self.stretches for one in stretch.attempts] + [*self.moved, *self.to_come]

    @property
    def attempts(self) -> list[Attempt]:
        """Those that were to happen and were not moved."""
        return [one for stretch in self.stretches for one in stretch.attempts]


class Gap(NamedTuple):
    """A day that a service had planned, and after which it recorded no attempt for a while."""

    agency: int
    planned: date
    source: Entry
    until: date | None
    """When the next attempt was at the latest; None where there is none yet."""


class Beside(NamedTuple):
    """Another fact that is dated in the weeks of a series' last stretch."""

    line: Version
    span: Span
    missed_after: Count
    """How many contacts of that stretch that were not kept are dated after it."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """How contact came and went on one record, as its reader may see it."""

    series: tuple[Series, ...]
    gaps: tuple[Gap, ...]


def pattern(record: Record, today: date, declared: Collection[int]) -> Pattern:
    """Every series, most contacts first, and the gaps of services that `declared` that they record contacts here."""
    groups: dict[tuple[int, tuple[UUID, ...]], list[Attempt]] = {}
    adults = WithWhom(record)
    for one in _contacts(record, today):
        groups.setdefault((one.entry.agency, adults.of(one.entry)), []).append(one)
    most_first = sorted(groups.items(), key=lambda group: -len(group[1]))
    series = tuple(_series(agency, whom, offered) for (agency, whom), offered in most_first)
    return Pattern(series, () if only_losses(record) else tuple(_gaps(series, today, declared)))


def beside(record: Record, one: Series, today: date) -> list[Beside]:
    """What else is dated in the weeks around the last stretch of a series, in the order of days."""
    if not one.stretches:
        return []
    last = one.stretches[-1]
    days = [day for attempt in last.attempts for day in attempt.span if day]
    if not days:
        return []
    first = min(day for attempt in one.attempts for day in attempt.span if day)
    begins, ends = max(plus(min(days), -7 * WEEKS_BEFORE), plus(first, 1)), max(days)
    found = [
        Beside(line, span, counted([a for a in last.missed if span.latest and a.days[0] > span.latest]))
        for line in _of_their_life(record)
        for span in [days_meant(line.content.happened, record, today)]
        if span.earliest and span.latest and begins <= span.earliest and span.latest <= ends
    ]
    return sorted(found, key=lambda fact: (fact.span.earliest or date.min, fact.line.content.id))


def counted(attempts: Sequence[Attempt]) -> Count:
    """How many contacts these attempts are about."""
    return Count(sum([one.said.times for one in attempts]), any(one.said.at_least for one in attempts))


# --- series, steps and stretches --------------------------------------------------------------------------------------


def _contacts(record: Record, today: date) -> Iterator[Attempt]:
    for statement in record.of_kind(Contact):
        for entry, _, _ in statement.standing:
            if isinstance(said := entry.said, Contact):
                yield Attempt(entry, said, days_meant(entry.happened, record, today), said.outcome.kept)


def _series(agency: int, adults: tuple[UUID, ...], offered: Sequence[Attempt]) -> Series:
    to_come = [one for one in offered if one.said.outcome is _OFFERED]
    moved = [one for one in offered if one.said.outcome in MOVED]
    steps = _steps([one for one in offered if one.said.outcome not in NO_ATTEMPT])
    return Series(agency, adults, tuple(_stretches(steps)), tuple(moved), tuple(to_come))


def _steps(attempts: Sequence[Attempt]) -> list[list[Attempt]]:
    """Attempts in order; those whose days may overlap stand together in one step."""
    steps: list[list[Attempt]] = []
    reach = date.min
    for first, last, _, one in sorted([(*one.days, one.entry.id, one) for one in attempts]):
        if steps and first <= reach:
            steps[-1].append(one)
        else:
            steps.append([one])
        reach = max(reach, last)
    return steps


def _stretches(steps: Sequence[list[Attempt]]) -> Iterator[Stretch]:
    """Rows of kept contacts, and what lies between them."""
    between: list[list[Attempt]] = []
    for kept, group in groupby(steps, key=lambda step: all(one.kept for one in step)):
        together = list(group)
        row = [one for step in together for one in step]
        if kept and sum([one.said.times for one in row]) >= ROW:
            if between:
                yield _between(between)
                between = []
            yield Stretch(tuple(row), in_a_row=True)
        else:
            between += together
    if between:
        yield _between(between)


def _between(steps: Sequence[list[Attempt]]) -> Stretch:
    latest: list[Attempt] = []
    for step in reversed(steps):
        if not all(one.kept for one in step):
            break
        latest = [*step, *latest]
    return Stretch(tuple(one for step in steps for one in step), in_a_row=False, latest_kept=tuple(latest))


# --- gaps -------------------------------------------------------------------------------------------------------------


def _gaps(series: Sequence[Series], today: date, declared: Collection[int]) -> Iterator[Gap]:
    """For each service the planned days that nothing followed in time, one for each pause, the earliest first."""
    by_agency: dict[int, list[Series]] = {}
    for one in series:
        if one.agency in declared:
            by_agency.setdefault(one.agency, []).append(one)
    for agency, own in by_agency.items():
        tried = [(one.entry, one.days[1]) for each in own for one in [*each.attempts, *each.moved]]
        pauses: set[date | None] = set()
        for planned, source in sorted(_planned(own), key=lambda plan: (plan[0], plan[1].id)):
            early = plus(planned, -LATE)
            until = min(
                [last for entry, last in tried if last >= early and entry is not source], default=None
            )
            if min(until or today, today) > plus(planned, LATE) and until not in pauses:
                pauses.add(until)
                yield Gap(agency, planned, source, until)


def _planned(own: Sequence[Series]) -> Iterator[tuple[date, Entry]]:
    """The days that a service named itself: of the next contact, or of one that it offered."""
    for one in (attempt for each in own for attempt in each.everything):
        if one.said.next_date:
            yield one.said.next_date, one.entry
        if one.said.outcome is _OFFERED and one.span.latest:
            yield one.span.latest, one.entry


# --- beside it --------------------------------------------------------------------------------------------------------


def _of_their_life(record: Record) -> Iterator[Version]:
    """What happened, and who came or went; a service that came is one fact, whoever of it was named on that day."""
    came: set[tuple[int, date | None]] = set()
    for statement in record.statements:
        for line in statement.standing if statement.kind in BESIDE else ():
            said = line.said
            if isinstance(said, Involvement):
                once = said.agency, line.content.happened.earliest
                if once in came:
                    continue
                came.add(once)
            if said and not (isinstance(said, Event) and said.type in NOT_OF_THEIR_LIFE):
                yield line
