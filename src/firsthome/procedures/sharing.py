"""A partnership's words for sharing: lawful bases in plain English, a caution, and who is usually around a pregnancy.

Data files with a source, a date, and whether the partnership has confirmed them. Source: domain facts, 3.2 and 3.6.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache

from pydantic import BaseModel, ConfigDict

from firsthome.procedures.folder import OWN, place


class Sourced(BaseModel):
    """Something that a partnership says, and who says so."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    dated: date
    confirmed: bool

    def say_source(self) -> str:
        """The source as it stands beside the words."""
        return self.source + ("" if self.confirmed else " (not confirmed by your partnership)")


class Basis(Sourced):
    """A lawful basis: what it is called, and when it fits."""

    label: str
    help: str


class Caution(Sourced):
    """What to be careful about."""

    words: str


class Services(Sourced):
    """Codes of the agencies that are usually around a pregnancy."""

    services: tuple[str, ...]

    def usual(self, code: str) -> bool:
        """Whether an agency with this code is usually around a pregnancy."""
        return code.replace("-", "_") in self.services


class Sharing(BaseModel):
    """Everything that the pages about sharing say of the law and of the services here."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lawful_basis: dict[str, Basis]
    caution: Caution
    around_a_pregnancy: Services


@cache
def sharing(partnership: str = OWN) -> Sharing:
    """The words of one partnership's folder; a malformed file is refused with every error."""
    return Sharing.model_validate(tomllib.loads(place(partnership, "sharing.toml").read_text()))
