"""Which conversations were had with whom, and when. Pure; how often somebody talked is never counted."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from firsthome.kinds.communication import Communication
from firsthome.kinds.conversation import Conversation, Talked
from firsthome.kinds.record import Record, Statement


class Held(NamedTuple):
    """One conversation that is on the record, and its day as far as it is known."""

    statement: Statement
    said: Conversation
    day: date | None


def conversations(record: Record, guide: str, person: UUID | None = None) -> list[Held]:
    """The conversations along one guide, with one parent or with anybody, the earliest first."""
    found = [
        Held(statement, said, record.happened(statement.current.content).earliest)
        for statement, said in record.of(Conversation)
        if said.guide == guide and person in (None, said.person)
    ]
    return sorted(found, key=lambda one: record.day_for_order(one.statement.current.content))


def had_conversation(record: Record, guide: str, person: UUID) -> bool:
    """Whether somebody has talked with this parent along this guide."""
    return any(one.said.outcome is Talked.TALKED for one in conversations(record, guide, person))


def closed_by(record: Record, guide: str, person: UUID) -> bool:
    """Whether this parent said that they would rather not: what is asked once is then not asked again."""
    return any(one.said.outcome is Talked.NOT_NOW for one in conversations(record, guide, person))


def communication_of(record: Record, person: UUID) -> tuple[Statement, Communication] | None:
    """How this person needs others to talk and write with them, if somebody said."""
    found = [one for one in record.of(Communication) if one[1].person == person]
    return found[-1] if found else None
