"""A partnership's parameters for questions: data files with a source, a date, and whether they are confirmed.

One block for each question, named like its function. What services have declared to record here is data too:
«nothing recorded here» is said only of them (safety rule 9).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter

from firsthome.kit.dates import days_after
from firsthome.procedures.folder import OWN, place
from firsthome.procedures.working_days import after_working_days


class Timing(BaseModel):
    """From when a question is asked, on what it turns, and who says so."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    from_week: int | None = None
    from_week_earlier: int | None = None
    """For twins, or after an earlier preterm birth."""
    until_week: int | None = None
    at_once_from_week: int | None = None
    """From then on, and after the birth, nobody waits the days."""
    from_days: int | None = None
    from_working_days: int | None = None
    without_date_from_days: int | None = None
    """Counted from the facts, where no expected date is known."""
    until_days: int | None = None
    within_weeks: int | None = None
    at_least: int | None = None
    topics: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    """Topics of which any two call for it."""
    again: tuple[str, ...] = ()
    """Topics that call for it once something new is recorded about them."""
    combinations: tuple[tuple[str, ...], ...] = ()
    services: tuple[str, ...] = ()
    """Codes of agencies that it turns on."""
    specialists: dict[str, tuple[str, ...]] = {}
    """Topic → codes of the services that know about it."""
    recorded_here: str = ""
    """The kind of entry that somebody here must have declared to record, before its absence is asked about."""
    source: str
    dated: date
    confirmed: bool

    def say_source(self) -> str:
        """The source as it stands beside a question."""
        return self.source + ("" if self.confirmed else " (not confirmed by your partnership)")

    def after(self, day: date) -> date:
        """The day from which a fact of that day is asked about."""
        if self.from_working_days is not None:
            return after_working_days(day, self.from_working_days)
        return days_after(day, self.from_days or 0)

    def until(self, day: date) -> date | None:
        """The last day on which a fact of that day is asked about, if there is one."""
        return None if self.until_days is None else days_after(day, self.until_days)


class Recorded(BaseModel):
    """The kinds of entry that a service has declared to record here."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: frozenset[str]
    source: str
    dated: date
    confirmed: bool


@dataclass(frozen=True, eq=False)
class Timings:
    """Every parameter that the questions use: `timings.father_not_known` is the block of that question.

    Each is equal to itself alone, so that what was worked out with it can be kept under it.
    """

    blocks: Mapping[str, Timing]
    recorded_here: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Code of an agency → the kinds that it has declared to record here."""

    def __getattr__(self, name: str) -> Timing:
        try:
            return self.blocks[name]
        except KeyError:
            raise AttributeError(f"prompts.toml has no block [{name}]") from None

    def where(self, recorded_here: Mapping[str, frozenset[str]]) -> Timings:
        """The same parameters where services have declared something else."""
        return replace(self, recorded_here=recorded_here)


@cache
def timings(partnership: str = OWN) -> Timings:
    """The parameters of one partnership's folder; a malformed file is refused with every error."""
    blocks: dict[str, Timing] = _read(partnership, "prompts.toml", TypeAdapter(dict[str, Timing]))
    recorded: dict[str, Recorded] = _read(partnership, "records_here.toml", TypeAdapter(dict[str, Recorded]))
    return Timings(blocks, {code: one.kinds for code, one in recorded.items()})


def _read(partnership: str, name: str, shape: TypeAdapter[Any]) -> Any:
    return shape.validate_python(tomllib.loads(place(partnership, name).read_text()))
