"""What is recorded where much is difficult and well handled: referred, decided, assessed, planned, gone back to."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from firsthome.kinds.change import Change, WhoseWord
from firsthome.kinds.choices import Asked
from firsthome.kinds.communication import Advocate, Communication, Interpreter, NeedsInterpreter
from firsthome.kinds.contingency import Contingency, Trigger
from firsthome.kinds.conversation import Conversation, Talked
from firsthome.kinds.entry import Entry, How, Source
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.planning import Action, Meeting, Plan, Progress
from firsthome.kinds.referral import Decision, Referral, Settled
from firsthome.kinds.sharing import Acknowledgement, Share
from firsthome.kinds.vulnerability import (
    Topic,
    Vulnerability,
)
from firsthome.learning.pregnancies import AGENCY, Diary

SPECIALIST = {
    "substances": "substance_misuse", "alcohol": "substance_misuse", "mental_health": "mental_health",
    "domestic_abuse": "domestic_abuse_service", "homelessness": "housing",
}  # fmt: skip
CALLS_FOR_CARE = {"domestic_abuse", "substances", "alcohol", "previous_child_removed", "sex_working"}


def handle(diary: Diary, worries: list[Entry]) -> None:
    """From the first worry to the plan: referred, decided, assessed, met, planned, on the ward in time."""
    first = min(diary.began[one.root()] for one in worries)
    topics = {one.said.topic.value for one in worries if isinstance(one.said, Vulnerability)}
    care = bool(topics & CALLS_FOR_CARE)
    to = "childrens_social_care" if care else "early_help"
    referral = diary.say(
        Referral(
            to=AGENCY[to], why="Help before the birth", parents_told=Asked.YES, rests_on=(worries[0].id,)
        ),
        diary.within("referred_in", first),
        about=(diary.mother,),
    )
    decided = diary.within("decided_in", referral.learned_on())
    diary.say(Involvement(agency=AGENCY[to], role="worker"), decided, to)
    draw = diary.chance.random()
    if not care or draw < diary.of["taken_up"]:
        diary.say(
            Decision(decision="Taken up", settled=Settled.ACCEPTED, rests_on=(referral.id,)), decided, to
        )
        if care:
            assess(diary, decided)
        plan(diary, decided, to, worries)
        return
    refused = Decision(
        decision="Below the threshold", settled=Settled.NO_FURTHER_ACTION, rests_on=(referral.id,)
    )
    closed = diary.say(refused, decided, to)
    offered = diary.within("offered_in", decided)
    offer = Decision(decision="Early help offered", settled=Settled.HELP_OFFERED, rests_on=(closed.id,))
    diary.say(offer, offered, "early_help")
    plan(diary, offered, "early_help", worries)


def assess(diary: Diary, decided: date) -> None:
    """An assessment of everybody around the baby, and what was before, from its source."""
    about = (diary.mother, *((diary.father,) if diary.father_on else ()), *diary.babies)
    begins = diary.within("assessment_begins_in", decided)
    started = Event(type=EventType.ASSESSMENT_STARTED, account="Assessment before the birth begun.")
    diary.say(started, begins, "childrens_social_care", about)
    done = Event(type=EventType.ASSESSMENT_COMPLETED, account="Assessment before the birth finished.")
    diary.say(done, diary.within("assessment_ends_in", begins), "childrens_social_care", about)
    read = Event(type=EventType.INFORMATION, account="Earlier records were asked for and read.")
    diary.say(read, diary.within("history_read_in", decided), "childrens_social_care", (diary.mother,))


def plan(diary: Diary, since: date, by: str, worries: list[Entry]) -> None:
    """A meeting, a plan with owners and days, held by the ward in time, and a meeting before going home."""
    met = diary.say(
        Meeting(type="Planning meeting", minutes="Agreed."), diary.within("meeting_in", since), by
    )
    day, full = met.learned_on(), diary.happens("plan_says_what_if")
    agreed = diary.say(
        Plan(
            goals="A safe start.",
            mothers_goal="To have my own front door.",
            otherwise="The midwife rings the worker the same day." if full else "",
            born_early="The ward rings the worker, at night the out-of-hours team." if full else "",
            rests_on=(worries[0].id,),
        ),
        day,
        by,
    )
    if not full:
        agreed = diary.update(
            agreed, diary.within("considered_in", day), otherwise="Rings.", born_early="Rings."
        )
    for trigger in (Trigger.BORN_ELSEWHERE, Trigger.CONTACT_LOST, Trigger.LEAVES):
        row = Contingency(trigger=trigger, then="Rings.", owner_words="Whoever is on duty", by_when="at once")
        diary.say(row, day, by)
    for _ in range(diary.chance.randint(2, 4)):
        due = diary.within("action_due_in", day)
        action = Action(what="Something useful", agency=AGENCY[by], due=due, plan=agreed.id)
        todo = diary.say(action, day, by)
        late = diary.happens("action_late")
        diary.update(
            todo, due + timedelta(days=diary.chance.randint(1, 9) if late else -1), progress=Progress.DONE
        )
    on_ward = max(diary.in_weeks("plan_at_ward_week_in"), day)
    share = Share(entries=(agreed.id,), agencies=(AGENCY["hospital"],), purpose="So that the ward knows")
    sent = diary.say(share, on_ward, by)
    diary.say(Acknowledgement(entries=(sent.id,)), diary.within("answered_in", on_ward), "hospital")
    home = max(diary.in_weeks("meeting_before_home_week_in"), day)
    diary.say(Meeting(type="Meeting before going home", minutes="Who visits when."), home, by)
    diary.say(Action(what="Visit", agency=AGENCY["health_visiting"], due=diary.born + timedelta(days=12),
                     progress=Progress.DONE), home, by)  # fmt: skip


def upbringing(diary: Diary) -> None:
    """Her own upbringing, asked once; «not now» is an answer."""
    talked = Talked.TALKED if diary.happens("upbringing_talked") else Talked.NOT_NOW
    day = max(diary.in_weeks("upbringing_week_in"), diary.booked)
    said = Conversation(guide="own_upbringing", person=diary.mother, outcome=talked, seen_alone=Asked.YES)
    diary.say(said, day, about=(diary.mother,))
    if diary.father_on and diary.happens("father_met"):
        met = Conversation(guide="talking_about_the_baby", person=diary.father, outcome=Talked.TALKED)
        diary.say(met, max(diary.week(diary.chance.randint(18, 25)), diary.father_on), about=(diary.father,))
    if diary.happens("interpreter_needed"):
        needs = Communication(person=diary.mother, language="Polish", interpreter=NeedsInterpreter.YES)
        diary.say(needs, diary.booked, about=(diary.mother,))
        how = Interpreter.PROFESSIONAL if diary.happens("interpreter_professional") else Interpreter.FAMILY
        again = said.model_copy(update={"guide": "housing", "interpreter": how})
        diary.say(again, day + timedelta(days=20), about=(diary.mother,))


def happenings(diary: Diary, worries: list[Entry]) -> None:
    """What a pregnancy brings, and that somebody takes it up; and what is thought of for after the birth."""
    for one in worries:
        said = one.said
        if not isinstance(said, Vulnerability):
            continue
        if said.topic.value in SPECIALIST:
            diary.update(
                one,
                diary.in_weeks("later_considered_week_in"),
                later="The weeks after the birth are hardest.",
            )
    day = diary.week(diary.chance.randint(18, 34))
    if diary.happens("something_new") and worries:
        again = worries[0]
        diary.say(again.said, day, "gp", again.about)
        diary.meet(diary.within("answered_in", day) + timedelta(days=1))
    if diary.happens("incident"):
        answered(diary, EventType.INCIDENT, "police", (diary.mother,))
    if diary.happens("relative_told"):
        answered(diary, EventType.CONCERN, "health_visiting", (diary.mother,))
    if diary.happens("moved"):
        answered(diary, EventType.MOVE, "housing", (diary.mother,))


def look_ahead(diary: Diary, one: Entry) -> None:
    """What is thought of for after the birth, an advocate where it helps, and a change that somebody wants."""
    said = one.said
    if not isinstance(said, Vulnerability):
        return
    if said.topic.value in SPECIALIST:
        diary.update(
            one, diary.in_weeks("later_considered_week_in"), later="The weeks after the birth are hardest."
        )
    if said.topic is Topic.LEARNING_DISABILITY:
        has = Communication(person=diary.mother, advocate=Advocate.HAS_ONE)
        diary.say(has, diary.within("specialist_in", one.learned_on()), about=(diary.mother,))
    if said.topic in (Topic.SUBSTANCES, Topic.ALCOHOL) and diary.happens("change_wanted"):
        change(diary, one)


def answered(diary: Diary, sort: EventType, by: str, about: tuple[UUID, ...]) -> None:
    """Something happened, and a decision rests on it within days."""
    day = diary.week(diary.chance.randint(16, 36))
    agency = by if by in AGENCY else "childrens_social_care"
    told = Source(how=How.SAID, by="Her aunt") if sort is EventType.CONCERN else Source()
    event = diary.say(Event(type=sort, account="It happened."), day, agency, about, source=told)
    diary.say(
        Decision(decision="Who does what now", rests_on=(event.id,)),
        diary.within("answered_in", day),
        "maternity",
    )


def change(diary: Diary, one: Entry) -> None:
    """What she wants to change: in her word first, then seen by somebody, and kept up after the birth."""
    begins = one.learned_on() + timedelta(days=diary.chance.randint(3, 20))
    wanted = Change(
        person=one.about[0],
        behaviour="Evenings",
        wants="Fewer",
        whose_word=WhoseWord.PARENT,
        evidence="Says so",
    )
    told = diary.say(wanted, begins, about=one.about)
    seen = diary.within("change_seen_in", begins)
    told = diary.update(told, seen, whose_word=WhoseWord.SEEN, evidence="Kept every appointment")
    diary.update(told, max(diary.week(28), seen), support_after_birth="Her key worker until the summer")
