"""Around the family: who else knows, what relatives said, where they live, and the children who are there already."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from firsthome.kinds.communication import Advocate, Communication, Interpreter
from firsthome.kinds.concern import Concern
from firsthome.kinds.conversation import Conversation
from firsthome.kinds.entry import How
from firsthome.kinds.event import EventType
from firsthome.kinds.family import Role
from firsthome.kinds.late_booking import LateBooking
from firsthome.kinds.message import Message
from firsthome.kinds.move import MoveAsked
from firsthome.kinds.record import Statement
from firsthome.kinds.referral import Referral
from firsthome.kinds.sharing import Share
from firsthome.kinds.vulnerability import Topic
from firsthome.procedures.timings import Timing
from firsthome.prompts.case import Case
from firsthome.prompts.prompt import Raised
from firsthome.prompts.worry import statements

ANSWERED_SAFELY = "Who decides, safely, how this is answered? Is a domestic abuse advocate involved?"
NETWORK = (Role.FRIEND, Role.GRANDPARENT, Role.RELATIVE)


def what_relatives_said(case: Case, rule: Timing) -> Iterator[Raised]:
    """A relative or neighbour said something: was it answered? Source: briefing, section 05; published reviews."""
    told = [*case.concerns]
    told += [one for one, _ in case.of(Referral) if one.current.content.source.how is How.SAID]
    for one in told:
        answered = isinstance(said := one.current.said, Concern) and not said.open
        if not answered and not case.taken_up(one) and not _talked_with(case, one):
            yield Raised(
                ANSWERED_SAFELY
                if case.careful
                else "Who goes back to whoever told us this, and asks what else they see?",
                "Somebody near the family told a service something, and nothing recorded here says what came of it.",
                rule.after(case.known(one)),
                (one, *case.careful),
                one.id,
                answer_with=Concern.kind if one.kind == Concern.kind else "contact",
            )


def moved_and_who_was_told(case: Case, rule: Timing) -> Iterator[Raised]:
    """A move: who was told, where, and who has taken over? Source: domain facts, 1.10 and 6, row 15."""
    for one in case.events(EventType.MOVE)[-1:]:
        told = case.since(Share, case.known(one), after=True) or case.of(MoveAsked)
        if not case.taken_up(one) and not told:
            yield Raised(
                "The family has moved: which services and which areas are told, and who there has said yes?",
                "A move is recorded, and nothing recorded here says who was told of it.",
                rule.after(case.known(one)),
                (one,),
                one.id,
                answer_with="event",
                until=rule.until(case.known(one)),
            )


def late_booking_not_explored(case: Case, rule: Timing) -> Iterator[Raised]:
    """Care began late, or the pregnancy was hidden: what made it hard, in her words? Source: domain facts, 1.9.

    A reason is only ever what somebody said.
    """
    group = case.worries_about(rule.topics)
    facts = statements(group)
    facts += [one for one, said in case.of(LateBooking) if not said.reason.given]
    late = case.record.pregnancy and (case.record.pregnancy.known_at_week or 0) >= (rule.from_week or 99)
    if late and not facts:
        facts += [one for one in case.statements if one.current.said is case.record.pregnancy]
    explained = any(said.reason.given or said.reason_by for _, said in case.of(LateBooking))
    if facts and not explained and not any(case.asked_about(one) for one in facts):
        yield Raised(
            "What made it hard to come earlier, in her own words, and what does it mean for care from now on?",
            "The pregnancy came to light late. Nothing recorded here says what she says about it.",
            rule.after(min(map(case.known, facts))),
            facts,
            answer_with="late_booking",
        )


def children_at_home(case: Case, rule: Timing) -> Iterator[Raised]:
    """The children who are there already: who sees how they are? Source: domain facts, 1.1 and 6, row 26."""
    group = case.calling_for_help(rule)
    if not (case.siblings and group):
        return
    if not any(case.siblings & {*said.present, *one.current.content.about} for one, said in case.contacts):
        yield Raised(
            "How are the children who are there already, who sees them, and what do they say?",
            "There are older children, and nothing recorded here says that somebody has seen how they are.",
            rule.after(group[0].known),
            [*statements(group), *(one for child in case.siblings for one in case.about.get(child, ()))],
            answer_with="contact",
        )


def advocate_offered(case: Case, rule: Timing) -> Iterator[Raised]:
    """A learning disability: is there an advocate, and does she understand? Source: domain facts, 1.11 and 4.6."""
    for one in case.worries_about([Topic.LEARNING_DISABILITY.value]):
        told = [said for _, said in case.of(Communication) if said.person in one.whose]
        settled = (Advocate.HAS_ONE, Advocate.OFFERED, Advocate.PREFERS_NONE)
        if not any(said.advocate in settled for said in told):
            yield Raised(
                "Is an independent advocate offered, and what helps when you talk and write together?",
                "Some people need things said or written another way. Planning begins early, so that it is understood.",
                rule.after(one.known),
                (one.statement,),
                one.statement.id,
                answer_with="communication",
                begins={"person": one.whose[0]} if len(one.whose) == 1 else {},
            )


def interpreter_was_family(case: Case, rule: Timing) -> Iterator[Raised]:
    """A relative interpreted, or nobody did: ask again with a professional. Source: domain facts, 4.5."""
    talks = [(one, said.interpreter) for one, said in case.of(Conversation)]
    talks += [(one, said.interpreter) for one, said in case.of(Message)]
    poor = [one for one, how in talks if how in (Interpreter.FAMILY, Interpreter.MISSING)]
    if not poor:
        return
    last = max(poor, key=case.known)
    well = [one for one, how in talks if how is Interpreter.PROFESSIONAL]
    if not any(case.known(one) >= case.known(last) for one in well):
        said = last.current.said
        yield Raised(
            "Who asks her again, alone, with a professional interpreter?",
            "A relative or friend interpreted, or nobody did. Some things cannot be said that way.",
            rule.after(case.known(last)),
            (last,),
            answer_with="conversation",
            begins={name: getattr(said, name, None) for name in ("guide", "person")},
        )


def _network(case: Case, one: Statement) -> set[UUID]:
    return {person for person in one.current.content.about if case.roles.get(person) in NETWORK}


def _talked_with(case: Case, one: Statement) -> bool:
    """Whether somebody met those who said it since then."""
    people = _network(case, one)
    return any(
        said.outcome.kept
        and case.known(met) >= case.known(one)
        and people & {*said.present, *met.current.content.about}
        for met, said in case.contacts
    )
