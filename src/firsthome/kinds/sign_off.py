"""Two people sign before a record is destroyed; signing destroys nothing. Source: domain facts, 3.7."""

from __future__ import annotations

from typing import ClassVar

from firsthome.kinds.entry import Entry, Names, Said, Words, ask, ended


class SignOff(Said):
    """Somebody has checked that the record may be destroyed. Whatever is recorded after it undoes it."""

    kind: ClassVar[str] = "sign_off"
    title: ClassVar[str] = "Signed that this record may be destroyed"
    by_hand: ClassVar[bool] = False

    why: Words = ask(
        "Why may it be destroyed, and what did you check?",
        "For example: nobody has asked for it, no review or inquiry needs it, and no brother or sister is known here.",
        missing="Write why it may be destroyed, and what you checked",
    )

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Signed that this record may be destroyed. Why: …»"""
        return f"Signed that this record may be destroyed. Why: {ended(self.why)}"
