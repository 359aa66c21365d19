"""Asking another agency for help, and what is decided."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Asked, Choice
from firsthome.kinds.entry import AgencyId, Entry, EntryId, Line, Names, Said, Words, ask, ended


class Referral(Said):
    """One agency asks another to act; «at least so many» where the number is not known."""

    kind: ClassVar[str] = "referral"
    title: ClassVar[str] = "Referral"

    to: AgencyId | None = ask("To which agency?", default=None)
    to_words: Line = ask("Or say to whom", default="")
    why: Words = ask("Why?", missing="Write why you are referring")
    parents_told: Asked = ask("Have the parents been told?", default=Asked.NOT_KNOWN)
    rests_on: tuple[EntryId, ...] = ask("Which entries does it rest on?", default=())
    times: int = ask("How many referrals is this about?", default=1, ge=1, le=1000)
    at_least: bool = ask("Is that number a minimum?", default=False)

    def cited(self) -> tuple[UUID, ...]:
        """What it rests on."""
        return self.rests_on

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Referral to Children's social care: …»"""
        to = names.agency(self.to) if self.to else self.to_words
        count = f"At least {self.times} referrals" if self.at_least else "Referral"
        if self.times > 1 and not self.at_least:
            count = f"{self.times} referrals"
        return f"{count}{' to ' + to if to else ''}: {ended(self.why)}"


class Settled(Choice):
    """What a decision means for the help that a family has."""

    ACCEPTED = "accepted", "Taken up: an assessment or a service begins"
    HELP_OFFERED = "help_offered", "Early help or another service is offered"
    HELP_DECLINED = "help_declined", "Help was offered, and she said no"
    NO_FURTHER_ACTION = "no_further_action", "No further action by the agency that was asked"
    STEPPED_DOWN = "stepped_down", "Stepped down to a lower level of help"
    CLOSED = "closed", "Closed: the agency or service ends its work"


class Decision(Said):
    """What was decided, why, by whom, and what was not known at the time."""

    kind: ClassVar[str] = "decision"
    title: ClassVar[str] = "Decision"

    decision: Words = ask("What was decided?", missing="Write what was decided")
    settled: Settled | None = ask(
        "What does it mean for the help they have?",
        "Leave empty if it changes nothing about that.",
        default=None,
    )
    why: Words = ask("Why?", default="")
    by: Line = ask("Who decided?", default="")
    not_known: Words = ask("What was not known?", default="")
    dissent: Words = ask("Who saw it differently, and how?", default="")
    rests_on: tuple[EntryId, ...] = ask("Which entries does it rest on?", default=())

    def cited(self) -> tuple[UUID, ...]:
        """What it rests on."""
        return self.rests_on

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Decided: …»"""
        parts = [f"Decision: {ended(self.decision)}", f"Why: {ended(self.why)}" if self.why else ""]
        parts += [f"Seen differently: {ended(self.dissent)}" if self.dissent else ""]
        return " ".join(filter(None, parts))
