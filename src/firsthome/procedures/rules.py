"""A timing as a safeguarding lead writes it and reads it: «at 30+0 weeks», «15 working days after strategy discussion».

Pure. What a day comes to is worked out in `reading.clocks`; here is only how it is written. Source: domain facts, 1.4.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What is counted."""

    DAY = "day"
    WORKING_DAY = "working day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class AtWeek:
    """When the pregnancy is so many days old."""

    days: int

    def say(self) -> str:
        """«at 30+0 weeks»."""
        return f"at {self.days // 7}+{self.days % 7} weeks"


@dataclass(frozen=True, slots=True)
class BeforeExpected:
    """So many weeks before the expected date."""

    weeks: int

    def say(self) -> str:
        """«10 weeks before the expected date»."""
        return f"{_count(self.weeks, Unit.WEEK)} before the expected date"


@dataclass(frozen=True, slots=True)
class After:
    """So long after something happened; at once where that is no time at all."""

    event: str
    """The key of a milestone, or «birth»."""
    number: int = 0
    unit: Unit = Unit.DAY

    def say(self) -> str:
        """«15 working days after strategy discussion», «at once after concern»."""
        how_long = _count(self.number, self.unit) if self.number else "at once"
        return f"{how_long} after {self.event.replace('_', ' ')}"


@dataclass(frozen=True, slots=True)
class NotSet:
    """The procedure says nothing about it, or nobody has looked it up yet."""

    def say(self) -> str:
        """«not set»."""
        return "not set"


Rule = AtWeek | BeforeExpected | After | NotSet

_WEEK = re.compile(r"at (\d{1,2})(?:\+([0-6]))? weeks")
_BEFORE = re.compile(r"(\d{1,2}) weeks? before the expected date")
_AFTER = re.compile(r"(?:at once|(\d{1,3}) (working day|day|week|month)s?) after ([a-z][a-z ]*)")
HOW_TO_WRITE = (
    "Write a timing like «at 30+0 weeks», «10 weeks before the expected date», "
    "«15 working days after strategy discussion», «at once after concern» or «not set»"
)


def read_rule(text: str) -> Rule:
    """The timing that some words mean; ValueError says how to write one."""
    words = " ".join(text.split())
    if words == NotSet().say():
        return NotSet()
    if found := _WEEK.fullmatch(words):
        return AtWeek(int(found[1]) * 7 + int(found[2] or 0))
    if found := _BEFORE.fullmatch(words):
        return BeforeExpected(int(found[1]))
    if found := _AFTER.fullmatch(words):
        event = found[3].replace(" ", "_")
        return After(event, int(found[1]), Unit(found[2])) if found[1] else After(event)
    raise ValueError(f"{HOW_TO_WRITE}, not «{words}»")


def _count(number: int, unit: Unit) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"
