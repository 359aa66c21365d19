"""Closing a record, and opening it again. Neither happens by itself: somebody decides, says why, and who goes on.

Source: domain facts, hazard 23 (a closure needs an outcome and a next owner); feature row 42.
"""

from __future__ import annotations

from typing import ClassVar

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, Line, Names, Said, Words, ask, ended


class CameTo(Choice):
    """What the work came to. How long the record is kept goes by it: procedures, retention.toml."""

    NO_FURTHER_ACTION = "no_further_action", "No further action: below the threshold"
    EARLY_HELP = "early_help", "Early help"
    CHILD_IN_NEED = "child_in_need", "Child in need"
    CHILD_PROTECTION = "child_protection", "Child protection"
    LOOKED_AFTER = "looked_after", "The child is looked after"
    ADOPTED = "adopted", "The child was adopted"
    LOSS = "loss", "The pregnancy or the baby was lost"
    MOVED = "moved", "The family moved, and others go on with them"


class Closing(Said):
    """The work on this record has ended. Nothing is hidden or destroyed by it."""

    kind: ClassVar[str] = "closing"
    title: ClassVar[str] = "Close this record"

    came_to: CameTo = ask("What did the work come to?", missing="Choose what the work came to")
    why: Words = ask("Why is the record closed now?", missing="Write why the record is closed now")
    next: Words = ask(
        "What happens next for the baby and the family?",
        "For example: the health visitor goes on seeing them at home.",
        missing="Write what happens next",
    )
    next_owner: Line = ask(
        "Who sees to that?",
        "A name and what they do. The mother should know it too.",
        missing="Name who sees to what happens next",
    )

    after_birth: Words = ask(
        "When was the plan looked at again since the birth, and what came of that?",
        "If it was not looked at again: why that is not needed. No record closes by itself at a birth.",
        default="",
    )

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Record closed: early help. Why: … What happens next: … Who sees to it: Ben Moss, health visitor.»"""
        came_to = f"{self.came_to.label[0].lower()}{self.came_to.label[1:]}"
        review = f" After the birth: {ended(self.after_birth)}" if self.after_birth else ""
        return (
            f"Record closed: {ended(came_to)} Why: {ended(self.why)} "
            f"What happens next: {ended(self.next)} Who sees to it: {ended(self.next_owner)}{review}"
        )


class Reopening(Said):
    """The work goes on again."""

    kind: ClassVar[str] = "reopening"
    title: ClassVar[str] = "Open this record again"

    why: Words = ask("Why is the record opened again?", missing="Write why the record is opened again")

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Record opened again. Why: …»"""
        return f"Record opened again. Why: {ended(self.why)}"
