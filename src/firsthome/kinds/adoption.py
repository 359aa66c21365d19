"""An adoption order: the baby's part of this record is closed, and what the child needs lives on elsewhere.

Of where, and under which name, nothing is ever said here. Source: domain facts, hazard 9.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.entry import Entry, Names, PersonId, Said, Words, ask, ended
from firsthome.kit.dates import say_day


class AdoptionOrder(Said):
    """An order was made for one baby. Which court and who saw it stands where nobody reads it by accident."""

    kind: ClassVar[str] = "adoption_order"
    title: ClassVar[str] = "Adoption order"
    by_hand: ClassVar[bool] = False

    baby: PersonId = ask("For which baby was the order made?", missing="Choose the baby")
    made_on: date = ask(
        "On which day was the order made?", missing="Enter the day on which the order was made"
    )

    def persons(self) -> tuple[UUID, ...]:
        """The baby."""
        return (self.baby,)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«An adoption order was made for Baby Mistry on 3 March 2026. …»"""
        return (
            f"An adoption order was made for {names.person(self.baby)} on {say_day(self.made_on)}. "
            "Nothing more about this baby is written here."
        )


class CarriedOver(Said):
    """A fact that whoever cares for the child has to know, from before the order, in words that name nobody."""

    kind: ClassVar[str] = "carried_over"
    title: ClassVar[str] = "Known from before"
    by_hand: ClassVar[bool] = False

    fact: Words = ask("What is known?", missing="Write what is known")

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Known from before: born at 34+0 weeks, in special care for a week.»"""
        return f"Known from before: {ended(self.fact)}"
