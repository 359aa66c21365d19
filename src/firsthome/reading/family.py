"""The men around the baby and the people near the family: each with everything that was said of them. Pure.

Several men stand side by side; what two agencies say differently stands there twice, each with whose it is. Source:
briefing, section 05; domain facts, 5.6 and 5.7.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

from firsthome.kinds.concern import Concern
from firsthome.kinds.contact import Contact
from firsthome.kinds.conversation import Conversation, Talked
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.family import Relationship, Role
from firsthome.kinds.father_or_partner import FatherOrPartner
from firsthome.kinds.household import Household
from firsthome.kinds.network_member import NetworkMember
from firsthome.kinds.record import Record, Statement

S = TypeVar("S", FatherOrPartner, NetworkMember)

MEN = (Role.FATHER, Role.PARTNER)
NETWORK = (Role.GRANDPARENT, Role.RELATIVE, Role.FRIEND)


class Known(NamedTuple, Generic[S]):
    """Somebody (None: nobody is known yet), and what was said of them."""

    person: UUID | None
    said: list[tuple[Statement, S]]


def men(record: Record) -> list[Known[FatherOrPartner]]:
    """Fathers and partners, in the order in which they came on the record; last what is said while nobody is known."""
    found = _gathered(record, FatherOrPartner, MEN)
    return sorted(found, key=lambda one: one.person is None)


def network(record: Record) -> list[Known[NetworkMember]]:
    """Relatives, friends and neighbours, and whoever else was asked what they see."""
    return _gathered(record, NetworkMember, NETWORK)


def concerns(record: Record) -> list[Statement]:
    """What somebody near the family told a service, the latest first."""
    found = [one for one, _ in record.of(Concern)]
    found += [one for one, said in record.of(Event) if said.type is EventType.CONCERN]
    return sorted(found, key=lambda one: record.day_for_order(one.current.content), reverse=True)


def ties(record: Record, person: UUID) -> list[tuple[Statement, Relationship]]:
    """How somebody is related to others, as said."""
    return [(one, said) for one, said in record.of(Relationship) if person in (said.person, said.to)]


def homes(record: Record, person: UUID) -> list[Statement]:
    """What is said of where somebody lives or sleeps."""
    return [one for one, said in record.of(Household) if person in said.persons()]


def last_met(record: Record, person: UUID) -> Statement | None:
    """The latest contact or conversation in which somebody was met."""
    return max(
        _meetings(record, person), key=lambda one: record.day_for_order(one.current.content), default=None
    )


def _meetings(record: Record, person: UUID) -> Iterator[Statement]:
    yield from (one for one, said in record.of(Contact) if said.outcome.kept and person in said.present)
    yield from (
        one
        for one, said in record.of(Conversation)
        if said.person == person and said.outcome is Talked.TALKED
    )


def _gathered(record: Record, model: type[S], roles: tuple[Role, ...]) -> list[Known[S]]:
    found: dict[UUID | None, list[tuple[Statement, S]]] = {
        person: [] for person, said in record.people.items() if said.role in roles
    }
    for one, said in record.of(model):
        found.setdefault(said.person, []).append((one, said))
    return [Known(person, said) for person, said in found.items()]
