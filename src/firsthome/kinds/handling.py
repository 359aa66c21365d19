"""What whoever an entry came from has answered: whether it may be shared on, printed or cited, and until when.

Without their recorded answer none of that is done. Source: safety rule 10; domain facts, hazard 18.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.entry import Entry, EntryId, Line, Names, Said, Words, ask, ended
from firsthome.kit.dates import say_day


class Use(StrEnum):
    """What is done with an entry that takes it further; the value is how a sentence says it."""

    SHARE = "shared on"
    PRINT = "printed"
    CITE = "cited"


class OriginatorsAnswer(Said):
    """An answer from whoever something came from. The latest answer about an entry is the one that counts."""

    kind: ClassVar[str] = "originators_answer"
    title: ClassVar[str] = "Answer of whoever it came from"

    entries: tuple[EntryId, ...] = ask(
        "Which entries is the answer about?", missing="Choose the entries that the answer is about"
    )
    who: Line = ask(
        "Who answered?", "Name and role, for example the officer in the case.", missing="Write who answered"
    )
    may_share: bool = ask("May it be shared on?", default=False)
    may_print: bool = ask("May it be printed?", default=False)
    may_cite: bool = ask("May an analysis, a plan or minutes rest on it?", default=False)
    until: date | None = ask("Until when?", "Leave empty if they set no end.", default=None)
    words: Words = ask("What did they say?", default="")

    def cited(self) -> tuple[UUID, ...]:
        """What was asked about."""
        return self.entries

    def allows(self, use: Use, today: date) -> bool:
        """Whether something may be done today."""
        may = {Use.SHARE: self.may_share, Use.PRINT: self.may_print, Use.CITE: self.may_cite}[use]
        return may and (self.until is None or today <= self.until)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«DC Ford answered about 1 entry: may be shared on and cited until 3 May 2025; not printed. …»"""
        count = len(self.entries)
        may = [use for use in Use if self.allows(use, date.min)]
        until = f" until {say_day(self.until)}" if may and self.until else ""
        parts = [f"may be {' and '.join(may)}{until}"] if may else []
        parts += [f"may not be {use}" for use in Use if use not in may]
        head = (
            f"{self.who} answered about {count} {'entry' if count == 1 else 'entries'}: {'; '.join(parts)}."
        )
        return " ".join(filter(None, [head, ended(self.words)]))
