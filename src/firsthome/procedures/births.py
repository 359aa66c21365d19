"""What counts from the day of birth: a partnership's data file with a source, a date, and whether it is confirmed."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache

from pydantic import BaseModel, ConfigDict

from firsthome.kit.dates import Span
from firsthome.procedures.folder import OWN, place
from firsthome.procedures.sharing import Sourced


class FromBirth(Sourced):
    """Something that is due at a baby's age in days."""

    what: str
    from_day: int
    to_day: int

    def days(self, born: date) -> Span:
        """Between which days it is due for a baby born on a day."""
        return Span(born + timedelta(days=self.from_day), born + timedelta(days=self.to_day))


class Births(BaseModel):
    """Every date that begins to count at birth."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dates: tuple[FromBirth, ...]


@cache
def births(partnership: str = OWN) -> Births:
    """The dates of one partnership's folder; a malformed file is refused with every error."""
    return Births.model_validate(tomllib.loads(place(partnership, "births.toml").read_text()))
