"""Closed lists of answers: a short word that is stored for ever, and the words that people read."""

from __future__ import annotations

from enum import Enum
from typing import Self


class Choice(str, Enum):  # noqa: UP042 a StrEnum takes no label
    """One answer of a list. The value is stored and never changes; the label may be reworded."""

    label: str
    __hash__ = str.__hash__
    """As the word that it equals; an Enum would work out anew, in Python, the hash of its name."""

    def __new__(cls, value: str, label: str) -> Self:
        """Keep the stored word as the value and hang the readable label on it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def stored_as(cls, value: str) -> Self:
        """The answer behind a stored word."""
        return cls(value)  # type: ignore[call-arg]

    def __str__(self) -> str:
        """The words that people read."""
        return self.label

    def within(self) -> str:
        """The words as they stand inside a sentence."""
        return self.label[0].lower() + self.label[1:]


class Asked(Choice):
    """An answer that never mistakes «not asked» for «no»."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_ASKED = "not_asked", "Not asked yet"
    NOT_SAFE = "not_safe_to_ask", "Not safe to ask"
    DECLINED = "declined", "Asked, she preferred not to say"
    NOT_KNOWN = "not_known", "Not known"
