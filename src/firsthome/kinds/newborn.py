"""What is known of a baby from its birth on: one statement for each baby, and each part may come later."""

from __future__ import annotations

import re
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, Line, Names, PersonId, Said, Words, ask, ended
from firsthome.kinds.spelled import NhsNumber, TimeOfDay, say_nhs_number

AT_HOME = re.compile(
    r"(now )?(at home\b|home(?=$|[.,;]| (since|with)\b))(?!.*\b(foster|relatives?|adopt))", re.IGNORECASE
)
"""«At home», «home since Friday»; not «home on Friday», which is still to come, and not somebody else's home."""


class Sex(Choice):
    """As it was seen at birth."""

    FEMALE = "female", "Girl"
    MALE = "male", "Boy"
    NOT_CLEAR = "not_clear", "Not clear yet"
    NOT_KNOWN = "not_known", "Not known yet"


class Newborn(Said):
    """One baby after birth. That the baby was born, when and where, is the outcome's to say."""

    kind: ClassVar[str] = "newborn"
    title: ClassVar[str] = "Baby’s details after birth"
    by_hand: ClassVar[bool] = False
    update_asks: ClassVar[str] = "Since when is this known?"

    baby: PersonId = ask("Which baby?", missing="Choose which baby")
    time: TimeOfDay = ask("At what time?", "By the 24-hour clock, like 03:12.", default="")
    weight: int | None = ask("Weight in grams", "Like 3200.", default=None, ge=200, le=8000)
    sex: Sex = ask("Is it a girl or a boy?", default=Sex.NOT_KNOWN)
    registered_name: Line = ask("Registered name", "Leave empty until the birth is registered.", default="")
    nhs_number: NhsNumber = ask("Baby’s NHS number", "Leave empty if it is not known yet.", default="")
    cared_for_at: Line = ask(
        "Where is the baby cared for now?", "For example the neonatal unit, or at home.", default=""
    )
    note: Words = ask("Anything else to say", default="")

    @property
    def at_home(self) -> bool:
        """Whether it was said, beyond doubt, that the baby is at home already."""
        return bool(AT_HOME.match(self.cared_for_at.strip()))

    def persons(self) -> tuple[UUID, ...]:
        """The baby."""
        return (self.baby,)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Baby Mistry: girl, 2,140 g, born at 03:12. NHS number 943 476 5919.»"""
        facts = [
            "" if self.sex is Sex.NOT_KNOWN else self.sex.label.lower(),
            f"{self.weight:,} g" if self.weight else "",
            f"born at {self.time}" if self.time else "",
            f"registered as {self.registered_name}" if self.registered_name else "",
            f"cared for at: {self.cared_for_at}" if self.cared_for_at else "",
        ]
        known = ", ".join(filter(None, facts)) or "nothing more known yet"
        number = f"NHS number {say_nhs_number(self.nhs_number)}." if self.nhs_number else ""
        who = names.person(self.baby)
        return " ".join(filter(None, [f"{who}: {known}.", number, ended(self.note)]))
