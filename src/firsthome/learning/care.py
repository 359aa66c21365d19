"""What good care records of one invented pregnancy: in ordinary circumstances, and where much is difficult."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from firsthome.kinds.choices import Asked
from firsthome.kinds.conversation import Conversation, Talked
from firsthome.kinds.entry import Entry
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.message import Message, Understood
from firsthome.kinds.opening import Route
from firsthome.kinds.vulnerability import (
    AffectedNow,
    ServiceAnswer,
    Standing,
    Substance,
    Topic,
    Vulnerability,
)
from firsthome.learning.handling import SPECIALIST, handle, happenings, upbringing
from firsthome.learning.pregnancies import Diary

MESSAGES = ("safer_sleep", "crying", "smoke_free_home", "feeding")


def ordinary(number: int) -> Diary:
    """An ordinary pregnancy with good care; now and then there is one vulnerability, and it is looked after."""
    diary = Diary(number, "ordinary")
    diary.book(Route.UNIVERSAL)
    for topic, share in diary.of["topics"].items():
        if diary.chance.random() < share:
            worry(diary, topic, diary.mother)
    contacts(diary)
    talk(diary)
    diary.give_birth()
    diary.visit_at_home((1, 5, 10), "maternity")
    diary.visit_at_home((12, 44), "health_visiting")
    return diary


def vulnerable(number: int) -> Diary:
    """Much is difficult, and it is well handled: asked, referred, decided, planned, shared, and gone back to."""
    diary = Diary(number, "vulnerable")
    diary.book(Route.UNIVERSAL)
    if diary.happens("older_children"):
        child = PersonOnRecord(person=diary.sibling, role=Role.SIBLING)
        diary.say(child, diary.booked, about=(diary.sibling,))
        diary.meet(
            diary.booked + timedelta(days=diary.chance.randint(5, 20)), "health_visiting", also=diary.sibling
        )
    worries = [
        worry(diary, topic, diary.mother)
        for topic, share in diary.of["topics"].items()
        if diary.chance.random() < share
    ]
    if diary.father_on:
        worries += [
            worry(diary, topic, diary.father, diary.father_on)
            for topic, share in diary.of["fathers_topics"].items()
            if diary.chance.random() < share
        ]
    if worries:
        handle(diary, worries)
    contacts(diary)
    talk(diary)
    upbringing(diary)
    happenings(diary, worries)
    diary.give_birth()
    diary.visit_at_home((1, 3, 5, 8, 10), "maternity")
    diary.visit_at_home((12, 20, 27, 35, 44), "health_visiting")
    return diary


def contacts(diary: Diary) -> None:
    """The appointments of the maternity service, and one of the health visitor before the birth."""
    weeks = [week for week in diary.of["contact_weeks"] if diary.week(week) > diary.booked]
    for place, week in enumerate(weeks):
        day = diary.week(week)
        if day < (diary.lost_on or diary.born):
            diary.offer(day, alone=Asked.YES if place % 3 == 0 else Asked.NOT_KNOWN)
    diary.offer(max(diary.week(diary.chance.randint(28, 33)), diary.booked), "health_visiting")


def worry(diary: Diary, topic: str, whose: UUID, since: date | None = None) -> Entry:
    """One vulnerability: what it means for the baby, who was asked, and what came of it."""
    day = since or diary.booked + timedelta(days=diary.chance.choice((0, 0, 0, 14, 50)))
    suspected = diary.chance.random() < diary.of.get("suspected", 0)
    standing = Standing.SUSPECTED if suspected else Standing.KNOWN
    if diary.happens("in_the_past"):
        standing = Standing.PAST
    at_once, asked = diary.happens("considered_at_once"), diary.happens("specialist_at_once")
    affected = diary.chance.choice((AffectedNow.YES, AffectedNow.NOT_KNOWN, AffectedNow.NOT_AS_FAR_AS_KNOWN))
    said = Vulnerability(
        topic=Topic.stored_as(topic),
        standing=standing,
        affected_now=affected if at_once else AffectedNow.NOT_CONSIDERED,
        substances=(Substance.TOBACCO,) if topic == "substances" and diary.setting == "ordinary" else (),
        protective="Her sister comes every day." if topic == "previous_child_removed" else "",
    )
    told = diary.say(said, day, about=(whose,))
    diary.began[told.id] = day
    if not at_once:
        told = diary.update(told, diary.within("considered_in", day), affected_now=affected)
    if topic in SPECIALIST:
        on = day if asked else diary.within("specialist_in", told.learned_on())
        told = diary.update(
            told, on, service=SPECIALIST[topic], service_on=on, service_answer=ServiceAnswer.ACCEPTED
        )
    if suspected:
        found = diary.chance.choice((Standing.KNOWN, Standing.KNOWN, Standing.RULED_OUT))
        told = diary.update(told, diary.within("found_out_more_in", told.learned_on()), standing=found)
    return told


def talk(diary: Diary) -> None:
    """Life with a newborn, and the messages that every service gives."""
    day = diary.week(diary.chance.randint(27, 31))
    if diary.happens("talked_with_mother"):
        life(diary, diary.mother, day)
    if diary.father_on and diary.happens("talked_with_father"):
        life(diary, diary.father, day + timedelta(days=diary.chance.randint(0, 14)))
    for topic in MESSAGES:
        given = diary.week(diary.chance.randint(29, 35))
        if diary.happens("message_given"):
            message(diary, topic, diary.mother, given)
        if topic == "safer_sleep" and diary.father_on and diary.happens("message_to_father"):
            message(diary, topic, diary.father, given)


def life(diary: Diary, person: UUID, day: date) -> None:
    """A conversation about life with a newborn."""
    diary.say(
        Conversation(guide="life_with_a_newborn", person=person, outcome=Talked.TALKED), day, about=(person,)
    )


def message(diary: Diary, topic: str, person: UUID, day: date) -> None:
    """One message, given once, and again where it was understood only in part."""
    if diary.happens("message_in_part"):
        diary.say(Message(topic=topic, person=person, understood=Understood.PARTLY), day, about=(person,))
        day += timedelta(days=diary.chance.randint(7, 20))
    diary.say(Message(topic=topic, person=person, understood=Understood.YES), day, about=(person,))
