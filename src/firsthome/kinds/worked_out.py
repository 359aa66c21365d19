"""What is worked out of a Record stays with it, so that nobody works it out again while the record is remembered."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from firsthome.kinds.entry import Names
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


def worked_out_with_names(
    ask: Callable[Concatenate[Record, Names, P], T],
) -> Callable[Concatenate[Record, Names, P], T]:
    """The same of a record and of names, which may change, or be others for another reader, while the record is as it
    was: the answer holds for as long as each name that was asked for is the same.

    Only the last answer is kept, since it may be long. Nothing in it may ask for a name later.
    """

    @wraps(ask)
    def answer(record: Record, names: Names, /, *rest: P.args, **named: P.kwargs) -> T:
        assert not named, "the rest is given by its place, so that the same question is the same key"
        answers: dict[Any, tuple[Any, _Heard, T]] = vars(record).setdefault("_worked_out", {})
        last = answers.get(ask)
        if not last or last[0] != rest or not last[1].still_so(names):
            heard = _Heard(names)
            answers[ask] = last = rest, heard, ask(record, heard, *rest, **named)
        return last[2]

    return answer


class _Heard:
    """Names, and what was said when they were asked for."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._heard: dict[tuple[str, UUID | int], str] = {}

    def still_so(self, names: Names) -> bool:
        """Whether each of them is the same to others, or by now."""
        return all(getattr(names, what)(of) == name for (what, of), name in self._heard.items())

    def person(self, person: UUID) -> str:
        """What to call a person."""
        return self._ask("person", person)

    def agency(self, agency: int) -> str:
        """An agency's name."""
        return self._ask("agency", agency)

    def practitioner(self, practitioner: int) -> str:
        """A practitioner's name."""
        return self._ask("practitioner", practitioner)

    def _ask(self, what: str, of: UUID | int) -> str:
        if (what, of) not in self._heard:
            self._heard[what, of] = getattr(self._names, what)(of)
        return self._heard[what, of]
