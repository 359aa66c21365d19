"""After a loss: what happens now, who can help, and words to use. Data with a source, and whether it is confirmed."""

from __future__ import annotations

import tomllib
from functools import cache

from pydantic import BaseModel, ConfigDict

from firsthome.procedures.folder import OWN, place
from firsthome.procedures.sharing import Sourced


class Words(Sourced):
    """A sentence for staff."""

    words: str


class Service(Sourced):
    """Somebody who helps after a loss, and whom they are there for."""

    name: str
    whom: str


class Naming(Words):
    """From which day of pregnancy a loss is called a stillbirth in law."""

    stillbirth_from_days: int


class AfterALoss(BaseModel):
    """The bereavement path of one partnership."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    steps: tuple[Words, ...]
    services: tuple[Service, ...]
    words: tuple[Words, ...]
    naming: Naming


@cache
def after_a_loss(partnership: str = OWN) -> AfterALoss:
    """The path of one partnership's folder; a malformed file is refused with every error."""
    return AfterALoss.model_validate(tomllib.loads(place(partnership, "loss.toml").read_text()))
