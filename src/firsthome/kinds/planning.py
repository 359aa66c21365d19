"""Meetings, the plan that comes of them, and its actions."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
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
from firsthome.kit.dates import say_day


class Meeting(Said):
    """People met about the family: who, about what, and what they agreed."""

    kind: ClassVar[str] = "meeting"
    title: ClassVar[str] = "Meeting"

    type: Line = ask("What sort of meeting?", missing="Write what sort of meeting it was")
    present: Words = ask("Who was there?", default="")
    minutes: Words = ask("What was said and agreed?", default="")
    next_date: date | None = ask("When is the next meeting?", default=None)
    rests_on: tuple[EntryId, ...] = ask("Which entries were talked about?", default=())

    def cited(self) -> tuple[UUID, ...]:
        """What was talked about."""
        return self.rests_on

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Core group. …»"""
        following = f"Next meeting {say_day(self.next_date)}." if self.next_date else ""
        return " ".join(filter(None, [f"{self.type.rstrip('.')}.", ended(self.minutes), following]))


class Plan(Said):
    """What everybody is working towards."""

    kind: ClassVar[str] = "plan"
    title: ClassVar[str] = "Plan"

    goals: Words = ask("What is the plan?", missing="Write what the plan is")
    mothers_goal: Words = ask("What does she want for herself?", "In her words.", default="")
    otherwise: Words = ask(
        "What happens if it does not work out?", "Who notices, and what they then do.", default=""
    )
    born_early: Words = ask("And if the baby comes early?", default="")
    rests_on: tuple[EntryId, ...] = ask("Which entries does it rest on?", default=())

    def cited(self) -> tuple[UUID, ...]:
        """What it rests on."""
        return self.rests_on

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Plan: …»"""
        return " ".join(
            filter(
                None,
                [
                    f"Plan: {ended(self.goals)}",
                    f"Her own goal: “{ended(self.mothers_goal)}”" if self.mothers_goal else "",
                    f"If it does not work out: {ended(self.otherwise)}" if self.otherwise else "",
                    f"If the baby comes early: {ended(self.born_early)}" if self.born_early else "",
                ],
            )
        )


class Progress(Choice):
    """How far an action has come."""

    TO_DO = "to_do", "To do"
    DONE = "done", "Done"
    NOT_NEEDED = "not_needed", "No longer needed"


class Action(Said):
    """One thing to do: who does it, and by when."""

    kind: ClassVar[str] = "action"
    title: ClassVar[str] = "Action"

    what: Words = ask("What is to be done?", missing="Write what is to be done")
    agency: AgencyId | None = ask("Which agency does it?", default=None)
    practitioner: PractitionerId | None = ask("Who does it?", default=None)
    owner_words: Line = ask("Or say who", "A family member, for example.", default="")
    due: date | None = ask("By when?", default=None)
    progress: Progress = ask("How far is it?", default=Progress.TO_DO)
    evidence: Words = ask("What shows that it is done?", default="")
    plan: EntryId | None = ask("Which plan is it part of?", default=None)

    def cited(self) -> tuple[UUID, ...]:
        """The plan that it is part of."""
        return (self.plan,) if self.plan else ()

    def sentence(self, entry: Entry, names: Names) -> str:
        """«To do: home visit before 30 weeks, Ada Hope, by 3 May 2025.»"""
        owner = self.owner_words
        if self.practitioner:
            owner = names.practitioner(self.practitioner)
        elif self.agency:
            owner = names.agency(self.agency)
        due = f"by {say_day(self.due)}" if self.due else ""
        return f"{self.progress.label}: {', '.join(filter(None, [self.what.rstrip('.'), owner, due]))}."
