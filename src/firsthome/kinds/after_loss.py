"""What was done after a loss, so that nothing about the baby reaches the family: each tick says who and when.

Source: safety rule 4; domain facts, 3.5 and hazard 11.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, EntryId, Names, Said, Words, ask, ended


class Task(Choice):
    """One thing that staff do once a loss is reported."""

    APPOINTMENTS = "appointments", "Cancel the appointments that were for this baby"
    LETTERS = "letters", "Stop letters, text messages and e-mails about this baby"
    AGENCIES = "agencies", "Tell every agency involved, once"
    NATIONAL_FLAG = "national_flag", "End the national flag (CP-IS) for this baby"
    ALERT = "alert", "Stand down every alert that asks others to look for her because of the baby"


class Tick(Choice):
    """How a task stands."""

    DONE = "done", "Done"
    NOT_NEEDED = "not_needed", "Not needed"


class AfterLoss(Said):
    """One task after a loss, and that it is done."""

    kind: ClassVar[str] = "after_loss"
    title: ClassVar[str] = "Done after a loss"
    by_hand: ClassVar[bool] = False

    outcome: EntryId = ask("Which loss is it about?", missing="Choose the loss")
    task: Task = ask("Which task?", missing="Choose the task")
    tick: Tick = ask("How does it stand?", default=Tick.DONE)
    note: Words = ask("Who was told, or why it is not needed", default="")

    def cited(self) -> tuple[UUID, ...]:
        """The loss: whoever may not know of it learns nothing from this either."""
        return (self.outcome,)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«After the loss: cancel the appointments that were for this baby. Done. …»"""
        task = f"{self.task.label[0].lower()}{self.task.label[1:]}"
        return " ".join(filter(None, [f"After the loss: {task}. {self.tick.label}.", ended(self.note)]))
