"""What helps beside a vulnerability: what to ask, what never to say, which services there are, what to read on.

All of it is the partnership's data; nothing here depends on a family. Source: briefing, sections 02, 03 and 06.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from firsthome.kinds.record import Statement
from firsthome.kinds.vulnerability import Standing, Topic, Vulnerability
from firsthome.kit.dates import say_day
from firsthome.pages.gate import RecordPage
from firsthome.procedures.guidance import EVERY_TOPIC, Guidance, guidance_for
from firsthome.procedures.library import Resource, resources_about, resources_by_key
from firsthome.procedures.sharing import Sourced
from firsthome.procedures.signposts import Service, signposts
from firsthome.reading.vulnerabilities import may_be_approached


@dataclass(frozen=True, slots=True)
class Signpost:
    """One service in words, with when somebody last made sure of it."""

    service: Service
    checked: str
    source: str


@dataclass(frozen=True, slots=True)
class TopicHelp:
    """Everything that stands beside one topic."""

    heading: str
    guidance: tuple[tuple[Guidance, str], ...]
    """Each with its source and date in words."""
    services: tuple[Signpost, ...]
    read_on: tuple[Resource, ...]


def help_with(topic: Topic, today: date) -> TopicHelp:
    """What helps with one topic, as it is known today."""
    found = guidance_for(topic.value)
    keys = tuple(dict.fromkeys(key for one in found for key in one.library))
    about = (*resources_by_key(keys), *resources_about(topic.value))
    return TopicHelp(
        heading=topic.label,
        guidance=tuple((one, say_source(one)) for one in _own_first(found)),
        services=signposts_for(topic, today),
        read_on=tuple(dict.fromkeys(about)),
    )


def help_beside_entry(page: RecordPage, statement: Statement) -> TopicHelp | None:
    """What helps with the topic of an entry, unless it was ruled out; nothing of it goes on paper."""
    said = statement.current.said
    if page.paper or not isinstance(said, Vulnerability) or said.standing is Standing.RULED_OUT:
        return None
    found = help_with(said.topic, page.today)
    about = statement.current.content.about
    return found if may_be_approached(page.record, about) else replace(found, services=())


def signposts_for(topic: Topic, today: date) -> tuple[Signpost, ...]:
    """The services for one topic."""
    return tuple(signpost(one, today) for one in signposts().for_topic(topic.value))


def signpost(service: Service, today: date) -> Signpost:
    """One service, and how old what is said of it is."""
    return Signpost(service, signposts().checking.say(service.last_checked, today), say_source(service))


def say_source(said: Sourced) -> str:
    """«Briefing, section 03, 1 April 2025 (not confirmed by your partnership)»"""
    unconfirmed = "" if said.confirmed else " (not confirmed by your partnership)"
    return f"{said.source}; {say_day(said.dated)}{unconfirmed}"


def _own_first(found: tuple[Guidance, ...]) -> list[Guidance]:
    return sorted(found, key=lambda one: one.topic == EVERY_TOPIC)
