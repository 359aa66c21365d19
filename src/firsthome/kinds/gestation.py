"""Gestation arithmetic: how far a pregnancy is, counted in days and said in weeks.

A pregnancy of 40 weeks and 0 days ends on the expected date of delivery (EDD): 280 days.
Source: general professional knowledge, confirm with your partnership (domain facts, section 1.5).
"""

from __future__ import annotations

from datetime import date, timedelta

TERM_DAYS = 280


def gestation_on(day: date, edd: date) -> int:
    """Days of gestation on a day; negative before the pregnancy began."""
    return TERM_DAYS - (edd - day).days


def day_of(gestation: int, edd: date) -> date:
    """The day on which the pregnancy is so many days old."""
    return edd - timedelta(days=TERM_DAYS - gestation)


def say_gestation(days: int) -> str:
    """«22+4»: whole weeks and days over."""
    return f"{days // 7}+{days % 7}"


def read_gestation(text: str) -> int:
    """Days of gestation from «22+4» or «22»; ValueError says what to type."""
    weeks, _, days = text.strip().partition("+")
    if not weeks.isdigit() or (days and not days.isdigit()) or int(days or 0) > 6 or int(weeks) > 45:
        raise ValueError("Enter weeks and days of pregnancy, like 22+4")
    return int(weeks) * 7 + int(days or 0)
