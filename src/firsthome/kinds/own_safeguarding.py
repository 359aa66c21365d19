"""A parent who is a child too: whether their own safeguarding was considered, and who leads on it.

It is apart from the baby's: the same worker seldom can hold both. Source: domain facts, 1.3 and 1.4 (age rules).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import AgencyId, Entry, Line, Names, PersonId, Said, Words, ask, ended
from firsthome.kit.dates import say_day


class Considered(Choice):
    """What was decided about a young parent's own safeguarding."""

    LED = "led", "Considered: somebody leads on it"
    NOT_NEEDED = "not_needed", "Considered: not needed, because"
    NOT_DECIDED = "not_decided", "Not decided yet"


class OwnSafeguarding(Said):
    """The answer for one young parent, mother or father."""

    kind: ClassVar[str] = "own_safeguarding"
    title: ClassVar[str] = "A young parent’s own safeguarding"
    about_whom: ClassVar[str] = "person"

    person: PersonId = ask("Which parent is it about?", missing="Choose the parent")
    considered: Considered = ask(
        "Was this parent’s own safeguarding considered, apart from the baby’s?",
        "A parent under 18 is a child too, with needs and rights of their own.",
        missing="Choose how it stands",
    )
    lead: Line = ask("Who leads on it?", "Their name and what they do.", default="")
    agency: AgencyId | None = ask("At which agency?", default=None)
    decision: Words = ask("What was decided?", default="")
    because: Words = ask("If it is not needed: why not?", default="")
    review: date | None = ask("When will it be looked at again?", default=None)

    def persons(self) -> tuple[UUID, ...]:
        """The young parent."""
        return (self.person,)

    def cannot_be(self, today: date) -> Iterator[tuple[str, str]]:
        """An answer that calls for another one: the field, and what to do."""
        if self.considered is Considered.LED and not (self.lead or self.agency):
            yield "lead", "Name who leads on it, or choose the agency"
        if self.considered is Considered.NOT_NEEDED and not self.because:
            yield "because", "Write why it is not needed"

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Shannon Pryce, own safeguarding: Jo Reed (Children's social care) leads on it. …»"""
        agency = names.agency(self.agency) if self.agency else ""
        lead = f"{self.lead} ({agency})" if self.lead and agency else self.lead or agency
        led = f"{lead} leads on it"
        how = {Considered.LED: led, Considered.NOT_NEEDED: "considered, not needed"}
        parts = [
            f"{names.person(self.person)}, own safeguarding: {how.get(self.considered, 'not decided yet')}.",
            ended(self.decision),
            f"Why: {ended(self.because)}" if self.because else "",
            f"To be looked at again on {say_day(self.review)}." if self.review else "",
        ]
        return " ".join(filter(None, parts))
