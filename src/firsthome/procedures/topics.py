"""What a vulnerability can be about beyond the briefing's eight: a partnership's own topics, as data.

A stored word is never reused and stays readable for ever, also when it is no longer offered.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from firsthome.procedures.folder import OWN, place
from firsthome.procedures.sharing import Sourced

TopicWord = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]


class OwnTopic(Sourced):
    """One topic that a partnership adds, and why."""

    word: TopicWord
    label: str = ""
    offered: bool = True
    support: bool = False
    """A reason to offer support (youth, care experience, an earlier removal): never counted beside others."""


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: tuple[OwnTopic, ...]


@cache
def own_topics(partnership: str = OWN) -> dict[str, OwnTopic]:
    """The topics of one partnership's folder by their word; a malformed file is refused with every error."""
    path = place(partnership, "topics.toml")
    return {one.word: one for one in _File.model_validate(tomllib.loads(path.read_text())).topic}
