"""Asking an agency that is involved for what it knows, by a day; and its answer, or why it is not given.

Source: feature row 29; domain facts, 3.6 (record what was decided either way) and hazards 16 and 17.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import AgencyId, Entry, EntryId, Names, Said, Words, ask, ended
from firsthome.kit.dates import say_day


class InformationRequest(Said):
    """One agency asks another one for information. It waits until that agency has answered."""

    kind: ClassVar[str] = "information_request"
    title: ClassVar[str] = "Request for information"
    by_hand: ClassVar[bool] = False

    agency: AgencyId = ask("Which agency do you ask?", missing="Choose the agency that you ask")
    what: Words = ask(
        "What do you need to know?",
        "As little as will do: not everything that they hold.",
        missing="Write what you need to know",
    )
    why: Words = ask(
        "What do you need it for?",
        "What you can do for mother and baby once you know it. They read this.",
        missing="Write what you need it for",
    )
    due: date = ask("By when do you need it?", missing="Enter the day by which you need it")

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Asked Police for information by 3 May 2025: Were officers called there? What for: …»"""
        asked = (
            f"Asked {names.agency(self.agency)} for information by {say_day(self.due)}: {ended(self.what)}"
        )
        return f"{asked} What for: {ended(self.why)}"


class HowGiven(Choice):
    """How much of what was asked for is given."""

    GIVEN = "given", "Given"
    PARTLY = "partly", "Given in part"
    NOT_GIVEN = "not_given", "Not given"


class InformationAnswer(Said):
    """What was asked for is given, in part or not at all. The agency that was asked answers, and nobody else."""

    kind: ClassVar[str] = "information_answer"
    title: ClassVar[str] = "Answer to a request"
    by_hand: ClassVar[bool] = False

    request: EntryId = ask("Which request?", missing="Choose the request that you answer")
    given: HowGiven = ask("Is it given?", missing="Choose whether it is given")
    entries: tuple[EntryId, ...] = ask(
        "Which of your entries answer it?",
        "Only entries of your agency that they can read already.",
        default=(),
    )
    words: Words = ask("Or the answer in words", default="")
    why_not: Words = ask("If it is not given, or not all of it: why?", "They read this.", default="")

    def cited(self) -> tuple[UUID, ...]:
        """What was asked, and the entries that answer it."""
        return (self.request, *self.entries)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Police answered a request for information: given in part, in 1 entry. … Why not all of it: …»"""
        count = len(self.entries)
        where = f", in {count} {'entry' if count == 1 else 'entries'}" if count else ""
        head = f"{names.agency(entry.agency)} answered a request for information: {self.given.label.lower()}{where}."
        why = "Why not all of it" if self.given is HowGiven.PARTLY else "Why"
        reason = f"{why}: {ended(self.why_not)}" if self.why_not else ""
        return " ".join(filter(None, [head, ended(self.words), reason]))
