"""What can stop an entry from being added, said so that a person knows what to do. Nothing typed is lost."""

from __future__ import annotations

from uuid import UUID


class NotAppended(Exception):
    """The entry was not added. The message is for the person who wrote it."""


class NotAllowed(NotAppended):
    """The author has no right to add this here."""


class NotThere(NotAppended):
    """The entry names something that does not exist, or that the author may not know of."""


class AlreadyChanged(NotAppended):
    """Somebody else corrected the same entry first, so both texts have to be compared."""

    def __init__(self, winner: UUID) -> None:
        super().__init__(
            "Somebody else has changed this entry since you opened it. Compare both, then decide."
        )
        self.winner = winner


class SameIdOtherContent(NotAppended):
    """An entry with this id is there, and says something else: compare, never drop either silently."""

    def __init__(self, existing: UUID) -> None:
        super().__init__("This form was sent before with other content. Compare both, then decide.")
        self.existing = existing
