"""Talking about life with a newborn, and the messages every service gives: to each carer, and understood.

«Nothing recorded here» is asked about only where somebody has declared to record it here (safety rule 9).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from firsthome.kinds.conversation import Conversation
from firsthome.kinds.event import EventType
from firsthome.kinds.message import Message, Understood
from firsthome.kinds.record import Statement
from firsthome.procedures.timings import Timing
from firsthome.prompts.assessment import born_early
from firsthome.prompts.case import Case
from firsthome.prompts.prompt import Raised, Urgency
from firsthome.prompts.worry import named, statements

LIFE = "life_with_a_newborn"
SLEEP = "safer_sleep"


def life_with_a_newborn(case: Case, rule: Timing) -> Iterator[Raised]:
    """What will day 1, week 1 and month 3 be like, with mother and with father. Source: briefing, section 04."""
    talked = {said.person for _, said in case.of(Conversation) if said.guide == LIFE}
    mother, begins = case.record.mother, case.week(rule.from_week)
    if begins is None or mother is None or case.born:
        return
    if mother not in talked:
        yield Raised(
            "Who talks with her about life with a newborn: the first day, the first week, the third month?",
            "Nothing recorded here says that anybody has sat down with her about it yet.",
            begins,
            about="mother",
            urgency=Urgency.CONSIDER,
            answer_with="conversation",
            begins={"guide": LIFE, "person": mother},
        )
    elif case.men and not case.careful and not talked & {man.person for man in case.men}:
        hers = [case.known(one) for one, said in case.of(Conversation) if said.guide == LIFE]
        yield Raised(
            "Who talks with him about life with a newborn, as somebody did with her?",
            "A conversation with her is recorded, and none with the father or partner.",
            max(begins, rule.after(min(hers))),
            [man.statement for man in case.men],
            "father",
            Urgency.CONSIDER,
            "conversation",
            begins={"guide": LIFE, "person": _alone(man.person for man in case.men)},
        )


def messages_not_given(case: Case, rule: Timing) -> Iterator[Raised]:
    """Messages that every service gives in the same words. Source: briefing, section 04; domain facts, 4.10."""
    given = {said.topic for _, said in case.of(Message)}
    left = [topic for topic in rule.topics if topic not in given]
    begins = case.week(rule.from_week)
    if begins and left and not case.born:
        names = ", ".join(topic.replace("_", " ") for topic in left)
        yield Raised(
            f"Who gives these messages, and asks for them to be said back: {names}?",
            "Nothing recorded here says that they were given.",
            begins,
            urgency=Urgency.CONSIDER,
            answer_with="message",
            begins={"topic": left[0], "person": case.record.mother} if len(left) == 1 else {},
        )


def message_not_understood(case: Case, rule: Timing) -> Iterator[Raised]:
    """A message counts once it is understood, or once a difference between services is put right. Source: hazard 29."""
    latest: dict[tuple[str, UUID], tuple[Statement, Message]] = {}
    for one, said in sorted(case.of(Message), key=lambda pair: case.known(pair[0])):
        latest[said.topic, said.person] = (one, said)
    for one, said in latest.values():
        if said.understood in (Understood.PARTLY, Understood.NOT_YET) or said.heard_differently:
            yield Raised(
                f"{said.called()}: who says it again, in another way, and what did others say about it?",
                "It was not yet understood, or something different was heard from somebody else.",
                case.known(one) if said.heard_differently else rule.after(case.known(one)),
                (one,),
                one.id,
                answer_with="message",
                begins={"topic": said.topic, "person": said.person},
            )


def safer_sleep_for_each_carer(case: Case, rule: Timing) -> Iterator[Raised]:
    """Everybody who will put the baby down knows how, before 36 weeks. Source: domain facts, 4.10 and 6, row 21."""
    begins = case.week(rule.from_week)
    given = {said.person for _, said in case.of(Message) if said.topic == SLEEP}
    carers = {case.record.mother, *({man.person for man in case.men} if not case.careful else ())} - {None}
    if begins and given and not carers <= given and not case.born:
        yield Raised(
            "Safer sleep: who else will put the baby down to sleep, and who talks with them?",
            "It was talked about with one carer, and nothing recorded here says that the other was there.",
            begins,
            [one for one, said in case.of(Message) if said.topic == SLEEP],
            urgency=Urgency.CONSIDER,
            answer_with="message",
            begins={"topic": SLEEP, "person": _alone(carers - given)},
        )


def where_the_baby_sleeps(case: Case, rule: Timing) -> Iterator[Raised]:
    """The night that is out of the ordinary: where, and who is sober. Source: domain facts, 4.10 and 6, row 21.

    Asked where something makes such nights likely: alcohol or substances, no settled home, a move after the birth.
    """
    facts = _such_nights(case, rule)
    begins = [day for day in (case.week(rule.from_week), case.birth_known if case.born else None) if day]
    if facts and begins and not _slept_about(case):
        first = next(named(case.worries_about(rule.topics)), "")
        because = f"{first.capitalize()} is recorded. " if first else ""
        yield Raised(
            "Where does the baby sleep on a night out of the ordinary, is a cot there, and who is sober that night?",
            f"{because}A plan for every night and every carer helps most before such a night.",
            max(min(begins), min(map(case.known, facts))),
            facts,
            answer_with="message",
            begins={"topic": SLEEP},
            until=rule.until(case.birth_known) if case.born else None,
        )


def sleep_of_a_baby_born_early(case: Case, rule: Timing) -> Iterator[Raised]:
    """A baby who came early is small and sleeps differently. Source: domain facts, 4.10; Out of routine, 2020.

    Not where the question about nights out of the ordinary is asked anyway.
    """
    early = born_early(case)
    if early and not _slept_about(case) and not _such_nights(case, case.timings.where_the_baby_sleeps):
        yield Raised(
            "The baby came early: who talks about safer sleep with everybody who puts the baby down?",
            "A baby who was born early needs it most, and nothing recorded here says that it was talked about.",
            min(map(case.known, early)),
            early,
            answer_with="message",
            begins={"topic": SLEEP},
            until=rule.until(min(map(case.known, early))),
        )


def _alone(people: Iterable[UUID | None]) -> UUID | None:
    """The one person whom it can be about; None where there are several."""
    every = set(people)
    return every.pop() if len(every) == 1 else None


def _such_nights(case: Case, rule: Timing) -> list[Statement]:
    """What makes nights out of the ordinary likely."""
    moved = [one for one in case.events(EventType.MOVE) if case.known(one) >= case.birth_known]
    return [*statements(case.worries_about(rule.topics)), *moved]


def _slept_about(case: Case) -> bool:
    """Whether safer sleep was talked about and understood, and the family has not moved since."""
    moved = [case.known(one) for one in case.events(EventType.MOVE) if case.known(one) >= case.birth_known]
    last = max(moved, default=None)
    return any(
        said.topic == SLEEP
        and said.understood is Understood.YES
        and (last is None or case.known(one) >= last)
        for one, said in case.of(Message)
    )
