"""What a partnership keeps to fewer people to begin with: data with a source, a date, and whether it is confirmed.

Source: domain facts, hazard 12 (default narrow, and a reason to widen).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from firsthome.procedures.folder import OWN, place


class SensitiveTopic(BaseModel):
    """One answer of one form, and who reads it to begin with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    field: str
    answer: str
    audience: Literal["own agency"] | tuple[str, ...]
    why: str
    source: str
    dated: date
    confirmed: bool

    @property
    def agencies(self) -> tuple[str, ...]:
        """The names of the agencies that read it besides the author's own."""
        return () if self.audience == "own agency" else self.audience


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: tuple[SensitiveTopic, ...]


@cache
def sensitive_topics(partnership: str = OWN) -> tuple[SensitiveTopic, ...]:
    """All of one partnership's folder; a malformed file is refused with every error."""
    path = place(partnership, "sensitive_topics.toml")
    return _File.model_validate(tomllib.loads(path.read_text())).topic


def topics_of(kind: str, partnership: str = OWN) -> tuple[SensitiveTopic, ...]:
    """Those of one kind of entry."""
    return tuple(topic for topic in sensitive_topics(partnership) if topic.kind == kind)


def topic_in(kind: str, answers: Mapping[str, Any], partnership: str = OWN) -> SensitiveTopic | None:
    """The sensitive topic that some answers are about, if they are."""
    found = (topic for topic in topics_of(kind, partnership) if answers.get(topic.field) == topic.answer)
    return next(found, None)
