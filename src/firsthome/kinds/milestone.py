"""What is said to a milestone of the timetable: it was reached, here or elsewhere, it is not needed, or it waits.

Most milestones are shown by ordinary entries. Statutory steps live in the council's or the trust's own system: four
answers are enough for those, and no second record of them is kept here. Source: safety rule 9; hazard 21.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, Line, Names, Ref, Said, Words, ask, ended
from firsthome.kit.dates import say_day
from firsthome.procedures.timetable import timetable

MilestoneKey = Annotated[Line, Ref("milestone")]
CouncilKey = Annotated[Line, Ref("council")]


class Reached(Choice):
    """How it stands with a milestone."""

    HERE = "here", "Done, and this entry says so"
    ELSEWHERE = "elsewhere", "Done elsewhere: the record of truth is in another system"
    NOT_NEEDED = "not_needed", "Not needed for this family"


class MilestoneReached(Said):
    """One milestone of the timetable, and how it stands."""

    kind: ClassVar[str] = "milestone"
    title: ClassVar[str] = "Milestone of the timetable"

    milestone: MilestoneKey = ask("Which milestone?", missing="Choose the milestone")
    reached: Reached = ask("How does it stand?", missing="Choose how it stands")
    where: Line = ask(
        "Where is it recorded?",
        "The system, and a reference if you have one: that is the record of truth.",
        default="",
    )
    told_by: Line = ask("Who told you?", "Leave empty if you saw it yourself.", default="")
    document: Line = ask(
        "Which document says so?", "What it is called, and its date. It stays where it is.", default=""
    )
    outcome: Words = ask(
        "What was decided, or why is it not needed?", "A sentence is enough. Not legal advice.", default=""
    )

    def cannot_be(self, today: date) -> Iterator[tuple[str, str]]:
        """Elsewhere is somewhere, and what is not needed has a reason."""
        if self.reached is Reached.ELSEWHERE and not self.where.strip():
            yield "where", "Write where it is recorded"
        if self.reached is Reached.NOT_NEEDED and not self.outcome.strip():
            yield "outcome", "Write why it is not needed"

    def sentence(self, entry: Entry, names: Names) -> str:
        """«First core group: done elsewhere. Recorded in: the council’s system, as Ada Hope told. …»"""
        how = {Reached.HERE: "done", Reached.ELSEWHERE: "done elsewhere", Reached.NOT_NEEDED: "not needed"}
        told = f", as {self.told_by.strip().rstrip('.')} told" if self.told_by.strip() else ""
        where = self.where.strip().rstrip(".")
        return " ".join(
            filter(
                None,
                [
                    f"{milestone_called(self.milestone)}: {how[self.reached]}.",
                    f"Recorded in: {where}{told}." if where else "",
                    f"Document: {ended(self.document)}" if self.document else "",
                    ended(self.outcome),
                ],
            )
        )


class Pause(Said):
    """A milestone waits, for a reason. The pregnancy does not: a week of pregnancy stays where it is."""

    kind: ClassVar[str] = "pause"
    title: ClassVar[str] = "Pause of a milestone"
    holds_from: ClassVar[str] = "begins"

    milestone: MilestoneKey = ask("Which milestone waits?", missing="Choose the milestone")
    why: Words = ask(
        "Why does it wait?",
        "For example: she is in hospital, or the family moved and another area decides.",
        missing="Write why it waits",
    )
    begins: date = ask("From when?", missing="Enter the day from which it waits")
    ends: date | None = ask(
        "Until when?", "The first day on which it counts again. Leave empty while nobody knows.", default=None
    )

    def cannot_be(self, today: date) -> Iterator[tuple[str, str]]:
        """It ends after it began."""
        if self.ends and self.ends <= self.begins:
            yield "ends", "Enter a day after the one on which it began to wait"

    def sentence(self, entry: Entry, names: Names) -> str:
        """«First core group waits from 3 May 2025 until 10 May 2025. Why: …»"""
        until = f" until {say_day(self.ends)}" if self.ends else ""
        what = milestone_called(self.milestone)
        return f"{what} waits from {say_day(self.begins)}{until}. Why: {ended(self.why)}"


class Area(Said):
    """In which council's area the family lives: a council may have timings of its own."""

    kind: ClassVar[str] = "area"
    title: ClassVar[str] = "Which council’s area the family lives in"

    council: CouncilKey = ask("Which council’s area do they live in?", missing="Choose the council")

    def sentence(self, entry: Entry, names: Names) -> str:
        """«The family lives in the area of Rutland County Council.»"""
        name = timetable().latest.councils.get(self.council, self.council.replace("_", " ").capitalize())
        return f"The family lives in the area of {ended(name)}"


def milestone_called(key: str) -> str:
    """What the timetable calls a milestone; the key in words where it is not kept any more."""
    one = timetable().latest.milestones.get(key)
    return one.what if one else key.replace("_", " ").capitalize()
