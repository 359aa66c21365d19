"""Sharing as an act: who was given what and why, that they have read it, and what was kept to fewer people.

Only share, restrict and release entries move a statement’s reach. Source: seven golden rules (domain facts, 3.6).
"""

from __future__ import annotations

from datetime import date
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
from firsthome.kit.dates import say_day


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
    risk: Words = ask("Could it reach somebody whom it must not reach?", default="")
    decided_by: Line = ask("Who decided to share it?", default="")

    def cited(self) -> tuple[UUID, ...]:
        """What is shared."""
        return self.entries

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Shared 2 entries with Police. Purpose: …»"""
        said = f"Shared {_count(self.entries)} with {', '.join(_whom(self, names))}."
        return f"{said} Purpose: {ended(self.purpose)}" if self.purpose else said


class Withheld(Said):
    """A decision not to share: as much an act as sharing is, and never shown to those who would have been told.

    Source: the seventh golden rule, to record what was decided either way (domain facts, 3.6 and 7.15).
    """

    kind: ClassVar[str] = "withheld"
    title: ClassVar[str] = "Decision not to share"
    by_hand: ClassVar[bool] = False

    entries: tuple[EntryId, ...] = ask("What is not shared?", missing="Choose what is not shared")
    agencies: tuple[AgencyId, ...] = ask("With which agencies is it not shared?", default=())
    practitioners: tuple[PractitionerId, ...] = ask("With which practitioners is it not shared?", default=())
    why: Words = ask("Why is it not shared?", missing="Write why it is not shared")
    decided_by: Line = ask("Who decided that?", default="")
    review: date | None = ask("When will that be looked at again?", default=None)

    def cited(self) -> tuple[UUID, ...]:
        """What is not shared: whoever may not see it reads nothing of the decision either."""
        return self.entries

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Decided not to share 1 entry with Police. Why: … To be looked at again on 3 May 2025.»"""
        said = f"Decided not to share {_count(self.entries)} with {', '.join(_whom(self, names))}."
        again = f"To be looked at again on {say_day(self.review)}." if self.review else ""
        return " ".join(filter(None, [said, f"Why: {ended(self.why)}", again]))


def _count(entries: tuple[EntryId, ...]) -> str:
    """«2 entries»."""
    return f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'}"


def _whom(said: Share | Withheld, names: Names) -> list[str]:
    """The agencies and practitioners that a decision is about, by name."""
    to = [names.agency(agency) for agency in said.agencies]
    return to + [names.practitioner(practitioner) for practitioner in said.practitioners]


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
        said = f"{names.agency(entry.agency)}: read and understood {_count(self.entries)}."
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
        return f"Kept to fewer people: {_count(self.entries)}. Why: {ended(self.why)}"


class Release(Said):
    """An entry is open again to those for whom its author wrote it: what was kept to fewer people since is undone.

    It never opens more than the author did, and whoever is reached again also reads why.
    """

    kind: ClassVar[str] = "release"
    title: ClassVar[str] = "Release"
    by_hand: ClassVar[bool] = False

    entry: EntryId = ask("What is opened again?", missing="Choose what to open again")
    why: Words = ask("Why?", missing="Write why it can be opened again")

    def cited(self) -> tuple[UUID, ...]:
        """What is opened again."""
        return (self.entry,)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Open again to those for whom it was written: 1 entry. Why: …»"""
        return f"Open again to those for whom it was written: 1 entry. Why: {ended(self.why)}"


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
