"""Somebody on the record asks what is held about them: who asks, how it is known to be them, and who answers.

Each agency answers for its own entries. That somebody asked is itself kept to the safeguarding leads who answer: a
partner must not learn that she did. Source: UK GDPR Articles 12 and 15; domain facts, 3.6, 3.7 and hazard 18.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, Line, Names, PersonId, Ref, Said, Words, ask, ended
from firsthome.kit.dates import say_day

LeadId = Annotated[int, Ref("lead")]
"""A safeguarding lead of one of the partnership's agencies."""


class Asks(Choice):
    """For whom somebody asks."""

    SELF = "self", "Themselves"
    PARENT = "parent", "Their child, with parental responsibility"
    WRITTEN = "written", "Somebody who gave them written authority, for example a solicitor’s client"
    COURT = "court", "Somebody for whom a court or a power of attorney lets them act"
    OTHER = "other", "Somebody else, said below"


class Identity(Choice):
    """How it is known that they are who they say."""

    NOT_YET = "not_yet", "Not yet: it has been asked for"
    KNOWN = "known", "Somebody who works with them knows them, and spoke with them alone"
    SEEN = "seen", "Documents were seen"
    OTHER = "other", "In another way, said below"


class SubjectRequest(Said):
    """A request to see what is held about one person. Its audience is whoever answers, and nobody else."""

    kind: ClassVar[str] = "subject_request"
    title: ClassVar[str] = "Request to see what is held"
    holds_from: ClassVar[str] = "received"
    for_leads: ClassVar[bool] = True
    folded: ClassVar[dict[str, tuple[str, ...]]] = {"If it takes longer": ("extended",)}

    person: PersonId = ask(
        "About whom do they ask?", missing="Choose about whom they ask: add the person first if need be"
    )
    asked_by: Line = ask("Who asks?", "Their name, as they gave it.", missing="Write who asks")
    asks_for: Asks = ask("For whom do they ask?", missing="Choose for whom they ask")
    authority: Words = ask(
        "If not for themselves: with what authority, and how was that checked?",
        "For a baby: who may act for it, and that nothing stands against it, for example a court’s order.",
        default="",
    )
    received: date | None = ask(
        "When did your agency receive it?",
        "Leave empty if it was today. By word of mouth counts.",
        default=None,
    )
    wanted: Words = ask(
        "What do they ask for?", "In their words. Leave empty if it is everything.", default=""
    )
    identity: Identity = ask(
        "How is it known that it is them?", missing="Choose how it is known that it is them"
    )
    identity_words: Line = ask("Who checked that, and how?", "Name and role, and what was seen.", default="")
    identity_on: date | None = ask(
        "When was that done?", "The month runs from here if you had to ask for it.", default=None
    )
    reply: Words = ask(
        "How is it safe to answer?",
        "Where and how they want it, who else could open it, and what they asked not to be done.",
        missing="Write how it is safe to answer, or that nobody has asked yet",
    )
    answers: tuple[LeadId, ...] = ask(
        "Who answers?",
        "One safeguarding lead of each agency that holds entries about them, yours too. They are the only ones "
        "who read this, with the other safeguarding leads of your agency.",
        missing="Choose who answers for your agency",
    )
    extended: Words = ask(
        "Why does it take up to two months longer?",
        "Only where requests are complex or many. Tell them why within the first month.",
        default="",
    )

    def persons(self) -> tuple[UUID, ...]:
        """Whose information it is."""
        return (self.person,)

    def begins(self, recorded: date) -> date:
        """From when the time to answer runs: receipt, or when it was known that it is them, where that was later."""
        return max(self.received or recorded, self.identity_on or date.min)

    def also_for(self) -> tuple[int, ...]:
        """Whoever answers for another agency."""
        return self.answers

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Leila Mistry asks what is held about Leila Mistry. For: themselves. Received on 3 May 2025.»"""
        received = f"Received on {say_day(self.received)}." if self.received else ""
        head = f"{self.asked_by} asks what is held about {names.person(self.person)}."
        return " ".join(filter(None, [head, received, ended(self.wanted)]))
