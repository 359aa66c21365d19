"""What is asked about a birth: what is the same for every baby, and what each baby has of its own."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import How, Line, ask
from firsthome.kinds.newborn import Newborn, Sex
from firsthome.kinds.spelled import NhsNumber, TimeOfDay, Weeks


class Born(Choice):
    """What happened to one baby."""

    ALIVE = "alive", "Born alive"
    STILLBORN = "stillborn", "Stillborn"
    NOT_YET = "not_yet", "Not born yet, or not known: record nothing"


class TheBirth(BaseModel):
    """What is the same for every baby of one birth."""

    model_config = ConfigDict(frozen=True)

    on: date | None = ask(
        "On which day?", "For example 27 3 2025. Just before or after midnight, the day that the midwife wrote down.",
        missing="Enter the day of the birth",
    )  # fmt: skip
    place: Line = ask("Where?", "For example the hospital, or at home.", default="")
    gestation: Weeks | None = ask("At how many weeks of pregnancy?", "Like 34+0.", default=None, ge=1, le=320)
    confirmed_by: Line = ask(
        "Which clinician confirmed it?", "By name. Leave empty if you do not know.", default=""
    )
    how: How = ask("How do you know?", default=How.OBSERVED)
    by: Line = ask("Who told you, or where did you read it?", default="")


class OneBaby(BaseModel):
    """What is asked about each baby."""

    model_config = ConfigDict(frozen=True)

    born: Born = ask("What happened?", missing="Choose what happened to this baby")
    another_day: date | None = ask(
        "Born on another day?", "Only if this baby came on the other side of midnight.", default=None
    )
    time: TimeOfDay = ask("At what time?", "By the 24-hour clock, like 03:12.", default="")
    weight: int | None = ask("Weight in grams", "Like 3200.", default=None, ge=200, le=8000)
    sex: Sex = ask("Is it a girl or a boy?", default=Sex.NOT_KNOWN)
    registered_name: Line = ask("Registered name", "Leave empty until the birth is registered.", default="")
    nhs_number: NhsNumber = ask("Baby’s NHS number", "Leave empty if it is not known yet.", default="")
    cared_for_at: Line = ask(
        "Where is the baby cared for now?", "For example the neonatal unit, or at home.", default=""
    )

    def newborn(self, baby: UUID) -> Newborn:
        """What is known of the baby itself."""
        return Newborn(
            baby=baby, time=self.time, weight=self.weight, sex=self.sex, registered_name=self.registered_name,
            nhs_number=self.nhs_number, cared_for_at=self.cared_for_at,
        )  # fmt: skip
