"""What a parent says of the plan, in their own words: agreement and disagreement weigh the same.

Words that were read back and agreed stay as they are; more can be added below them. Source: domain facts, 7.10 and
hazard 30.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, Line, Names, PersonId, Said, Words, ask, ended


class Agrees(Choice):
    """Whether a parent agrees with the plan."""

    YES = "yes", "They agree"
    PARTLY = "partly", "They agree with some of it"
    NO = "no", "They disagree"
    NOT_ASKED = "not_asked", "They were not asked yet"


class PlanView(Said):
    """One parent's view."""

    kind: ClassVar[str] = "plan_view"
    title: ClassVar[str] = "What a parent says of the plan"
    about_whom: ClassVar[str] = "person"

    person: PersonId = ask("Who?", "Each parent separately.", missing="Choose whose view it is")
    agrees: Agrees = ask("Do they agree with the plan?", missing="Choose whether they agree")
    own_words: Words = ask("In their own words", "As they said it, also where they disagree.", default="")
    read_back: bool = ask(
        "Did you read their words back, and do they agree that this is what they said?",
        "From then on these words can be added to, and not changed.",
        default=False,
    )
    how_given: Line = ask(
        "How did they get to know the plan?",
        "For example: read together at the hub; a copy in Gujarati; with pictures.",
        default="",
    )

    def persons(self) -> tuple[UUID, ...]:
        """Whose view it is."""
        return (self.person,)

    def upheld_by(self, later: Said | None) -> bool:
        """Words that were read back stay, with whose they are and whether they agreed."""
        if not (self.read_back and self.own_words):
            return True
        if not isinstance(later, PlanView) or later.person != self.person:
            return False
        return later.read_back and later.own_words.startswith(self.own_words)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Leila Mistry on the plan: they agree with some of it. In their own words: “Not the visits at night.”»"""
        words = f"In their own words: “{ended(self.own_words)}”" if self.own_words else ""
        given = f"How they got to know it: {ended(self.how_given)}" if self.how_given else ""
        head = f"{names.person(self.person)} on the plan: {self.agrees.within()}."
        return " ".join(filter(None, [head, words, given]))
