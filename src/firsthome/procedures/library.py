"""The library: what can be read, who keeps it, and when somebody last made sure that its link works.

Data with a source. Links are shown and never opened by the product. Source: briefing, section 07.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from firsthome.procedures.checked import Checking
from firsthome.procedures.folder import OWN, place
from firsthome.procedures.sharing import Sourced
from firsthome.procedures.topics import TopicWord

Link = Annotated[str, StringConstraints(pattern=r"^https://[^\s<>\"]+$")]


class Resource(Sourced):
    """Something to read: whose it is, when it is looked at again, and where it is."""

    key: TopicWord
    title: str
    what: str
    owner: str
    link: Link | None = None
    link_checked: date | None = None
    review: date | None = None
    named_by_the_briefing: bool = False
    about: tuple[TopicWord, ...]
    """Stored words of vulnerabilities, and the names of questions that rest on it."""


class Library(BaseModel):
    """Everything that a partnership keeps to be read, and how long a link is trusted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    checking: Checking
    resource: tuple[Resource, ...]


@cache
def library(partnership: str = OWN) -> Library:
    """The library of one partnership's folder; a malformed file is refused with every error."""
    return Library.model_validate(tomllib.loads(place(partnership, "library.toml").read_text()))


def resources_about(*words: str, partnership: str = OWN) -> tuple[Resource, ...]:
    """What there is to read about any of some words: a vulnerability's topic, or the name of a question."""
    return tuple(one for one in library(partnership).resource if set(words) & set(one.about))


def resources_by_key(keys: tuple[str, ...], partnership: str = OWN) -> tuple[Resource, ...]:
    """Those that guidance names, in its order."""
    by_key = {one.key: one for one in library(partnership).resource}
    return tuple(by_key[key] for key in keys)
