"""The Adeyemi family, invented: twins, an expected date that changed, and a mother who was low once before."""

from __future__ import annotations

from datetime import date, timedelta

from firsthome.access.principals import Reader
from firsthome.exchange.demo_network import around_grace
from firsthome.exchange.demo_writing import Pen, mother_of, opinion, told_by
from firsthome.kinds.analysis import Analysis
from firsthome.kinds.choices import Asked
from firsthome.kinds.contact import Contact, ContactOutcome, Setting
from firsthome.kinds.entry import How, Mark, Source
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.family import Relationship, Role, Tie
from firsthome.kinds.planning import Action, Meeting, Plan
from firsthome.kinds.pregnancy import Basis, Certainty, Pregnancy
from firsthome.kinds.referral import Decision, Referral
from firsthome.kinds.sharing import Acknowledgement, Consent, Share
from firsthome.kinds.vulnerability import AffectedNow, Standing, Topic, Vulnerability
from firsthome.kinds.when import Precision, When
from firsthome.kit.dates import whole_year

FAMILY = "Adeyemi"


def write(who: dict[str, Reader], today: date) -> Pen:
    """The record of a twin pregnancy that is twenty-four weeks and four days along today."""
    midwife, gp, nurse, visitor = (
        who[key] for key in ("midwife", "gp", "mental_health_nurse", "health_visitor")
    )
    edd = today + timedelta(days=280 - 24 * 7 - 4)
    pen = Pen.opening(midwife, "8+5", edd, today, "Multiple birth clinic")
    pen.involve(midwife, midwife, "8+5", "Midwife, twins clinic", lead=True)
    grace = pen.person(midwife, "Grace Adeyemi", Role.MOTHER, "8+5", age="34", person=mother_of(FAMILY))
    tom = pen.person(midwife, "Tom Whitfield", Role.FATHER, "8+5", age="36")
    ire = pen.person(midwife, "Ireti Whitfield", Role.SIBLING, "8+5", words="older sister", age="4")
    pen.write(midwife, Relationship(person=tom, tie=Tie.PARTNER, to=grace), "8+5", (tom, grace))
    pen.write(midwife, Relationship(person=tom, tie=Tie.PARENT, to=ire), "8+5", (tom, ire))

    around_grace(pen, midwife, grace, tom, ire)

    first = Pregnancy(edd=edd - timedelta(days=9), basis=Basis.LAST_PERIOD, certainty=Certainty.WIDE)
    dates = pen.write(midwife, first, "8+5", (grace,), source=told_by("Grace"))
    booking = Contact(
        outcome=ContactOutcome.ATTENDED,
        setting=Setting.HOSPITAL,
        purpose="Booking",
        present=(grace,),
        pregnancy_continues=Asked.YES,
        seen_alone=Asked.YES,
        account="Came alone, tired and sick. Tom was at work and rang in. Feels safe at home.",
        her_words="Ireti wants a dog, not a baby. She is getting neither dog nor peace.",
    )
    pen.write(midwife, booking, "8+5", (grace,))
    scanned = Pregnancy(edd=edd, basis=Basis.DATING_SCAN, certainty=Certainty.SURE, babies=2, known_at_week=8)
    reason = "The dating scan shows twins, nine days younger than the last period had suggested."
    pen.change(midwife, dates, Mark.CORRECTION, scanned, "12+1", reason)
    for name in ("Twin one", "Twin two"):
        pen.person(midwife, f"{name}, Adeyemi-Whitfield", Role.BABY, "12+1", words=name.lower())

    pen.involve(midwife, gp, "10+2", "GP", "The family's own doctor")
    low = pen.write(
        gp,
        Vulnerability(
            topic=Topic.MENTAL_HEALTH,
            standing=Standing.PAST,
            account="Depression after Ireti's birth, four months, with treatment. She recovered fully.",
            affected_now=AffectedNow.NOT_AS_FAR_AS_KNOWN,
            affected_how="Well now. The weeks after the birth are when to watch, and she agrees.",
            protective="Knew herself that something was wrong and asked for help; wants to be asked again.",
        ),
        "10+6",
        (grace,),
        happened=When.within(whole_year(today.year - 4), Precision.YEAR),
        source=Source(how=How.DOCUMENT, by="GP notes"),
    )
    sleep = Event(
        type=EventType.CONVERSATION, account="Wakes at four and lies there counting what twins will cost."
    )
    worry = pen.write(midwife, sleep, "16+3", (grace,), source=told_by("Grace"))
    view = Analysis(
        opinion="Not low now, but the same early signs as last time, and twins mean less sleep. Better to plan for it.",
        rests_on=(low.id, worry.id),
    )
    pen.write(midwife, view, "16+4", (grace,), source=opinion())
    pen.involve(midwife, nurse, "16+4", "Perinatal mental health nurse", "Depression after an earlier birth")
    asked = Referral(
        to=nurse.agency,
        why="Depression after her first birth and early waking now. Grace would like to meet you before she needs you.",
        parents_told=Asked.YES,
        rests_on=(low.id, worry.id),
    )
    referral = pen.write(midwife, asked, "16+4", (grace,))
    accepted = Decision(
        decision="Accepted: three visits before the birth and one in each of the first six weeks after.",
        why="Earlier depression, early signs, twins.",
        by="Perinatal mental health team",
        rests_on=(referral.id,),
    )
    decision = pen.write(nurse, accepted, "18+0", (grace,))

    _appointments(pen, midwife, nurse)
    pen.involve(midwife, visitor, "20+0", "Health visitor", "Twins, and an older child at home")
    shared = Share(
        entries=(low.id, decision.id),
        agencies=(visitor.agency,),
        purpose="So that her health visitor knows what to ask after the birth, and who else is coming.",
        lawful_basis="Public task",
        consent=Consent.GIVEN,
    )
    share = pen.write(midwife, shared, "20+1", (grace,))
    pen.write(visitor, Acknowledgement(entries=(share.id,)), "20+5", (grace,))
    visits = Share(
        entries=(decision.id,),
        agencies=(gp.agency,),
        purpose="So that the surgery knows that visits are planned, and who to ring.",
        lawful_basis="Public task",
        consent=Consent.GIVEN,
    )
    pen.write(nurse, visits, "24+2", (grace,))  # nobody at the surgery has read it yet
    _plan(pen, who)
    return pen


def _appointments(pen: Pen, midwife: Reader, nurse: Reader) -> None:
    grace = mother_of(FAMILY)
    kept = [
        (midwife, "16+3", Setting.HOSPITAL, "Both babies growing. Grace was tired and said so."),
        (midwife, "20+2", Setting.HOSPITAL, "Long scan; both well. Tom came, and asked more than anybody."),
        (
            nurse,
            "21+4",
            Setting.HOME,
            "First visit. Talked about what helped last time: her sister, and being asked.",
        ),
        (
            midwife,
            "24+0",
            Setting.HOSPITAL,
            "Well. Blood pressure as before. Talked about birth at about 37 weeks.",
        ),
    ]
    for by, at, setting, account in kept:
        said = Contact(
            outcome=ContactOutcome.ATTENDED, setting=setting, pregnancy_continues=Asked.YES, account=account
        )
        pen.write(by, said, at, (grace,))
    away = Contact(
        outcome=ContactOutcome.CANCELLED_BY_SERVICE,
        setting=Setting.HOME,
        account="The nurse was ill. Grace was rung the same morning and a new day agreed.",
        next_date=pen.today + timedelta(days=4),
    )
    pen.write(nurse, away, "24+3", (grace,))


def _plan(pen: Pen, who: dict[str, Reader]) -> None:
    midwife, nurse, visitor = who["midwife"], who["mental_health_nurse"], who["health_visitor"]
    met = Meeting(
        type="Planning meeting",
        present="Grace, Tom, midwife, perinatal mental health nurse, health visitor",
        minutes="Agreed who notices what in the first six weeks, and that Tom may ring the nurse himself.",
        next_date=pen.today + timedelta(weeks=6),
    )
    pen.write(midwife, met, "23+1", (mother_of(FAMILY),))
    goals = "Sleep and help are arranged before the twins come, and low mood is noticed within days."
    plan = pen.write(midwife, Plan(goals=goals, mothers_goal="To be asked, even when I look fine."), "23+1")
    actions = [
        (nurse, "Write the early signs down with Grace, in her words", nurse, timedelta(weeks=3)),
        (midwife, "Show Grace and Tom the twins ward", midwife, timedelta(weeks=5)),
        (visitor, "Ask the nursery for mornings for Ireti", visitor, timedelta(weeks=4)),
    ]
    for by, what, owner, wait in actions:
        said = Action(
            what=what,
            agency=owner.agency,
            practitioner=owner.practitioner,
            due=pen.today + wait,
            plan=plan.id,
        )
        pen.write(by, said, "23+1", (mother_of(FAMILY),))
