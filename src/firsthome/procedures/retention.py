"""How long a partnership keeps a record, by what the work came to: data with a source, a date, and whether confirmed.

Source: domain facts, 3.7 (each agency may keep its own for longer; nothing is destroyed without people).
"""

from __future__ import annotations

import hashlib
import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from firsthome.procedures.folder import OWN, place
from firsthome.procedures.sharing import Sourced


class From(StrEnum):
    """From which day years are counted."""

    CLOSED = "closed"
    BIRTH = "birth"
    ORDER = "order"
    LAST_ENTRY = "last_entry"


class Keep(Sourced):
    """So many years from a day; of some agencies only, if it is their own schedule."""

    years: int
    counted_from: From
    if_17_at_end: int | None = None
    agencies: tuple[str, ...] = ()


class Class(BaseModel):
    """One class of records."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    keep: tuple[Keep, ...]


class Retention(BaseModel):
    """All of one partnership's schedule."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    classes: dict[str, Class]
    """In order: the first that fits counts."""
    own: tuple[Keep, ...]
    version: str
    """The beginning of the file's hash, which says on a certificate what was in force."""

    def label(self, kept_as: str) -> str:
        """What a class is called; one that is in no file any more keeps its stored word."""
        return self.classes[kept_as].label if kept_as in self.classes else kept_as


@cache
def retention(partnership: str = OWN) -> Retention:
    """The schedule of one partnership's folder; a malformed file is refused with every error."""
    return read_retention(place(partnership, "retention.toml"))


def read_retention(path: Path) -> Retention:
    """The schedule in one file."""
    text = path.read_text()
    said = tomllib.loads(text)
    said["classes"] = said.pop("class", {})
    return Retention.model_validate(said | {"version": hashlib.sha256(text.encode()).hexdigest()[:16]})
