"""The stages by which professionals take a difference further: data with a source, and whether it is confirmed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache

from pydantic import BaseModel, ConfigDict

from firsthome.procedures.folder import OWN, place
from firsthome.procedures.sharing import Sourced
from firsthome.procedures.working_days import after_working_days


class ChallengeStage(Sourced):
    """One stage: between whom, and within how many working days there is an answer; none where that is not set."""

    title: str
    between: str
    answer_within_working_days: int | None = None

    def answer_by(self, raised: date) -> date | None:
        """The day by which the procedure wants an answer to what was raised on a day."""
        days = self.answer_within_working_days
        return None if days is None else after_working_days(raised, days)


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    stage: dict[str, ChallengeStage]


def read_stages(text: str) -> dict[str, ChallengeStage]:
    """The stages from the text of a data file; a malformed one is refused with every error."""
    return _File.model_validate(tomllib.loads(text)).stage


@cache
def challenge_stages(partnership: str = OWN) -> dict[str, ChallengeStage]:
    """Key → stage, the first one first."""
    return read_stages(place(partnership, "challenge.toml").read_text())


def next_stage(key: str, stages: Mapping[str, ChallengeStage] | None = None) -> str:
    """The key of the stage that follows; empty after the last one, or where a stage is not kept any more."""
    keys = list(challenge_stages() if stages is None else stages)
    return keys[keys.index(key) + 1] if key in keys[:-1] else ""
