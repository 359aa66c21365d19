"""Which agency and practitioner are involved, what they do, and from when until when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import AgencyId, Entry, Line, Names, PractitionerId, Said, Words, ask, ended
from firsthome.kit.dates import say_day


class Level(Choice):
    """How much of a record an involvement opens. The order is from least to most."""

    PRESENCE = "presence", "That we are involved, and whom to ring"
    SUMMARY = "summary", "A summary"
    CONTRIBUTE = "contribute", "Add entries; see our own and what was shared with us"
    FULL = "full", "Everything that was not kept to fewer people"

    @property
    def rank(self) -> int:
        """1 (presence) to 4 (full), as the database keeps it."""
        return list(Level).index(self) + 1


class Involvement(Said):
    """An agency, and perhaps one practitioner of it, is involved. Ended involvement ends access."""

    kind: ClassVar[str] = "involvement"
    title: ClassVar[str] = "Involvement"
    holds_from: ClassVar[str] = "begins"

    agency: AgencyId = ask("Which agency?", missing="Choose the agency")
    practitioner: PractitionerId | None = ask(
        "Which practitioner?", "Leave empty for the whole team.", default=None
    )
    role: Line = ask("What do they do for this family?", default="")
    lead: bool = ask("Are they the lead professional?", default=False)
    level: Level = ask("How much of the record do they need?", default=Level.FULL)
    begins: date | None = ask("From when are they involved?", "Leave empty if it begins today.", default=None)
    ends: date | None = ask("Until when?", "Leave empty if no end is planned.", default=None)
    why: Words = ask("Why do they need it?", default="")
    handover: Words = ask("Handed over by whom, with what to know", default="")

    def names_anew(self, before: Said | None) -> bool:
        """Whether it names a practitioner who was not named for this agency before."""
        named = (before.agency, before.practitioner) if isinstance(before, Involvement) else None
        return self.practitioner is not None and (self.agency, self.practitioner) != named

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Maternity is involved: Ada Hope, named midwife, as lead professional, until 3 May 2025.»"""
        details = [names.practitioner(self.practitioner)] if self.practitioner else []
        details += [self.role] if self.role else []
        details += ["as lead professional"] if self.lead else []
        details += [f"until {say_day(self.ends)}"] if self.ends else []
        said = (
            f"{names.agency(self.agency)} is involved" + (": " + ", ".join(details) if details else "") + "."
        )
        return " ".join(filter(None, [said, ended(self.handover)]))
