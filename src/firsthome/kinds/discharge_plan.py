"""Going home: what those who help have agreed before the baby leaves the hospital, or who decided to do without.

No address stands here, only that it was checked. Source: domain facts, 1.3, 1.6 and 7.11; hazard 24.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Asked
from firsthome.kinds.entry import Entry, EntryId, Line, Names, PersonId, Said, Words, ask, ended
from firsthome.kit.dates import say_day


class DischargePlan(Said):
    """The plan for the way home and the first weeks there."""

    kind: ClassVar[str] = "discharge_plan"
    title: ClassVar[str] = "Plan for going home"
    update_asks: ClassVar[str] = "From when does this hold?"
    folded: ClassVar[dict[str, tuple[str, ...]]] = {
        "If there was no meeting": ("no_meeting_because", "decided_by"),
        "What the baby needs": ("feeding", "medical", "registered"),
    }

    met_on: date | None = ask("When did everybody meet before the baby goes home?", default=None)
    meeting: EntryId | None = ask("Which meeting was it?", default=None)
    present: Words = ask("Who was there?", default="")
    no_meeting_because: Words = ask("Why is there no meeting?", default="")
    decided_by: Line = ask("Who decided that?", "A name, and what they do.", default="")
    home_on: date | None = ask("When does the baby go home?", default=None)
    goes_with: tuple[PersonId, ...] = ask("With whom?", default=())
    sleeps: Words = ask("Where does the baby sleep, and who has seen that place?", default="")
    address_checked: Asked = ask(
        "Was it checked where they go?", "The address itself is not written here.", default=Asked.NOT_ASKED
    )
    visits: Words = ask(
        "Who visits in the first weeks, and when?", "By name, for each day or week.", default=""
    )
    ring: Words = ask("Whom does the family ring, by day and by night?", default="")
    feeding: Words = ask("Feeding", default="")
    medical: Words = ask("What does the baby’s health need, and who follows it up?", default="")
    registered: Line = ask("With which surgery is the baby registered?", default="")
    out_of_hours_told: Line = ask(
        "Who told the out-of-hours team, and when?",
        "Before the baby leaves, and before a weekend above all.",
        default="",
    )
    order_words: Line = ask("Legal status, said plainly", "For example: no order in force.", default="")

    def cannot_be(self, today: date) -> Iterable[tuple[str, str]]:
        """They met, or somebody answers for doing without."""
        if self.met_on is None and not self.no_meeting_because.strip():
            yield "met_on", "Enter when everybody met, or write why there was no meeting"
        if self.no_meeting_because.strip() and not self.decided_by.strip():
            yield "decided_by", "Write who decided to do without a meeting"

    def cited(self) -> tuple[UUID, ...]:
        """The meeting."""
        return (self.meeting,) if self.meeting else ()

    def persons(self) -> tuple[UUID, ...]:
        """With whom the baby goes home."""
        return self.goes_with

    def met(self) -> str:
        """«Met on 3 May 2025», or why not and who decided that."""
        if self.met_on:
            return f"Met on {say_day(self.met_on)}"
        return f"No meeting, decided by {self.decided_by.strip()}: {self.no_meeting_because.strip()}"

    def facts(self, names: Names) -> dict[str, str]:
        """Every question in short, with its answer."""
        checked = "" if self.address_checked is Asked.NOT_ASKED else self.address_checked.label
        return {
            "Meeting before going home": self.met(),
            "Who was there": self.present.strip(),
            "Goes home on": say_day(self.home_on) if self.home_on else "",
            "With": " and ".join(map(names.person, self.goes_with)),
            "Sleeps": self.sleeps.strip(),
            "Where they go was checked": checked,
            "Visits": self.visits.strip(),
            "The family rings": self.ring.strip(),
            "Feeding": self.feeding.strip(),
            "The baby’s health": self.medical.strip(),
            "Registered with": self.registered.strip(),
            "Out-of-hours team told": self.out_of_hours_told.strip(),
            "Legal status": self.order_words.strip(),
        }

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Plan for going home. Meeting before going home: met on 3 May 2025. Visits: …»"""
        facts = [ended(f"{what}: {said}") for what, said in self.facts(names).items() if said]
        return " ".join(["Plan for going home.", *facts])
