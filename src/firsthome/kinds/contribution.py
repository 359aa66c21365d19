"""What one agency says for an assessment: facts apart from what they may mean, and what nobody knows yet.

The questions are the partnership's and are kept as they were asked. Source: domain facts, 7.9; safety rule 1 (what is
known, unknown and disputed, and no score).
"""

from __future__ import annotations

from typing import Annotated, ClassVar
from uuid import UUID

from firsthome.kinds.conversation import AsAsked
from firsthome.kinds.entry import Entry, EntryId, Line, Names, Ref, Said, Words, ask, ended

QuestionSet = Annotated[Line, Ref("question_set")]


class Contribution(Said):
    """One agency's part of an assessment, signed; an assessment has as many as there are agencies."""

    kind: ClassVar[str] = "contribution"
    title: ClassVar[str] = "Contribution to an assessment"
    filled_in: ClassVar[tuple[str, ...]] = ("as_asked",)
    folded: ClassVar[dict[str, tuple[str, ...]]] = {"Which entries it cites": ("rests_on",)}

    question_set: QuestionSet = ask("Which questions?", missing="Choose the questions that you answer")
    facts: Words = ask("What do you know?", "Facts with their days.", missing="Write what you know")
    meaning: Words = ask("What may it mean for the baby?", "Your professional opinion.", default="")
    otherwise: Words = ask("How else could the same facts be explained?", default="")
    mothers_view: Words = ask("How does the mother see it, in her own words?", default="")
    others_view: Words = ask(
        "And the father, a partner or others, in theirs?", "Say whose words.", default=""
    )
    not_known: Words = ask("What is not known yet, and why?", default="")
    rests_on: tuple[EntryId, ...] = ask("Which entries does it cite?", default=())
    as_asked: AsAsked | None = ask("As it was asked", default=None)

    def cited(self) -> tuple[UUID, ...]:
        """The facts that it cites."""
        return self.rests_on

    def answers(self) -> list[tuple[str, str]]:
        """Each question in short with its answer; nothing where it was left open."""
        told = [
            ("What is known", self.facts),
            ("What it may mean for the baby", self.meaning),
            ("How else it could be explained", self.otherwise),
            ("In the mother’s own words", f"“{ended(self.mothers_view)}”" if self.mothers_view else ""),
            ("In others’ own words", f"“{ended(self.others_view)}”" if self.others_view else ""),
            ("Not known yet", self.not_known),
        ]
        return [(what, words.strip()) for what, words in told if words.strip()]

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Contribution to an assessment, Maternity. What is known: … What it may mean for the baby: …»"""
        said = " ".join(f"{what}: {ended(words)}" for what, words in self.answers())
        return f"Contribution to an assessment, {names.agency(entry.agency)}. {said}"
