"""A contact: offered, kept, moved or not kept, by the family or by the service."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Asked, Choice
from firsthome.kinds.entry import Entry, Names, PersonId, Said, Words, ask, ended
from firsthome.kit.dates import say_day


class ContactOutcome(Choice):
    """What became of an offered contact, in words that blame nobody."""

    OFFERED = "offered", "Offered, still to come"
    ATTENDED = "attended", "Attended"
    NOT_ATTENDED = "not_attended", "Not attended"
    REARRANGED = "rearranged", "Moved to another day by the family"
    CANCELLED_BY_FAMILY = "cancelled_by_family", "Cancelled by the family"
    CANCELLED_BY_SERVICE = "cancelled_by_service", "Cancelled by the service"
    CANCELLED = "cancelled", "Cancelled, not known by whom"
    NO_ACCESS = "no_access", "No access"

    @property
    def kept(self) -> bool:
        """Whether the service and the person met."""
        return self is _ATTENDED


_ATTENDED = ContactOutcome.ATTENDED
"""By a name of its own: until Python 3.12 finding an answer in its list costs more than comparing it."""


class Setting(Choice):
    """Where or how a contact was to take place."""

    HOME = "home", "Home visit"
    CLINIC = "clinic", "Clinic or surgery"
    HOSPITAL = "hospital", "Hospital"
    OFFICE = "office", "Office or family hub"
    PHONE = "phone", "Phone call"
    VIDEO = "video", "Video call"
    MESSAGE = "message", "Message or letter"
    ELSEWHERE = "elsewhere", "Somewhere else"


class BabySeen(Choice):
    """What of a baby, once it is born, somebody saw with their own eyes (domain facts, 7.6)."""

    AWAKE = "awake", "The baby awake"
    UNDRESSED = "undressed", "The baby undressed"
    SLEEP_PLACE = "sleep_place", "The place where the baby sleeps"


_SPOKEN = {
    Setting.CLINIC: "Contact at a clinic or surgery",
    Setting.HOSPITAL: "Contact at hospital",
    Setting.OFFICE: "Contact at an office or family hub",
    Setting.MESSAGE: "Contact by message or letter",
    Setting.ELSEWHERE: "Contact somewhere else",
}

_BECAME = {one: one.label[0].lower() + one.label[1:] for one in ContactOutcome} | {
    ContactOutcome.OFFERED: "offered",
    ContactOutcome.REARRANGED: "moved to another day by the family",
}


class Contact(Said):
    """One offered contact, or several of which only «at least so many» is known."""

    kind: ClassVar[str] = "contact"
    title: ClassVar[str] = "Contact"
    folded: ClassVar[dict[str, tuple[str, ...]]] = {"The baby, once it is born": ("baby_seen",)}

    outcome: ContactOutcome = ask("What became of the contact?", missing="Choose what became of the contact")
    setting: Setting | None = ask("Where or how?", default=None)
    purpose: Words = ask("What was it for?", default="")
    pregnancy_continues: Asked = ask(
        "Is the pregnancy continuing, and is she safe?",
        "After a contact that was not kept, this is the first thing to find out.",
        default=Asked.NOT_ASKED,
    )
    seen_alone: Asked = ask("Was she seen alone?", default=Asked.NOT_KNOWN)
    present: tuple[PersonId, ...] = ask("Who was there?", default=())
    baby_seen: tuple[BabySeen, ...] = ask("Which of these did you see?", "Once the baby is born.", default=())
    account: Words = ask(
        "What happened, what did you see?", "What was seen and said, apart from opinion.", default=""
    )
    her_words: Words = ask("Her own words", default="")
    barrier: Words = ask("What may have been in the way?", default="")
    next_date: date | None = ask("When is the next contact?", default=None)
    times: int = ask("How many contacts is this about?", default=1, ge=1, le=1000)
    at_least: bool = ask("Is that number a minimum?", default=False)

    def persons(self) -> tuple[UUID, ...]:
        """Who was there."""
        return self.present

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Home visit attended. …», «At least 2 contacts not attended.»"""
        parts = (self._what_became(), self._seen(), ended(self.account), self._her_words(), self._next())
        return " ".join(filter(None, parts))

    def _what_became(self) -> str:
        became = _BECAME[self.outcome]
        setting = _SPOKEN.get(self.setting, self.setting.label) if self.setting else "Contact"
        if self.times > 1 or self.at_least:
            count = f"At least {self.times}" if self.at_least else str(self.times)
            return f"{count} contact{'s' if self.times > 1 else ''}: {became}."
        if self.outcome is ContactOutcome.NO_ACCESS:
            return f"{setting}: no access."
        return f"{setting} {became}."

    def _seen(self) -> str:
        seen = [one.label[0].lower() + one.label[1:] for one in self.baby_seen]
        return f"Seen: {', '.join(seen)}." if seen else ""

    def _her_words(self) -> str:
        return f"In her words: “{ended(self.her_words)}”" if self.her_words else ""

    def _next(self) -> str:
        return f"Next contact {say_day(self.next_date)}." if self.next_date else ""
