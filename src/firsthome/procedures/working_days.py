"""Days on which offices work: neither weekends nor bank holidays in England and Wales. Source: domain hazard 21."""

from __future__ import annotations

from datetime import date, timedelta

from holidays import country_holidays

A_DAY = timedelta(days=1)
_BANK_HOLIDAYS = country_holidays("GB", subdiv="ENG")
_WEEKEND = (5, 6)


def works(day: date) -> bool:
    """Whether it is a working day."""
    return day.weekday() not in _WEEKEND and day not in _BANK_HOLIDAYS


def after_working_days(day: date, count: int) -> date:
    """The day by which so many working days have passed since a day, that day not counted."""
    while count > 0:
        day += A_DAY
        count -= works(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days have passed from a day until another one, the first not counted."""
    return sum(works(first + A_DAY * number) for number in range(1, (last - first).days + 1))
