"""How a pregnancy and its babies stand, in the few words of a list row. Several babies each count by themselves.

It rests on what the reader may see, and on nothing else: a loss that was kept to fewer people is not in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from firsthome.kinds.pregnancy import LOSSES, Outcome, Result
from firsthome.kinds.record import Statement
from firsthome.kit.dates import Span, say_day, say_span
from firsthome.pages.baby import how_far
from firsthome.reading.babies import Baby, State, babies, of_no_baby_in_particular
from firsthome.reading.summary import Summary

COUNTED = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight"}


class Stands(NamedTuple):
    """What leads, when a baby is expected, and a line about several babies."""

    how_far: str
    expected: str
    babies: str = ""


def how_they_stand(summary: Summary, today: date) -> Stands:
    """«22+4 today» while a baby is expected; then what became of the one, or of each of several."""
    expected = Stands(how_far(summary.edd, today), say_day(summary.edd) if summary.edd else "")
    if not summary.outcomes and max(summary.expected_babies or 1, len(summary.babies)) == 1:
        return expected  # nearly every row
    record = summary.record_of_babies
    every, unplaced = babies(record), of_no_baby_in_particular(record)
    told = [baby.told for baby in every if baby.told]
    if len(every) == 1:
        return Stands(_told(*told[0]), "") if told else expected
    line = _first_capital("; ".join(_each(every, unplaced)))
    if any(baby.state is State.EXPECTED for baby in every):
        return expected._replace(babies=line)
    births = [baby.birth for baby in every if baby.birth and baby.state is State.BORN]
    if len({_told(*birth) for birth in births}) == 1:
        return Stands(_told(*births[0]), "", line)
    return Stands(line, "")


def _each(every: Sequence[Baby], unplaced: list[tuple[Statement, Outcome]]) -> Iterator[str]:
    """«1 born, 1 expected», «one of two babies was lost»: how each of several babies stands."""
    count = {state: sum(baby.state is state for baby in every) for state in State}
    said = {_what_became(outcome) for _, outcome in unplaced}
    yield from (f"one of {_number(len(every))} babies {what}, nobody said which" for what in sorted(said))
    if count[State.EXPECTED] == len(every) and not unplaced:
        yield f"{len(every)} babies expected"
        return
    born = f"{count[State.BORN]} born" if count[State.BORN] else ""
    expected = f"{count[State.EXPECTED]} expected" if count[State.EXPECTED] and not unplaced else ""
    if born or expected:
        yield ", ".join(filter(None, [born, expected]))
    if count[State.LOST]:
        yield _lost(count[State.LOST], len(every))
    if count[State.NOT_KNOWN]:
        yield f"of {count[State.NOT_KNOWN]} the outcome is not known here"


def _lost(lost: int, every: int) -> str:
    if lost == every:
        return "both babies were lost" if every == 2 else f"all {_number(every)} babies were lost"
    return f"{_number(lost)} of {_number(every)} babies {'was' if lost == 1 else 'were'} lost"


def _what_became(outcome: Outcome) -> str:
    if outcome.result in LOSSES:
        return "was lost"
    return "was born" if outcome.result is Result.LIVE_BIRTH else "has an outcome not known here"


def _told(statement: Statement, outcome: Outcome) -> str:
    """«Born on 3 May 2025», «Stillborn 3 May 2025», «Born, May 2025»."""
    happened, label = statement.current.content.happened, outcome.result.label
    span = Span(happened.earliest, happened.latest)
    if span == Span(None, None):
        return label
    if span.earliest != span.latest:
        return f"{label}, {say_span(span)}"
    return f"{label} {'on ' if outcome.result is Result.LIVE_BIRTH else ''}{say_span(span)}"


def _number(number: int) -> str:
    return COUNTED.get(number, str(number))


def _first_capital(words: str) -> str:
    return words[:1].upper() + words[1:]
