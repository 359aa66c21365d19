"""Whether something may be taken further today: shared on, printed or cited.

What came from the police, a MARAC or somebody in confidence takes their recorded answer, and so does whatever
rests on it. A condition stays with a statement, however it is corrected: only an answer lifts it. Pure.
Source: safety rule 10.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from firsthome.kinds.entry import Entry
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.handling import OriginatorsAnswer, Use
from firsthome.kinds.origin import Origin
from firsthome.kinds.record import Record, Statement


def origin_of(entry: Entry) -> Origin:
    """From whom it came, where they have to be asked; police intelligence always came from the police."""
    if isinstance(entry.said, Event) and entry.said.type is EventType.POLICE_INTELLIGENCE:
        return Origin.POLICE
    return entry.source.origin


def condition_of(statement: Statement) -> Origin:
    """The condition that any of its versions came with."""
    origins = (origin_of(entry) for entry in statement.entries)
    return next((one for one in origins if one is not Origin.NO_CONDITION), Origin.NO_CONDITION)


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


def to_ask_first(record: Record, entries: Iterable[UUID], use: Use, today: date) -> list[Origin]:
    """From whom an answer is missing before these entries, with all that they rest on, may be used so."""
    resting = resting_on(record, entries)
    origins = ((condition_of(one), one) for one in resting)
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
