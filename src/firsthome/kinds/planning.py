"""Meetings, the plan that comes of them, and its actions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Asked, Choice
from firsthome.kinds.doer import doer
from firsthome.kinds.entry import (
    AgencyId,
    Entry,
    EntryId,
    Line,
    Names,
    PersonId,
    PractitionerId,
    Said,
    Words,
    ask,
    ended,
)
from firsthome.kinds.meeting import Category, MeetingType, ParentsPart
from firsthome.kinds.record_of_truth import IN_SYSTEM, UNDER, kept_in
from firsthome.kit.dates import say_day


class Meeting(Said):
    """People met, or will meet, about the family: who, about what, and what they agreed."""

    kind: ClassVar[str] = "meeting"
    title: ClassVar[str] = "Meeting"
    folded: ClassVar[dict[str, tuple[str, ...]]] = {
        "Before it: who is invited, and reports": ("practitioners", "family_invited", "reports_by"),
        "Who was there, and how the parents took part": (
            "agencies_there", "mother", "father", "why_apart", "helped_by", "without_quorum",
        ),
        "What was decided": ("men_covered", "men", "decision", "category", "dissent"),
        "Which entries were talked about": ("rests_on",),
        "Locked minutes, and where the record of truth is kept": ("locked", "in_system", "under"),
    }  # fmt: skip

    type: MeetingType = ask("What sort of meeting?", missing="Choose what sort of meeting it is")
    practitioners: tuple[PractitionerId, ...] = ask(
        "Who is invited?", "Only those who read this record are offered: it names the family.", default=()
    )
    family_invited: tuple[PersonId, ...] = ask("Who of the family and their network is invited?", default=())
    reports_by: date | None = ask("By when are reports needed?", default=None)
    agencies_there: tuple[AgencyId, ...] = ask("Which agencies were there?", default=())
    mother: ParentsPart | None = ask("How did the mother take part?", default=None)
    father: ParentsPart | None = ask("And the father, or a partner?", default=None)
    why_apart: Words = ask(
        "If somebody was met apart, kept out or not invited: why, and who decided it?", default=""
    )
    helped_by: Line = ask("Who spoke or interpreted for them?", "An advocate, an interpreter.", default="")
    without_quorum: Words = ask("If an agency that has to be there was not: why did it go on?", default="")
    present: Words = ask("Who was there?", "Names, and what they do.", default="")
    minutes: Words = ask("What was said and agreed?", default="")
    men_covered: Asked = ask("Was every man in the baby’s life talked about?", default=Asked.NOT_KNOWN)
    men: Words = ask("What is known of them, and what is not?", default="")
    decision: Words = ask("What was decided?", default="")
    category: tuple[Category, ...] = ask(
        "If a child protection plan was made: under which category?", default=()
    )
    dissent: Words = ask("Who saw it differently, and how?", default="")
    next_date: date | None = ask("When is the next meeting?", default=None)
    rests_on: tuple[EntryId, ...] = ask("Which entries were talked about?", default=())
    locked: bool = ask(
        "Are these the agreed minutes?",
        "Then nobody can change them any more: what has to be put right is added to them.",
        default=False,
    )
    in_system: Line = ask(IN_SYSTEM, default="")
    under: Line = ask(UNDER, default="")

    def cited(self) -> tuple[UUID, ...]:
        """What was talked about."""
        return self.rests_on

    def persons(self) -> tuple[UUID, ...]:
        """Who of the family and the network is invited."""
        return self.family_invited

    def cannot_be(self, today: date) -> Iterable[tuple[str, str]]:
        """A parent who was met apart or kept out is told why."""
        parts = [part for part in (self.mother, self.father) if part]
        if any(part.needs_why for part in parts) and not self.why_apart.strip():
            yield "why_apart", "Write why somebody was met apart, kept out or not invited, and who decided it"

    def upheld_by(self, later: Said | None) -> bool:
        """Locked minutes stay as they were agreed; who is invited next, or the next day, may still change."""
        if not self.locked:
            return True
        return isinstance(later, Meeting) and later.locked and later.agreed_on() == self.agreed_on()

    def agreed_on(self) -> tuple[object, ...]:
        """What nobody changes once it is locked."""
        return (
            self.type, self.agencies_there, self.mother, self.father, self.why_apart, self.helped_by, self.present,
            self.minutes, self.men_covered, self.men, self.decision, self.category, self.dissent, self.without_quorum,
        )  # fmt: skip

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Core group. …»"""
        plan = (
            f"Child protection plan: {', '.join(one.within() for one in self.category)}."
            if self.category
            else ""
        )
        decided = f"Decided: {ended(self.decision)}" if self.decision else ""
        differing = f"Seen differently: {ended(self.dissent)}" if self.dissent else ""
        following = f"Next meeting {say_day(self.next_date)}." if self.next_date else ""
        parts = [f"{self.type.rstrip('.')}.", ended(self.minutes), decided, plan, differing, following]
        return " ".join(filter(None, [*parts, kept_in(self.in_system, self.under)]))


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
    review: date | None = ask("When is it looked at again?", default=None)
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
                    f"Looked at again on {say_day(self.review)}." if self.review else "",
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
    folded: ClassVar[dict[str, tuple[str, ...]]] = {
        "Somebody else does it": ("person", "agency", "owner_words"),
        "Why they do it, and who does it while they are away": ("why_them", "cover"),
        "When it is looked at again, and which plan or meeting it comes from": ("review", "plan", "meeting"),
    }

    what: Words = ask("What is to be done?", missing="Write what is to be done")
    goal: EntryId | None = ask("Towards which goal?", default=None)
    practitioner: PractitionerId | None = ask("Who does it?", default=None)
    person: PersonId | None = ask(
        "Or who of the family or network?",
        "Somebody on the record who has said that they will.",
        default=None,
    )
    agency: AgencyId | None = ask("Which agency does it?", default=None)
    owner_words: Line = ask("Or say who", "A family member, for example.", default="")
    why_them: Words = ask(
        "Why are they best placed?", "Whom the family trusts, who is there anyway, who knows how.", default=""
    )
    cover: Line = ask("Who does it while they are away?", default="")
    due: date | None = ask("By when?", default=None)
    due_week: int | None = ask(
        "Or by how many weeks of pregnancy?",
        "Whole weeks. It moves with the expected date; a day that you enter above does not.",
        default=None,
        ge=1,
        le=44,
    )
    progress: Progress = ask("How far is it?", default=Progress.TO_DO)
    evidence: Words = ask("What shows that it is done?", default="")
    review: date | None = ask("When is it looked at again?", default=None)
    plan: EntryId | None = ask("Which plan is it part of?", default=None)
    meeting: EntryId | None = ask("At which meeting was it agreed?", default=None)

    def cited(self) -> tuple[UUID, ...]:
        """The plan that it is part of, the goal that it serves, and the meeting at which it was agreed."""
        return tuple(one for one in (self.plan, self.goal, self.meeting) if one)

    def persons(self) -> tuple[UUID, ...]:
        """Who of the network does it."""
        return (self.person,) if self.person else ()

    def cannot_be(self, today: date) -> Iterable[tuple[str, str]]:
        """One day by which it is due, and what shows that it was done."""
        if self.due and self.due_week:
            yield "due_week", "Say by when in one way only: a day, or weeks of pregnancy"
        if self.progress is Progress.DONE and not self.evidence.strip():
            yield "evidence", "Write what shows that it is done"

    def by_when(self) -> str:
        """«by 3 May 2025», «by 34 weeks of pregnancy»."""
        if self.due:
            return f"by {say_day(self.due)}"
        return f"by {self.due_week} weeks of pregnancy" if self.due_week else ""

    def sentence(self, entry: Entry, names: Names) -> str:
        """«To do: home visit before 30 weeks, Ada Hope, by 3 May 2025.»"""
        told = [self.what.rstrip("."), doer(self, names), self.by_when()]
        said = f"{self.progress.label}: {', '.join(filter(None, told))}."
        return f"{said} Shown by: {ended(self.evidence)}" if self.evidence else said
