"""What the plan is for: a goal for the baby, and at least one for the mother in her own right, in her words.

Each is an entry of its own, so that two people who change two goals never meet. Source: briefing, section 05; domain
facts, 7.10.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, Names, Said, Words, ask, ended
from firsthome.kit.dates import say_day


class ForWhom(Choice):
    """Whose goal it is."""

    BABY = "baby", "For the baby"
    MOTHER = "mother", "For the mother, in her own right"
    OTHER_PARENT = "other_parent", "For the father or partner"
    FAMILY = "family", "For the family together"


class Goal(Said):
    """One thing that everybody works towards."""

    kind: ClassVar[str] = "goal"
    title: ClassVar[str] = "Goal of the plan"
    asked_later: ClassVar[tuple[str, ...]] = ("reached",)
    asked_afresh: ClassVar[tuple[str, ...]] = ("reached",)

    whose: ForWhom = ask("For whom is it?", missing="Choose for whom the goal is")
    goal: Words = ask(
        "What is to be so?",
        "In everyday words, so that the family could have written it. A parent’s own goal stands in their words.",
        missing="Write what is to be so",
    )
    own_words: bool = ask("Are these the parent’s own words?", default=False)
    seen_by: Words = ask("How will everybody see that it is so?", default="")
    review: date | None = ask("When is it looked at again?", default=None)
    reached: Words = ask("How far has it come, and what shows that?", default="")

    def cannot_be(self, today: date) -> Iterable[tuple[str, str]]:
        """What the mother wants for herself is hers to say."""
        if self.whose is ForWhom.MOTHER and not self.own_words:
            yield "own_words", "Ask her what she wants for herself, and write it in her own words"

    def words(self) -> str:
        """The goal as it stands on a page: a parent's own words in quotation marks."""
        return f"“{ended(self.goal)}”" if self.own_words else ended(self.goal)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Goal for the mother, in her own right: “My own front door.” Looked at again on 3 May 2025.»"""
        again = f"Looked at again on {say_day(self.review)}." if self.review else ""
        seen = f"It is so when: {ended(self.seen_by)}" if self.seen_by else ""
        reached = f"So far: {ended(self.reached)}" if self.reached else ""
        head = f"Goal {self.whose.within()}: {self.words()}"
        return " ".join(filter(None, [head, seen, reached, again]))
