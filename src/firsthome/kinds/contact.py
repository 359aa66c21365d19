"""A contact: offered, kept, moved or not kept, by the family or by the service."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Asked, Choice
from firsthome.kinds.entry import Entry, Line, Names, PersonId, Said, Words, ask, ended
from firsthome.kit.dates import say_day


class ContactOutcome(Choice):
    """What became of an offered contact, in words that blame nobody."""

    OFFERED = "offered", "Offered, still to come"
    ATTENDED = "attended", "Attended"
    NOT_ATTENDED = "not_attended", "Not attended"
    REARRANGED = "rearranged", "Moved to another day by the family"
    REARRANGED_BY_SERVICE = "rearranged_by_service", "Moved to another day by the service"
    CANCELLED_BY_FAMILY = "cancelled_by_family", "Cancelled by the family"
    CANCELLED_BY_SERVICE = "cancelled_by_service", "Cancelled by the service"
    CANCELLED = "cancelled", "Cancelled, not known by whom"
    NO_ACCESS = "no_access", "No access"

    @property
    def kept(self) -> bool:
        """Whether the service and the person met."""
        return self is _ATTENDED

    @property
    def missed(self) -> bool:
        """Whether the service and the person were to meet and did not, on whichever side that was."""
        return self is not _ATTENDED and self is not _OFFERED


_ATTENDED, _OFFERED, _YES = ContactOutcome.ATTENDED, ContactOutcome.OFFERED, Asked.YES
"""By names of their own: until Python 3.12 finding an answer in its list costs more than comparing it."""


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


class OfferedHow(Choice):
    """How somebody was told that a contact was offered."""

    IN_PERSON = "in_person", "In person"
    PHONE = "phone", "By phone"
    TEXT = "text", "By text or e-mail"
    LETTER = "letter", "By letter"
    SOMEBODY_ELSE = "somebody_else", "Through somebody else"


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

_BECAME = {one: one.within() for one in ContactOutcome} | {ContactOutcome.OFFERED: "offered"}
_ONE = {
    (setting, one): f"{_SPOKEN.get(setting, setting.label) if setting else 'Contact'}"
    f"{': ' if one is ContactOutcome.NO_ACCESS else ' '}{became}."
    for setting in (None, *Setting)
    for one, became in _BECAME.items()
}
"""«Home visit attended.», «Contact at hospital: no access.»: one contact, wherever and whatever became of it."""

_AFTER_A_MISSED_ONE = (
    "pregnancy_continues",
    "barrier",
    "reason_given",
    "next_date",
    "next_offer",
    "tried",
    "setting",
    "moved_by",
)
_AFTER_A_KEPT_ONE = (
    "setting",
    "seen_alone",
    "present",
    "others",
    "account",
    "her_words",
    "next_date",
    "next_offer",
)
_STILL_TO_COME = ("setting", "purpose", "offered_on", "offered_how", "helps")


class Contact(Said):
    """One offered contact, or several of which only «at least so many» is known."""

    kind: ClassVar[str] = "contact"
    title: ClassVar[str] = "Contact"
    folded: ClassVar[dict[str, tuple[str, ...]]] = {"The baby, once it is born": ("baby_seen",)}
    turns_on: ClassVar[str] = "outcome"
    asked_in_order: ClassVar[dict[str, tuple[str, ...]]] = {"": _AFTER_A_KEPT_ONE} | {
        one.value: _AFTER_A_MISSED_ONE if one.missed else _AFTER_A_KEPT_ONE if one.kept else _STILL_TO_COME
        for one in ContactOutcome
    }
    """After a contact that was not kept: is she safe, then what may have been in the way, then the next offer."""

    outcome: ContactOutcome = ask("What became of the contact?", missing="Choose what became of the contact")
    setting: Setting | None = ask("Where or how?", default=None)
    purpose: Words = ask("What was it for?", default="")
    pregnancy_continues: Asked = ask(
        "Is the pregnancy continuing, and is she safe?",
        "The first thing to find out after a contact that was not kept. After a birth: are she and the baby safe? "
        "After a loss: is she safe and cared for?",
        default=Asked.NOT_ASKED,
    )
    seen_alone: Asked = ask("Was she seen alone?", default=Asked.NOT_KNOWN)
    present: tuple[PersonId, ...] = ask("Who was there?", default=())
    others: Line = ask(
        "Who else was there?", "Somebody who is not on this record, or who opened the door.", default=""
    )
    baby_seen: tuple[BabySeen, ...] = ask("Which of these did you see?", "Once the baby is born.", default=())
    account: Words = ask(
        "What happened, what did you see?", "What was seen and said, apart from opinion.", default=""
    )
    her_words: Words = ask("Her own words", default="")
    not_taken_up: Words = ask(
        "If only part of it was taken up: which part was not?",
        "For example: talked, but no blood taken.",
        default="",
    )
    barrier: Words = ask(
        "What may have been in the way?",
        "On her side or on ours: the fare, the time, the letter, fear, somebody who decides for her.",
        default="",
    )
    reason_given: Words = ask("Which reason was given, and by whom?", default="")
    tried: Words = ask(
        "What was tried to reach her?",
        "Calls, a visit, whether phone and address are still right.",
        default="",
    )
    moved_by: Line = ask("If it was moved or cancelled: who said so?", default="")
    next_date: date | None = ask("When is the next contact?", default=None)
    next_offer: Words = ask(
        "What is offered next?", "Where, by whom, and what will make it easier this time.", default=""
    )
    helps: Words = ask("What has helped before, or would make it easier?", default="")
    offered_on: date | None = ask("When was it offered?", default=None)
    offered_how: OfferedHow | None = ask("How was it offered?", default=None)
    times: int = ask("How many contacts is this about?", default=1, ge=1, le=1000)
    at_least: bool = ask("Is that number a minimum?", default=False)

    @property
    def in_part(self) -> bool:
        """Whether it was kept, and only part of it taken up."""
        return bool(self.not_taken_up) and self.outcome.kept

    def persons(self) -> tuple[UUID, ...]:
        """Who was there."""
        return self.present

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Home visit attended. …», «At least 2 contacts not attended.»"""
        parts = [self._what_became()]
        if self.pregnancy_continues is _YES and self.outcome.missed:
            parts.append("Asked whether the pregnancy continues and she is safe: yes.")
        if self.baby_seen:
            parts.append(f"Seen: {', '.join(one.within() for one in self.baby_seen)}.")
        if self.account:
            parts.append(ended(self.account))
        if self.her_words:
            parts.append(f"In her words: “{ended(self.her_words)}”")
        if self.not_taken_up:
            parts.append(f"Not taken up: {ended(self.not_taken_up)}")
        if self.reason_given:
            parts.append(f"Reason given: {ended(self.reason_given)}")
        if self.next_date or self.next_offer:
            parts += self._next()
        return " ".join(parts)

    def _next(self) -> Iterator[str]:
        if self.next_date:
            yield f"Next contact {say_day(self.next_date)}."
        if self.next_offer:
            yield f"Offered next: {ended(self.next_offer)}"

    def _what_became(self) -> str:
        if self.times > 1 or self.at_least:
            count = f"At least {self.times}" if self.at_least else str(self.times)
            return f"{count} contact{'s' if self.times > 1 else ''}: {_BECAME[self.outcome]}."
        return _ONE[self.setting, self.outcome]
