"""The national flag (CP-IS): whether it is set, on whom, and that it was ended. Nothing here can set it.

It shows clinicians in unscheduled care that a baby, born or not yet, has a child protection plan. After a loss, ending
it is urgent. Source: domain facts, 3.5 and 7.18; safety rule 4.
"""

from __future__ import annotations

from typing import ClassVar

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, Line, Names, Said, ask, ended


class FlagState(Choice):
    """How it stands with the flag."""

    SET = "set", "Set"
    ENDED = "ended", "Ended"


class OnWhom(Choice):
    """Whose NHS number carries it."""

    MOTHER = "mother", "The mother, for the baby who is not born yet"
    BABY = "baby", "The baby"


class NationalFlag(Said):
    """One flag on one NHS number; that it was ended is an update."""

    kind: ClassVar[str] = "national_flag"
    title: ClassVar[str] = "National flag (CP-IS)"
    update_asks: ClassVar[str] = "Since when?"
    asked_afresh: ClassVar[tuple[str, ...]] = ("state", "by")

    state: FlagState = ask(
        "Is it set, or ended?",
        "It is set in the council’s own system. Here it is only written down that it was.",
        missing="Choose whether it is set or ended",
    )
    on_whom: OnWhom = ask("On whose NHS number?", missing="Choose on whose NHS number")
    by: Line = ask("Who did it?", "Their name and what they do.", missing="Write who did it")

    def sentence(self, entry: Entry, names: Names) -> str:
        """«National flag (CP-IS) set on the mother, for the baby who is not born yet, by Jo Bell.»"""
        return f"National flag (CP-IS) {self.state.within()} on {self.on_whom.within()}, by {ended(self.by)}"
