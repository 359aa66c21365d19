"""What is worked out of a Record stays with it, so that nobody works it out again while the record is remembered."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from firsthome.kinds.record import Record

P = ParamSpec("P")
T = TypeVar("T")


def worked_out_once(ask: Callable[Concatenate[Record, P], T]) -> Callable[Concatenate[Record, P], T]:
    """A pure function of a record (and of a day, or whatever else can be compared), asked once for each record.

    Every later caller is given the same answer, so it must be one that nobody changes.
    """

    @wraps(ask)
    def answer(record: Record, /, *rest: P.args, **named: P.kwargs) -> T:
        assert not named, "the rest is given by its place, so that the same question is the same key"
        answers: dict[Any, T] = vars(record).setdefault("_worked_out", {})
        key = (ask, *rest)
        if key not in answers:
            answers[key] = ask(record, *rest, **named)
        return answers[key]

    return answer
