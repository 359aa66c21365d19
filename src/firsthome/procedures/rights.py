"""By when somebody who asks what is held about them is answered, and on what grounds something is kept back.

Data with a source, a date, and whether the partnership has confirmed it. Pure.
Source: UK GDPR Articles 12 and 15; Data Protection Act 2018, Schedules 2 and 3.
"""

from __future__ import annotations

import tomllib
from calendar import monthrange
from datetime import date
from functools import cache

from pydantic import BaseModel, ConfigDict

from firsthome.procedures.folder import OWN, place
from firsthome.procedures.sharing import Sourced
from firsthome.procedures.working_days import A_DAY, works


class Clock(Sourced):
    """How long an agency has, in calendar months."""

    months: int
    more_months: int

    def due(self, begins: date, *, extended: bool) -> date:
        """The last day: the same day of the month, or the month's last; the next working day where that is none."""
        day = months_after(begins, self.months + (self.more_months if extended else 0))
        while not works(day):
            day += A_DAY
        return day


class Ground(Sourced):
    """Why something is kept back."""

    label: str
    help: str
    instead: str
    on_cover: str
    consulted: bool


class Answer(Sourced):
    """What an answer says of itself."""

    left_out: str
    you_can: tuple[str, ...]
    others: str


class Rights(BaseModel):
    """Everything that the pages and the answer say of the law."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    clock: Clock
    ground: dict[str, Ground]
    answer: Answer


@cache
def rights(partnership: str = OWN) -> Rights:
    """The words of one partnership's folder; a malformed file is refused with every error."""
    return Rights.model_validate(tomllib.loads(place(partnership, "rights.toml").read_text()))


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
