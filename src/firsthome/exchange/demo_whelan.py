"""The Whelan family, invented: a plan had begun, the baby was lost, and everything about the baby falls silent."""

from __future__ import annotations

from datetime import date, timedelta

from firsthome.access.principals import Reader
from firsthome.exchange.demo_writing import Pen, mother_of
from firsthome.kinds.after_loss import AfterLoss, Task
from firsthome.kinds.choices import Asked
from firsthome.kinds.contact import Contact, ContactOutcome, Setting
from firsthome.kinds.family import Relationship, Role, Tie
from firsthome.kinds.goal import ForWhom, Goal
from firsthome.kinds.planning import Action
from firsthome.kinds.pregnancy import Basis, Certainty, Outcome, Pregnancy, Result

FAMILY = "Whelan"


def write(who: dict[str, Reader], today: date) -> Pen:
    """The record of a pregnancy that ended at seventeen weeks and two days, a month ago."""
    midwife, visitor, early = who["midwife"], who["health_visitor"], who["early_help_worker"]
    pen = Pen.opening(midwife, "9+4", today + timedelta(days=280 - 21 * 7 - 2), today, "Community midwifery")
    pen.involve(midwife, midwife, "9+4", "Community midwife", lead=True)
    siobhan = pen.person(midwife, "Siobhan Whelan", Role.MOTHER, "9+4", age="33", person=mother_of(FAMILY))
    dara = pen.person(midwife, "Dara Whelan", Role.FATHER, "9+4", age="35")
    baby = pen.person(midwife, "Baby Whelan", Role.BABY, "9+4")
    pen.write(midwife, Relationship(person=dara, tie=Tie.PARTNER, to=siobhan), "9+4", (dara, siobhan))
    scan = Pregnancy(
        edd=pen.edd, basis=Basis.DATING_SCAN, certainty=Certainty.SURE, babies=1, known_at_week=8
    )
    pen.write(midwife, scan, "12+1", (siobhan,))
    pen.involve(midwife, early, "13+0", "Early help worker", "A damp flat")
    pen.involve(midwife, visitor, "14+0", "Health visitor", "Every family meets theirs before the birth")
    dry = pen.write(
        early, Goal(whose=ForWhom.BABY, goal="A dry room before the baby comes home."), "14+2", (baby,)
    )
    hers = Goal(whose=ForWhom.MOTHER, goal="To keep my evening class", own_words=True)
    pen.write(early, hers, "14+2", (siobhan,))
    damp = Action(
        what="Get the landlord’s answer about the damp",
        goal=dry.id,
        practitioner=early.practitioner,
        due_week=20,
    )
    pen.write(early, damp, "14+2", (baby,))
    pen.write(
        visitor,
        Contact(
            outcome=ContactOutcome.ATTENDED, setting=Setting.HOME, pregnancy_continues=Asked.YES,
            account="Both at home. They had painted one wall already.",
        ),
        "15+3",
        (siobhan, dara),
    )  # fmt: skip
    lost = Outcome(
        baby=baby, result=Result.MISCARRIAGE, place="Example Vale Hospital", gestation=17 * 7 + 2,
        confirmed_by="Dr Amara Obi, early pregnancy unit", cared_for="Dara is with her. Only Ada rings.",
    )  # fmt: skip
    loss = pen.write(midwife, lost, "17+2", (baby,))
    for task, note in (
        (Task.AGENCIES, "Sunita, Bilal and the surgery, by telephone, once"),
        (Task.APPOINTMENTS, "Scan and clinic"),
        (Task.LETTERS, "Taken off every list of texts"),
    ):
        pen.write(midwife, AfterLoss(outcome=loss.id, task=task, note=note), "17+3", (baby,))
    return pen
