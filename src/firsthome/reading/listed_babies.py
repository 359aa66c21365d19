"""The babies that a list keeps of a record, so that it can say how each of them stands without reading any entry.

Pure. Each outcome is a short text: what was said to have become of a baby, the first day, the last day and which baby,
as in «live_birth 2025-03-03 2025-03-03 0b3f…»; «~» stands for what was not said. What they mean together is worked out
by the same rules as on the record itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from uuid import UUID

from firsthome.kinds.entry import Entry, Said
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.pregnancy import Outcome, Pregnancy, Result
from firsthome.kinds.record import Record, fold
from firsthome.kinds.when import Precision, When
from firsthome.kit.dates import Span

NOT_SAID = "~"
Texts = tuple[str, ...]


def kept_outcome(outcome: Outcome, when: When) -> str:
    """One outcome as a list keeps it."""
    days = (day.isoformat() if day else NOT_SAID for day in (when.earliest, when.latest))
    return " ".join([outcome.result.value, *days, str(outcome.baby or NOT_SAID)])


def first_birth(texts: Texts) -> date | None:
    """The first day on which a live birth can have been."""
    births = [said.split(" ")[1] for said in texts if said.startswith(f"{Result.LIVE_BIRTH.value} ")]
    return min((date.fromisoformat(day) for day in births if day != NOT_SAID), default=None)


@lru_cache(maxsize=2000)
def record_of_babies(expected: int | None, babies: Texts, outcomes: Texts) -> Record:
    """A record that says which babies there are, and what became of them: all that `reading.babies` looks at."""
    said: list[tuple[Said, When]] = [(Pregnancy(babies=expected), When())]
    said += [(PersonOnRecord(person=UUID(baby), role=Role.BABY), When()) for baby in babies]
    said += map(_outcome, outcomes)
    return fold(_entries(said))


def _outcome(text: str) -> tuple[Outcome, When]:
    result, first, last, baby = text.split(" ")
    span = Span(*(None if day == NOT_SAID else date.fromisoformat(day) for day in (first, last)))
    whose = None if baby == NOT_SAID else UUID(baby)
    return Outcome(result=Result.stored_as(result), baby=whose), When.within(span, Precision.STRETCH)


def _entries(said: list[tuple[Said, When]]) -> Iterator[Entry]:
    for number, (one, when) in enumerate(said):
        yield Entry(UUID(int=number), one.kind, one, 0, 0, 0, happened=when)
