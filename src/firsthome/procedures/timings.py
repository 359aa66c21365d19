"""A partnership's timings for questions: data files with a source, a date, and whether they are confirmed."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

FOLDER = Path(__file__).resolve().parents[3] / "procedures"


class Timing(BaseModel):
    """From when a question is asked, and who says so."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    from_week: int | None = None
    from_days: int | None = None
    from_working_days: int | None = None
    source: str
    dated: date
    confirmed: bool

    def say_source(self) -> str:
        """The source as it stands beside a question."""
        return self.source + ("" if self.confirmed else " (not confirmed by your partnership)")


class Timings(BaseModel):
    """Every timing that the questions use."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    father_not_known: Timing
    missed_contact: Timing
    share_not_acknowledged: Timing
    share_escalated: Timing


@cache
def timings(partnership: str = "example") -> Timings:
    """The timings of one partnership's folder; a malformed file is refused with every error."""
    return Timings.model_validate(tomllib.loads((FOLDER / partnership / "prompts.toml").read_text()))
