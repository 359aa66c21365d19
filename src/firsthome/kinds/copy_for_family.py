"""What was decided before a parent gets a copy of the plan: whether it is safe to give, to keep, and who else reads it.

«Read together, not left» is a choice of its own. Source: domain facts, hazards 5, 14 and 29.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, EntryId, Line, Names, PersonId, Said, Words, ask, ended


class Way(Choice):
    """How a parent gets to know the plan."""

    LEFT = "left", "A copy that they keep"
    TOGETHER = "together", "Read together, not left"


class SafeTo(Choice):
    """Whether something is safe for whoever it is about. Not knowing is not a yes."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


class CopyForFamily(Said):
    """One parent's copy, and what was thought of before it was given."""

    kind: ClassVar[str] = "copy_for_family"
    title: ClassVar[str] = "A parent’s copy of the plan"
    by_hand: ClassVar[bool] = False
    about_whom: ClassVar[str] = "person"

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
        """«A copy of the plan for Leila Mistry, read together, not left: 5 entries. Who else may read it: nobody.»"""
        count = f"{len(self.parts)} {'entry' if len(self.parts) == 1 else 'entries'}"
        head = f"Plan for {names.person(self.person)}, {self.way.within()}: {count}."
        return f"{head} Who else may read it: {ended(self.who_else_reads)}"
