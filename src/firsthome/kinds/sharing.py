"""Sharing as an act: who was given what and why, that they have read it, and what was kept to fewer people.

These are the only entries that move a statement's reach. Source: seven golden rules (domain facts, 3.6).
"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import (
    AgencyId,
    Entry,
    EntryId,
    Line,
    Names,
    PractitionerId,
    Said,
    Words,
    ask,
    ended,
)


class Consent(Choice):
    """What was agreed before information was shared."""

    GIVEN = "given", "Given"
    NOT_SOUGHT = "not_sought", "Not sought"
    DECLINED = "declined", "Declined, and shared all the same"
    NOT_NEEDED = "not_needed", "Not needed"
    NOT_STATED = "not_stated", "Not stated"


class Share(Said):
    """Entries are given to agencies or practitioners, for a purpose, on a lawful basis."""

    kind: ClassVar[str] = "share"
    title: ClassVar[str] = "Share"
    by_hand: ClassVar[bool] = False

    entries: tuple[EntryId, ...] = ask("What is shared?", missing="Choose what to share")
    agencies: tuple[AgencyId, ...] = ask("With which agencies?", default=())
    practitioners: tuple[PractitionerId, ...] = ask("With which practitioners?", default=())
    purpose: Words = ask("What for?", default="")
    lawful_basis: Line = ask("On what lawful basis?", default="")
    consent: Consent = ask("What was agreed?", default=Consent.NOT_STATED)
    consent_why: Words = ask("Why was it shared without agreement?", default="")

    def cited(self) -> tuple[UUID, ...]:
        """What is shared."""
        return self.entries

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Shared 2 entries with Police. Purpose: …»"""
        to = [names.agency(agency) for agency in self.agencies]
        to += [names.practitioner(practitioner) for practitioner in self.practitioners]
        count = len(self.entries)
        said = f"Shared {count} {'entry' if count == 1 else 'entries'} with {', '.join(to)}."
        return f"{said} Purpose: {ended(self.purpose)}" if self.purpose else said


class Acknowledgement(Said):
    """«We have read this and understood it»: only now does the agency count as knowing."""

    kind: ClassVar[str] = "acknowledgement"
    title: ClassVar[str] = "Acknowledgement"
    by_hand: ClassVar[bool] = False

    entries: tuple[EntryId, ...] = ask("What was read and understood?", missing="Choose what was read")
    note: Words = ask("Anything to say back?", default="")

    def cited(self) -> tuple[UUID, ...]:
        """What was read."""
        return self.entries

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Police have read and understood 1 entry.»"""
        count = len(self.entries)
        said = f"{names.agency(entry.agency)}: read and understood {count} {'entry' if count == 1 else 'entries'}."
        return " ".join(filter(None, [said, ended(self.note)]))


class Restrict(Said):
    """Entries are kept to fewer people from now on. Those who no longer see them see nothing of this either."""

    kind: ClassVar[str] = "restrict"
    title: ClassVar[str] = "Restrict"
    by_hand: ClassVar[bool] = False

    entries: tuple[EntryId, ...] = ask("What is kept to fewer people?", missing="Choose what to restrict")
    agencies: tuple[AgencyId, ...] = ask("Which agencies still see it?", default=())
    practitioners: tuple[PractitionerId, ...] = ask("Which practitioners still see it?", default=())
    why: Words = ask("Why?", missing="Write why it is kept to fewer people")

    def cited(self) -> tuple[UUID, ...]:
        """What is restricted."""
        return self.entries

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Kept to fewer people: 1 entry. Why: …»"""
        count = len(self.entries)
        return f"Kept to fewer people: {count} {'entry' if count == 1 else 'entries'}. Why: {ended(self.why)}"


class Redaction(Said):
    """An ordered redaction: the content of one entry was destroyed; that it was there stays."""

    kind: ClassVar[str] = "redaction"
    title: ClassVar[str] = "Ordered redaction"
    by_hand: ClassVar[bool] = False

    entry: EntryId = ask("Which entry?", missing="Name the entry")
    order: Words = ask("On whose order, and why?", missing="Write on whose order, and why")

    def cited(self) -> tuple[UUID, ...]:
        """The redacted entry."""
        return (self.entry,)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«The content of one entry was removed by order: …»"""
        return f"The content of one entry was removed by order: {ended(self.order)}"
