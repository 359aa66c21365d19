"""Whether something may be taken further today: shared on, printed or cited.

What came from the police, a MARAC or somebody in confidence takes their recorded answer, and so does whatever
rests on it. A condition stays with a statement, however it is corrected: only an answer lifts it. Where nobody said
whether it came with one, what reads like the police's, a MARAC's or a third party's is held back as if it did. Pure.
Source: safety rule 10.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from firsthome.kinds.concern import Concern
from firsthome.kinds.entry import Entry
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.handling import OriginatorsAnswer, Use
from firsthome.kinds.origin import Origin
from firsthome.kinds.record import Record, Statement

_READS_LIKE = (
    (Origin.MARAC, re.compile(r"\bmarac\b", re.IGNORECASE)),
    (Origin.POLICE, re.compile(r"\bpolice\b", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class TakenFurther:
    """By which agency something would be taken further (None: nobody's), and what agencies are called."""

    by: int | None
    called: Callable[[int], str]


def origin_of(entry: Entry) -> Origin:
    """From whom it came, where they have to be asked; police intelligence always came from the police."""
    if isinstance(entry.said, Event) and entry.said.type is EventType.POLICE_INTELLIGENCE:
        return Origin.POLICE
    return entry.source.origin


def condition_of(statement: Statement) -> Origin:
    """The condition that any of its versions came with."""
    origins = (origin_of(entry) for entry in statement.entries)
    return next((one for one in origins if one is not Origin.NO_CONDITION), Origin.NO_CONDITION)


def condition_for(statement: Statement, taken: TakenFurther) -> Origin:
    """The condition that it came with; where nobody said, the one that it reads as if it came with."""
    recorded = condition_of(statement)
    if recorded is not Origin.NO_CONDITION:
        return recorded
    guesses = (_guessed(entry, taken) for entry in statement.entries)
    return next((one for one in guesses if one is not Origin.NO_CONDITION), Origin.NO_CONDITION)


def _guessed(entry: Entry, taken: TakenFurther) -> Origin:
    """What they told somebody else is theirs to pass on; what an agency says itself is its own."""
    own = entry.agency == taken.by
    agency = reads_like(taken.called(entry.agency))
    told = reads_like(entry.source.by)
    if own:
        return Origin.NO_CONDITION if agency is not Origin.NO_CONDITION else told
    if told is not Origin.NO_CONDITION:
        return told
    event = isinstance(entry.said, Event) and entry.said.type is EventType.CONCERN
    third_party = event or isinstance(entry.said, Concern)
    return Origin.THIRD_PARTY if third_party else agency


def reads_like(words: str) -> Origin:
    """Whether words name the police or a MARAC, and which."""
    return next((origin for origin, like in _READS_LIKE if like.search(words)), Origin.NO_CONDITION)


def answers_about(record: Record, statement: Statement) -> list[Statement]:
    """What whoever it came from has answered, the latest last."""
    about = [
        one
        for one, said in record.of(OriginatorsAnswer)
        if any(record.by_entry.get(entry) is statement for entry in said.entries)
    ]
    return sorted(about, key=_recorded)


def allowed(record: Record, statement: Statement, use: Use, today: date) -> bool:
    """Whether the latest answer about a statement allows something today; without an answer nothing is."""
    answers = answers_about(record, statement)
    said = answers[-1].current.said if answers else None
    return isinstance(said, OriginatorsAnswer) and said.allows(use, today)


def to_ask_first(
    record: Record, entries: Iterable[UUID], use: Use, today: date, taken: TakenFurther | None = None
) -> list[Origin]:
    """From whom an answer is missing before these entries, with all that they rest on, may be used so.

    With `taken`, also what only reads as if it came with a condition.
    """
    resting = resting_on(record, entries)
    origins = ((condition_for(one, taken) if taken else condition_of(one), one) for one in resting)
    return [
        origin
        for origin, one in origins
        if origin is not Origin.NO_CONDITION and not allowed(record, one, use, today)
    ]


def resting_on(record: Record, entries: Iterable[UUID]) -> Iterator[Statement]:
    """The statements of these entries and everything that they cite in turn, as far as it is on this record."""
    waiting, met = list(entries), set[UUID]()
    while waiting:
        statement = record.by_entry.get(waiting.pop())
        if statement is None or statement.id in met:
            continue
        met.add(statement.id)
        yield statement
        waiting += [cited for entry in statement.entries if entry.said for cited in entry.said.cited()]


def _recorded(statement: Statement) -> str:
    recorded = statement.current.content.recorded_at
    return recorded.isoformat() if recorded else ""
