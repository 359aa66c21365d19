"""Where somebody can be pointed to today, and how: a partnership's services as data, below the threshold too.

Source: briefing, sections 02 (consider a specialist service) and 06 (signposting).
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache

from pydantic import BaseModel, ConfigDict

from firsthome.procedures.checked import Checking
from firsthome.procedures.folder import OWN, place
from firsthome.procedures.sharing import Sourced
from firsthome.procedures.topics import TopicWord


class Service(Sourced):
    """One service: what it does, for whom, and how to refer today."""

    key: TopicWord
    name: str
    what: str
    whom: str
    topics: tuple[TopicWord, ...]
    how: str
    self_referral: bool
    below_threshold: bool
    wait: str
    last_checked: date
    invented: bool = False

    def say_ways(self) -> str:
        """Who can make contact, and whether social care has to be involved."""
        who = (
            "They can make contact themselves."
            if self.self_referral
            else "A practitioner has to make contact."
        )
        return f"{who} Below the threshold of social care too." if self.below_threshold else who


class Signposts(BaseModel):
    """Every service of a partnership, and how long its details are trusted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    checking: Checking
    service: tuple[Service, ...]

    def for_topic(self, topic: str) -> tuple[Service, ...]:
        """Those for one topic, in the order of the file."""
        return tuple(one for one in self.service if topic in one.topics)


@cache
def signposts(partnership: str = OWN) -> Signposts:
    """The services of one partnership's folder; a malformed file is refused with every error."""
    return Signposts.model_validate(tomllib.loads(place(partnership, "services.toml").read_text()))
