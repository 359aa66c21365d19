"""Early help that was offered, with or without a referral, and what became of the offer.

Declined keeps the door open: what would make it acceptable, who asks again, and on which day. Source: briefing,
section 04 (below the threshold, consider early help); domain facts, 2 and hazard 23.
"""

from __future__ import annotations

from collections.abc import Iterable
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


class BecameOf(Choice):
    """What became of an offer; that it would not be appropriate is an answer too."""

    WAITING = "waiting", "Offered, and not answered yet"
    ACCEPTED = "accepted", "Offered and accepted"
    DECLINED = "declined", "Offered and declined for now"
    NOT_APPROPRIATE = "not_appropriate", "Not offered: it would not be appropriate"

    @property
    def open(self) -> bool:
        """Whether somebody asks again."""
        return self in (BecameOf.WAITING, BecameOf.DECLINED)


class HelpOffer(Said):
    """One offer of early help, or the reason for which none is made."""

    kind: ClassVar[str] = "help_offer"
    title: ClassVar[str] = "Early help offered"
    update_asks: ClassVar[str] = "Since when is it different?"

    what: Words = ask(
        "What help is it?",
        "What it would look like for them, and who would come. No referral is needed for it.",
        missing="Write what help it is",
    )
    agency: AgencyId | None = ask("Who offers it?", default=None)
    agency_words: Line = ask("Or say who", default="")
    became: BecameOf = ask("What became of it?", missing="Choose what became of it")
    why: Words = ask("Why?", "Her own reasons, in her words; or why it would not be appropriate.", default="")
    acceptable: Words = ask(
        "If it was declined: what would make it acceptable?",
        "Another person, another place, another time, or something else first.",
        default="",
    )
    practitioner: PractitionerId | None = ask("Who asks again?", default=None)
    asks_words: Line = ask("Or say who", "Somebody whom she trusts, perhaps.", default="")
    again_on: date | None = ask("On which day?", "Lists show this day, so that nobody forgets.", default=None)
    decision: EntryId | None = ask("Which decision does it follow?", "If there was one.", default=None)

    def cited(self) -> tuple[UUID, ...]:
        """The decision that it follows."""
        return (self.decision,) if self.decision else ()

    def cannot_be(self, today: date) -> Iterable[tuple[str, str]]:
        """An offer that is open says who asks again and when; one that is not made says why."""
        if self.became.open and self.again_on is None:
            yield "again_on", "Enter the day on which somebody asks again: the door stays open"
        if self.became.open and not (self.practitioner or self.asks_words.strip()):
            yield "practitioner", "Say who asks again"
        if self.became is BecameOf.NOT_APPROPRIATE and not self.why.strip():
            yield "why", "Write why it would not be appropriate"

    @property
    def waits_until(self) -> date | None:
        """The day on which somebody asks again, while the offer is open."""
        return self.again_on if self.became.open else None

    def asks_again(self, names: Names) -> str:
        """«To be asked again on 3 May 2025 by Ada Hope»; nothing once it is settled."""
        if not self.became.open:
            return ""
        who = names.practitioner(self.practitioner) if self.practitioner else self.asks_words.strip()
        on = f"on {say_day(self.again_on)}" if self.again_on else ""
        return " ".join(filter(None, ["To be asked again", on, f"by {who}" if who else ""]))

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Early help: somebody to come twice a week, Vale Early Help. Offered and declined for now. Why: …»"""
        by = names.agency(self.agency) if self.agency else self.agency_words.strip()
        what = ended(", ".join(filter(None, [self.what.strip().rstrip("."), by])))
        told = {
            "Why": self.why,
            "What would make it acceptable": self.acceptable,
        }
        reasons = [f"{name}: {ended(words)}" for name, words in told.items() if words]
        again = ended(self.asks_again(names))
        return " ".join(filter(None, [f"Early help: {what} {self.became.label}.", *reasons, again]))
