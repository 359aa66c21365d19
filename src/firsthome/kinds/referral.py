"""Asking another agency for help, and what is decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Asked, Choice
from firsthome.kinds.entry import AgencyId, Entry, EntryId, Line, Names, Said, Words, ask, ended
from firsthome.kinds.opening import Route, Threshold
from firsthome.kinds.record_of_truth import IN_SYSTEM, UNDER, kept_in
from firsthome.kit.dates import say_day


class Agreed(Choice):
    """Whether the parents agree to a referral."""

    YES = "yes", "They agree"
    ONE = "one", "One of them agrees"
    NO = "no", "They do not agree"
    NOT_SOUGHT = "not_sought", "They were not asked"

    @property
    def needs_why(self) -> bool:
        """Whether it takes a reason to refer all the same."""
        return self in (Agreed.NO, Agreed.NOT_SOUGHT)


class Referral(Said):
    """One agency asks another to act; «at least so many» where the number is not known."""

    kind: ClassVar[str] = "referral"
    title: ClassVar[str] = "Referral"
    folded: ClassVar[dict[str, tuple[str, ...]]] = {"Which entries it rests on": ("rests_on",)}

    to: AgencyId | None = ask("To which agency?", default=None)
    to_words: Line = ask("Or say to whom", default="")
    why: Words = ask("Why?", missing="Write why you are referring")
    parents_told: Asked = ask("Have the parents been told?", default=Asked.NOT_KNOWN)
    told: Words = ask("What were they told?", "As it was said to them.", default="")
    agreed: Agreed | None = ask("Do they agree to it?", default=None)
    all_the_same: Words = ask(
        "If they were not asked, or do not agree: why is it made all the same?",
        "For example: it would put her or the baby in danger to ask, and who decided that.",
        default="",
    )
    rests_on: tuple[EntryId, ...] = ask(
        "Which entries does it rest on?",
        "What may be affecting the baby now is ticked already. Untick what this referral does not need.",
        default=(),
    )
    times: int = ask("How many referrals is this about?", default=1, ge=1, le=1000)
    at_least: bool = ask("Is that number a minimum?", default=False)

    def cited(self) -> tuple[UUID, ...]:
        """What it rests on."""
        return self.rests_on

    def cannot_be(self, today: date) -> Iterable[tuple[str, str]]:
        """Going on without their agreement takes a reason."""
        if self.agreed and self.agreed.needs_why and not self.all_the_same.strip():
            yield "all_the_same", "Write why the referral is made all the same"

    def told_and_agreed(self) -> str:
        """«They do not agree. Made all the same: …»; nothing where nobody said so."""
        told = f"They were told: {ended(self.told)}" if self.told else ""
        agreed = f"{self.agreed.label}." if self.agreed else ""
        why = f"Made all the same: {ended(self.all_the_same)}" if self.all_the_same else ""
        return " ".join(filter(None, [told, agreed, why]))

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Referral to Children's social care: …»"""
        to = names.agency(self.to) if self.to else self.to_words
        count = f"At least {self.times} referrals" if self.at_least else "Referral"
        if self.times > 1 and not self.at_least:
            count = f"{self.times} referrals"
        return " ".join(
            filter(None, [f"{count}{' to ' + to if to else ''}: {ended(self.why)}", self.told_and_agreed()])
        )


class ReferralReceived(Said):
    """The agency that was asked has the referral. It is not decided by that."""

    kind: ClassVar[str] = "referral_received"
    title: ClassVar[str] = "Referral received"

    referral: EntryId = ask("Which referral?", missing="Choose the referral that was received")
    by: Line = ask("Who took it?", "Their name and team.", default="")
    decides_by: date | None = ask("By when will it be decided?", default=None)
    in_system: Line = ask(IN_SYSTEM, default="")
    under: Line = ask(UNDER, default="")

    def cited(self) -> tuple[UUID, ...]:
        """The referral."""
        return (self.referral,)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Referral received: Duty team, Jo. To be decided by 3 May 2025.»"""
        due = f"To be decided by {say_day(self.decides_by)}." if self.decides_by else ""
        who = f"Referral received: {ended(self.by)}" if self.by else "Referral received."
        return " ".join(filter(None, [who, due, kept_in(self.in_system, self.under)]))


class Settled(Choice):
    """What a decision means for the help that a family has."""

    ACCEPTED = "accepted", "Taken up: an assessment or a service begins"
    ASSESSMENT = "assessment", "Taken up: an assessment begins"
    STRATEGY = "strategy", "Taken up: a strategy discussion"
    HELP_OFFERED = "help_offered", "Early help or another service is offered"
    HELP_DECLINED = "help_declined", "Help was offered, and she said no"
    NO_FURTHER_ACTION = "no_further_action", "No further action by the agency that was asked"
    STEPPED_UP = "stepped_up", "Stepped up to a higher level of help"
    STEPPED_DOWN = "stepped_down", "Stepped down to a lower level of help"
    CLOSED = "closed", "Closed: the agency or service ends its work"


TAKEN_UP = (Settled.ACCEPTED, Settled.ASSESSMENT, Settled.STRATEGY, Settled.STEPPED_UP)
STEPPED = (Settled.STEPPED_UP, Settled.STEPPED_DOWN)


class Decision(Said):
    """What was decided, why, by whom, and what was not known at the time."""

    kind: ClassVar[str] = "decision"
    title: ClassVar[str] = "Decision"
    filled_in: ClassVar[tuple[str, ...]] = ("level_name",)
    called_then: ClassVar[dict[str, str]] = {"level": "level_name"}
    folded: ClassVar[dict[str, tuple[str, ...]]] = {
        "Which entries it rests on": ("rests_on",),
        "Level of need and route, as they are from now on": ("level", "route"),
        "If help is stepped up or down: what changed, and who saw it": ("changed", "whose_evidence"),
        "Where the record of truth is kept": ("in_system", "under"),
    }

    referral: EntryId | None = ask("Which referral does it answer?", default=None)
    decision: Words = ask("What was decided?", missing="Write what was decided")
    settled: Settled | None = ask(
        "What does it mean for the help they have?",
        "Leave empty if it changes nothing about that. Where help is stepped up or down, say below what changed "
        "for the baby or the family, and who saw it.",
        default=None,
    )
    why: Words = ask("Why?", default="")
    by: Line = ask("Who decided?", default="")
    options: Words = ask("Which other options were considered?", default="")
    not_known: Words = ask("What was not known?", default="")
    dissent: Words = ask("Who saw it differently, and how?", default="")
    rests_on: tuple[EntryId, ...] = ask("Which entries does it rest on?", default=())
    level: Threshold | None = ask(
        "Which level of need is it now?",
        "As your local thresholds document describes it. The level alone does not tell the route.",
        default=None,
    )
    route: Route | None = ask("Which route is it now?", default=None)
    changed: Words = ask(
        "What changed for the baby or the family?",
        "What is different now, so that more or less help is right. That somebody promised something is no change yet.",
        default="",
    )
    whose_evidence: Words = ask(
        "Who saw that, and how?",
        "Whoever saw, heard or measured it, and when. What a parent says counts, beside what others saw.",
        default="",
    )
    in_system: Line = ask(IN_SYSTEM, default="")
    under: Line = ask(UNDER, default="")
    level_name: Line = ask("What the level was called", default="")

    def level_words(self) -> str:
        """The level as the partnership called it then; nothing where none was decided."""
        return self.level_name or (self.level.label if self.level else "")

    def cited(self) -> tuple[UUID, ...]:
        """What it rests on, and the referral that it answers."""
        return (*self.rests_on, *((self.referral,) if self.referral else ()))

    def cannot_be(self, today: date) -> Iterable[tuple[str, str]]:
        """More or less help says what changed, and who saw that."""
        if self.settled in STEPPED and not self.changed.strip():
            yield "changed", "Write what changed for the baby or the family"
        if self.settled in STEPPED and not self.whose_evidence.strip():
            yield "whose_evidence", "Write who saw that, and how"

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Decided: …»"""
        told = {
            "Decision": self.decision,
            "For the help they have": self.settled.within()
            if self.settled in STEPPED and self.settled
            else "",
            "Level of need now": self.level_words(),
            "Route now": self.route.label if self.route else "",
            "What changed": self.changed,
            "Who saw that": self.whose_evidence,
            "Why": self.why,
            "Also considered": self.options,
            "Seen differently": self.dissent,
        }
        parts = [f"{what}: {ended(words)}" for what, words in told.items() if words]
        return " ".join(filter(None, [*parts, kept_in(self.in_system, self.under)]))
