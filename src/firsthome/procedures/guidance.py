"""Short guidance beside the field: what to ask, what never to say, what it can mean; one file for each topic.

In our own words, with source, date and whether the partnership has confirmed it. Source: features, row 59.
"""

from __future__ import annotations

import tomllib
from functools import cache

from firsthome.procedures.folder import OWN, place
from firsthome.procedures.sharing import Sourced
from firsthome.procedures.topics import TopicWord

EVERY_TOPIC = "every_topic"


class Guidance(Sourced):
    """What helps somebody who is about to ask."""

    topic: TopicWord
    heading: str
    know: tuple[str, ...]
    ask: tuple[str, ...]
    never: tuple[str, ...]
    library: tuple[TopicWord, ...]
    """Keys of what can be read on in the library."""


@cache
def all_guidance(partnership: str = OWN) -> tuple[Guidance, ...]:
    """Every file of one partnership's folder; a malformed one is refused with every error."""
    files = sorted(place(partnership, "guidance").glob("*.toml"))
    return tuple(Guidance.model_validate(tomllib.loads(file.read_text())) for file in files)


def guidance_for(topic: str, partnership: str = OWN) -> tuple[Guidance, ...]:
    """What helps with any topic, then what helps with this one; only the first where nothing more is written."""
    found = [one for one in all_guidance(partnership) if one.topic in (EVERY_TOPIC, topic)]
    return tuple(sorted(found, key=lambda one: one.topic != EVERY_TOPIC))
