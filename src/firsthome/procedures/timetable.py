"""A partnership's timetable: its milestones, by when each is, and who says so. A data file that anybody can read.

Each value names its clause, its source, its date, how well it is known, and whether the partnership has confirmed it.
A council may have timings of its own in place of the partnership's. Source: domain facts, 1.1 to 1.4; hazard 20.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from firsthome.procedures.folder import OWN, place
from firsthome.procedures.rules import After, Rule, read_rule
from firsthome.procedures.sharing import Sourced

NOT_CONFIRMED = "not confirmed by your partnership"
BIRTH = "birth"
"""What a timing may count from beside the milestones."""


class Confidence(StrEnum):
    """How well a value is known."""

    SEEN = "seen in the published procedure"
    STATUTORY = "national guidance"
    ELSEWHERE = "usual elsewhere, not seen in this procedure"
    OWN = "our own suggestion"
    NOT_SEEN = "not seen"


class Time(StrEnum):
    """Which part of the time a milestone belongs to."""

    BEFORE_BIRTH = "before birth"
    AFTER_BIRTH = "after birth"
    ANY = "any time"


class Whichever(StrEnum):
    """Which of several values counts."""

    EARLIEST = "earliest"
    LATEST = "latest"


Timed = Annotated[Rule, BeforeValidator(lambda value: read_rule(value) if isinstance(value, str) else value)]


class Value(Sourced):
    """One timing, and everything that says how far to trust it."""

    rule: Timed
    clause: str
    confidence: Confidence

    def say_source(self) -> str:
        """«Working Together 2023 (national guidance; not confirmed by your partnership)»."""
        doubt = "" if self.confirmed else f"; {NOT_CONFIRMED}"
        return f"{self.clause}. {self.source}, {self.dated.year} ({self.confidence}{doubt})"


class ShownBy(BaseModel):
    """Which entries show that a milestone was reached; whatever shows it otherwise is said by hand."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    """What a sort of meeting is called: each of its names, whole."""
    events: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    """The routes with which a record is opened."""
    to: tuple[str, ...] = ()
    """Codes of the agencies that a referral goes to."""
    birth_plan_held: bool = False
    """That ward, community and out-of-hours team hold the birth plan that holds, and have read it."""


class Milestone(BaseModel):
    """One thing that the procedure wants done by a time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: str
    time: Time = Time.ANY
    owner: str = ""
    """The code of the agency that sees to it."""
    needs: str = ""
    """The milestone with which it begins to count; without one it counts from the beginning."""
    held_in: str = ""
    """Where the record of truth is, when it is not here."""
    help: str = ""
    by: tuple[Value, ...] = ()
    not_before: tuple[Value, ...] = ()
    whichever: Whichever = Whichever.EARLIEST
    shown_by: ShownBy = ShownBy()
    ended_by: tuple[str, ...] = ()
    """What a decision means for the help that a family has, so that nobody waits for it any more: `Settled`."""
    each_time: bool = False
    """Whether it is due anew after each of what it begins to count with."""

    @property
    def values(self) -> tuple[Value, ...]:
        """Everything that is timed about it."""
        return (*self.by, *self.not_before)


class Edition(BaseModel):
    """The timetable as it is in force from a day on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    effective_from: date
    document: str = ""
    """Where the procedure itself can be read."""
    councils: dict[str, str] = {}
    milestones: dict[str, Milestone]
    local: dict[str, dict[str, Milestone]] = {}
    """Council → the milestones that are its own. A file says only what is different there."""

    @model_validator(mode="before")
    @classmethod
    def _only_what_differs(cls, read: Any) -> Any:
        if not isinstance(read, dict):
            return read
        whole = read.get("milestones", {})
        local = {
            council: {key: {**whole.get(key, {}), **changed} for key, changed in own.items()}
            for council, own in read.get("local", {}).items()
        }
        return {**read, "local": local}

    @model_validator(mode="after")
    def _names_what_there_is(self) -> Self:
        known = {*self.milestones, BIRTH}
        for where, one in self._every():
            named = {value.rule.event for value in one.values if isinstance(value.rule, After)}
            if unknown := (named | {one.needs or BIRTH}) - known:
                raise ValueError(f"{where}: there is no milestone {', '.join(sorted(unknown))}")
        if unknown := set(self.local) - set(self.councils):
            raise ValueError(f"[councils] does not name {', '.join(sorted(unknown))}")
        return self

    def _every(self) -> Iterator[tuple[str, Milestone]]:
        yield from self.milestones.items()
        for council, own in self.local.items():
            yield from ((f"{council}, {key}", one) for key, one in own.items())

    def of(self, council: str) -> Mapping[str, Milestone]:
        """The milestones as they are in one council's area; the partnership's where that is not known."""
        return {**self.milestones, **self.local.get(council, {})}


class Timetable(BaseModel):
    """Every edition that has been in force, and which held on a day."""

    model_config = ConfigDict(frozen=True)

    editions: tuple[Edition, ...]
    """The earliest first."""

    def on(self, day: date) -> Edition:
        """The edition in force on a day; before the first, that one."""
        held = [one for one in self.editions if one.effective_from <= day]
        return held[-1] if held else self.editions[0]

    @property
    def latest(self) -> Edition:
        """The edition that holds last."""
        return self.editions[-1]


def read_edition(text: str) -> Edition:
    """An edition from the text of a data file; a malformed one is refused with every error."""
    return Edition.model_validate(tomllib.loads(text))


def text_of(partnership: str = OWN) -> str:
    """The file as it stands."""
    return place(partnership, "timetable.toml").read_text()


@cache
def timetable(partnership: str = OWN) -> Timetable:
    """The timetable of one partnership's folder."""
    return Timetable(editions=(read_edition(text_of(partnership)),))
