"""Which messages reached which parent or carer, what is missing, and where services said different things.

Pure: from what its reader may see. A gap says that nothing is recorded here, never that nobody has said it.
Source: briefing, section 04 (consistent messages); safety rules 9 and 11.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from firsthome.kinds.family import Role
from firsthome.kinds.father_or_partner import FatherOrPartner
from firsthome.kinds.message import Message, Understood
from firsthome.kinds.record import Record, Statement
from firsthome.kinds.vulnerability import Topic, Vulnerability
from firsthome.procedures import messages as procedure
from firsthome.reading.babies import only_losses

PARENTS = (Role.MOTHER, Role.FATHER, Role.PARTNER)
"""Who is asked about whether or not they were given anything; others stand there once somebody gave them something."""


class Given(NamedTuple):
    """One message that one agency gave to one person."""

    statement: Statement
    said: Message
    agency: int
    day: date | None


class Gap(NamedTuple):
    """A message of which nothing is recorded here for one carer, or that was not understood yet."""

    topic: str
    person: UUID
    given: Given | None
    """The last time it was given; None where nothing is recorded here."""


class Conflict(NamedTuple):
    """Services gave one message in different versions, or somebody had heard something else."""

    topic: str
    given: tuple[Given, ...]
    versions: tuple[str, ...]
    """The versions, where they differ."""


def given(record: Record) -> list[Given]:
    """Every message that stands, the earliest first."""
    found = [
        Given(
            statement,
            said,
            statement.current.content.agency,
            record.happened(statement.current.content).earliest,
        )
        for statement, said in record.of(Message)
    ]
    return sorted(found, key=lambda one: record.day_for_order(one.statement.current.content))


def parents(record: Record) -> list[UUID]:
    """The parents and the mother's partner, as far as anybody said who they are."""
    return [person for role in PARENTS for person, said in record.people.items() if said.role is role]


def carers(record: Record) -> list[UUID]:
    """The parents, and whoever else was given a message."""
    return list(dict.fromkeys([*parents(record), *(one.said.person for one in given(record))]))


def abuse_is_suspected(record: Record) -> bool:
    """Whether domestic abuse is suspected or known, or it is not safe to ask about or contact a man.

    Then nothing here suggests approaching anybody but her. Source: safety rule 11.
    """
    abuse = any(said.topic is Topic.DOMESTIC_ABUSE and said.possible for _, said in record.of(Vulnerability))
    return abuse or any(said.unsafe for _, said in record.of(FatherOrPartner))


def still_offered(record: Record, topics: Mapping[str, procedure.Topic]) -> dict[str, procedure.Topic]:
    """The messages that can be offered: after a loss only those that are about the parents too (safety rule 4)."""
    lost = only_losses(record)
    return {key: topic for key, topic in topics.items() if topic.also_after_a_loss or not lost}


def messages_gaps(record: Record, topics: Mapping[str, procedure.Topic]) -> list[Gap]:
    """What each parent has not been given, or has not understood yet, as far as is recorded here."""
    last = {(one.said.topic, one.said.person): one for one in given(record)}
    asked = [record.mother] if abuse_is_suspected(record) else carers(record)
    return [
        Gap(key, person, last.get((key, person)))
        for key, topic in still_offered(record, topics).items()
        for person in asked
        if person and _missing(last.get((key, person))) and (person == record.mother or not topic.alone)
    ]


def messages_conflicts(record: Record) -> list[Conflict]:
    """Messages that services gave in different versions, or of which somebody had heard something different."""
    by_topic: dict[str, list[Given]] = {}
    for one in given(record):
        by_topic.setdefault(one.said.topic, []).append(one)
    found = [Conflict(topic, tuple(ones), _versions(ones)) for topic, ones in by_topic.items()]
    return [one for one in found if one.versions or any(each.said.heard_differently for each in one.given)]


def _versions(ones: list[Given]) -> tuple[str, ...]:
    """What each service gave last, where that is not the same."""
    latest = {one.agency: one.said.version.strip() for one in ones if one.said.version.strip()}
    different = {version.casefold(): version for version in latest.values()}
    return tuple(different.values()) if len(different) > 1 else ()


def _missing(last: Given | None) -> bool:
    return last is None or last.said.understood in (Understood.NOT_YET, Understood.PARTLY)
