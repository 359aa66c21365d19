"""The Pryce family, invented: a late booking, and contact that comes and goes, for reasons on both sides."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from firsthome.access.principals import Reader
from firsthome.exchange.demo_curiosity import not_known_yet
from firsthome.exchange.demo_meetings import meetings_about_shannon
from firsthome.exchange.demo_men import of_kieran_as_father
from firsthome.exchange.demo_network import around_shannon, kieran_born
from firsthome.exchange.demo_vulnerabilities import ABUSE, of_kieran, of_shannon
from firsthome.exchange.demo_writing import Pen, mother_of, only, opinion, told_by
from firsthome.kinds.address import Address, AddressStanding
from firsthome.kinds.analysis import Analysis
from firsthome.kinds.choices import Asked
from firsthome.kinds.contact import Contact, ContactOutcome, Setting
from firsthome.kinds.contact_details import ContactDetails, Safe
from firsthome.kinds.entry import Entry, How, Mark, Source
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.family import Relationship, Role, Tie
from firsthome.kinds.milestone import Area, MilestoneReached, Reached
from firsthome.kinds.origin import Origin
from firsthome.kinds.planning import Action, Plan
from firsthome.kinds.pregnancy import Basis, Certainty, Pregnancy
from firsthome.kinds.referral import Decision, Referral
from firsthome.kinds.sharing import Acknowledgement, Consent, Share
from firsthome.kinds.when import Phase, When

FAMILY = "Pryce"


def write(who: dict[str, Reader], today: date) -> Pen:
    """The record of a pregnancy that is twenty-nine weeks and two days along today, first known at twenty-one."""
    midwife = who["midwife"]
    edd = today + timedelta(days=280 - 29 * 7 - 2)
    pen = Pen.opening(midwife, "21+3", edd, today, "Community midwifery")
    pen.involve(midwife, midwife, "21+3", "Community midwife", lead=True)
    pen.involve(midwife, who["safeguarding_lead"], "22+0", "Named midwife")
    shannon = pen.person(midwife, "Shannon Pryce", Role.MOTHER, "21+3", age="19", person=mother_of(FAMILY))
    pen.person(midwife, "Baby Pryce", Role.BABY, "21+3")
    kieran, carol = _booking(pen, who, shannon)
    missed = _contacts(pen, who, shannon)
    told = _what_others_know(pen, who, shannon)
    of_kieran(pen, who, kieran)
    of_kieran_as_father(pen, midwife, kieran)
    around_shannon(pen, who, shannon, carol, kieran)
    _help(pen, who, shannon, missed, told)
    _reaching_her(pen, who, shannon)
    not_known_yet(pen, who, shannon, missed)
    return pen


def _reaching_her(pen: Pen, who: dict[str, Reader], shannon: UUID) -> None:
    """How she is reached safely, where she sleeps, and what a neighbour asked to be kept in confidence."""
    midwife = who["midwife"]
    few = only(midwife, who["social_worker"], who["police_officer"])
    phone = ContactDetails(
        person=shannon, phone="01632 960188", call=Safe.YES, text=Safe.NO, voicemail=Safe.NO,
        when_safe="on weekdays between 10 and 12",
    )  # fmt: skip
    pen.write(midwife, phone, "28+0", (shannon,), source=told_by("Shannon"))
    sofa = Address(
        person=shannon, standing=AddressStanding.SEALED, lines="Flat 2, 9 Example Street", postcode="EX4 4PL",
        begins=pen.at("28+0"), safe_to_visit=Asked.YES, safe_to_write=Asked.NO,
    )  # fmt: skip
    pen.write(midwife, sofa, "28+0", (shannon,), source=told_by("Shannon"), audience=few)
    heard = Event(
        type=EventType.CONCERN, account="A car waits across the road most evenings, its engine running."
    )
    in_confidence = Source(
        how=How.SAID,
        by="a neighbour",
        origin=Origin.THIRD_PARTY,
        asked="Do not say that it came from this street",
    )
    pen.write(midwife, heard, "28+3", (shannon,), source=in_confidence, audience=few)


def _booking(pen: Pen, who: dict[str, Reader], shannon: UUID) -> tuple[UUID, UUID]:
    """What she said and who came with her. Returns who is said to be the father, and her aunt."""
    midwife = who["midwife"]
    kieran = pen.person(
        midwife, "Kieran Doyle", Role.FATHER, "21+3", words="said to be the father", age="23",
        born=kieran_born(pen.today),
    )  # fmt: skip
    carol = pen.person(
        midwife, "Carol Pryce", Role.RELATIVE, "21+3", words="aunt; Shannon sleeps on her sofa"
    )
    tie = Relationship(person=kieran, tie=Tie.FORMER_PARTNER, to=shannon, note="«On and off», she says.")
    pen.write(midwife, tie, "21+3", (kieran, shannon), source=told_by("Shannon"))
    pen.write(midwife, Relationship(person=carol, tie=Tie.LIVES_WITH, to=shannon), "21+3", (carol, shannon))
    booked = Contact(
        outcome=ContactOutcome.ATTENDED,
        setting=Setting.CLINIC,
        purpose="Booking",
        present=(shannon, carol),
        pregnancy_continues=Asked.YES,
        seen_alone=Asked.YES,
        account="Came with her aunt. Quiet at first. Had felt movements for weeks and told nobody but Carol.",
        her_words="I thought if I said it out loud somebody would take it off me.",
    )
    pen.write(midwife, booked, "21+3", (shannon,))
    scan = Pregnancy(edd=pen.edd, basis=Basis.CLINICIAN, certainty=Certainty.WIDE, babies=1, known_at_week=21)
    pen.write(midwife, scan, "22+1", (shannon,))
    of_shannon(pen, midwife, shannon)
    return kieran, carol


def _contacts(pen: Pen, who: dict[str, Reader], shannon: UUID) -> Entry:
    """Kept, not kept, and not offered: both sides. Returns one that looks like a missed visit at first."""
    midwife = who["midwife"]
    wrong = pen.write(
        midwife,
        Contact(outcome=ContactOutcome.NOT_ATTENDED, setting=Setting.CLINIC, barrier="Not known yet."),
        "23+3",
        (shannon,),
    )
    seen = Contact(
        outcome=ContactOutcome.ATTENDED,
        setting=Setting.HOSPITAL,
        pregnancy_continues=Asked.YES,
        account="Was in the hospital's day unit that morning with pains; the baby was well. Nobody told the clinic.",
    )
    reason = "She did come to maternity that day: to the day unit, not to the clinic."
    pen.change(midwife, wrong, Mark.CORRECTION, seen, "23+6", reason)
    missed = pen.write(
        midwife,
        Contact(
            outcome=ContactOutcome.NOT_ATTENDED,
            setting=Setting.CLINIC,
            pregnancy_continues=Asked.YES,
            account="Rang the same afternoon: she is well and the baby moves.",
            barrier="The bus is four pounds and the appointment was on the day before her money comes.",
            reason_given="“I hadn't the fare till Thursday”, Shannon on the phone.",
            helps="Visits at Carol's, from Thursday on.",
            next_offer="A visit at Carol's instead of the clinic.",
        ),
        "25+0",
        (shannon,),
    )
    away = Contact(
        outcome=ContactOutcome.CANCELLED_BY_SERVICE,
        setting=Setting.HOME,
        account="Midwife on leave and nobody to cover. Shannon waited in; she was told the next day.",
        moved_by="The community office",
    )
    pen.write(midwife, away, "26+1", (shannon,))
    closed = Contact(
        outcome=ContactOutcome.NO_ACCESS,
        setting=Setting.HOME,
        account="Nobody came to the door. A text came ten minutes later: asleep after a night with no sleep.",
        tried="Rang the bell twice, then a text that said only who had come.",
        next_offer="The same midwife, after eleven in the morning.",
        pregnancy_continues=Asked.YES,
    )
    pen.write(midwife, closed, "26+6", (shannon,))
    kept = Contact(
        outcome=ContactOutcome.ATTENDED,
        setting=Setting.HOME,
        present=(shannon,),
        pregnancy_continues=Asked.YES,
        seen_alone=Asked.YES,
        account="A long talk at Carol's kitchen table. Smoking down from ten to four a day, by herself.",
        her_words="Nobody ever asked me what I'd be like as a mum. I think I'd be all right.",
        next_date=pen.today + timedelta(days=9),
    )
    pen.write(midwife, kept, "27+3", (shannon,))
    other = pen.write(midwife, Event(account="Rang about a pram for her sister's twins."), "27+4", (shannon,))
    pen.change(midwife, other, Mark.ERROR, None, "27+4", "That was another caller, about another family.")
    return missed


def _what_others_know(pen: Pen, who: dict[str, Reader], shannon: UUID) -> Entry:
    """What police hold, kept to those who plan with it; nothing here goes to the family."""
    midwife, police, social = who["midwife"], who["police_officer"], who["social_worker"]
    pen.involve(midwife, social, "24+1", "Social worker", "Referral about an unborn baby")
    pen.involve(midwife, police, "24+4", "Public protection", "Asked what is known, for the referral")
    call = Event(
        type=EventType.INCIDENT,
        account="A neighbour rang about shouting. Shannon had a cut lip, said she fell, and did not want to say more.",
    )
    night = pen.write(
        police,
        call,
        "24+5",
        (shannon,),
        happened=When.in_phase(Phase.BEFORE, "the winter before the pregnancy"),
        source=Source(how=How.DOCUMENT, by="Police log"),
        audience=only(police, social),
    )
    share = pen.write(
        police,
        Share(
            entries=(night.id,),
            agencies=(midwife.agency,),
            purpose="So that she is asked, alone and gently, and that nobody writes to the address about it.",
            lawful_basis="Public task, safeguarding",
            consent=Consent.NOT_SOUGHT,
            consent_why="Asking first could have put her in danger.",
        ),
        "25+2",
    )
    pen.write(midwife, Acknowledgement(entries=(share.id,)), "25+3")
    pen.write(
        midwife, ABUSE, "27+3", (shannon,), source=told_by("Shannon"), audience=only(midwife, police, social)
    )
    return night


def _help(pen: Pen, who: dict[str, Reader], shannon: UUID, missed: Entry, told: Entry) -> None:
    midwife, social, early = who["midwife"], who["social_worker"], who["early_help_worker"]
    lead, visitor = who["safeguarding_lead"], who["health_visitor"]
    asked = Referral(
        to=social.agency,
        why="Late booking, no home of her own, in care as a child. She knows that I am writing, and why.",
        parents_told=Asked.YES,
    )
    referral = pen.write(midwife, asked, "24+0", (shannon,))
    closed = Decision(
        decision="Not for a pre-birth assessment now. Early help offered, with her agreement.",
        why="She came forward, lives with family, and wants help with a home.",
        by="Duty manager, children's social care",
        not_known="Who the father is, and how things are between them.",
        dissent="The midwife thinks that it should be looked at again once more is known.",
        rests_on=(referral.id,),
    )
    pen.write(social, closed, "25+1", (shannon,))
    for milestone in ("assessment_start", "assessment_complete"):
        unneeded = MilestoneReached(
            milestone=milestone,
            reached=Reached.NOT_NEEDED,
            outcome="Not now: early help was offered instead.",
        )
        pen.write(social, unneeded, "25+1", (shannon,))
    pen.write(social, Area(council="vale"), "25+1", (shannon,))
    view = Analysis(
        opinion="Visits are missed when money or sleep runs out, not when she is asked hard questions. "
        "What happened last winter is not in the decision of the twenty-fifth week, and it should be.",
        rests_on=(missed.id, told.id),
    )
    pen.write(lead, view, "27+5", (shannon,), source=opinion())
    pen.involve(midwife, early, "26+0", "Early help worker", "A home, money, and company")
    first = Contact(
        outcome=ContactOutcome.ATTENDED,
        setting=Setting.OFFICE,
        present=(shannon,),
        account="Filled in the housing form together. She laughed at the question about yachts.",
    )
    pen.write(early, first, "28+1", (shannon,))
    pen.involve(midwife, visitor, "28+0", "Health visitor", "First baby, young mother")
    form = Share(
        entries=(referral.id,),
        agencies=(visitor.agency,),
        purpose="So that her first visit begins from what Shannon has agreed to.",
        lawful_basis="Public task",
        consent=Consent.GIVEN,
    )
    pen.write(midwife, form, "28+2", (shannon,))  # not read yet
    meetings_about_shannon(pen, who, shannon)
    goals = (
        "A place to live before thirty-four weeks, care that comes to her, and one person whom she can ring."
    )
    plan = pen.write(
        early,
        Plan(goals=goals, mothers_goal="My own front door, and somebody to tell me what is normal."),
        "28+4",
    )
    _actions(pen, who, shannon, plan)


def _actions(pen: Pen, who: dict[str, Reader], shannon: UUID, plan: Entry) -> None:
    midwife, early = who["midwife"], who["early_help_worker"]
    to_do = [
        (early, "Send the housing form with the midwife's letter", early, timedelta(days=-2)),
        (midwife, "See Shannon at Carol's, not at the clinic, until the birth", midwife, timedelta(days=9)),
        (early, "Bus fares in her hand, two weeks at a time", early, timedelta(days=5)),
    ]
    for by, what, owner, wait in to_do:
        said = Action(
            what=what,
            agency=owner.agency,
            practitioner=owner.practitioner,
            due=pen.today + wait,
            plan=plan.id,
        )
        pen.write(by, said, "28+4", (shannon,))
