"""The messages that every service of a partnership gives in the same words: names, versions and links, no texts.

Data file with a source, a date, and whether it is confirmed. Source: feature row 16; domain facts, 4.10.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache

from pydantic import BaseModel, ConfigDict

from firsthome.procedures.folder import OWN, place
from firsthome.procedures.sharing import Sourced


class Topic(Sourced):
    """One message: what it is called, what it is about, which version is in use, and where it is found."""

    title: str
    about: str
    version: str
    link: str
    owner: str
    caution: str = ""
    """For whoever gives it."""
    alone: bool = False
    """Given only when nobody else is there."""
    also_after_a_loss: bool = False
    """Whether it is about her or him as well, so that a loss does not end it."""
    checked: date | None = None
    """When somebody last opened the link."""


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: dict[str, Topic]


@cache
def messages(partnership: str = OWN) -> dict[str, Topic]:
    """Key → topic, in the order of the file; a malformed file is refused with every error."""
    return _File.model_validate(tomllib.loads(place(partnership, "messages.toml").read_text())).topic
