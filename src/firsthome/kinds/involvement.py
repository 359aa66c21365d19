"""Which agency and practitioner are involved, what they do, and from when until when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import AgencyId, Entry, Line, Names, PractitionerId, Said, Words, ask, ended
from firsthome.kit.dates import say_day


class Level(Choice):
    """How much of a record an involvement opens. The order is from least to most."""

    PRESENCE = "presence", "Only that the record is there, and whom to ring: nothing about the family"
    SUMMARY = "summary", "A short summary: the mother’s name, how far the pregnancy is, and whom to ring"
    CONTRIBUTE = "contribute", "They add entries, and read their own and what is shared with them"
    FULL = "full", "They read and add everything that is not kept to fewer people"

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
    level: Level = ask(
        "How much of the record do they need?",
        "Give as little as they need. You can give more later.",
        default=Level.FULL,
    )
    begins: date | None = ask("From when are they involved?", "Leave empty if it begins today.", default=None)
    ends: date | None = ask(
        "Until when?",
        "They see the record until the end of this day. Leave empty if no end is planned.",
        default=None,
    )
    why: Words = ask("Why do they need it?", default="")
    handover: Words = ask("Handed over by whom, with what to know", default="")

    def holds_on(self, day: date) -> bool:
        """Whether it opens the record on that day."""
        return (self.begins is None or self.begins <= day) and (self.ends is None or day <= self.ends)

    def names_anew(self, before: Said | None) -> bool:
        """Whether it names a practitioner who was not named for this agency before."""
        named = (before.agency, before.practitioner) if isinstance(before, Involvement) else None
        return self.practitioner is not None and (self.agency, self.practitioner) != named

    def gives_more(self, before: Said | None) -> bool:
        """Whether it opens more of the record, or for longer, than what it stands in place of did."""
        if not isinstance(before, Involvement):
            return True
        if (before.agency, before.practitioner) != (self.agency, self.practitioner):
            return True
        longer = self.ends is None or (before.ends is not None and self.ends > before.ends)
        return longer or self.level.rank > before.level.rank

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
