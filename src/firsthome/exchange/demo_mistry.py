"""The Mistry family, invented: an ordinary pregnancy, kept appointments, a father who is there from the start."""

from __future__ import annotations

from datetime import date, timedelta

from firsthome.access.principals import Reader
from firsthome.exchange.demo_curiosity import both_parents
from firsthome.exchange.demo_network import around_leila
from firsthome.exchange.demo_vulnerabilities import of_ashwin
from firsthome.exchange.demo_writing import Pen, mother_of, told_by
from firsthome.kinds.choices import Asked
from firsthome.kinds.contact import Contact, ContactOutcome, Setting
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.family import Relationship, Role, Tie
from firsthome.kinds.planning import Action, Plan, Progress
from firsthome.kinds.pregnancy import Basis, Certainty, Pregnancy
from firsthome.kinds.sharing import Acknowledgement, Consent, Share
from firsthome.kinds.vulnerability import AffectedNow, Standing, Topic, Vulnerability
from firsthome.kinds.when import Phase, When

FAMILY = "Mistry"


def write(who: dict[str, Reader], today: date) -> Pen:
    """The record of a pregnancy that is thirty-one weeks along today."""
    midwife, visitor, gp = who["midwife"], who["health_visitor"], who["gp"]
    edd = today + timedelta(weeks=9)
    pen = Pen.opening(midwife, "9+2", edd, today, "Community midwifery")
    pen.involve(midwife, midwife, "9+2", "Community midwife", lead=True)
    leila = pen.person(midwife, "Leila Mistry", Role.MOTHER, "9+2", age="31", person=mother_of(FAMILY))
    ashwin = pen.person(midwife, "Ashwin Mistry", Role.FATHER, "9+2", age="33")
    pen.person(midwife, "Baby Mistry", Role.BABY, "9+2")
    hansa = pen.person(
        midwife, "Hansa Patel", Role.GRANDPARENT, "16+1", words="Leila's mother, lives four streets away"
    )
    pen.write(midwife, Relationship(person=ashwin, tie=Tie.PARTNER, to=leila), "9+2", (ashwin, leila))
    pen.write(midwife, Relationship(person=hansa, tie=Tie.PARENT, to=leila), "16+1", (hansa, leila))

    pen.write(
        midwife,
        Contact(
            outcome=ContactOutcome.ATTENDED,
            setting=Setting.CLINIC,
            purpose="Booking",
            present=(leila, ashwin),
            pregnancy_continues=Asked.YES,
            seen_alone=Asked.YES,
            account="Both came. Leila was also seen alone for part of the time and feels safe at home.",
            her_words="We have told nobody yet. It still feels like a secret that could break.",
        ),
        "9+2",
        (leila, ashwin),
    )
    pen.involve(midwife, gp, "10+0", "GP", "The family's own doctor")
    worry = pen.write(
        gp,
        Vulnerability(
            topic=Topic.MENTAL_HEALTH,
            standing=Standing.PAST,
            account="Anxiety and poor sleep for some months after a miscarriage. Talking therapy helped; no medicine.",
            affected_now=AffectedNow.NOT_AS_FAR_AS_KNOWN,
            affected_how="Sleeping and eating well; knows the early signs and whom to ring.",
            protective="Ashwin notices early when she worries, and she lets him.",
        ),
        "10+4",
        (leila,),
        happened=When.in_phase(Phase.BEFORE),
        source=told_by("Leila"),
    )
    scan = Pregnancy(edd=edd, basis=Basis.DATING_SCAN, certainty=Certainty.SURE, babies=1, known_at_week=8)
    pen.write(midwife, scan, "12+3", (leila,))
    _kept(pen, midwife, "16+1", "Well. Heard the heartbeat; Hansa came too and cried a little.")
    moved = Contact(
        outcome=ContactOutcome.REARRANGED, setting=Setting.CLINIC, account="Leila had a job interview."
    )
    pen.write(midwife, moved, "24+5", (leila,))
    of_ashwin(pen, midwife, ashwin)
    _kept(pen, midwife, "25+1", "Well. Got the job: it starts after the baby, from home.")
    _kept(pen, midwife, "28+0", "Well, growing as expected. Iron a little low, tablets begun.")

    pen.involve(midwife, visitor, "26+0", "Health visitor", "Every family meets theirs before the birth")
    agreed = Share(
        entries=(worry.id,),
        agencies=(visitor.agency,),
        purpose="So that Leila need not tell it all again, and is asked how she sleeps.",
        lawful_basis="Public task",
        consent=Consent.GIVEN,
    )
    share = pen.write(gp, agreed, "26+2", (leila,))
    read = Acknowledgement(entries=(share.id,), note="Thank you, I will ask at our first visit.")
    pen.write(visitor, read, "26+4", (leila,))
    pen.write(
        visitor,
        Contact(
            outcome=ContactOutcome.ATTENDED,
            setting=Setting.HOME,
            purpose="First visit before the birth",
            present=(leila, ashwin),
            seen_alone=Asked.YES,
            account="The cot is built, a little crooked. We talked about nights, crying, and who rests when.",
            her_words="I want to enjoy this one, not wait for something to go wrong.",
        ),
        "29+3",
        (leila, ashwin),
    )
    talk = "Ashwin, on his own: worries that he will be back at work after two weeks. His own father never held him."
    pen.write(
        visitor, Event(type=EventType.CONVERSATION, account=talk), "29+3", (ashwin,), source=told_by("Ashwin")
    )

    around_leila(pen, visitor, leila, ashwin, hansa)
    both_parents(pen, who, leila, ashwin, hansa)

    goals = "Ordinary care from midwife and health visitor, with an ear for how Leila sleeps after the birth."
    plan = pen.write(
        visitor,
        Plan(goals=goals, mothers_goal="To sleep when he sleeps, and to say so early if I cannot."),
        "29+4",
    )
    weeks = Action(
        what="Ask how Leila sleeps",
        agency=visitor.agency,
        practitioner=visitor.practitioner,
        due=edd + timedelta(weeks=2),
        plan=plan.id,
    )
    pen.write(visitor, weeks, "29+4", (leila,))
    done = Action(
        what="Ask Ashwin's employer about four weeks of leave",
        owner_words="Ashwin",
        progress=Progress.DONE,
        evidence="Agreed in writing",
        plan=plan.id,
    )
    pen.write(visitor, done, "30+2", (ashwin,))
    offered = Contact(
        outcome=ContactOutcome.OFFERED,
        setting=Setting.CLINIC,
        purpose="34 weeks",
        next_date=today + timedelta(weeks=3),
    )
    pen.write(midwife, offered, "31+0", (leila,), happened=When.on(today + timedelta(weeks=3)))
    return pen


def _kept(pen: Pen, midwife: Reader, at: str, account: str) -> None:
    """One of the midwife's ordinary appointments."""
    said = Contact(
        outcome=ContactOutcome.ATTENDED,
        setting=Setting.CLINIC,
        pregnancy_continues=Asked.YES,
        account=account,
    )
    pen.write(midwife, said, at, (mother_of(FAMILY),))
