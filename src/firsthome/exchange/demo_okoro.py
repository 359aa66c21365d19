"""The Okoro family, invented: care that began late for a reason she gave, and a baby who is five days old."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from firsthome.access.principals import Reader
from firsthome.exchange.demo_move import ask_other_shire
from firsthome.exchange.demo_writing import Pen, mother_of, told_by
from firsthome.kinds.choices import Asked
from firsthome.kinds.contact import Contact, ContactOutcome, Setting
from firsthome.kinds.family import Relationship, Role, Tie
from firsthome.kinds.late_booking import HowLate, LateBooking, LateReason
from firsthome.kinds.newborn import Newborn, Sex
from firsthome.kinds.planning import Action, Plan
from firsthome.kinds.pregnancy import Basis, Certainty, Outcome, Pregnancy, Result
from firsthome.kinds.when import When

FAMILY = "Okoro"
BORN_AT, DAYS_OLD = "38+2", 5


def write(who: dict[str, Reader], today: date) -> Pen:
    """The record of a baby who was born at thirty-eight weeks and two days, five days ago."""
    midwife, visitor, gp = who["midwife"], who["health_visitor"], who["gp"]
    born = today - timedelta(days=DAYS_OLD)
    pen = Pen.opening(midwife, "27+1", born + timedelta(days=12), today, "Community midwifery")
    pen.involve(midwife, midwife, "27+1", "Community midwife", lead=True)
    ngozi = pen.person(midwife, "Ngozi Okoro", Role.MOTHER, "27+1", age="27", person=mother_of(FAMILY))
    emeka = pen.person(midwife, "Emeka Okoro", Role.FATHER, "27+1", age="29")
    baby = pen.person(midwife, "Baby Okoro", Role.BABY, "27+1")
    pen.write(midwife, Relationship(person=emeka, tie=Tie.PARTNER, to=ngozi), "27+1", (emeka, ngozi))
    late = LateBooking(
        how=HowLate.BOOKED_LATE,
        gestation=27 * 7 + 1,
        evidence="Came to the walk-in clinic with a cough; nobody here had seen her before.",
        reason=LateReason.CAME_TO_THE_UK,
        reason_by="Ngozi",
        her_words="We landed in spring, and at home one goes when one feels the baby.",
        before=Asked.NO,
    )
    pen.write(midwife, late, "27+1", (ngozi,), source=told_by("Ngozi"))
    dated = Pregnancy(
        edd=pen.edd - timedelta(days=3),
        basis=Basis.CLINICIAN,
        certainty=Certainty.WIDE,
        edd_earliest=pen.edd - timedelta(days=14),
        edd_latest=pen.edd + timedelta(days=10),
        babies=1,
        known_at_week=27,
    )
    pen.write(midwife, dated, "27+3", (ngozi,))
    scan = Pregnancy(
        edd=pen.edd, basis=Basis.DATING_SCAN, certainty=Certainty.ABOUT, babies=1, known_at_week=27
    )
    pen.write(midwife, scan, "28+2", (ngozi,))
    pen.involve(midwife, gp, "27+4", "GP", "Newly registered")
    pen.involve(midwife, visitor, "29+0", "Health visitor", "First baby in this country")
    seen = Contact(
        outcome=ContactOutcome.ATTENDED, setting=Setting.HOME, pregnancy_continues=Asked.YES, seen_alone=Asked.YES,
        present=(ngozi, emeka), account="Two rooms above the shop, warm. A cot from the church stands ready.",
        her_words="My mother is on the telephone every evening. It is not the same.",
    )  # fmt: skip
    pen.write(visitor, seen, "33+1", (ngozi, emeka))
    plan = Plan(
        goals="Somebody who knows both of them visits in the first weeks, and her letters come in plain English.",
        mothers_goal="To know one other mother in this street.",
    )
    made = pen.write(visitor, plan, "34+0", (ngozi,))
    walk = Action(
        what="Go with Ngozi to the Tuesday group the first time", agency=visitor.agency,
        practitioner=visitor.practitioner, due=today + timedelta(days=12), plan=made.id,
    )  # fmt: skip
    pen.write(visitor, walk, "34+0", (ngozi,))
    _birth(pen, midwife, gp, baby, born)
    ask_other_shire(pen, who)
    return pen


def _birth(pen: Pen, midwife: Reader, gp: Reader, baby: UUID, born: date) -> None:
    """Everything that is known five days later; the NHS number is not."""
    outcome = Outcome(
        baby=baby,
        result=Result.LIVE_BIRTH,
        place="Example Vale Hospital",
        gestation=38 * 7 + 2,
        confirmed_by="Ada Hope, midwife",
    )
    pen.write(midwife, outcome, "45+0", (baby,), happened=When.on(born))
    known = Newborn(
        baby=baby, time="03:12", weight=3080, sex=Sex.FEMALE, cared_for_at="home since the second day"
    )
    pen.write(midwife, known, "45+0", (baby,), happened=When.on(born))
    rung = Contact(
        outcome=ContactOutcome.ATTENDED,
        setting=Setting.PHONE,
        account="Registered the baby with the surgery on the telephone; the number will follow.",
    )
    pen.write(gp, rung, "45+0", (baby,))
