"""How one agency answers somebody who asks what is held about them: each entry reviewed, a pack, and its handing over.

Nothing is released that was not looked at by a person. A review seals the words that it was about, so that it falls
away when they change. Source: UK GDPR Article 15; Data Protection Act 2018, Schedules 2 and 3; hazard 18.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import StringConstraints

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, EntryId, Line, Names, Said, Words, ask, ended
from firsthome.kit.dates import say_day

Seal = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A sha256, as it is printed and compared."""


class Verdict(Choice):
    """What somebody decided about an entry."""

    RELEASE = "release", "Release all of it"
    PART = "part", "Release it, with some words taken out"
    WITHHOLD = "withhold", "Keep all of it back"
    NOT_THEIRS = "not_theirs", "It is not about this person: it does not belong in the answer"


class SubjectReview(Said):
    """Somebody looked at entries before they are released, and decided. The latest review of an entry counts."""

    kind: ClassVar[str] = "subject_review"
    title: ClassVar[str] = "Review before release"
    by_hand: ClassVar[bool] = False
    for_leads: ClassVar[bool] = True

    request: EntryId = ask("For which request?", missing="Choose the request")
    items: tuple[EntryId, ...] = ask("Which entries were looked at?", missing="Choose the entries")
    seals: tuple[Seal, ...] = ask("Seals of the words that were looked at", missing="Name the seals")
    verdict: Verdict = ask("What is decided?", missing="Choose what is decided")
    taken_out: tuple[Line, ...] = ask("Which letters are taken out?", default=())
    """«12-30»: from the thirteenth letter of the words to the thirtieth. The words themselves are not repeated."""
    reason: Line = ask("On what ground?", default="")
    """The key of a ground in the partnership's rights.toml."""
    why: Words = ask("Why, in your own words?", default="")
    consulted: Line = ask("Which health or social work professional was asked?", default="")

    def cited(self) -> tuple[UUID, ...]:
        """The request and what was looked at."""
        return (self.request, *self.items)

    def spans(self) -> list[tuple[int, int]]:
        """What is taken out, in order."""
        return sorted((int(first), int(last)) for first, last in (one.split("-") for one in self.taken_out))

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Reviewed 1 entry before release: keep all of it back. Why: …»"""
        count = len(self.items)
        decided = f"{self.verdict.label[0].lower()}{self.verdict.label[1:]}"
        head = f"Reviewed {count} {'entry' if count == 1 else 'entries'} before release: {ended(decided)}"
        return f"{head} Why: {ended(self.why)}" if self.why else head


class SubjectPack(Said):
    """The answer of one agency, as it was made: what went in, and the seals by which a copy can be checked."""

    kind: ClassVar[str] = "subject_pack"
    title: ClassVar[str] = "Answer to a request"
    by_hand: ClassVar[bool] = False
    for_leads: ClassVar[bool] = True

    request: EntryId = ask("Which request does it answer?", missing="Choose the request")
    items: tuple[EntryId, ...] = ask("Which entries are in it?", default=())
    content: Seal = ask("Seal of what it says", missing="Name the seal")
    """Stands at the foot of each page."""
    file: Seal = ask("Seal of the file", missing="Name the seal")
    pages: int = ask("How many pages?", missing="Say how many pages", ge=1)

    def cited(self) -> tuple[UUID, ...]:
        """The request and everything that is released."""
        return (self.request, *self.items)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Made an answer of 4 pages with 12 entries. Seal: 0123 4567 …»"""
        entries = f"{len(self.items)} {'entry' if len(self.items) == 1 else 'entries'}"
        pages = f"{self.pages} {'page' if self.pages == 1 else 'pages'}"
        made = f"{names.agency(entry.agency)} made an answer of {pages} with {entries}."
        return f"{made} Seal: {in_groups(self.content)}."


class HandedOver(Choice):
    """How an answer went out."""

    IN_PERSON = "in_person", "In person, to them alone"
    SECURE_EMAIL = "secure_email", "By secure e-mail"
    POST = "post", "By tracked post"
    ACTING = "acting", "To whoever acts for them"
    OTHER = "other", "In another way, said below"


class SubjectPackGiven(Said):
    """An answer was handed over: to whom, how, when, and how it was made sure that nobody else reads it."""

    kind: ClassVar[str] = "subject_pack_given"
    title: ClassVar[str] = "Answer handed over"
    by_hand: ClassVar[bool] = False
    holds_from: ClassVar[str] = "on"
    for_leads: ClassVar[bool] = True

    pack: EntryId = ask("Which answer?", missing="Choose the answer")
    to: Line = ask("To whom was it given?", missing="Write to whom it was given")
    how: HandedOver = ask("How?", missing="Choose how it was given")
    how_words: Line = ask("Anything to add about how?", default="")
    on: date | None = ask("When?", "Leave empty if it was today.", default=None)
    safe: Words = ask(
        "How was it made sure that nobody else reads it?",
        missing="Write how it was made sure that nobody else reads it",
    )

    def cited(self) -> tuple[UUID, ...]:
        """The answer."""
        return (self.pack,)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«The answer was given to Leila Mistry: in person, to them alone. …»"""
        how = f"{self.how.label[0].lower()}{self.how.label[1:]}"
        on = f" on {say_day(self.on)}" if self.on else ""
        head = f"The answer was given to {self.to}{on}: {ended(how)}"
        return " ".join(filter(None, [head, ended(self.how_words), ended(self.safe)]))


def in_groups(seal: str) -> str:
    """A seal in groups of eight, so that two people can compare it by reading it out."""
    return " ".join(seal[place : place + 8] for place in range(0, len(seal), 8))
