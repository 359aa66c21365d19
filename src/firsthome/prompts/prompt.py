"""A question that nobody has asked yet, or not answered: what it is, why it is asked, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from uuid import UUID


class Urgency(IntEnum):
    """In which order questions stand. It says nothing about a family."""

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
