"""What a relative, a neighbour or somebody who gave no name told a service. It expects an answer.

Reviews tell again and again of people near a family who rang and heard nothing more. An update says what came of it.
Source: briefing, section 05; domain facts, 5.7.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, Line, Names, PersonId, Said, Words, ask, ended


class WhoTold(Choice):
    """Who told it."""

    RELATIVE = "relative", "A relative"
    FRIEND = "friend", "A friend"
    NEIGHBOUR = "neighbour", "A neighbour"
    NO_NAME = "no_name", "Somebody who gave no name"
    OTHER = "other", "Somebody else"


class Concern(Said):
    """What was told in their words, and later what came of it and who went back to them."""

    kind: ClassVar[str] = "concern"
    title: ClassVar[str] = "What a relative, neighbour or caller told us"
    asked_later: ClassVar[tuple[str, ...]] = ("answer", "went_back")
    update_asks: ClassVar[str] = "When was it answered?"

    words: Words = ask(
        "What did they tell us?", "As they told it, as far as you can.", missing="Write what they told you"
    )
    who: WhoTold | None = ask("Who told it?", default=None)
    person: PersonId | None = ask("If they are on this record: who?", default=None)
    keep_name: bool = ask(
        "Did they ask that their name goes no further?",
        "Then leave their name out of what you write, and choose nobody above.",
        default=False,
    )
    reach: Line = ask(
        "How can somebody go back to them?",
        "Only if they agree to it. Not needed where they gave no name.",
        default="",
    )
    answer: Words = ask("What came of it?", "What was looked at, by whom, and what is done now.", default="")
    went_back: Line = ask("Who went back to them, and when?", "As far as they may be told.", default="")

    def cannot_be(self, today: date) -> Iterable[tuple[str, str]]:
        """Whoever asked not to be named is not named."""
        if self.keep_name and self.person:
            yield "person", "Choose nobody here: they asked that their name goes no further"

    @property
    def open(self) -> bool:
        """Whether it still waits for an answer."""
        return not (self.answer.strip() or self.went_back.strip())

    def persons(self) -> tuple[UUID, ...]:
        """Who told it, if they are on the record."""
        return (self.person,) if self.person else ()

    def sentence(self, entry: Entry, names: Names) -> str:
        """«A neighbour told us: He shouts at night. Not answered yet.»"""
        somebody = self.who.label if self.who else "Somebody near the family"
        teller = names.person(self.person) if self.person else somebody
        unnamed = " Their name goes no further." if self.keep_name else ""
        told = f"{teller} told us: {ended(self.words)}{unnamed}"
        if self.open:
            return f"{told} Not answered yet."
        back = f"Went back to them: {ended(self.went_back)}" if self.went_back.strip() else ""
        answer = f"What came of it: {ended(self.answer)}" if self.answer.strip() else ""
        return " ".join(filter(None, [told, answer, back]))
