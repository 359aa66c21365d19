"""Who lives and sleeps where, from when until when. A household is not a family: who is related may live elsewhere.

Where it is stands in words, such as «her mother's flat». An address has its own kind of entry, which can be sealed.
Source: feature row 1; domain facts, 7.2 and hazards 7 and 13.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.entry import Entry, Line, Names, PersonId, Said, Words, ask, ended
from firsthome.kit.dates import say_day

POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b", re.IGNORECASE)
"""What gives an address away: whoever types one here meant the other kind of entry."""


class Household(Said):
    """The people who live in one home, and those who sleep there without living there."""

    kind: ClassVar[str] = "household"
    title: ClassVar[str] = "Household: who lives and sleeps where"
    holds_from: ClassVar[str] = "begins"
    about_whom: ClassVar[str] = "living"

    living: tuple[PersonId, ...] = ask(
        "Who lives there?",
        "An unborn baby is where the mother is.",
        missing="Choose who lives there",
        min_length=1,
    )
    some_nights: tuple[PersonId, ...] = ask(
        "Who sleeps there some nights, and does not live there?", default=()
    )
    where: Line = ask(
        "Where is it, in words?",
        "For example: her mother’s flat. Not the address: that has an entry of its own, which can be sealed.",
        default="",
    )
    begins: date | None = ask("From when?", "Leave empty if it is from today.", default=None)
    ends: date | None = ask("Until when?", "Leave empty if no end is known.", default=None)
    sleeping: Words = ask(
        "Who sleeps where, and with whom?",
        "Which room and bed; where the baby sleeps, or will sleep.",
        default="",
    )
    note: Words = ask("Anything else to say", default="")

    def cannot_be(self, today: date) -> Iterable[tuple[str, str]]:
        """Nobody both lives there and does not; it ends after it begins; an address stands elsewhere."""
        if set(self.living) & set(self.some_nights):
            yield "some_nights", "Choose each person once: under who lives there, or here"
        if self.begins and self.ends and self.ends < self.begins:
            yield "ends", "Enter an end that is not before the beginning"
        if any(POSTCODE.search(words) for words in (self.where, self.sleeping, self.note)):
            yield (
                "where",
                "Say in words where it is, and add the address as an address, so that it can be sealed",
            )

    def holds_on(self, day: date) -> bool:
        """Whether they live there on that day, as far as it was said."""
        return (self.begins is None or self.begins <= day) and (self.ends is None or day <= self.ends)

    def persons(self) -> tuple[UUID, ...]:
        """Everybody whom it names."""
        return (*self.living, *self.some_nights)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Living together at her mother's flat: Leila Mistry and Hansa Mistry. Some nights: Ashwin Mistry.»"""
        place = f" at {self.where.strip()}" if self.where.strip() else ""
        together = "Living together" if len(self.living) > 1 else "Living alone"
        since = f"From {say_day(self.begins)}" if self.begins else ""
        until = f"{'until' if since else 'Until'} {say_day(self.ends)}" if self.ends else ""
        parts = (
            f"{together}{place}: {_named(self.living, names)}.",
            f"Some nights: {_named(self.some_nights, names)}." if self.some_nights else "",
            ended(f"{since} {until}"),
            ended(self.sleeping),
            ended(self.note),
        )
        return " ".join(filter(None, parts))


def _named(persons: tuple[UUID, ...], names: Names) -> str:
    *most, last = [names.person(person) for person in persons] or [""]
    return f"{', '.join(most)} and {last}" if most else last
