"""Where somebody lives or stays. A sealed address is a security object: who finds it may kill (hazards 5 and 7).

The words of a restricted or sealed address never stand in a sentence, and `record/addresses.py` is the only
place that reads them.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Asked, Choice
from firsthome.kinds.entry import Entry, Line, Names, PersonId, Said, Words, ask
from firsthome.kit.dates import say_day


class AddressStanding(Choice):
    """How far an address may be known."""

    NORMAL = "normal", "Normal"
    RESTRICTED = "restricted", "Restricted: shown only to who asks for it, and that is written down"
    SEALED = "sealed", "Sealed: only for those I name, because it would be dangerous if others knew"


class Address(Said):
    """One address of one person, from when until when, and how far it may be known."""

    kind: ClassVar[str] = "address"
    title: ClassVar[str] = "Address"
    holds_from: ClassVar[str] = "begins"

    person: PersonId = ask("Whose address is it?", missing="Choose whose address it is")
    standing: AddressStanding = ask("How far may it be known?", missing="Choose how far it may be known")
    lines: Words = ask("Address", missing="Write the address")
    postcode: Line = ask("Postcode", default="")
    begins: date | None = ask("From when?", "Leave empty if it is from today.", default=None)
    ends: date | None = ask("Until when?", "Leave empty if no end is known.", default=None)
    safe_to_visit: Asked = ask("Is it safe to visit?", default=Asked.NOT_ASKED)
    safe_to_write: Asked = ask("Is it safe to send letters there?", default=Asked.NOT_ASKED)

    @property
    def covered(self) -> bool:
        """Whether its words are read in one place only."""
        return self.standing is not AddressStanding.NORMAL

    @property
    def sealed(self) -> bool:
        """Whether it never reaches everyone with full access."""
        return self.standing is AddressStanding.SEALED

    def without_words(self) -> Address:
        """The same, without what must not be read in passing."""
        return self.model_copy(update={"lines": "", "postcode": ""})

    def in_full(self) -> str:
        """«3 Elm Row, Thirby, TH1 2AB», in one line."""
        parts = [line.strip().rstrip(",") for line in self.lines.splitlines()]
        return ", ".join(filter(None, [*parts, self.postcode.strip()]))

    def persons(self) -> tuple[UUID, ...]:
        """Whose it is."""
        return (self.person,)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Leila Mistry: lives or stays at 3 Elm Row.», «Leila Mistry: a sealed address, until 3 May 2025.»"""
        where = f"{self.standing.name.lower()} address" if self.covered else self.in_full()
        what = f"a {where}" if self.covered else f"lives or stays at {where}" if where else "an address"
        until = f", until {say_day(self.ends)}" if self.ends else ""
        return f"{names.person(self.person)}: {what}{until}."
