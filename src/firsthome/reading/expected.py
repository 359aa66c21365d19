"""When the baby is expected: every date that hangs on it, what was said before, and what a change moves.

Pure. What was said as a date never moves. Nothing here looks at a birth: no expected date is ever worked out from one.
Source: domain facts, 1.5 and hazard 21.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from firsthome.kinds.entry import Entry
from firsthome.kinds.gestation import day_of, gestation_on
from firsthome.kinds.pregnancy import Pregnancy
from firsthome.kinds.record import Record, Statement, fold
from firsthome.kinds.when import Precision
from firsthome.kit.dates import Span

NOT_KNOWN = Span(None, None)


@dataclass(frozen=True, slots=True)
class Hangs:
    """A date that hangs on the expected date: what it is, on which days it lies, and the fact it is, if it is one."""

    what: str
    days: Span
    statement: Statement | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """The same with the days before and after a change."""

    what: str
    before: Span
    after: Span
    statement: Statement | None = None


@dataclass(frozen=True, slots=True)
class Dating:
    """One thing that was said about the expected date, and whether it was taken back."""

    entry: Entry
    said: Pregnancy
    now: bool
    """Whether it is what holds today."""
    taken_back: bool


def reached(record: Record, gestation: int) -> Span:
    """The days on which the pregnancy may be so far: one day, or a range where the expected date is one."""
    earliest, latest = record.expected
    if earliest is None or latest is None:
        return NOT_KNOWN
    return Span(day_of(gestation, earliest), day_of(gestation, latest))


def deadline(record: Record, gestation: int) -> date | None:
    """The day by which something timed in weeks is due: the earliest that is credible; None while nothing is known."""
    return reached(record, gestation).earliest


def gestation_between(record: Record, day: date) -> tuple[int, int] | None:
    """How far the pregnancy may be on a day, in days: the least and the most; None while nothing is known."""
    earliest, latest = record.expected
    if earliest is None or latest is None:
        return None
    return gestation_on(day, latest), gestation_on(day, earliest)


def datings(record: Record) -> list[Dating]:
    """Everything that was said about the expected date, the latest first, with who said it and when."""
    entries = [(entry, one) for one in record.of_kind(Pregnancy) for entry in one.entries]
    entries.sort(key=lambda one: one[0].recorded_at.isoformat() if one[0].recorded_at else "~", reverse=True)
    standing = {line.content.id for _, statement in entries for line in statement.standing}
    withdrawn = {line.content.id for _, statement in entries for line in statement.lines if line.withdrawn}
    return [
        Dating(
            entry,
            entry.said,
            now=entry.said is record.pregnancy and entry.id in standing,
            taken_back=entry.id in withdrawn,
        )
        for entry, _ in entries
        if isinstance(entry.said, Pregnancy)
    ]


def hanging(record: Record) -> list[Hangs]:
    """Every date on this record that hangs on the expected date: the day itself, and what was said in weeks."""
    return [Hangs("Expected date of delivery", record.expected), *_said_in_weeks(record)]


def _said_in_weeks(record: Record) -> Iterator[Hangs]:
    for statement in record.statements:
        content = statement.current.content
        if statement.current.said and content.happened.precision is Precision.GESTATION:
            yield Hangs(content.happened.say(), record.happened(content), statement)


def moves(record: Record, before: Pregnancy | None) -> list[Moved]:
    """What the expected date now in force moved, seen from what was said before; nothing said as a date is here."""
    was = {(one.what, _key(one)): one.days for one in hanging(record.with_pregnancy(before))}
    return [
        Moved(one.what, was[one.what, _key(one)], one.days, one.statement)
        for one in hanging(record)
        if was[one.what, _key(one)] != one.days
    ]


def _key(one: Hangs) -> object:
    return one.statement.id if one.statement else None


def held(record: Record) -> list[Pregnancy | None]:
    """What held about the expected date, one after the other as it was recorded; taken back counts as a change."""
    entries = sorted(
        (entry for one in record.of_kind(Pregnancy) for entry in one.entries),
        key=lambda entry: entry.recorded_at.isoformat() if entry.recorded_at else "~",
    )
    each = [fold(entries[: number + 1]).pregnancy for number in range(len(entries))]
    return [one for number, one in enumerate(each) if number == 0 or one != each[number - 1]]
