"""Somebody who is not to be at the birth or on the ward: on what basis, and who told them.

The basis goes to the ward; why goes to nobody but those who read the record. Source: domain facts, 1.6 and 7.11.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.birth_plan import order_seen
from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, Line, Names, PersonId, Said, Words, ask, ended
from firsthome.kit.dates import say_day


class Basis(Choice):
    """On what basis somebody is kept away. Nobody else can keep anybody from a ward."""

    HER_WISH = "her_wish", "Her wish"
    HOSPITAL = "hospital", "The hospital’s decision"
    COURT = "court", "A court’s order"


class KeptAway(Said):
    """One person who is kept away."""

    kind: ClassVar[str] = "kept_away"
    title: ClassVar[str] = "Somebody kept away from the birth"
    update_asks: ClassVar[str] = "Since when is it so?"

    person: PersonId | None = ask("Who?", default=None)
    person_words: Line = ask("Or name them, if they are not on the record", default="")
    basis: Basis = ask("On what basis?", missing="Choose on what basis")
    order_seen_by: Line = ask("If it is an order: who has seen the order itself?", default="")
    order_seen_on: date | None = ask("When?", default=None)
    until: date | None = ask("Until when?", "Leave empty if no end is set.", default=None)
    why: Words = ask("Why?", "This is never printed on the ward’s card.", default="")
    told_by: Line = ask(
        "Who told them?",
        "Write “not told”, and who decided that, where telling them could put her in danger.",
        missing="Write who told them, or that they were not told",
    )
    told_on: date | None = ask("When were they told?", default=None)

    def cannot_be(self, today: date) -> Iterable[tuple[str, str]]:
        """It is about somebody, and an order is one that was seen."""
        if not self.person and not self.person_words.strip():
            yield "person_words", "Choose who it is, or name them"
        if self.basis is Basis.COURT:
            yield from order_seen(self.order_seen_by, self.order_seen_on, today)

    def persons(self) -> tuple[UUID, ...]:
        """Who is kept away."""
        return (self.person,) if self.person else ()

    def who(self, names: Names) -> str:
        """What to call them."""
        return names.person(self.person) if self.person else self.person_words.strip()

    def basis_words(self) -> str:
        """«A court’s order, seen by Ann Lead on 3 May 2025»: all that a ward is told."""
        seen = f"seen by {self.order_seen_by.strip()}" if self.order_seen_by.strip() else ""
        on = f"on {say_day(self.order_seen_on)}" if seen and self.order_seen_on else ""
        ends = f"until {say_day(self.until)}" if self.until else ""
        return ", ".join(filter(None, [self.basis.label, " ".join(filter(None, [seen, on])), ends]))

    def told_words(self) -> str:
        """«Told by Ada Hope on 3 May 2025»."""
        return f"{self.told_by.strip()}{f', on {say_day(self.told_on)}' if self.told_on else ''}"

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Kept away from the birth: Kieran Doyle. Her wish. Told by: Ada Hope.»"""
        why = f"Why: {ended(self.why)}" if self.why else ""
        said = [f"Kept away from the birth: {ended(self.who(names))}", ended(self.basis_words()), why]
        return " ".join(filter(None, [*said, f"Told by: {ended(self.told_words())}"]))
