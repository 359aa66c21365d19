"""Where a day lies in a picture, and which labels fit along it.

Pure. The days between `begins` and `ends` are equally wide; a band at either edge holds what was pushed together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from firsthome.kit.dates import MONTHS
from firsthome.pages.pictures.svg import width_of
from firsthome.reading.axis import Axis, plus

MARGIN = 30
BAND = 0.1
"""The part of the width that a band takes."""
WEEK_STEPS = (1, 2, 4, 8, 20)
AGE_STEPS = (1, 2, 3, 6, 12, 26)
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
LABEL = 13

Label = tuple[float, str]


@dataclass(frozen=True)
class Scale:
    """An axis on a picture of a certain width."""

    axis: Axis
    width: int

    @cached_property
    def left(self) -> float:
        """Where equally wide days begin."""
        return MARGIN + self.band * (self.axis.first < self.axis.begins)

    @cached_property
    def right(self) -> float:
        """Where they end."""
        return self.width - MARGIN - self.band * (self.axis.ends < self.axis.last)

    @cached_property
    def band(self) -> float:
        """How wide a band of days that were pushed together is."""
        return (self.width - 2 * MARGIN) * BAND

    @cached_property
    def day(self) -> float:
        """The width of one ordinary day."""
        return (self.right - self.left) / max(1, (self.axis.ends - self.axis.begins).days)

    def x(self, day: date) -> float:
        """Where a day lies; every day of the axis lies inside the margins."""
        axis = self.axis
        if day < axis.begins:
            return MARGIN + (self.band - 12) * _part(axis.first, day, axis.begins)
        if day > axis.ends:
            return self.right + 12 + (self.band - 12) * _part(axis.ends, day, axis.last)
        return self.left + (day - axis.begins).days * self.day

    @cached_property
    def bands(self) -> list[tuple[float, float]]:
        """From where to where days were pushed together."""
        early = [(0.0, self.left - 5)] if self.axis.first < self.axis.begins else []
        late = [(self.right + 5, float(self.width))] if self.axis.ends < self.axis.last else []
        return early + late

    @cached_property
    def weeks(self) -> list[Label]:
        """«20 weeks» while she is pregnant, «4 weeks old» after the birth."""
        return _that_fit(self._weeks(), 0, self.width)

    @cached_property
    def months(self) -> list[Label]:
        """«Mar 2025» as far as there is room, days in a short period, years in a long one; «Earlier» and «Later»."""
        half = width_of("Earlier", LABEL) / 2
        early = [(half + 4, "Earlier")] if self.axis.first < self.axis.begins else []
        late = [(self.width - half - 4, "Later")] if self.axis.ends < self.axis.last else []
        start, end = (2 * half + 10) * len(early), self.width - (2 * half + 10) * len(late)
        return early + _that_fit(self._months(), start, end) + late

    def _weeks(self) -> Iterator[Label]:
        axis = self.axis
        if axis.weeks_begin and axis.weeks_end:
            yield from self._every_weeks(WEEK_STEPS, axis.weeks_begin, axis.weeks_end, "", skip=0)
        if axis.born:
            yield from self._every_weeks(AGE_STEPS, axis.born[0], axis.ends, " old", skip=1)

    def _months(self) -> Iterator[Label]:
        if self.day * 7 >= width_of("30 Mar 2025", LABEL) + 10:
            yield from self._weekly()
            return
        room = width_of("Mar 2025", LABEL) + 10
        step = next((step for step in MONTH_STEPS if step * 30.4 * self.day >= room), MONTH_STEPS[-1])
        start, end = -(-_month(self.axis.begins) // step) * step, _month(self.axis.ends)
        for number in range(start, end + 1, step):
            first = date(number // 12, number % 12 + 1, 1)
            if first >= self.axis.begins:
                yield (
                    self.x(first),
                    str(first.year) if step >= 12 else f"{MONTHS[first.month][:3]} {first.year}",
                )

    def _weekly(self) -> Iterator[Label]:
        for days in range(0, (self.axis.ends - self.axis.begins).days + 1, 7):
            yield self.x(day := self.axis.begins + timedelta(days=days)), short_day(day)

    def _every_weeks(
        self, steps: tuple[int, ...], start: date, end: date, words: str, skip: int
    ) -> Iterator[Label]:
        """Every so many weeks from a start, as often as the words have room."""
        room = width_of(f"40 weeks{words}", LABEL) + 12
        step = next((step for step in steps if step * 7 * self.day >= room), None)
        if not step:
            return
        since = max(skip, -(-(self.axis.begins - start).days // (7 * step)))
        for number in range(since * step, (min(end, self.axis.ends) - start).days // 7 + 1, step):
            yield self.x(plus(start, number * 7)), f"{number} week{'' if number == 1 else 's'}{words}"


def _that_fit(labels: Iterable[Label], start: float, end: float) -> list[Label]:
    """Labels without those that would touch the one before or leave the room there is."""
    fitting = []
    for x, words in labels:
        half = width_of(words, LABEL) / 2
        if x - half >= start and x + half <= end:
            fitting.append((x, words))
            start = x + half + 6
    return fitting


def short_day(day: date) -> str:
    """«3 Mar 2025»."""
    return f"{day.day} {MONTHS[day.month][:3]} {day.year}"


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _part(start: date, day: date, end: date) -> float:
    """How far a day lies between two others, from 0 to 1."""
    return (day - start).days / max(1, (end - start).days)
