"""What was decided before a parent gets a copy: whether it is safe to give, to keep, and who else reads it.

«Read together, not left» is a choice of its own. Source: domain facts, hazards 5, 14 and 29.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, EntryId, Line, Names, PersonId, Said, Words, ask, ended


class Copied(Choice):
    """Of what a parent gets a copy."""

    PLAN = "plan", "The plan"
    MINUTES = "minutes", "The minutes of a meeting"
    ENTRIES = "entries", "What is written down"
    PICTURE = "picture", "The family as a picture"


class Layout(Choice):
    """How a copy is set out. Each person has one that they read best."""

    PLAIN = "plain", "Plain words, in large letters"
    EASY = "easy", "Easy to read: one idea on each line, in larger letters"


class Way(Choice):
    """How a parent gets to know what it says."""

    LEFT = "left", "A copy that they keep"
    TOGETHER = "together", "Read together, not left"


class SafeTo(Choice):
    """Whether something is safe for whoever it is about. Not knowing is not a yes."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


class InOtherWords(BaseModel):
    """One part of a copy, put into easier words by whoever gives it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    heading: Line
    words: Words

    def __str__(self) -> str:
        """The words as they were given."""
        return f"{self.heading}: {self.words}"


_CALLED = {
    Copied.PLAN: "Plan",
    Copied.MINUTES: "Minutes",
    Copied.ENTRIES: "What is written down,",
    Copied.PICTURE: "Picture of the family",
}


class CopyForFamily(Said):
    """One parent's copy, and what was thought of before it was given."""

    kind: ClassVar[str] = "copy_for_family"
    title: ClassVar[str] = "A parent’s copy"
    by_hand: ClassVar[bool] = False
    about_whom: ClassVar[str] = "person"
    filled_in: ClassVar[tuple[str, ...]] = ("in_other_words",)

    person: PersonId = ask("For whom is it?", "Each parent has their own.", missing="Choose for whom it is")
    safe_to_give: SafeTo = ask(
        "Is it safe for her and the baby that they get it?", missing="Choose whether it is safe to give"
    )
    safe_to_keep: SafeTo = ask("Is it safe to keep at home?", missing="Choose whether it is safe to keep")
    who_else_reads: Line = ask(
        "Who else may read it, wherever it is kept?",
        "A partner, a relative, whoever shares the home. Write “nobody” if you are sure.",
        missing="Write who else may read it",
    )
    way: Way = ask("How do they get to know it?", missing="Choose how they get to know it")
    parts: tuple[EntryId, ...] = ask(
        "What goes in?",
        "Only what is open, what no third party told, and what is about nobody else’s private life is offered.",
        missing="Choose what goes in",
    )
    note: Words = ask("Anything to say to them at the end?", "In plain words.", default="")
    of: Copied = ask("What is it a copy of?", default=Copied.PLAN)
    layout: Layout = ask(
        "How is it set out?",
        "Ask them what they read best. Easy to read also means fewer entries at a time.",
        default=Layout.PLAIN,
    )
    in_other_words: tuple[InOtherWords, ...] = ask("Put into easier words", default=())

    def cannot_be(self, today: date) -> Iterable[tuple[str, str]]:
        """Nothing is given that may not be safe, and nothing is left where it may not be safe to keep."""
        if self.safe_to_give is not SafeTo.YES:
            yield "safe_to_give", "Do not give a copy before somebody has found out that it is safe"
        if self.way is Way.LEFT and self.safe_to_keep is not SafeTo.YES:
            yield "way", "Choose “Read together, not left”: it is not known to be safe to keep"

    def cited(self) -> tuple[UUID, ...]:
        """What it holds."""
        return self.parts

    def persons(self) -> tuple[UUID, ...]:
        """For whom it is."""
        return (self.person,)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Plan for Leila Mistry, read together, not left: 5 entries. Who else may read it: nobody.»"""
        count = f"{len(self.parts)} {'entry' if len(self.parts) == 1 else 'entries'}"
        head = f"{_CALLED[self.of]} for {names.person(self.person)}, {self.way.within()}: {count}."
        return f"{head} Who else may read it: {ended(self.who_else_reads)}"
