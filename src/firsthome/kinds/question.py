"""What we do not know: asked aloud, with who will find out and by when, until it is answered or cannot be known.

Source: briefing, section 06 (professional curiosity), and domain facts, 4.11: prompts, never pass or fail.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.entry import (
    AgencyId,
    Entry,
    EntryId,
    Line,
    Names,
    PractitionerId,
    Said,
    Words,
    ask,
    ended,
)
from firsthome.kinds.gestation import day_of
from firsthome.kit.dates import say_day


class Question(Said):
    """One thing that is not known. An update says how it was answered, or why it cannot be known."""

    kind: ClassVar[str] = "question"
    title: ClassVar[str] = "What we do not know"
    asked_later: ClassVar[tuple[str, ...]] = ("answer", "answered_by", "cannot_be_known")
    folded: ClassVar = {
        "It is about an entry that is here already": ("about_entry",),
        "Somebody else will find out, or by a week of pregnancy": ("agency", "finder_words", "due_week"),
    }

    unknown: Words = ask("What do we not know?", missing="Write what is not known")
    about_entry: EntryId | None = ask(
        "Which entry is it about?",
        "Only if there is one: then it reaches nobody who may not see that.",
        default=None,
    )
    practitioner: PractitionerId | None = ask("Who will find out?", default=None)
    agency: AgencyId | None = ask("Or which agency?", default=None)
    finder_words: Line = ask("Or say who", "A grandmother, for example.", default="")
    due: date | None = ask("By when?", default=None)
    due_week: int | None = ask(
        "Or by how many weeks of pregnancy?", "Whole weeks.", default=None, ge=1, le=44
    )
    answer: Words = ask("What is the answer?", default="")
    answered_by: Line = ask("Who found out, or told you?", default="")
    cannot_be_known: Words = ask("If it cannot be known: why not?", default="")

    @property
    def open(self) -> bool:
        """Whether it still waits for an answer."""
        return not (self.answer.strip() or self.cannot_be_known.strip())

    def due_on(self, edd: date | None) -> date | None:
        """The day by which somebody will find out; said in weeks, with the expected date now in force."""
        if self.due or not (self.due_week and edd):
            return self.due
        return day_of(timedelta(weeks=self.due_week).days, edd)

    def cited(self) -> tuple[UUID, ...]:
        """The entry that it is about."""
        return (self.about_entry,) if self.about_entry else ()

    def finder(self, names: Names) -> str:
        """Who will find out."""
        if self.practitioner:
            return names.practitioner(self.practitioner)
        return names.agency(self.agency) if self.agency else self.finder_words

    def who_and_when(self, names: Names) -> str:
        """«To find out: Ada Hope, by 3 May 2025.»"""
        week = f"by {self.due_week} weeks of pregnancy" if self.due_week else ""
        when = f"by {say_day(self.due)}" if self.due else week
        who = ", ".join(filter(None, [self.finder(names), when]))
        return f"To find out: {who}." if who else ""

    def answer_words(self) -> str:
        """«Answered: … (her sister).»; why it cannot be known; nothing while it is open."""
        if answer := self.answer.strip():
            by = f" (from {self.answered_by.rstrip('.')})" if self.answered_by else ""
            return f"Answered: {answer.rstrip('.') if by else answer}{by}"
        return (
            f"Cannot be known, because: {self.cannot_be_known.strip()}"
            if self.cannot_be_known.strip()
            else ""
        )

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Not known yet: who lives there. To find out: Ada Hope, by 3 May 2025.»"""
        if self.open:
            return " ".join(filter(None, [f"Not known yet: {ended(self.unknown)}", self.who_and_when(names)]))
        return f"It was not known: {ended(self.unknown)} {ended(self.answer_words())}"
