"""The Lisowska family, invented: below the threshold for social care, and nobody lets go of them."""

from __future__ import annotations

from datetime import date, timedelta

from firsthome.access.principals import Reader
from firsthome.exchange.demo_network import somebody_called_kieran
from firsthome.exchange.demo_writing import Pen, mother_of, told_by
from firsthome.kinds.challenge import CameOf, Challenge
from firsthome.kinds.choices import Asked
from firsthome.kinds.contact import Contact, ContactOutcome, Setting
from firsthome.kinds.entry import Entry, Mark
from firsthome.kinds.family import Role
from firsthome.kinds.help_offer import BecameOf, HelpOffer
from firsthome.kinds.pregnancy import Basis, Certainty, Pregnancy
from firsthome.kinds.referral import Agreed, Decision, Referral, ReferralReceived, Settled
from firsthome.kinds.vulnerability import AffectedNow, Standing, Topic, Vulnerability

FAMILY = "Lisowska"


def write(who: dict[str, Reader], today: date) -> Pen:
    """The record of a pregnancy that is twenty weeks along today, about which help was asked for at sixteen."""
    midwife = who["midwife"]
    pen = Pen.opening(midwife, "10+1", today + timedelta(weeks=20), today, "Community midwifery")
    pen.involve(midwife, midwife, "10+1", "Community midwife", lead=True)
    pen.involve(midwife, who["health_visitor"], "15+0", "Health visitor", "Asked to meet her early")
    pen.involve(midwife, who["social_worker"], "16+0", "Duty social worker", "A referral")
    pen.involve(midwife, who["early_help_worker"], "17+0", "Early help worker", "To offer help")
    dana = pen.person(midwife, "Dana Lisowska", Role.MOTHER, "10+1", age="22", person=mother_of(FAMILY))
    pen.person(midwife, "Baby Lisowska", Role.BABY, "10+1")
    somebody_called_kieran(pen, midwife)
    scan = Pregnancy(
        edd=pen.edd, basis=Basis.DATING_SCAN, certainty=Certainty.SURE, babies=1, known_at_week=10
    )
    pen.write(midwife, scan, "12+2", (dana,))
    seen = Contact(
        outcome=ContactOutcome.ATTENDED, setting=Setting.CLINIC, pregnancy_continues=Asked.YES, present=(dana,),
        seen_alone=Asked.YES, account="Well. Sleeps on friends’ sofas, a week here and a week there.",
        her_words="I am not homeless. I have got a bag.",
    )  # fmt: skip
    pen.write(midwife, seen, "15+5", (dana,))
    nowhere = Vulnerability(
        topic=Topic.HOMELESSNESS, standing=Standing.KNOWN, account="No place of her own since the spring.",
        affected_now=AffectedNow.NOT_KNOWN, affected_how="Eats little on the days on which she moves.",
        later="Where the two of them go from hospital.", protective="Two friends, and a job that she likes.",
    )  # fmt: skip
    worry = pen.write(midwife, nowhere, "15+5", (dana,), source=told_by("Dana"))
    _asked_and_decided(pen, who, worry)
    return pen


def _asked_and_decided(pen: Pen, who: dict[str, Reader], worry: Entry) -> None:
    """No further action; seen differently and answered; help offered, declined for now, and to be asked about again."""
    midwife, social, early = who["midwife"], who["social_worker"], who["early_help_worker"]
    dana = (mother_of(FAMILY),)
    asked = Referral(
        to=social.agency, why="She has nowhere to take a baby, and asks nobody for anything.", parents_told=Asked.YES,
        told="That I would ask whether somebody can help with a place, and that she can say no.",
        agreed=Agreed.YES, rests_on=(worry.id,),
    )  # fmt: skip
    referral = pen.write(midwife, asked, "16+0", dana)
    received = ReferralReceived(
        referral=referral.id,
        by="Duty team",
        decides_by=pen.at("16+2"),
        in_system="The council’s system",
        under="R-2207",
    )
    pen.write(social, received, "16+0", dana)
    no_further_action = Decision(
        referral=referral.id, decision="No social work assessment now.", settled=Settled.NO_FURTHER_ACTION,
        why="She keeps her appointments, works, and looks for a room.", by="Duty manager",
        options="A child and family assessment; early help",
        not_known="Who the friends are, and how long she can stay.",
        in_system="The council’s system", under="R-2207",
    )  # fmt: skip
    decision = pen.write(social, no_further_action, "16+2", dana)
    differently = Challenge(
        about_entry=decision.id, issue="Sofas end without warning. I would want somebody to look again before 28 weeks",
        stage="practitioners", agency=social.agency, with_whom="Daniel Osei", stage_title="Between the practitioners",
    )  # fmt: skip
    raised = pen.write(midwife, differently, "16+3", dana)
    answered = differently.model_copy(
        update={
            "answer": "Daniel Osei: if she has no place by 26 weeks it is opened again, and Ada rings me directly.",
            "outcome": CameOf.STANDS,
        }
    )
    pen.change(midwife, raised, Mark.UPDATE, answered, "16+5", "Answered")
    offer = HelpOffer(
        what="Somebody to go with her to the housing office, and to meet her every week", agency=early.agency,
        became=BecameOf.DECLINED, why="“I have had enough people in my kitchen, and now I have no kitchen.”",
        acceptable="At the café by the library, and not with forms the first time.",
        practitioner=who["health_visitor"].practitioner, again_on=pen.today + timedelta(days=9), decision=decision.id,
    )  # fmt: skip
    pen.write(early, offer, "17+4", dana)
