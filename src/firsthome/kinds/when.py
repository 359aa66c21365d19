"""When something happened: as exactly as it is known, and in the words that were used.

Weeks of pregnancy stay weeks. They become dates only when a record is read, with the expected date then
in force, so a changed expected date moves only what was said in weeks.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from firsthome.kinds.choices import Choice
from firsthome.kinds.gestation import day_of, say_gestation
from firsthome.kit.dates import Span, say_span, season_name


class Precision(Choice):
    """How exactly a date is known."""

    DAY = "day", "this day"
    MONTH = "month", "this month"
    SEASON = "season", "this season"
    YEAR = "year", "this year"
    STRETCH = "stretch", "some time between two dates"
    GESTATION = "gestation", "weeks of pregnancy"
    PHASE = "phase", "before, during or after the pregnancy"
    UNKNOWN = "unknown", "not known"


_GESTATION = Precision.GESTATION


class Phase(Choice):
    """The part of life that somebody meant when no date was given."""

    BEFORE = "before_pregnancy", "before the pregnancy"
    DURING = "pregnancy", "in pregnancy"
    DURING_OR_AFTER = "pregnancy_or_after", "in pregnancy or after the birth"
    AFTER_BIRTH = "after_birth", "after the birth"


class When(BaseModel):
    """Earliest and latest day (either may be open), how exact, and the words used.

    `gestation_from` and `gestation_to` are days of pregnancy, stored as said.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    earliest: date | None = None
    latest: date | None = None
    precision: Precision = Precision.UNKNOWN
    gestation_from: int | None = Field(default=None, ge=0, le=320)
    gestation_to: int | None = Field(default=None, ge=0, le=320)
    phase: Phase | None = None
    words: str = Field(default="", max_length=300, pattern=r"^[^\x00]*$")

    @model_validator(mode="after")
    def _the_right_way_round(self) -> Self:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError("The first date must be on or before the last date")
        return self

    @classmethod
    def on(cls, day: date, words: str = "") -> When:
        """One whole day."""
        return cls(earliest=day, latest=day, precision=Precision.DAY, words=words)

    @classmethod
    def within(cls, span: Span, precision: Precision, words: str = "") -> When:
        """Some day of a span, such as a month or a season."""
        return cls(earliest=span.earliest, latest=span.latest, precision=precision, words=words)

    @classmethod
    def at_gestation(cls, first: int, last: int, words: str = "") -> When:
        """Some day between two gestations, both in days."""
        return cls(gestation_from=first, gestation_to=last, precision=Precision.GESTATION, words=words)

    @classmethod
    def in_phase(cls, phase: Phase, words: str = "") -> When:
        """Before, during or after the pregnancy, no date given."""
        return cls(phase=phase, precision=Precision.PHASE, words=words or phase.label)

    def resolved(self, edd: date | None) -> Span:
        """The span of days that this means with the expected date now in force."""
        if edd and self.precision is _GESTATION:
            first, last = self.gestation_from, self.gestation_to
            return Span(
                day_of(first, edd) if first is not None else None,
                day_of(last, edd) if last is not None else None,
            )
        return self.as_said

    @cached_property
    def as_said(self) -> Span:
        """The days that were said; both None where they were said in weeks."""
        return Span(self.earliest, self.latest)

    def say(self) -> str:
        """The words used, or else the date said plainly."""
        return self.words or self._said_plainly

    @cached_property
    def _said_plainly(self) -> str:
        if self.precision is Precision.GESTATION and self.gestation_from is not None:
            first, last = self.gestation_from, self.gestation_to
            if first % 7 == 0 and last == first + 6:
                return f"at {first // 7} weeks of pregnancy"
            return f"at {say_gestation(first)} weeks of pregnancy"
        if self.precision is Precision.SEASON and self.earliest:
            return season_name(Span(self.earliest, self.latest))
        if self.phase:
            return self.phase.label
        return say_span(Span(self.earliest, self.latest))
