"""What is said to a question that the record asks: it was done elsewhere, it can wait, or it does not apply here.

The question keeps its key however its words change. Nothing here answers for the family: what answers a question
in full is an ordinary entry, and then the question is not asked any more.
Source: safety rule 9 (absence here is not absence of care); briefing, section 06.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.entry import Entry, EntryId, Line, Names, Said, Words, ask, ended
from firsthome.kit.dates import say_day


class ToAQuestion(Said):
    """Which question it is about, in the words in which it was asked, and what it rested on then."""

    by_hand: ClassVar[bool] = False

    key: Line = ask("Which question?", missing="Choose a question")
    asked: Words = ask("How was it asked?", missing="Choose a question")
    rests_on: tuple[EntryId, ...] = ask("Which entries did it rest on?", default=())

    def cited(self) -> tuple[UUID, ...]:
        """What the question rested on: whoever may not see that reads nothing of this either."""
        return self.rests_on

    def closes(self, rests_on: frozenset[UUID], today: date) -> bool:
        """Whether the question stays closed today, resting on these entries as they are now."""
        raise NotImplementedError


class DoneElsewhere(ToAQuestion):
    """It was done, and is kept in another system."""

    kind: ClassVar[str] = "done_elsewhere"
    title: ClassVar[str] = "Done elsewhere"

    where: Line = ask(
        "Where is it recorded?",
        "For example the maternity system, or the council’s own system, with a reference if you have one.",
        missing="Write where it is recorded",
    )
    told_by: Line = ask("Who told you?", "Leave empty if you saw it yourself.", default="")
    outcome: Words = ask("What came of it?", "In a sentence, if you know.", default="")

    def closes(self, rests_on: frozenset[UUID], today: date) -> bool:
        """Once done, it is done."""
        return True

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Done elsewhere: “Who is the lead professional?” Recorded in the council’s system, as Ada Hope told. …»"""
        told = f", as {self.told_by.strip().rstrip('.')} told" if self.told_by.strip() else ""
        where = f"Recorded in: {self.where.strip().rstrip('.')}{told}."
        return " ".join(filter(None, [f"Done elsewhere: “{self.asked}”", where, ended(self.outcome)]))


class PutOff(ToAQuestion):
    """It can wait until a day."""

    kind: ClassVar[str] = "put_off"
    title: ClassVar[str] = "Question that can wait"

    until: date = ask("Until when can it wait?", missing="Enter the day on which it is asked again")
    why: Words = ask("Why can it wait?", missing="Write why it can wait")

    def cannot_be(self, today: date) -> Iterator[tuple[str, str]]:
        """A day that has come already is not waited for."""
        if self.until <= today:
            yield "until", "Enter a day after today: until then it is not asked"

    def closes(self, rests_on: frozenset[UUID], today: date) -> bool:
        """Until that day."""
        return today < self.until

    def sentence(self, entry: Entry, names: Names) -> str:
        """«“Has she been seen alone?” can wait until 3 May 2025. Why: …»"""
        return f"“{self.asked}” can wait until {say_day(self.until)}. Why: {ended(self.why)}"


class SetAside(ToAQuestion):
    """It does not apply to this family, as far as what it rested on says."""

    kind: ClassVar[str] = "set_aside"
    title: ClassVar[str] = "Question that does not apply"

    why: Words = ask(
        "Why does it not apply here?",
        "It is asked again when what it rests on changes.",
        missing="Write why it does not apply here",
    )
    for_everyone: bool = ask(
        "Should nobody on this record be asked this any more?",
        "For when the answer is known and cannot be written where others read it: they are not asked, and see "
        "nothing of this.",
        default=False,
    )

    def closes(self, rests_on: frozenset[UUID], today: date) -> bool:
        """While it rests on just what it rested on then."""
        return rests_on == frozenset(self.rests_on)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«“Who is the baby's father?” does not apply here. Why: …»"""
        return f"“{self.asked}” does not apply here. Why: {ended(self.why)}"


CLOSES: tuple[type[ToAQuestion], ...] = (DoneElsewhere, PutOff, SetAside)
"""Everything that can be said to a question."""
