"""Levels of need as a partnership describes them, the routes that go with them, and what to ask oneself at each.

The level alone does not tell the route, so they stand apart. Nothing here decides anything: a person chooses.
A data file with sources. Source: domain facts, 2; feature row 10.
"""

from __future__ import annotations

import tomllib
from functools import cache

from pydantic import BaseModel, ConfigDict

from firsthome.procedures.folder import OWN, place
from firsthome.procedures.sharing import Sourced


class Level(Sourced):
    """One level: what it is called, what it looks like in a pregnancy, and what to ask oneself."""

    name: str
    descriptors: tuple[str, ...]
    asks: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    """The routes that are usual at this level."""


class Route(Sourced):
    """One way of working with a family."""

    name: str
    means: str


class Document(Sourced):
    """The partnership's own document, which always counts for more than this page."""

    title: str
    link: str = ""


class Thresholds(BaseModel):
    """The whole guide. Levels and routes go by the keys under which answers are stored."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: Document
    levels: dict[str, Level]
    routes: dict[str, Route]


def read_thresholds(text: str) -> Thresholds:
    """The guide from the text of a data file; a malformed one is refused with every error."""
    return Thresholds.model_validate(tomllib.loads(text))


@cache
def thresholds(partnership: str = OWN) -> Thresholds:
    """The guide of one partnership’s folder."""
    return read_thresholds(place(partnership, "thresholds.toml").read_text())
