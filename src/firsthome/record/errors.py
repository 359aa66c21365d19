"""What can stop an entry from being added, said so that a person knows what to do. Nothing typed is lost."""

from __future__ import annotations

from uuid import UUID

from firsthome.kinds.handling import OriginatorsAnswer, Use
from firsthome.kinds.origin import Origin


class NotAppended(Exception):
    """The entry was not added. The message is for the person who wrote it."""


class NotAllowed(NotAppended):
    """The author has no right to add this here."""


class NotThere(NotAppended):
    """The entry names something that does not exist, or that the author may not know of."""


class NoAgreement(NotThere):
    """Somebody would be given access whose agency has not signed for it, or whose agreement has run out."""

    def __init__(self, agencies: list[str]) -> None:
        super().__init__(
            f"Ask your partnership officer first: no sharing agreement that is signed and in date is kept here for "
            f"{', '.join(agencies)}. If somebody is in danger, ring them: this does not stop you."
        )


class AskFirst(NotThere):
    """Something came with a condition, and no recorded answer allows this. The message says whom to ask."""

    def __init__(self, use: Use, origin: Origin) -> None:
        super().__init__(
            f"Ask {origin.whom_to_ask} first, and add their answer under “{OriginatorsAnswer.title}”: without it, "
            f"something that you chose, or that it rests on, may not be {use}."
        )


class EarlyHelpFirst(NotThere):
    """A record would be closed after a decision of no further action, and nobody said what is offered instead."""

    WORDS = (
        "First say whether early help is offered: no further action was decided, and nothing that you can read here "
        "says what was offered, or why nothing is"
    )

    def __init__(self) -> None:
        super().__init__(f"{self.WORDS}.")


class NumberTaken(NotThere):
    """Somebody else set down a version of the plan with this number, perhaps a moment ago."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else has set down a version of the plan since you opened this page. Read it, then decide."
        )


class WordsAgreed(NotThere):
    """Somebody's own words were read back and agreed, so no later version may take them away or say them otherwise."""

    def __init__(self) -> None:
        super().__init__(
            "These words were agreed, so they stay as they are. Leave them as they were and write below them what was "
            "added, or add something new that puts it right."
        )


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


class MovedOn(NotAppended):
    """Somebody else took the next step of a move first, so what was decided was decided on what is no longer so."""

    def __init__(self, stands: str) -> None:
        super().__init__(
            f"This has gone on since you opened the page. It stands so now: {stands}. What you typed is still below, "
            "and nothing was changed: read what happened, then decide again."
        )
