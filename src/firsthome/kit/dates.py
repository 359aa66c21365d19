"""Dates as people know them: whole, or only a month, a season or a year; and how to say them.

Pure: no clock and no Django. Days are plain dates in Europe/London, so that midnight never moves a birthday.
"""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

MONTHS = tuple(calendar.month_name)
LONDON = ZoneInfo("Europe/London")
SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}


class Span(NamedTuple):
    """The first and the last day that something may have been on; None where that end is open."""

    earliest: date | None
    latest: date | None


def whole_month(year: int, month: int) -> Span:
    """Every day of one month."""
    return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def whole_year(year: int) -> Span:
    """Every day of one year."""
    return Span(date(year, 1, 1), date(year, 12, 31))


def season_of(day: date) -> Span:
    """The three months that people would call this day's season."""
    first_month = (day.month // 3) * 3 or 12
    year = day.year - 1 if first_month == 12 and day.month < 3 else day.year
    start = date(year, first_month, 1)
    end_year, end_month = (year + 1, 2) if first_month == 12 else (year, first_month + 2)
    return Span(start, whole_month(end_year, end_month)[1])


def season_name(span: Span) -> str:
    """«spring 2019»; a winter is named after both its years."""
    start = span.earliest
    assert start is not None, "a season has a first day"
    name = SEASONS[start.month]
    return f"{name} {start.year} to {start.year + 1}" if start.month == 12 else f"{name} {start.year}"


def say_day(day: date) -> str:
    """«3 March 2025»: the way a letter would say it."""
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def say_moment(moment: datetime) -> str:
    """«3 March 2025 at 14:05», by the clock on the wall."""
    local = moment.astimezone(LONDON)
    return f"{say_day(local)} at {local.hour:02}:{local.minute:02}"


def say_span(span: Span) -> str:
    """A span in words: a day, a month, a year, «between … and …», or open at one end."""
    earliest, latest = span
    if earliest is None and latest is None:
        return "date not known"
    if latest is None:
        return f"on or after {say_day(earliest)}" if earliest else ""
    if earliest is None:
        return f"by {say_day(latest)}"
    if earliest == latest:
        return say_day(earliest)
    if span == whole_month(earliest.year, earliest.month):
        return f"{MONTHS[earliest.month]} {earliest.year}"
    if span == whole_year(earliest.year):
        return str(earliest.year)
    return f"between {say_day(earliest)} and {say_day(latest)}"


def days_between(first: date, last: date) -> list[date]:
    """Every day from first to last, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def years_later(day: date, years: int) -> date:
    """The same day of another year; 1 March for 29 February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def say_age(born: date, today: date) -> str:
    """«5 days old», «7 weeks and 2 days old», «5 months old»: in days at first, then in weeks, then in months."""
    days = (today - born).days
    if days < 0:
        return f"born on {say_day(born)}, which is still to come: check this date"
    if days < 14:
        return "born today" if days == 0 else f"{_count(days, 'day')} old"
    if days < 26 * 7:
        over = f" and {_count(days % 7, 'day')}" if days % 7 else ""
        return f"{_count(days // 7, 'week')}{over} old"
    months = (today.year - born.year) * 12 + today.month - born.month - (today.day < born.day)
    return f"{_count(months, 'month')} old" if months < 24 else f"{_count(months // 12, 'year')} old"


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def days_after(day: date, days: int) -> date:
    """So many days later, or earlier; never beyond the days that there are."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
