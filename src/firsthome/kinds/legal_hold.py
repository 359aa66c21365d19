"""A legal hold: while it stands the record is not destroyed, whatever else says so.

Source: domain facts, 3.7 (inquiry holds end and continue); feature row 42.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from firsthome.kinds.entry import Entry, EntryId, Line, Names, Said, Words, ask, ended


class LegalHold(Said):
    """The record is kept until somebody ends the hold."""

    kind: ClassVar[str] = "legal_hold"
    title: ClassVar[str] = "Legal hold"
    by_hand: ClassVar[bool] = False

    why: Words = ask(
        "Why has this record to be kept?",
        "For example: an inquiry, a review, or a request for information that is not answered yet. "
        "Not what a lawyer advised.",
        missing="Write why this record has to be kept",
    )
    decided_by: Line = ask("Who decided it?", missing="Name who decided it")
    ask_first: Line = ask(
        "Who is to be asked before the hold ends?",
        "A name or an office, and how they can be reached.",
        missing="Name who is to be asked before the hold ends",
    )

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Legal hold: this record is kept. Why: … Decided by … Ask first: …»"""
        return (
            f"Legal hold: this record is kept. Why: {ended(self.why)} "
            f"Decided by: {ended(self.decided_by)} Ask before it ends: {ended(self.ask_first)}"
        )


class LegalHoldEnded(Said):
    """A legal hold stands no longer."""

    kind: ClassVar[str] = "legal_hold_ended"
    title: ClassVar[str] = "End of a legal hold"
    by_hand: ClassVar[bool] = False

    hold: EntryId = ask("Which legal hold?", missing="Choose which legal hold ends")
    why: Words = ask("Why does it end?", missing="Write why it ends")
    decided_by: Line = ask(
        "Who was asked, and decided it?", missing="Name who was asked and decided that it ends"
    )

    def cited(self) -> tuple[UUID, ...]:
        """The hold that ends."""
        return (self.hold,)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«A legal hold ended. Why: … Decided by …»"""
        return f"A legal hold ended. Why: {ended(self.why)} Decided by: {ended(self.decided_by)}"
