"""Good questions to begin with, as a partnership keeps them. Nobody counts how many were asked.

Data file with a source, a date, and whether it is confirmed. Source: feature row 18; domain facts, 5.1.
"""

from __future__ import annotations

import tomllib
from functools import cache

from pydantic import BaseModel, ConfigDict

from firsthome.procedures.folder import OWN, place
from firsthome.procedures.sharing import Sourced


class Starters(Sourced):
    """Questions that belong together."""

    title: str
    questions: tuple[str, ...]


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    group: tuple[Starters, ...]


@cache
def starters(partnership: str = OWN) -> tuple[Starters, ...]:
    """All groups of one partnership's folder; a malformed file is refused with every error."""
    return _File.model_validate(tomllib.loads(place(partnership, "questions.toml").read_text())).group
