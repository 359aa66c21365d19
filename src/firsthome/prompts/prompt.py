"""A question that nobody has asked yet, or not answered: what it is, why it is asked, and who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from uuid import UUID

from firsthome.kinds.record import Statement


class Urgency(IntEnum):
    """In which order questions stand. It says nothing about a family."""

    SAME_DAY = -1
    """Always on top."""
    CANNOT_WAIT = 0
    DUE = 1
    CONSIDER = 2


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question, from the day on which it applies. Worded as help, never as a finding."""

    key: str
    """Function and subject: the same question about the same thing keeps its key."""
    question: str
    why: str
    rests_on: tuple[UUID, ...]
    source: str
    applies_from: date
    urgency: Urgency
    answer_with: str
    """The kind of entry that would answer it."""
    applies_until: date | None = None
    """The last day on which it is asked; None where only an answer ends it."""
    begins: tuple[tuple[str, str], ...] = ()
    """What the form for an answer begins with: keys and ids, never a name."""

    @property
    def asked_by(self) -> str:
        """The function that asks it."""
        return self.key.partition(":")[0]

    def applies(self, today: date) -> bool:
        """Whether it is asked on a day."""
        return self.applies_from <= today and (self.applies_until is None or today <= self.applies_until)


@dataclass(frozen=True, slots=True)
class Raised:
    """What a prompt function yields; its name, its source and the parameters come from the function and its block."""

    question: str
    why: str
    since: date
    rests_on: Sequence[Statement] = ()
    about: object = ""
    """What it is about, where a function asks about several things. The same for every reader, whatever else they may
    not see, so that an answer which everybody may read quiets the question for everybody."""
    urgency: Urgency = Urgency.DUE
    answer_with: str = "event"
    until: date | None = None
    begins: Mapping[str, object] = field(default_factory=dict)
    """What is known of the answer already: which `guide`, which message's `topic`, which `person`, `about` which entry.
    An answer that begins so is a new entry; one that does not may add to what it is asked about."""
