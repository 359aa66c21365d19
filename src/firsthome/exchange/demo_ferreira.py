"""The Ferreira family, invented: from the first concern to a plan, a birth, a way home, and a first review."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from firsthome.access.principals import Reader
from firsthome.exchange.demo_ferreira_plan import birth_plan, going_home, review, the_plan
from firsthome.exchange.demo_writing import Pen, mother_of, told_by
from firsthome.kinds.choices import Asked
from firsthome.kinds.contact import Contact, ContactOutcome, Setting
from firsthome.kinds.family import Relationship, Role, Tie
from firsthome.kinds.newborn import Newborn, Sex
from firsthome.kinds.planning import Meeting
from firsthome.kinds.pregnancy import Basis, Certainty, Outcome, Pregnancy, Result
from firsthome.kinds.referral import Agreed, Decision, Referral, Settled
from firsthome.kinds.vulnerability import AffectedNow, Standing, Topic, Vulnerability
from firsthome.kinds.when import When

FAMILY = "Ferreira"
DAYS_OLD = 20


def write(who: dict[str, Reader], today: date) -> Pen:
    """The record of a baby who was born at thirty-eight weeks and four days, twenty days ago."""
    midwife = who["midwife"]
    born = today - timedelta(days=DAYS_OLD)
    pen = Pen.opening(midwife, "11+2", born + timedelta(days=10), today, "Community midwifery")
    pen.involve(midwife, midwife, "11+2", "Community midwife", lead=True)
    ana = pen.person(midwife, "Ana Ferreira", Role.MOTHER, "11+2", age="26", person=mother_of(FAMILY))
    rui = pen.person(midwife, "Rui Sousa", Role.FATHER, "11+2", age="31")
    marta = pen.person(
        midwife, "Marta Ferreira", Role.RELATIVE, "11+2", words="Ana’s sister, two streets away"
    )
    baby = pen.person(midwife, "Baby Ferreira", Role.BABY, "11+2")
    pen.write(midwife, Relationship(person=rui, tie=Tie.FORMER_PARTNER, to=ana), "11+2", (rui, ana))
    pen.write(midwife, Relationship(person=marta, tie=Tie.SIBLING, to=ana), "11+2", (marta, ana))
    scan = Pregnancy(
        edd=pen.edd, basis=Basis.DATING_SCAN, certainty=Certainty.SURE, babies=1, known_at_week=9
    )
    pen.write(midwife, scan, "12+3", (ana,))
    _first_concern(pen, who, ana)
    the_plan(pen, who, ana, marta)
    birth_plan(pen, who, ana, rui, marta)
    _birth(pen, midwife, baby, born)
    going_home(pen, who, ana, born)
    review(pen, who, ana)
    return pen


def _first_concern(pen: Pen, who: dict[str, Reader], ana: UUID) -> None:
    """What she said, who was asked for help, and what was decided."""
    midwife, social, visitor = who["midwife"], who["social_worker"], who["health_visitor"]
    drinking = pen.write(
        midwife,
        Vulnerability(
            topic=Topic.ALCOHOL,
            standing=Standing.KNOWN,
            account="Wine on most evenings since the spring, more at weekends. She brought it up herself.",
            affected_now=AffectedNow.YES,
            affected_how="Drinking goes on in the pregnancy; the specialist midwife sees her this week.",
            protective="Wants help, and her sister knows.",
            later="Nights alone with a baby are when she would reach for it.",
        ),
        "14+0",
        (ana,),
        source=told_by("Ana"),
    )
    asked = Referral(
        to=social.agency,
        why="Drinking in pregnancy, and a former partner who came to the door at night.",
        parents_told=Asked.YES,
        told="That I am asking for somebody to look at it with her, and why.",
        agreed=Agreed.ONE,
        rests_on=(drinking.id,),
    )
    pen.involve(midwife, social, "14+1", "Social worker", "Referral about an unborn baby")
    referral = pen.write(midwife, asked, "14+1", (ana,))
    decision = Decision(
        referral=referral.id, decision="A pre-birth assessment begins.", settled=Settled.ASSESSMENT,
        why="The baby is affected now, and she wants help with it.", by="Duty manager, children’s social care",
        not_known="How Rui sees the pregnancy.", rests_on=(referral.id,),
    )  # fmt: skip
    pen.write(social, decision, "14+3", (ana,))
    pen.involve(midwife, visitor, "20+0", "Health visitor", "First baby, and a plan to be made together")
    for key, job in (
        ("ward_sister", "Ward sister, labour ward"),
        ("out_of_hours_worker", "Out-of-hours team"),
    ):
        pen.involve(midwife, who[key], "24+0", job, "Holds the birth plan")
    for by, at, account in (
        (midwife, "18+0", "Down to two evenings a week, with the specialist midwife. Proud of it."),
        (social, "20+4", "Talked about what a night with a newborn is like. Marta came for the second half."),
        (midwife, "30+0", "No wine for nine weeks, measured at the clinic. Baby growing well."),
    ):
        kept = Contact(
            outcome=ContactOutcome.ATTENDED, setting=Setting.HOME, pregnancy_continues=Asked.YES,
            seen_alone=Asked.YES, account=account,
        )  # fmt: skip
        pen.write(by, kept, at, (ana,))
    met = Meeting(
        type="Pre-birth planning meeting",
        present="Ana, Marta, Ada Hope, Daniel Osei, Sunita Rao",
        minutes="One plan for all of us, and Marta is in it because Ana asked for her.",
    )
    pen.write(social, met, "24+0", (ana,))


def _birth(pen: Pen, midwife: Reader, baby: UUID, born: date) -> None:
    outcome = Outcome(
        baby=baby, result=Result.LIVE_BIRTH, place="Example Vale Hospital", gestation=38 * 7 + 4,
        confirmed_by="Grace Tan, ward sister",
    )  # fmt: skip
    at = "38+4"
    pen.write(midwife, outcome, at, (baby,), happened=When.on(born))
    known = Newborn(baby=baby, time="05:40", weight=3240, sex=Sex.MALE, cared_for_at="with Ana on the ward")
    pen.write(midwife, known, at, (baby,), happened=When.on(born))
