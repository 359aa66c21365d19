"""Seeing a decision differently, and taking that further stage by stage until it is settled.

It is part of the work and nobody's fault; a concern is never lost because somebody said no to it. Which stages there
are, with whom and by when, is the partnership's: procedures, challenge.toml. Source: domain facts, 6 (row 24), 7.16.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import AgencyId, Entry, EntryId, Line, Names, Ref, Said, Words, ask, ended
from firsthome.kit.dates import say_day

Stage = Annotated[Line, Ref("challenge_stage")]


class CameOf(Choice):
    """What a challenge came to. Nothing of it says who was right."""

    CHANGED = "changed", "The decision was changed"
    STANDS = "stands", "The decision stands, and those who raised it can work with that"
    NOT_NEEDED = "not_needed", "No longer needed: something else has happened"


class Challenge(Said):
    """One difference between professionals. Each further stage is an update, so that every stage can be read."""

    kind: ClassVar[str] = "challenge"
    title: ClassVar[str] = "Challenge (professional difference)"
    update_asks: ClassVar[str] = "When was that?"
    asked_later: ClassVar[tuple[str, ...]] = ("answer", "outcome")
    asked_afresh: ClassVar[tuple[str, ...]] = (
        "stage",
        "agency",
        "with_whom",
        "answer_by",
        "answer",
        "outcome",
    )
    filled_in: ClassVar[tuple[str, ...]] = ("stage_title",)

    about_entry: EntryId = ask(
        "What is seen differently?", missing="Choose the entry that is seen differently"
    )
    issue: Words = ask(
        "How do you see it, and what would you want instead?",
        "What it would mean for the baby if nothing changed.",
        missing="Write how you see it",
    )
    stage: Stage = ask("Which stage?", missing="Choose the stage")
    agency: AgencyId | None = ask("With which agency is it raised?", default=None)
    with_whom: Line = ask("With whom there?", "Their name and what they do.", default="")
    answer_by: date | None = ask(
        "By when is an answer due?", "Leave empty for the day that your procedure sets.", default=None
    )
    answer: Words = ask("What was answered, by whom?", default="")
    outcome: CameOf | None = ask(
        "What did it come to?",
        "Leave empty while it is open, or where it goes to the next stage.",
        default=None,
    )
    stage_title: Line = ask("What the stage was called", default="")

    def cited(self) -> tuple[UUID, ...]:
        """What is seen differently."""
        return (self.about_entry,)

    @property
    def open(self) -> bool:
        """Whether nobody has said what it came to."""
        return self.outcome is None

    def stage_words(self) -> str:
        """«Between the practitioners»."""
        return self.stage_title or self.stage.replace("_", " ").capitalize()

    def raised_with(self, names: Names) -> str:
        """«Children's social care, Jo Bell, team manager»."""
        agency = names.agency(self.agency) if self.agency else ""
        return ", ".join(filter(None, [agency, self.with_whom.strip()]))

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Challenge, between the practitioners, raised with Social care: … Answer due by 3 May 2025. …»"""
        stage, whom = self.stage_words(), self.raised_with(names)
        head = f"Challenge, {stage[0].lower()}{stage[1:]}{', raised with ' + whom if whom else ''}: {ended(self.issue)}"
        due = f"Answer due by {say_day(self.answer_by)}." if self.answer_by and self.open else ""
        answer = f"Answer: {ended(self.answer)}" if self.answer else ""
        return " ".join(filter(None, [head, due, answer, f"{self.outcome.label}." if self.outcome else ""]))
