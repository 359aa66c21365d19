"""Moves of a record to another area: where each stands, and what can come next. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from firsthome.kinds.entry import Entry, Said
from firsthome.kinds.move import (
    STEPS,
    MoveAnswered,
    MoveAsked,
    MoveEnd,
    MoveEnded,
    MoveHandover,
    MoveStep,
    TakenOver,
)
from firsthome.kinds.record import Record

KINDS = tuple(model.kind for model in STEPS)


class Stands(StrEnum):
    """Where a move stands."""

    ASKED = "asked"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    HANDED_OVER = "handed_over"
    REVOKED = "revoked"
    COMPLETED = "completed"

    @property
    def words(self) -> str:
        """As people say it."""
        return _WORDS[self]


_WORDS = {
    Stands.ASKED: "Asked, and not answered yet",
    Stands.REFUSED: "Not taken over",
    Stands.WITHDRAWN: "Taken back before it was answered",
    Stands.ACCEPTED: "Both areas hold the record: the handover comes next",
    Stands.HANDED_OVER: "Both areas hold the record: handed over, and not complete yet",
    Stands.REVOKED: "Taken back before it was complete",
    Stands.COMPLETED: "Complete: the other area goes on alone",
}
UNDER_WAY = frozenset({Stands.ASKED, Stands.ACCEPTED, Stands.HANDED_OVER})
BOTH_HOLD = frozenset({Stands.ACCEPTED, Stands.HANDED_OVER})


class Next(StrEnum):
    """A step that can come next, as its address says it."""

    ANSWER = "answer"
    WITHDRAW = "withdraw"
    HAND_OVER = "hand-over"
    COMPLETE = "complete"
    REVOKE = "revoke"


CAN_COME: dict[Stands, tuple[Next, ...]] = {
    Stands.ASKED: (Next.ANSWER, Next.WITHDRAW),
    Stands.ACCEPTED: (Next.HAND_OVER, Next.REVOKE),
    Stands.HANDED_OVER: (Next.COMPLETE, Next.HAND_OVER, Next.REVOKE),
}
"""From everywhere else nothing comes: a new move is asked for."""


@dataclass(frozen=True, slots=True)
class Move:
    """One move, as far as it has come."""

    asked: Entry
    said: MoveAsked
    steps: tuple[Entry, ...]
    """What was asked, and everything that followed."""
    stands: Stands

    @property
    def id(self) -> UUID:
        """The entry that asked."""
        return self.asked.id

    @property
    def latest(self) -> Entry:
        """The step that has the last word: what a next one is decided on."""
        return self.steps[-1]

    @property
    def answer(self) -> MoveAnswered | None:
        """What the other area answered, if it did."""
        return next((one.said for one in self.steps if isinstance(one.said, MoveAnswered)), None)


def moves(entries: Iterable[Entry]) -> list[Move]:
    """Every move of a record, the latest last. `entries` come in the order they were recorded."""
    steps: dict[UUID, list[Entry]] = {}
    for entry in entries:
        if isinstance(entry.said, MoveAsked):
            steps[entry.id] = [entry]
        elif isinstance(entry.said, MoveStep) and entry.said.move in steps:
            steps[entry.said.move].append(entry)
    return [_move(tuple(taken)) for taken in steps.values()]


def under_way(record: Record) -> Move | None:
    """The move of a record that has begun and not ended, as far as its reader may see it."""
    steps = [entry for one in record.statements if one.kind in KINDS for entry in one.entries]
    return next((move for move in reversed(moves(steps)) if move.stands in UNDER_WAY), None)


def _move(steps: tuple[Entry, ...]) -> Move:
    said = steps[0].said
    assert isinstance(said, MoveAsked), "a move begins with what is asked"
    stands = Stands.ASKED
    for step in steps[1:]:
        stands = comes_to(stands, step.said) or stands
    return Move(steps[0], said, steps, stands)


def step_of(said: MoveStep) -> Next:
    """Which step an entry is."""
    match said:
        case MoveAnswered():
            return Next.ANSWER
        case MoveEnded(how=how):
            return Next.WITHDRAW if how is MoveEnd.WITHDRAWN else Next.REVOKE
        case MoveHandover():
            return Next.HAND_OVER
    return Next.COMPLETE


def comes_to(stands: Stands, said: Said | None) -> Stands | None:
    """Where a move stands after a step; None where that step cannot come now."""
    if not isinstance(said, MoveStep) or step_of(said) not in CAN_COME.get(stands, ()):
        return None
    if isinstance(said, MoveAnswered):
        return Stands.ACCEPTED if said.answer is TakenOver.YES else Stands.REFUSED
    return _AFTER[step_of(said)]


_AFTER = {
    Next.WITHDRAW: Stands.WITHDRAWN,
    Next.HAND_OVER: Stands.HANDED_OVER,
    Next.COMPLETE: Stands.COMPLETED,
    Next.REVOKE: Stands.REVOKED,
}
