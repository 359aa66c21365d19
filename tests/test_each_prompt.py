"""Each question by itself: what raises it, and that a fact which answers it closes it. One row for each.

Source: issue «The baby first», section 4; briefing, sections 02 to 06; safety rules 4 to 6, 9 and 11.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from firsthome.kinds.birth_plan import BirthPlan, LegalStatus
from firsthome.kinds.challenge import CameOf, Challenge
from firsthome.kinds.change import Change, WhoseWord
from firsthome.kinds.choices import Asked
from firsthome.kinds.communication import Advocate, Communication, Interpreter
from firsthome.kinds.concern import Concern, WhoTold
from firsthome.kinds.contact import BabySeen, Contact, ContactOutcome
from firsthome.kinds.contingency import Contingency, Trigger
from firsthome.kinds.conversation import Conversation, Talked
from firsthome.kinds.discharge_plan import DischargePlan
from firsthome.kinds.entry import SEEN_MYSELF, How, Mark, Source
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.father_or_partner import FatherOrPartner, HowKnown
from firsthome.kinds.help_offer import BecameOf, HelpOffer
from firsthome.kinds.hypothesis import Hypothesis
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.late_booking import HowLate, LateBooking, LateReason
from firsthome.kinds.meeting import Category
from firsthome.kinds.message import Message, Understood
from firsthome.kinds.missing_alert import Ground, MissingAlert, WhyAlert
from firsthome.kinds.move import MoveAsked, MoveEnd, MoveEnded
from firsthome.kinds.national_flag import FlagState, NationalFlag, OnWhom
from firsthome.kinds.newborn import Newborn
from firsthome.kinds.plan_rule import PlanRule
from firsthome.kinds.plan_version import NEEDED, CopyHeld
from firsthome.kinds.planning import Action, Meeting, Plan, Progress
from firsthome.kinds.pregnancy import Basis, Outcome, Pregnancy, Result
from firsthome.kinds.question import Question
from firsthome.kinds.referral import Decision, Referral, Settled
from firsthome.kinds.requests import HowGiven, InformationAnswer, InformationRequest
from firsthome.kinds.sharing import Withheld
from firsthome.kinds.vulnerability import AffectedNow, Standing, Substance, Topic
from firsthome.procedures.guides import guides
from firsthome.procedures.messages import messages
from firsthome.procedures.timings import timings
from firsthome.prompts.asking import QUESTIONS, questions
from firsthome.prompts.assessment import born_early
from firsthome.prompts.case import Case
from firsthome.prompts.messages import LIFE
from firsthome.prompts.prompt import Urgency
from tests.asked_of import AFTER, BEFORE_BIRTH, DAY, MARCH, SERVICES, Row, asked, names, with_father, worry
from tests.written import (
    ADA,
    ASHWIN,
    BABY,
    CAT,
    DAN,
    EDD,
    HEALTH_VISITING,
    LEILA,
    MATERNITY,
    NILA,
    POLICE,
    SOCIAL_CARE,
    Written,
    only,
)  # fmt: skip

UNCLE = uuid4()

LATER = MARCH + 20 * DAY
KEPT, MISSED = Contact(outcome=ContactOutcome.ATTENDED), Contact(outcome=ContactOutcome.NOT_ATTENDED)
SAW_ALL = Contact(outcome=ContactOutcome.ATTENDED, baby_seen=tuple(BabySeen))
CALLED_OFF = Contact(outcome=ContactOutcome.CANCELLED_BY_SERVICE)
RULE = PlanRule(rule="No visits after dark", otherwise="Ring the duty team")
ASKS = MoveAsked(elsewhere="Far Shire", why="A flat there", told="Leila", in_progress="Scan in May")
BIRTH = BirthPlan(legal=LegalStatus.NO_ORDER)
SERIOUS = worry(Topic.SUBSTANCES, service="Recovery team")
LOW_MOOD = worry(Topic.MENTAL_HEALTH)
BORN = Outcome(baby=BABY, result=Result.LIVE_BIRTH)
HOME = Newborn(baby=BABY, cared_for_at="Home since this morning")
REFERRAL = Referral(why="Help before the birth")
NO_ACTION = Decision(decision="No further action", settled=Settled.NO_FURTHER_ACTION)
OFFER = Decision(decision="Early help", settled=Settled.HELP_OFFERED)
CONFERENCE = Meeting(type="Initial child protection conference", category=(Category.NEGLECT,))
FLAG = NationalFlag(state=FlagState.SET, on_whom=OnWhom.MOTHER, by="Jo Bell")
ALERT = MissingAlert(
    about=WhyAlert.UNBOOKED, grounds=(Ground.HEALTH,), why="Nobody has seen her", others="The ambulance service",
    if_met="Ring the named midwife", expires=LATER,
)  # fmt: skip
DECLINED = HelpOffer(what="Visits", became=BecameOf.DECLINED, asks_words="Her sister", again_on=LATER)
PLAN = Plan(goals="A safe start")
DRINKING = Change(person=LEILA, behaviour="Evenings", whose_word=WhoseWord.PARENT, evidence="Says so")
SLEEP = Message(topic="safer_sleep", person=LEILA, understood=Understood.YES)


@dataclass
class Story:
    """One entry that raises a question, and what answers it."""

    said: Any
    answer: Any
    by: int = ADA
    about: tuple[Any, ...] = (LEILA,)
    source: Source = SEEN_MYSELF

    def raised(self, family: Written) -> None:
        """Say it."""
        family.say(self.said, MARCH, self.by, about=self.about, source=self.source)

    def answered(self, family: Written) -> None:
        """Answer it: with an entry, or with one that is made of what was said."""
        answer = self.answer(family.entries[-1]) if callable(self.answer) else self.answer
        family.say(answer, LATER, about=self.about)


def one(asked_by: str, said: Any, answer: Any, on: date = MARCH + 40 * DAY, **more: Any) -> Row:
    story = Story(said, answer, **more)
    return Row(asked_by, story.raised, story.answered, on)


def held_by_all(family, plan):
    """The ward, the community team and the out-of-hours team each hold it, and somebody there has read it."""
    for team in NEEDED:
        family.say(CopyHeld(copy_of=plan, team=team, read_by="Jo"), LATER)


def update(**changed: Any) -> Any:
    """An update of the last entry."""

    def write(family: Written) -> None:
        entry = family.entries[-1]
        family.mark(Mark.UPDATE, entry, LATER, entry.said.model_copy(update=changed))

    return write


def says(*pairs: Any) -> Any:
    """Several entries, each said on a day about Leila or whoever stands third."""

    def write(family: Written) -> None:
        for said, day, *more in pairs:
            family.say(said, day, **(more[0] if more else {"about": (LEILA,)}))

    return write


def event(sort: EventType) -> Event:
    return Event(type=sort, account="It happened.")


def resting(model: Any, field: str = "rests_on", **more: Any) -> Any:
    """An answer that rests on what was said before."""
    return lambda entry: model(**{field: (entry.id,)}, **more)


def about_it(model: Any, field: str, **more: Any) -> Any:
    return lambda entry: model(**{field: entry.id}, **more)


REFER = resting(Referral, why="Help")
DECIDE = resting(Decision, decision="Who does what now")
HIS = {"about": (ASHWIN,)}
TOLD = {"source": Source(how=How.SAID, by="Leila")}
HE = PersonOnRecord(person=UNCLE, role=Role.PARTNER)
CHILD = PersonOnRecord(person=NILA, role=Role.SIBLING)
WORKS_AWAY = FatherOrPartner(person=ASHWIN, not_engaged="He works away until June; he wants to come then")
TOLD_US = Concern(words="He shouts at night", who=WhoTold.NEIGHBOUR)
ALWAYS = {"man_not_met", "messages_not_given", "life_with_a_newborn"}
"""Asked in their week of whoever has not done it, without any other fact."""
ELSEWHERE = {
    "baby_affected_now", "expected_date_not_known", "father_not_known", "no_lead_professional",
    "share_not_acknowledged",
}  # fmt: skip
"""Tested in test_prompts.py and test_shares_read.py."""

ROWS = [
    one("how_she_is_today", event(EventType.SELF_HARM), REFER),
    one("sudden_stop", event(EventType.SUDDEN_STOP), REFER),
    one("threat_since_last_seen", event(EventType.THREAT), REFER),
    one("injury_of_a_baby", event(EventType.INJURY), REFER, about=(BABY,)),
    Row("loss_reported", says((Outcome(baby=BABY, result=Result.MISCARRIAGE), MARCH)), update(confirmed_by="Dr Obi")),
    one("missed_contact", MISSED, KEPT),
    Row("not_seen_alone", says((KEPT, MARCH)), says((KEPT.model_copy(update={"seen_alone": Asked.YES}), LATER))),
    Row("contacts_not_kept", says((MISSED, MARCH), (MISSED, MARCH + 7 * DAY), (MISSED, MARCH + 9 * DAY)),
        says((Hypothesis(explains="Somebody reads her messages"), LATER))),
    Row("turning_help_away", says((MISSED, MARCH), (MISSED, MARCH + 7 * DAY)),
        says((Conversation(guide="why_contact_stopped", person=LEILA, outcome=Talked.TALKED), LATER))),
    Row("service_did_not_come", says((CALLED_OFF, MARCH), (CALLED_OFF, MARCH + DAY)), says((KEPT, LATER))),
    Row("no_contact_for_a_while", says((KEPT, MARCH), (LOW_MOOD, MARCH)), says((KEPT, LATER))),
    one("suspected_not_followed_up", worry(Topic.CONCEALED_PREGNANCY, Standing.SUSPECTED),
        about_it(Question, "about_entry", unknown="How much?")),
    Row("specialist_not_contacted", says((worry(Topic.ALCOHOL), MARCH)), update(service="Recovery team")),
    Row("named_together", says((SERIOUS, MARCH), (worry(Topic.DOMESTIC_ABUSE), MARCH)),
        says((Decision(decision="The level stays"), LATER))),
    Row("something_may_have_changed", says((LOW_MOOD, MARCH), (LOW_MOOD, MARCH + 9 * DAY)), says((KEPT, LATER))),
    Row("signs_after_the_birth", says((LOW_MOOD, MARCH)), update(later="Her sister rings"), BEFORE_BIRTH),
    one("referral_not_recorded", SERIOUS, REFERRAL),
    one("referral_without_decision", REFERRAL, OFFER, MARCH + 3 * DAY),
    one("no_answer_to_take_further", REFERRAL, OFFER),
    one("closed_without_an_offer", NO_ACTION, OFFER),
    Row("help_asked_for_again", says((REFERRAL, MARCH), (REFERRAL, MARCH + 7 * DAY), (NO_ACTION, MARCH + 8 * DAY)),
        says((OFFER, LATER))),
    Row("do_those_who_asked_agree", says((REFERRAL, MARCH), (NO_ACTION, MARCH)), says((OFFER, LATER))),
    one("seen_differently", event(EventType.DISAGREEMENT), DECIDE),
    Row("ask_again_about_help", says((DECLINED, MARCH)), update(became=BecameOf.ACCEPTED)),
    Row("challenge_not_answered",
        lambda family: family.say(
            Challenge(about_entry=family.say(NO_ACTION, MARCH).id, issue="Too soon", stage="managers"), MARCH),
        update(outcome=CameOf.CHANGED)),
    one("closed_without_an_offer", NO_ACTION, DECLINED),
    one("national_flag_not_set", CONFERENCE, FLAG),
    Row("national_flag_after_the_birth", says((FLAG, MARCH), (BORN, EDD)),
        lambda family: family.mark(
            Mark.UPDATE, family.entries[-2], EDD + DAY, FLAG.model_copy(update={"state": FlagState.ENDED})), AFTER),
    Row("alert_has_ended", says((ALERT, MARCH)), update(stood_down=LATER, stood_down_why="She is at her sister’s")),
    one("earlier_history_not_sought", worry(Topic.PREVIOUS_CHILD_REMOVED), event(EventType.INFORMATION)),
    one("assessment_before_birth", SERIOUS, event(EventType.ASSESSMENT_STARTED)),
    Row("assessment_at_birth", says((SERIOUS, MARCH), (BORN, EDD)),
        says((event(EventType.ASSESSMENT_STARTED), EDD + DAY)), AFTER),
    Row("assessment_not_finished", says((event(EventType.ASSESSMENT_STARTED), MARCH)),
        says((event(EventType.ASSESSMENT_COMPLETED), LATER)), MARCH + 70 * DAY),
    one("no_shared_plan", SERIOUS, PLAN),
    one("who_does_what", PLAN, Action(what="Visit", agency=MATERNITY, due=EDD)),
    Row("action_overdue", says((Action(what="Visit", agency=MATERNITY, due=LATER), MARCH)),
        update(progress=Progress.DONE)),
    Row("if_it_does_not_work_out", says((PLAN, MARCH)), update(otherwise="Ada rings Cat")),
    Row("if_the_baby_comes_early", says((PLAN, MARCH)), update(born_early="The ward rings Cat")),
    Row("agreed_and_not_reached", says((PLAN, MARCH), (MISSED, MARCH + DAY)), says((KEPT, LATER))),
    Row("meeting_before_going_home", says((SERIOUS, MARCH)),
        says((Meeting(type="Before going home"), BEFORE_BIRTH - 20 * DAY)), BEFORE_BIRTH),
    Row("meeting_before_going_home", says((SERIOUS, MARCH), (BORN, EDD)), says((HOME, EDD + DAY)), EDD + 2 * DAY),
    Row("plan_with_the_hospital", says((SERIOUS, MARCH)), says((PLAN, LATER)), BEFORE_BIRTH),
    Row("plan_with_the_hospital", says((SERIOUS, MARCH), (BORN, EDD)), says((HOME, EDD + DAY)), EDD + 2 * DAY),
    Row("first_action_after_birth",
        says((SERIOUS.model_copy(update={"affected_now": AffectedNow.YES}), MARCH),
             (Action(what="Visit", agency=MATERNITY, due=EDD + 9 * DAY), MARCH)),
        says((Action(what="Ring", agency=MATERNITY, due=LATER), MARCH))),
    Row("rule_without_checker", says((RULE, MARCH)), update(owner_words="Her aunt", how_often="Each Friday")),
    Row("contingency_not_considered", says((SERIOUS, MARCH), (PLAN, MARCH)),
        says(*[(Contingency(trigger=each, what="Snow", not_needed_because="Nobody would"), LATER)
               for each in Trigger])),
    Row("birth_plan_not_held", says((BIRTH, MARCH)), lambda family: held_by_all(family, family.entries[-1].id),
        BEFORE_BIRTH),
    Row("handed_over", says(
        (Involvement(agency=SOCIAL_CARE, practitioner=CAT, role="Social worker", ends=MARCH), MARCH),
        (Involvement(agency=SOCIAL_CARE, practitioner=DAN, role="Social worker", begins=MARCH), MARCH)),
        update(handover="Cat told Dan all of it; they met her together")),
    Row("plan_with_the_hospital", says((SERIOUS, MARCH), (BIRTH, MARCH)),
        lambda family: family.say(
            CopyHeld(copy_of=family.entries[-1].id, team="ward", read_by="Sister Tan"), LATER), BEFORE_BIRTH),
    Row("meeting_before_going_home", says((SERIOUS, MARCH), (BORN, EDD)),
        says((DischargePlan(no_meeting_because="Home at night", decided_by="Ann Lead"), EDD + DAY)), EDD + 2 * DAY),
    Row("children_at_home", says((SERIOUS, MARCH), (CHILD, MARCH)), says((KEPT, LATER, {"about": (NILA,)}))),
    Row("only_her_word_about_him", says((HE, MARCH, TOLD)),
        says((KEPT.model_copy(update={"present": (UNCLE,)}), LATER))),
    Row("request_not_answered",
        says((InformationRequest(agency=SOCIAL_CARE, what="Records", why="Plan", due=LATER), MARCH)),
        lambda family: family.say(
            InformationAnswer(request=family.entries[-1].id, given=HowGiven.GIVEN, words="None."), LATER, CAT)),
    Row("known_to_one_agency", says((SERIOUS, MARCH, {"audience": only(MATERNITY)})),
        lambda family: family.say(
            Withheld(entries=(family.entries[-1].id,), agencies=(HEALTH_VISITING,), why="Not needed"), LATER)),
    Row("man_not_met", says((KEPT, MARCH)),
        says((Contact(outcome=ContactOutcome.ATTENDED, present=(ASHWIN,)), LATER)), BEFORE_BIRTH),
    Row("man_not_met", says((KEPT, MARCH)), says((FatherOrPartner(person=ASHWIN, seen_alone=Asked.YES), LATER)),
        BEFORE_BIRTH),
    Row("man_not_met", says((KEPT, MARCH)), says((WORKS_AWAY, LATER)), BEFORE_BIRTH),
    Row("father_not_assessed", says((worry(Topic.ALCOHOL, service="Recovery"), MARCH, HIS)),
        says((FatherOrPartner(person=ASHWIN, meaning="He is sober and there; Cat Reed looked"), LATER))),
    Row("father_not_assessed", says((worry(Topic.ALCOHOL, service="Recovery"), MARCH, HIS)),
        says((WORKS_AWAY, LATER))),
    Row("only_her_word_about_him", says((HE, MARCH, TOLD)),
        says((FatherOrPartner(person=UNCLE, views="I want to help"), LATER, {"about": (UNCLE,)}))),
    Row("other_adult_not_assessed", says((HE, MARCH), (event(EventType.MOVE), MARCH, {"about": (UNCLE,)})),
        says((FatherOrPartner(person=UNCLE, meaning="No worry of ours"), LATER))),
    Row("father_not_assessed", says((worry(Topic.ALCOHOL, service="Recovery"), MARCH, HIS)),
        says((event(EventType.ASSESSMENT_COMPLETED), LATER, HIS | {"by": CAT}))),
    Row("what_shows_the_change", says((DRINKING, MARCH)), update(whose_word=WhoseWord.SEEN)),
    Row("less_help_on_what_grounds", says((SERIOUS, MARCH), (NO_ACTION, MARCH)),
        says((DRINKING.model_copy(update={"whose_word": WhoseWord.SEEN}), LATER))),
    Row("going_home_on_what_grounds", says((SERIOUS, MARCH), (BORN, EDD), (event(EventType.DISCHARGE), EDD + DAY)),
        says((DRINKING.model_copy(update={"whose_word": WhoseWord.SEEN}), EDD + 2 * DAY)), AFTER),
    Row("going_home_on_what_grounds", says((SERIOUS, MARCH), (BORN, EDD), (HOME, EDD + DAY)),
        says((DRINKING.model_copy(update={"whose_word": WhoseWord.SEEN}), EDD + 2 * DAY)), AFTER),
    Row("what_is_different_now", says((worry(Topic.PREVIOUS_CHILD_REMOVED), MARCH)), update(protective="Her sister")),
    Row("support_after_the_birth", says((DRINKING, MARCH)), update(support_after_birth="Her key worker"), BEFORE_BIRTH),
    one("own_upbringing", worry(Topic.ADVERSE_CHILDHOOD),
        Conversation(guide="own_upbringing", person=LEILA, outcome=Talked.NOT_NOW)),
    Row("messages_not_given", says((KEPT, MARCH)),
        says(*((Message(topic=topic, person=LEILA, understood=Understood.YES), LATER)
               for topic in ("safer_sleep", "crying", "smoke_free_home", "feeding"))), BEFORE_BIRTH),
    one("message_not_understood", SLEEP.model_copy(update={"understood": Understood.NOT_YET}), SLEEP),
    Row("safer_sleep_for_each_carer", says((SLEEP, MARCH)),
        says((SLEEP.model_copy(update={"person": ASHWIN}), LATER)), BEFORE_BIRTH),
    one("where_the_baby_sleeps", SERIOUS, SLEEP, BEFORE_BIRTH),
    Row("sleep_of_a_baby_born_early", says((BORN.model_copy(update={"gestation": 34 * 7}), EDD - 42 * DAY)),
        says((SLEEP, EDD)), AFTER),
    Row("other_adult_not_assessed", says((HE, MARCH), (event(EventType.MOVE), MARCH, {"about": (UNCLE,)})),
        says((event(EventType.ASSESSMENT_COMPLETED), LATER, {"about": (UNCLE,), "by": CAT}))),
    one("what_relatives_said", event(EventType.CONCERN), DECIDE),
    Row("what_relatives_said", says((TOLD_US, MARCH)), update(answer="Cat Reed went to see her")),
    Row("what_relatives_said", says((TOLD_US, MARCH)), update(went_back="Ann, on Monday")),
    one("what_relatives_said", TOLD_US, DECIDE),
    one("what_relatives_said", REFERRAL, DECIDE, source=Source(how=How.SAID, by="Her aunt")),
    one("moved_and_who_was_told", event(EventType.MOVE), DECIDE),
    one("moved_and_who_was_told", event(EventType.MOVE), ASKS),
    one("move_waits", ASKS, lambda asked: MoveEnded(
        move=asked.id, after=asked.id, how=MoveEnd.WITHDRAWN, why="They stay after all")),
    one("late_booking_not_explored", worry(Topic.CONCEALED_PREGNANCY),
        LateBooking(how=HowLate.KEPT_HIDDEN, evidence="Said so", reason=LateReason.AFRAID, reason_by="She herself")),
    one("advocate_offered", worry(Topic.LEARNING_DISABILITY), Communication(person=LEILA, advocate=Advocate.HAS_ONE)),
    one("interpreter_was_family", SLEEP.model_copy(update={"interpreter": Interpreter.FAMILY}),
        SLEEP.model_copy(update={"interpreter": Interpreter.PROFESSIONAL})),
    Row("baby_not_seen", says((KEPT, MARCH), (BORN, EDD)), says((SAW_ALL, EDD + DAY, {"about": (BABY,)})), AFTER),
    Row("nhs_number_missing", says((BORN, EDD)), says((Newborn(baby=BABY, nhs_number="9434765919"), EDD + DAY)), AFTER),
    Row("her_support_if_the_baby_lives_elsewhere", says((Newborn(baby=BABY, cared_for_at="With foster carers"), EDD)),
        says((KEPT, EDD + 3 * DAY)), AFTER),
    Row("life_with_a_newborn", says((KEPT, MARCH)),
        says(*((Conversation(guide="life_with_a_newborn", person=who, outcome=Talked.TALKED), LATER)
               for who in (LEILA, ASHWIN))), BEFORE_BIRTH),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.asked_by)
def test_it_is_asked_and_a_fact_that_answers_it_closes_it(row: Row) -> None:
    family = with_father()
    assert row.asked_by in ALWAYS or row.asked_by not in names(family.record, row.on), "it rests on something"
    row.raised(family)
    assert row.asked_by in names(family.record, row.on)
    row.answered(family)
    assert row.asked_by not in names(family.record, row.on)


def test_every_question_has_a_row_of_its_own():
    """A new question comes with its test: one row."""
    assert {row.asked_by for row in ROWS} | ELSEWHERE == {ask.__name__ for ask in QUESTIONS}


# --- what rules say of all of them ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sort", [EventType.SELF_HARM, EventType.SUDDEN_STOP, EventType.THREAT, EventType.INJURY]
)
def test_what_is_for_the_same_day_stands_above_everything_from_that_day_on(sort: EventType):
    family = with_father()
    family.say(MISSED, MARCH - 9 * DAY)
    family.say(event(sort), MARCH, about=(BABY,))
    first = asked(family.record, MARCH)[0]
    assert (first.urgency, first.applies_from) == (Urgency.SAME_DAY, MARCH)


def test_an_injury_is_not_closed_by_a_decision_that_explains_it():
    family = with_father()
    bruise = family.say(event(EventType.INJURY), MARCH, about=(BABY,))
    family.say(Decision(decision="He rolled onto a toy", rests_on=(bruise.id,)), MARCH)
    assert "injury_of_a_baby" in names(family.record, MARCH)


def test_nobody_is_told_to_stop_and_nothing_blames():
    family = with_father()
    for row in ROWS:
        row.raised(family)
    words = " ".join(f"{one.question} {one.why}".lower() for one in asked(family.record, AFTER))
    for never in (
        "stop drinking",
        "stop using",
        "refus",
        "fail",
        "score",
        "risk",
        "relapse",
        "parent's word only",
    ):
        assert never not in words


def test_where_abuse_is_possible_nothing_suggests_approaching_him_or_the_network():
    family = with_father()
    family.say(KEPT, MARCH)
    family.say(worry(Topic.ALCOHOL), MARCH, about=(ASHWIN,))
    family.say(worry(Topic.DOMESTIC_ABUSE, Standing.SUSPECTED), MARCH, about=(LEILA,))
    family.say(Conversation(guide="life_with_a_newborn", person=LEILA, outcome=Talked.TALKED), MARCH)
    family.say(SLEEP, MARCH)
    prompts = asked(family.record, BEFORE_BIRTH)
    about_him = [
        one
        for one in prompts
        if one.asked_by in {"man_not_met", "father_not_assessed", "only_her_word_about_him"}
    ]
    assert {one.asked_by for one in about_him} == {"man_not_met", "father_not_assessed"}
    assert all(one.question.startswith("Who decides, safely, how we learn about him?") for one in about_him)
    assert not {"life_with_a_newborn", "safer_sleep_for_each_carer"} & {one.asked_by for one in prompts}


@pytest.mark.parametrize(
    "said",
    [
        FatherOrPartner(person=ASHWIN, how_known=HowKnown.UNSAFE),
        FatherOrPartner(person=ASHWIN, contact_risks="He reads her messages"),
        FatherOrPartner(person=ASHWIN, knows=Asked.NOT_SAFE),
    ],
)
def test_unsafe_to_ask_never_suggests_approaching_him_or_the_network(said: FatherOrPartner):
    family = with_father()
    family.say(KEPT, MARCH)
    family.say(worry(Topic.ALCOHOL), MARCH, about=(ASHWIN,))
    family.say(TOLD_US, MARCH)
    family.say(Conversation(guide="life_with_a_newborn", person=LEILA, outcome=Talked.TALKED), MARCH)
    family.say(SLEEP, MARCH)
    unsafe = family.say(said, MARCH, about=(ASHWIN,))
    prompts = {one.asked_by: one for one in asked(family.record, BEFORE_BIRTH)}
    for name in ("man_not_met", "father_not_assessed", "what_relatives_said"):
        assert prompts[name].question.startswith("Who decides, safely,")
        assert unsafe.id in prompts[name].rests_on
    assert prompts["man_not_met"].answer_with == FatherOrPartner.kind
    assert not {"life_with_a_newborn", "safer_sleep_for_each_carer"} & set(prompts)


def test_a_reason_about_one_man_quiets_nothing_about_another():
    family = with_father()
    family.say(HE, MARCH)
    family.say(KEPT, MARCH)
    family.say(WORKS_AWAY, LATER, about=(ASHWIN,))
    about = {one.key for one in asked(family.record, BEFORE_BIRTH)}
    assert f"man_not_met:{UNCLE}" in about
    assert f"man_not_met:{ASHWIN}" not in about


def test_nothing_recorded_here_is_said_only_where_somebody_declared_to_record_it():
    family = with_father()
    family.say(SERIOUS, MARCH)
    there = names(family.record, BEFORE_BIRTH)
    nobody = questions(family.record, timings().where({}), BEFORE_BIRTH, SERVICES)
    absent = {one.asked_by for one in nobody}
    gated = {name for name in there | absent if getattr(timings(), name).recorded_here}
    assert gated & there
    assert not gated & absent


def test_smoking_alone_calls_for_no_referral_assessment_or_plan():
    family = with_father()
    family.say(SERIOUS.model_copy(update={"substances": (Substance.TOBACCO,)}), MARCH, about=(LEILA,))
    heavy = {"referral_not_recorded", "assessment_before_birth", "no_shared_plan", "plan_with_the_hospital"}
    assert not heavy & names(family.record, BEFORE_BIRTH)


def test_care_experience_and_the_like_are_never_named_beside_others():
    family = with_father()
    for topic in (Topic.ADVERSE_CHILDHOOD, Topic.YOUNG_PARENT, Topic.PREVIOUS_CHILD_REMOVED):
        family.say(worry(topic), MARCH, about=(LEILA,))
    assert "named_together" not in names(family.record, BEFORE_BIRTH)


def test_what_one_agency_keeps_is_asked_of_that_agency_alone():
    family = with_father()
    family.say(worry(Topic.MENTAL_HEALTH), MARCH, DAN, audience=only(POLICE), about=(ASHWIN,))
    assert "known_to_one_agency" in names(family.record_for(POLICE), MARCH + DAY)
    assert "known_to_one_agency" not in names(family.record_for(MATERNITY), MARCH + DAY)


def test_near_the_birth_nobody_waits_to_bring_everybody_together():
    early, late = with_father(), with_father()
    early.say(SERIOUS, MARCH, about=(LEILA,))
    late.say(SERIOUS, EDD - 30 * DAY, about=(LEILA,))
    assert "no_shared_plan" not in names(early.record, MARCH + 13 * DAY)
    assert "no_shared_plan" in names(late.record, EDD - 30 * DAY)


def test_without_an_expected_date_a_pregnancy_is_at_least_as_old_as_it_has_been_known():
    family = with_father()
    family.say(Pregnancy(basis=Basis.NOT_KNOWN), MARCH)
    [known, *_] = [one.learned_on() for one in family.entries if isinstance(one.said, Pregnancy)]
    surely = known + 28 * 7 * DAY
    family.say(SERIOUS, surely - 9 * DAY, about=(LEILA,))
    assert "plan_with_the_hospital" not in names(family.record, surely - DAY)
    assert "plan_with_the_hospital" in names(family.record, surely)


def test_for_twins_the_assessment_is_asked_for_earlier():
    alone, twins = with_father(), with_father()
    twins.say(Pregnancy(edd=EDD, babies=2), date(2025, 1, 20))
    for family in (alone, twins):
        family.say(SERIOUS, date(2025, 1, 14), about=(LEILA,))
    week_13 = date(2025, 1, 30)
    assert "assessment_before_birth" not in names(alone.record, week_13)
    assert "assessment_before_birth" in names(twins.record, week_13)


def test_two_services_that_say_different_things_are_asked_about_at_once():
    family = with_father()
    family.say(
        SLEEP.model_copy(update={"heard_differently": "On his side, said the leaflet"}), MARCH, about=(LEILA,)
    )
    assert "message_not_understood" in names(family.record, MARCH)


def test_a_baby_seen_in_part_is_asked_about_by_what_is_missing():
    family = with_father()
    family.say(BORN, EDD)
    family.say(
        Contact(outcome=ContactOutcome.ATTENDED, baby_seen=(BabySeen.AWAKE,)), EDD + DAY, about=(BABY,)
    )
    assert "Who sees the baby undressed and the place where the baby sleeps, in these first weeks?" in {
        one.question for one in asked(family.record, AFTER)
    }


def test_after_an_earlier_preterm_birth_the_assessment_is_asked_for_earlier():
    usual, early = with_father(), with_father()
    early.say(Pregnancy(edd=EDD, earlier_preterm=Asked.YES), date(2025, 1, 20))
    for family in (usual, early):
        family.say(SERIOUS, date(2025, 1, 14), about=(LEILA,))
    week_13 = date(2025, 1, 30)
    assert "assessment_before_birth" not in names(usual.record, week_13)
    assert "assessment_before_birth" in names(early.record, week_13)


def begins(family: Written, on: date) -> dict[str, dict[str, str]]:
    """Function → what the form for an answer begins with."""
    return {one.asked_by: dict(one.begins) for one in asked(family.record, on) if one.begins}


def test_a_form_begins_with_what_the_question_knows_and_never_with_a_name():
    family = with_father()
    family.say(KEPT, MARCH)
    family.say(SLEEP, MARCH)
    early = begins(family, BEFORE_BIRTH)
    assert early["life_with_a_newborn"] == {"guide": "life_with_a_newborn", "person": str(LEILA)}
    assert early["safer_sleep_for_each_carer"] == {"topic": "safer_sleep", "person": str(ASHWIN)}
    assert early["man_not_met"] == {"person": str(ASHWIN)}
    assert "messages_not_given" not in early, "several are left: which one is for whoever answers to choose"
    for row in ROWS:
        row.raised(family)
        for found in begins(family, row.on).values():
            assert found.keys() <= {"guide", "topic", "person", "about"}
            assert found.get("guide", LIFE) in guides()
            assert found.get("topic", "safer_sleep") in messages()
            for name in found.keys() & {"person", "about"}:
                assert UUID(found[name]) in {*family.record.people, *family.record.by_entry}


def test_where_abuse_may_be_at_work_no_form_begins_with_him():
    family = with_father()
    family.say(SLEEP.model_copy(update={"person": ASHWIN, "understood": Understood.NOT_YET}), MARCH)
    assert begins(family, LATER)["message_not_understood"] == {
        "topic": "safer_sleep",
        "person": str(ASHWIN),
    }
    family.say(worry(Topic.DOMESTIC_ABUSE, Standing.SUSPECTED), MARCH, about=(LEILA,))
    assert str(ASHWIN) not in str(begins(family, LATER))


@pytest.mark.parametrize("loss", [Result.MISCARRIAGE, Result.STILLBIRTH, Result.NEONATAL_DEATH])
def test_a_loss_is_never_asked_about_as_a_baby_who_came_early(loss: Result):
    family, twin = with_father(), uuid4()
    family.say(PersonOnRecord(person=twin, role=Role.BABY), MARCH, about=(twin,))
    family.say(SERIOUS, MARCH, about=(LEILA,))
    family.say(BORN.model_copy(update={"gestation": 34 * 7}), EDD - 42 * DAY)
    assert born_early(Case(family.record, timings()))
    family.say(Outcome(baby=BABY, result=loss, gestation=34 * 7), EDD - 41 * DAY)
    assert not born_early(Case(family.record, timings()))
    assert "sleep_of_a_baby_born_early" not in names(family.record, EDD - 40 * DAY)


def test_a_twin_who_is_still_in_hospital_keeps_the_question_before_going_home():
    family, twin = with_father(), uuid4()
    family.say(PersonOnRecord(person=twin, role=Role.BABY), MARCH, about=(twin,))
    family.say(SERIOUS, MARCH, about=(LEILA,))
    for baby in (BABY, twin):
        family.say(Outcome(baby=baby, result=Result.LIVE_BIRTH), EDD)
    family.say(HOME, EDD + DAY)
    assert "meeting_before_going_home" in names(family.record, EDD + 2 * DAY)
    family.say(Newborn(baby=twin, cared_for_at="At home"), EDD + 2 * DAY)
    assert "meeting_before_going_home" not in names(family.record, EDD + 2 * DAY)


@pytest.mark.parametrize(
    ("said", "home"),
    [
        ("at home", True),
        ("Home.", True),
        ("Now at home with her mother", True),
        ("home since the second day", True),
        ("home on Friday", False),
        ("not home yet", False),
        ("at home with foster carers", False),
        ("A mother and baby home", False),
        ("the neonatal unit", False),
        ("", False),
    ],
)
def test_only_what_was_said_beyond_doubt_means_that_the_baby_is_home(said: str, home: bool):
    assert Newborn(baby=BABY, cared_for_at=said).at_home is home
