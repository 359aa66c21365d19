"""The Ferreira family's plan, invented: goals, rules, what if, two versions of the birth plan, going home, a review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from firsthome.access.principals import Reader
from firsthome.exchange.demo_writing import Pen, told_by
from firsthome.kinds.birth_plan import BirthPlan, LegalStatus, Watching
from firsthome.kinds.choices import Asked
from firsthome.kinds.contingency import Contingency, Trigger
from firsthome.kinds.discharge_plan import DischargePlan
from firsthome.kinds.entry import Entry, Mark
from firsthome.kinds.goal import ForWhom, Goal
from firsthome.kinds.her_own_support import HerOwnSupport, Support
from firsthome.kinds.kept_away import Basis, KeptAway
from firsthome.kinds.plan_rule import PlanRule
from firsthome.kinds.plan_version import Accepts, CopyHeld, PlanSignOff, PlanVersion, Team
from firsthome.kinds.plan_view import Agrees, PlanView
from firsthome.kinds.planning import Action, Meeting, Progress


def the_plan(pen: Pen, who: dict[str, Reader], ana: UUID, marta: UUID) -> None:
    """Goals, who does what, a rule with who checks it, what if, and a version that each agency answers."""
    midwife, social, visitor = who["midwife"], who["social_worker"], who["health_visitor"]
    calm = pen.write(social, Goal(
        whose=ForWhom.BABY, goal="Every night somebody who has not been drinking is there for the baby.",
        seen_by="Ana and Marta say who it is, each evening.",
    ), "24+1", (ana,))  # fmt: skip
    hers = pen.write(midwife, Goal(
        whose=ForWhom.MOTHER, goal="To get through a birthday without wine, and to sing in the choir again",
        own_words=True, seen_by="She has been to the choir twice.",
    ), "24+1", (ana,), source=told_by("Ana"))  # fmt: skip
    support = HerOwnSupport(
        advocate=Support.DECLINED, advocate_words="Marta speaks up enough, she says; asked again at the review.",
        abuse_advocate=Support.ARRANGED, abuse_advocate_words="Named to Ana; they meet at the hub.",
        adult_safeguarding=Support.NOT_NEEDED,
        adult_safeguarding_words="Marcia Bennett looked at it in the twenty-fourth week: no need for care.",
    )  # fmt: skip
    of_her = pen.write(midwife, support, "24+1", (ana,))
    steps = [
        Action(
            what="Sleep at Ana’s on Fridays and Saturdays, from the birth on", goal=calm.id, person=marta,
            why_them="Ana rings her first, and she lives two streets away.", cover="Their mother, by train",
            due_week=37,
        ),
        Action(
            what="See Ana at home each week, at the time at which she used to drink", goal=calm.id,
            practitioner=midwife.practitioner, why_them="Ana told her first.", cover="Marcia Bennett", due_week=36,
        ),
        Action(
            what="Go with Ana to the choir the first time", goal=hers.id, practitioner=visitor.practitioner,
            why_them="She sings there too.", due=pen.today + timedelta(days=12),
        ),
    ]  # fmt: skip
    written = [
        pen.write(by, said, "24+2", (ana,))
        for by, said in zip((social, midwife, visitor), steps, strict=True)
    ]
    rule = PlanRule(
        rule="Nobody who has been drinking looks after the baby alone.",
        otherwise="Marta takes the baby for the night, and whoever sees it rings Daniel Osei the same day.",
        practitioner=visitor.practitioner, how_often="at every visit, and once a week without a day being named",
    )  # fmt: skip
    written += [pen.write(social, rule, "24+2", (ana,)), calm, hers, of_her]
    written += [pen.write(midwife, row, "24+2", (ana,)) for row in _what_if(marta)]
    words = "I want Marta in it. I don’t want to be rung at work."
    view = PlanView(
        person=ana, agrees=Agrees.PARTLY, own_words=words, read_back=True, how_given="Read together."
    )
    written.append(pen.write(midwife, view, "24+3", (ana,), source=told_by("Ana")))
    _version(pen, who, written)
    for one in (written[0], written[1]):
        assert isinstance(one.said, Action), "the first two are actions"
        done = one.said.model_copy(
            update={"progress": Progress.DONE, "evidence": "Happens each week; Ana says so too."}
        )
        pen.change(midwife, one, Mark.UPDATE, done, "36+0", "It is done")


def _what_if(marta: UUID) -> list[Contingency]:
    duty = "Whoever is in charge of the ward"
    return [
        Contingency(
            trigger=Trigger.BORN_EARLY, then="The ward rings Marta and the community midwife.", owner_words=duty,
            by_when="at once", ring="01632 960101",
        ),
        Contingency(
            trigger=Trigger.BORN_ELSEWHERE, then="Marta rings the community midwife, who sends the birth plan there.",
            person=marta, by_when="the same hour", ring="01632 960101",
        ),
        Contingency(
            trigger=Trigger.CONTACT_LOST, then="Marta is asked first; then a visit the same day.",
            owner_words="Ada Hope, or whoever covers for her", by_when="the same day",
        ),
        Contingency(
            trigger=Trigger.LEAVES, then="Nobody is held back. The ward rings the out-of-hours team, and the police "
            "if the baby is in danger.", owner_words=duty, by_when="at once", ring="01632 960107",
        ),
    ]  # fmt: skip


def _version(pen: Pen, who: dict[str, Reader], parts: Sequence[Entry]) -> None:
    first = PlanVersion(
        number=1, parts=tuple(one.id for one in parts), changed="The first plan that all of us made."
    )
    version = pen.write(who["midwife"], first, "25+0")
    for key, accepts, words in (
        ("midwife", Accepts.YES, ""),
        ("social_worker", Accepts.YES, ""),
        (
            "health_visitor",
            Accepts.DIFFERENTLY,
            "We would begin the visits before the birth, at thirty weeks.",
        ),
    ):
        pen.write(who[key], PlanSignOff(plan_version=version.id, accepts=accepts, words=words), "25+4")


def birth_plan(pen: Pen, who: dict[str, Reader], ana: UUID, rui: UUID, marta: UUID) -> None:
    """Two versions, who is kept away, and who holds the second."""
    midwife = who["midwife"]
    away = KeptAway(
        person=rui, basis=Basis.HER_WISH, why="He came to her door at night twice in the autumn.",
        told_by="Marcia Bennett", told_on=pen.at("33+1"),
    )  # fmt: skip
    pen.write(midwife, away, "33+1", (rui,), source=told_by("Ana"))
    said = BirthPlan(
        place="Example Vale Hospital, labour ward", wishes="Marta holds my hand, and nobody counts for me.",
        present=(marta,), ring_in_hours="Ada Hope, 01632 960101",
        ring_out_of_hours="Out-of-hours team, 01632 960107", watching=Watching.OBSERVED,
        watching_words="A midwife looks in each hour and writes down feeds, handling, and how Ana is.",
        baby_observed="48 hours on the ward, for signs that he needs help to settle.",
        feeding="Breast, with the infant feeding team on the first day.", legal=LegalStatus.NO_ORDER,
        first_day="Skin to skin. Daniel Osei comes to see them. Nobody goes home before the meeting.",
        ten_days="Ada Hope every second day; Sunita Rao from day ten.",
        six_weeks="Weekly, and the review at three weeks.",
    )  # fmt: skip
    first = pen.write(midwife, said, "33+1", (ana,))
    pen.write(who["ward_sister"], CopyHeld(
        copy_of=first.id, team=Team.WARD, team_words="Labour ward", read_by="Grace Tan", kept_at="the red folder",
    ), "33+3")  # fmt: skip
    later = said.model_copy(update={"present_words": "Paula, her doula"})
    second = pen.change(midwife, first, Mark.UPDATE, later, "35+2", "Ana has found a doula")
    held = [
        ("ward_sister", Team.WARD, "Labour ward", "Grace Tan", "the red folder"),
        ("midwife", Team.COMMUNITY, "Community midwives", "Ada Hope", ""),
        ("out_of_hours_worker", Team.OUT_OF_HOURS, "Out-of-hours team", "Femi Lawal", "their own system"),
    ]
    for key, team, words, name, kept in held:
        copy = CopyHeld(copy_of=second.id, team=team, team_words=words, read_by=name, kept_at=kept)
        pen.write(who[key], copy, "35+4")


def going_home(pen: Pen, who: dict[str, Reader], ana: UUID, born: date) -> None:
    """The meeting on the second day, and what was agreed for the first weeks."""
    midwife = who["midwife"]
    met = Meeting(type="Discharge planning meeting", present="Ana, Marta, ward, Ada Hope, Daniel Osei, Sunita Rao",
                  minutes="Home tomorrow, with Marta for the first week.", next_date=pen.today)  # fmt: skip
    meeting = pen.write(midwife, met, "38+6", (ana,))
    home = DischargePlan(
        met_on=born + timedelta(days=2), meeting=meeting.id, present="Ana, Marta, Grace Tan, Ada Hope, Daniel Osei, "
        "Sunita Rao", home_on=born + timedelta(days=3), goes_with=(ana,),
        sleeps="His own cot beside Ana’s bed, seen by Ada Hope.", address_checked=Asked.YES,
        visits="Ada Hope on Monday, Wednesday and Friday until day ten; then Sunita Rao each Tuesday.",
        ring="Ada Hope by day, 01632 960101; the ward by night, 01632 960102.", feeding="Breast, going well.",
        medical="Settled, no signs after 48 hours. Weight on day five.", registered="Elm Row Surgery",
        out_of_hours_told="Daniel Osei told Femi Lawal, the day before.", order_words="No order in force.",
    )  # fmt: skip
    pen.write(midwife, home, "38+6", (ana,))


def review(pen: Pen, who: dict[str, Reader], ana: UUID) -> None:
    """Three weeks on: what holds, what is checked, and the next day to look again."""
    social = who["social_worker"]
    met = Meeting(
        type="Post-birth review", present="Ana, Marta, Ada Hope, Daniel Osei, Sunita Rao",
        minutes="No wine since the summer. The rule was checked at each of four visits and kept. Marta goes on with "
        "Saturdays. Choir from next week.", next_date=pen.today + timedelta(weeks=5),
    )  # fmt: skip
    pen.write(social, met, "41+3", (ana,))
