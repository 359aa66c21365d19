"""One entry in short sentences, said to the parent who reads them. Pure.

What a professional wrote for others (what was seen at a contact, why a referral was made) is not put into other words
here: it stays out, and a person says it to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from firsthome.exchange.documents.making import Making
from firsthome.kinds.birth_plan import BirthPlan
from firsthome.kinds.change import Change
from firsthome.kinds.contact import Contact
from firsthome.kinds.contingency import Contingency
from firsthome.kinds.conversation import Conversation, Talked
from firsthome.kinds.discharge_plan import DischargePlan
from firsthome.kinds.doer import doer
from firsthome.kinds.entry import Entry, Names, Said, ended
from firsthome.kinds.goal import ForWhom, Goal
from firsthome.kinds.help_offer import BecameOf, HelpOffer
from firsthome.kinds.meeting import MeetingPart, ParentsPart, ToldWhen
from firsthome.kinds.message import Message
from firsthome.kinds.own_words import OwnWords
from firsthome.kinds.plan_rule import PlanRule
from firsthome.kinds.plan_view import PlanView
from firsthome.kinds.planning import Action, Meeting, Progress
from firsthome.kinds.referral import Agreed, Referral
from firsthome.kit.dates import say_day
from firsthome.reading import plan as reading

_FOR = {ForWhom.BABY: "For your baby", ForWhom.FAMILY: "For all of you"}
_ROWS: dict[type[Said], dict[str, str]] = {
    BirthPlan: {
        "Where": "Where", "What she wants": "What you want", "Who is with her": "Who is with you",
        "Care on the ward": "On the ward", "Feeding": "Feeding", "Legal status": "What the law says",
        "First 24 hours": "The first day", "First 10 days": "The first ten days", "Until 6 weeks": "Until six weeks",
    },
    DischargePlan: {
        "Goes home on": "Going home on", "Sleeps": "Where your baby sleeps", "Visits": "Who visits",
        "The family rings": "Whom you can ring", "Feeding": "Feeding", "The baby’s health": "Your baby’s health",
        "Registered with": "Your baby’s surgery",
    },
}  # fmt: skip
"""What of these plans a parent is told, by the question that it answers, and what it is called there."""
_BECAME = {
    BecameOf.WAITING: "You have not said yes or no yet. There is time.",
    BecameOf.ACCEPTED: "You said yes.",
    BecameOf.DECLINED: "You said no for now. You can still say yes.",
}
_AGREED = {Agreed.YES: "You agreed to it.", Agreed.NO: "You did not agree to it."}
_TOOK_PART = {
    ParentsPart.THERE: "You were there.",
    ParentsPart.PART: "You were there for a part of it.",
    ParentsPart.APART: "You met us apart.",
    ParentsPart.NOT_COME: "You could not come.",
    ParentsPart.SENT_WORDS: "You sent your words.",
}


def plainly(making: Making, entry: Entry, person: UUID) -> Iterator[str]:
    """One entry, in the order in which a parent asks: what, who, when."""
    match entry.said:
        case Meeting() | MeetingPart():
            return _of_meeting(making, entry, person)
        case Contact() | Conversation() | Message() | Change() | Referral() | HelpOffer() | OwnWords():
            return (line for line in _written_down(making, entry, person) if line)
        case _:
            return _of_plan(making, entry, person)


def _of_plan(making: Making, entry: Entry, person: UUID) -> Iterator[str]:
    names, said = making.names, entry.said
    match said:
        case Goal():
            yield f"{_FOR.get(said.whose, 'For yourself')}: {said.words()}"
        case Action():
            yield _task(making, said)
        case PlanRule():
            yield from _rule(said, names)
        case Contingency() if said.then.strip():
            yield f"If {said.head[:1].lower()}{said.head[1:]}: {ended(said.then)} {said.done_by(names)}"
        case PlanView():
            yield f"“{said.own_words.strip()}”" if said.own_words else ended(said.agrees.label)
        case BirthPlan() | DischargePlan():
            facts = said.facts(_You(names, person))
            rows = _ROWS[type(said)].items()
            yield from (f"{plain}: {ended(facts[name])}" for name, plain in rows if facts[name])


def _rule(said: PlanRule, names: Names) -> Iterator[str]:
    yield ended(said.rule)
    yield f"If that does not work: {ended(said.otherwise)}"
    if who := said.checks(names):
        yield f"Who looks at it: {ended(who)}"


def _task(making: Making, said: Action) -> str:
    day = reading.due_on(making.record, said)
    by = f" By {say_day(day)}." if day and said.progress is Progress.TO_DO else ""
    who = doer(said, making.names) or "We still have to find somebody"
    done = " This is done." if said.progress is Progress.DONE else ""
    return f"{who}: {ended(said.what)}{by}{done}"


# --- a meeting -------------------------------------------------------------------------------------------------------


def _of_meeting(making: Making, entry: Entry, person: UUID) -> Iterator[str]:
    said = entry.said
    if isinstance(said, Meeting):
        yield from filter(None, _minutes(making, said, entry, person))
    if isinstance(said, MeetingPart):
        added = "Added later. " if said.told is ToldWhen.ADDED else ""
        yield f"{added}{said.whose(entry, making.names)}: {ended(said.words)}"
        if said.not_known:
            yield f"What they do not know: {ended(said.not_known)}"


def _minutes(making: Making, said: Meeting, entry: Entry, person: UUID) -> Iterator[str]:
    """Nothing of what was said where the parents met apart: each then hears from somebody what was said to them."""
    took_part = said.mother if person == making.record.mother else said.father
    together = ParentsPart.APART not in (said.mother, said.father)
    yield f"{said.type.rstrip('.')}: {ended(entry.happened.say())}"
    yield _TOOK_PART.get(took_part, "") if took_part else ""
    yield (
        f"Services that were there: {', '.join(map(making.names.agency, said.agencies_there))}."
        if (said.agencies_there)
        else ""
    )
    yield f"What we talked about: {ended(said.minutes)}" if together and said.minutes else ""
    yield f"What we decided: {ended(said.decision)}" if said.decision else ""
    if said.category:
        under = ", ".join(one.within() for one in said.category)
        yield f"There is a child protection plan for your baby. The worry is: {under}."
    yield f"Who sees it another way: {ended(said.dissent)}" if together and said.dissent else ""
    yield f"We meet again on {say_day(said.next_date)}." if said.next_date else ""
    yield (
        "This is what everybody agreed was said. If it is not right, tell us: we add what you say."
        if said.locked
        else "It is not agreed yet. Tell us what is not right."
    )


# --- what is written down --------------------------------------------------------------------------------------------


def _written_down(making: Making, entry: Entry, person: UUID) -> Iterator[str]:
    said, names, day = entry.said, making.names, entry.happened.say()
    match said:
        case Contact():
            place = f", {said.setting.label.lower()}" if said.setting else ""
            yield f"{'We met' if said.outcome.kept else 'We want to meet you'}: {day}{place}."
            hers = said.her_words if person == making.record.mother else ""
            yield f"You said: “{ended(hers)}”" if hers else ""
            yield f"Next time: {say_day(said.next_date)}." if said.next_date else ""
        case Conversation():
            yield f"{said.guide_title()}: {day}."
            yield (
                "You did not want to talk about it then. That is all right."
                if (said.outcome is Talked.NOT_NOW)
                else ""
            )
            yield f"You said: “{ended(said.own_words)}”" if said.own_words else ""
            yield f"We come back to: {ended(said.come_back_to)}" if said.come_back_to else ""
        case Message():
            yield f"We told you about: {ended(said.called())}"
            yield f"You said: “{ended(said.said_back)}”" if said.said_back else ""
        case Change():
            yield from _change(said)
        case Referral():
            yield from _referral(said, names, day)
        case HelpOffer():
            yield from _offer(said, names)
        case OwnWords():
            yield f"You said: “{ended(said.words)}”"
            yield f"You want it to say: “{ended(said.instead)}”" if said.instead else ""


def _change(said: Change) -> Iterator[str]:
    yield f"What you want to change: {ended(said.behaviour)}"
    yield f"You said: “{ended(said.wants)}”" if said.wants else ""
    yield f"What helps you: {ended(said.support)}" if said.support else ""
    yield f"After the birth: {ended(said.support_after_birth)}" if said.support_after_birth else ""


def _referral(said: Referral, names: Names, day: str) -> Iterator[str]:
    """What they were told, as it was said to them; never the reasons that were written for another agency."""
    yield f"We asked for help: {names.agency(said.to) if said.to else said.to_words or 'another service'}, {day}."
    yield (
        f"We told you: {ended(said.told)}"
        if said.told
        else "We told you about it. Ask us if it is not clear."
    )
    yield _AGREED.get(said.agreed, "") if said.agreed else ""


def _offer(said: HelpOffer, names: Names) -> Iterator[str]:
    by = names.agency(said.agency) if said.agency else said.agency_words.strip()
    yield f"{ended(said.what)} From: {by}." if by else ended(said.what)
    yield _BECAME.get(said.became, "")
    yield f"What would make it right for you: {ended(said.acceptable)}" if said.acceptable else ""
    yield f"We ask you again on {say_day(said.again_on)}." if said.became.open and said.again_on else ""


@dataclass(frozen=True, slots=True)
class _You:
    """Names in which the reader is «you»."""

    names: Names
    you: UUID

    def person(self, person: UUID) -> str:
        """The reader, or somebody else by name."""
        return "you" if person == self.you else self.names.person(person)

    def agency(self, agency: int) -> str:
        """The agency's name."""
        return self.names.agency(agency)

    def practitioner(self, practitioner: int) -> str:
        """The practitioner's name."""
        return self.names.practitioner(practitioner)
