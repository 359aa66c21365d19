"""The Hale family, invented: twins of whom one was lost, a mother who is seventeen, and one worker who is hers."""

from __future__ import annotations

from datetime import date, timedelta

from firsthome.access.principals import Reader
from firsthome.exchange.demo_men import of_jean, of_sam
from firsthome.exchange.demo_network import around_becky, sam_is_part_of_it
from firsthome.exchange.demo_writing import Pen, mother_of
from firsthome.kinds.after_loss import AfterLoss, Task
from firsthome.kinds.choices import Asked
from firsthome.kinds.contact import Contact, ContactOutcome, Setting
from firsthome.kinds.family import Role
from firsthome.kinds.own_safeguarding import Considered, OwnSafeguarding
from firsthome.kinds.planning import Plan
from firsthome.kinds.pregnancy import Basis, Certainty, Outcome, Pregnancy, Result

FAMILY = "Hale"


def write(who: dict[str, Reader], today: date) -> Pen:
    """The record of a pregnancy that is twenty-seven weeks along today; one twin was lost at twenty weeks."""
    midwife, social, early = who["midwife"], who["social_worker"], who["early_help_worker"]
    pen = Pen.opening(midwife, "11+5", today + timedelta(weeks=13), today, "Multiple birth clinic")
    pen.involve(midwife, midwife, "11+5", "Midwife, twins clinic", lead=True)
    birthday = today - timedelta(days=17 * 365 + 200)
    becky = pen.person(
        midwife, "Becky Hale", Role.MOTHER, "11+5", age="17", born=birthday, person=mother_of(FAMILY)
    )
    jean = pen.person(
        midwife, "Jean Hale", Role.GRANDPARENT, "11+5", words="Becky's grandmother, with whom she lives"
    )
    sam, house = around_becky(pen, midwife, becky, jean)
    first, second = (pen.person(midwife, f"Twin {name}, Hale", Role.BABY, "12+4") for name in ("one", "two"))
    scan = Pregnancy(
        edd=pen.edd, basis=Basis.DATING_SCAN, certainty=Certainty.SURE, babies=2, known_at_week=9
    )
    pen.write(midwife, scan, "12+4", (becky,))
    seen = Contact(
        outcome=ContactOutcome.ATTENDED, setting=Setting.HOSPITAL, pregnancy_continues=Asked.YES,
        present=(becky, jean), seen_alone=Asked.YES, account="Two heartbeats. Jean held the picture the wrong way up.",
        her_words="I am going to need a bigger bag.",
    )  # fmt: skip
    pen.write(midwife, seen, "16+2", (becky,))
    pen.involve(midwife, early, "16+3", "Early help worker", "College, and what comes after it")
    pen.involve(midwife, social, "17+0", "Social worker", "Becky is under 18 herself")
    of_sam(pen, midwife, early, sam)
    of_jean(pen, midwife, jean)
    own = OwnSafeguarding(
        person=becky,
        considered=Considered.LED,
        lead="Daniel Osei, Becky’s own social worker",
        agency=social.agency,
        decision="Her own needs are looked at apart from the babies’. The babies have another worker.",
        review=today + timedelta(weeks=4),
    )
    pen.write(social, own, "18+0", (becky,))
    plan = Plan(
        goals="College goes on until thirty weeks, and Jean does not carry it alone.",
        mothers_goal="To finish the year. Everybody thinks I won’t.",
    )
    made = pen.write(early, plan, "18+4", (becky,))
    sam_is_part_of_it(pen, early, becky, jean, sam, house, made)
    lost = Outcome(
        baby=first, result=Result.MISCARRIAGE, place="Example Vale Hospital", gestation=20 * 7 + 3,
        confirmed_by="Dr Amara Obi, early pregnancy unit", cared_for="Jean and Sam are with her. Only Ada rings.",
    )  # fmt: skip
    loss = pen.write(midwife, lost, "20+3", (first,))
    told = AfterLoss(outcome=loss.id, task=Task.AGENCIES, note="Daniel, Bilal and the surgery, by telephone")
    pen.write(midwife, told, "20+4", (first,))
    letters = AfterLoss(
        outcome=loss.id, task=Task.LETTERS, note="The ward has taken twin one off the list for texts"
    )
    pen.write(midwife, letters, "20+4", (first,))
    after = Contact(
        outcome=ContactOutcome.ATTENDED, setting=Setting.HOME, pregnancy_continues=Asked.YES,
        account="Twin two well. She talked about both of them, and wants it so.",
        her_words="There are two. One of them is just not coming.",
    )  # fmt: skip
    pen.write(midwife, after, "22+0", (becky, second))
    return pen
