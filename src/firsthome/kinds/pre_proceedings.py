"""That pre-proceedings were begun or ended: four answers, and nothing of what was advised or is intended.

Legal advice, minutes of legal planning and intended applications are never entered (safety rule 13). Before a birth no
court can make an order about the baby, so nothing here speaks of one. Source: domain facts, 3.3 and 3.4; hazard 31.
"""

from __future__ import annotations

from typing import ClassVar

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, Line, Names, Said, ask, ended


class PreProceedingsDone(Choice):
    """What was done."""

    BEGUN = "begun", "The letter before proceedings was given to the parents"
    ENDED = "ended", "Pre-proceedings ended"


class FamilyMeeting(Choice):
    """Family group decision-making: the family and its network plan for themselves."""

    NOT_YET = "not_yet", "Not offered yet"
    OFFERED = "offered", "Offered"
    DECLINED = "declined", "Offered and declined for now"
    HELD = "held", "Held"


class PreProceedings(Said):
    """Done, when, where it is held, and whether the family was offered to meet and decide."""

    kind: ClassVar[str] = "pre_proceedings"
    title: ClassVar[str] = "Pre-proceedings"

    done: PreProceedingsDone = ask(
        "What was done?",
        "Only these four answers are kept here, for few people. Legal advice, what was said in legal planning and what "
        "anybody intends to ask a court are never written here.",
        missing="Choose what was done",
    )
    held: Line = ask(
        "Where is it held?", "The system and a reference, and nothing else.", missing="Write where it is held"
    )
    family_meeting: FamilyMeeting = ask(
        "Family group decision-making: was it offered, or held?", missing="Choose how it stands"
    )

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Pre-proceedings: the letter … Record of truth: the council’s system. Family group decision-making: held.»"""
        return (
            f"Pre-proceedings: {ended(self.done.within())} Record of truth: {ended(self.held)} "
            f"Family group decision-making: {ended(self.family_meeting.within())}"
        )
