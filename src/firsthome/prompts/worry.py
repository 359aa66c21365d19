"""A vulnerability that stands, as the questions look at it: whose it is, since when, and whether anything is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID

from firsthome.kinds.record import Statement
from firsthome.kinds.vulnerability import Substance, Vulnerability


class Worry(NamedTuple):
    """A vulnerability that stands: known or suspected."""

    statement: Statement
    said: Vulnerability
    known: date
    whose: tuple[UUID, ...]


def told_anew(group: list[Worry]) -> list[Worry]:
    """Of worries about the same thing: the last one, if something new was recorded after the first.

    That somebody added what it means, or who was asked, is nothing new about it.
    """
    first, last = group[0], group[-1]
    accounts = {line.said.account for line in last.statement.standing if isinstance(line.said, Vulnerability)}
    return [last] if last.known > first.known or len(accounts) > 1 else []


def only_smoking(said: Vulnerability) -> bool:
    """Whether tobacco or vaping is all that is named."""
    return bool(said.substances) and set(said.substances) <= {Substance.TOBACCO, Substance.VAPING}


def statements(worries: Iterable[Worry]) -> list[Statement]:
    """What some worries stand in."""
    return [one.statement for one in worries]


def last_known(worries: Iterable[Worry]) -> date:
    """The day on which the last of them became known."""
    return max(one.known for one in worries)


def named(worries: Iterable[Worry]) -> Iterator[str]:
    """What they are called, each once."""
    yield from dict.fromkeys(one.said.topic.label.lower() for one in worries)
