"""What a timing comes to, in days: pure arithmetic over what happened and when the baby is expected.

Where a day is known only as a range, what counts from it is a range too, and a deadline goes by its earliest day.
Source: domain facts, 1.4 and 1.5; hazard 21.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from firsthome.kinds.gestation import day_of
from firsthome.kit.dates import Span, days_after
from firsthome.procedures.rules import After, AtWeek, BeforeExpected, NotSet, Rule, Unit
from firsthome.procedures.timetable import Whichever
from firsthome.procedures.working_days import after_working_days


class Days(NamedTuple):
    """The earliest and the latest day that something comes to; both are known, and mostly the same."""

    earliest: date
    latest: date


class Waited(NamedTuple):
    """From when until when a clock stood still."""

    begins: date
    ends: date


@dataclass(frozen=True)
class Facts:
    """What the days are counted from."""

    expected: Span
    events: Mapping[str, Days] = field(default_factory=dict)
    waited: tuple[Waited, ...] = ()


def days_of(rule: Rule, facts: Facts) -> Days | None:
    """The days that a timing means here; None while what it counts from is not known, or nothing is set."""
    match rule:
        case NotSet():
            return None
        case AtWeek(days):
            return _each(facts.expected, lambda edd: day_of(days, edd))
        case BeforeExpected(weeks):
            return _each(facts.expected, lambda edd: days_after(edd, -7 * weeks))
        case After():
            happened = facts.events.get(rule.event)
            return _each(happened, lambda day: _after(rule, day, facts.waited)) if happened else None


def combined(days: Iterable[Days | None], whichever: Whichever) -> Days | None:
    """The earliest of what is known; the latest only once all of it is known."""
    every = list(days)
    known = [one for one in every if one]
    if not known or (whichever is Whichever.LATEST and len(known) < len(every)):
        return None
    choose = min if whichever is Whichever.EARLIEST else max
    return Days(choose(one.earliest for one in known), choose(one.latest for one in known))


def _each(span: Span | Days, day: Callable[[date], date]) -> Days | None:
    earliest, latest = span
    if earliest is None or latest is None:
        return None
    return Days(day(earliest), day(latest))


def _after(rule: After, day: date, waited: tuple[Waited, ...]) -> date:
    """So long after a day, and as much longer as the clock stood still since."""
    due = _counted(rule, day)
    for pause in sorted(waited):
        begins = max(pause.begins, day)
        if begins <= due and pause.ends > begins:
            due = days_after(due, (pause.ends - begins).days)
    return _next_working_day(due) if rule.unit is Unit.WORKING_DAY else due


def _counted(rule: After, day: date) -> date:
    match rule.unit:
        case Unit.WORKING_DAY:
            return after_working_days(day, rule.number)
        case Unit.MONTH:
            return _months_after(day, rule.number)
        case Unit.WEEK:
            return days_after(day, 7 * rule.number)
        case _:
            return days_after(day, rule.number)


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last day of that month."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _next_working_day(day: date) -> date:
    """The day itself, or the first one after it on which offices work."""
    return after_working_days(days_after(day, -1), 1)
