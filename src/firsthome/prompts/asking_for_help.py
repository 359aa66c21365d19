"""From a worry to help: asked for, decided, offered, and what happens when people see it differently."""

from __future__ import annotations

from collections.abc import Iterator

from firsthome.kinds.challenge import Challenge
from firsthome.kinds.concern import Concern
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.help_offer import HelpOffer
from firsthome.kinds.opening import Opening, Route
from firsthome.kinds.planning import Meeting, Plan
from firsthome.kinds.record import Statement
from firsthome.kinds.referral import TAKEN_UP, Decision, Settled
from firsthome.kinds.vulnerability import Topic, Vulnerability
from firsthome.kit.dates import days_after
from firsthome.procedures.timings import Timing
from firsthome.prompts.case import Case
from firsthome.prompts.prompt import Raised, Urgency

ASSESSMENTS = (EventType.ASSESSMENT_STARTED, EventType.ASSESSMENT_COMPLETED)
TOLD = (EventType.INCIDENT, EventType.DISCLOSURE, EventType.CONCERN)
NOT_TAKEN_UP = (Settled.NO_FURTHER_ACTION, Settled.CLOSED, Settled.STEPPED_DOWN)
OFFERED = (Settled.HELP_OFFERED, Settled.HELP_DECLINED, *TAKEN_UP)


def referral_not_recorded(case: Case, rule: Timing) -> Iterator[Raised]:
    """A worry, and nobody says that help was asked for or offered. Source: briefing, section 04; domain facts, 1.1."""
    facts = [(one.known, one.statement) for one in case.calling_for_help(rule)]
    facts += [(case.known(one), one) for one in case.events(*TOLD)]
    facts += [(case.known(one), one) for one, _ in case.of(Concern)]
    routes = (Route.EARLY_HELP, Route.SECTION_17, Route.SECTION_47)
    asked = case.referrals or case.decisions(*OFFERED) or case.of(Plan) or _assessments(case)
    if (
        facts
        and not asked
        and not case.of(HelpOffer)
        and not any(said.route in routes for _, said in case.record.of(Opening))
    ):
        yield Raised(
            "Has a referral or an offer of early help been thought about: who decides, and when?",
            "Something that may affect the baby is recorded, and nothing recorded here says that help was asked for.",
            rule.after(min(known for known, _ in facts)),
            [one for _, one in facts],
            answer_with="referral",
        )


def referral_without_decision(case: Case, rule: Timing) -> Iterator[Raised]:
    """Whoever refers hears what was decided, within a day or so. Source: domain facts, 3.1 and 6, row 23.

    Later on it is to be taken further, which is a question of its own.
    """
    if waiting := _unanswered(case):
        first = min(map(case.known, waiting))
        yield Raised(
            "What was decided about the referral, and who tells those who made it?",
            "Somebody asked for help, and nothing recorded here says what was decided.",
            rule.after(first),
            waiting,
            answer_with="decision",
            until=days_after(case.timings.no_answer_to_take_further.after(first), -1),
        )


def no_answer_to_take_further(case: Case, rule: Timing) -> Iterator[Raised]:
    """Still no answer: who takes it further? Source: domain facts, 2 and 6, rows 23 and 24; published reviews."""
    if waiting := _unanswered(case):
        yield Raised(
            "The referral is still unanswered: who takes it further, to whom, and by when?",
            "Days have passed since help was asked for, and nothing recorded here says that anybody answered.",
            rule.after(min(case.known(one) for one in waiting)),
            waiting,
            answer_with="decision",
        )


def help_asked_for_again(case: Case, rule: Timing) -> Iterator[Raised]:
    """Asked more than once, answered, and never taken up: who looks at it all together? Source: published reviews."""
    asked = sorted(
        (ref for ref in case.referrals if case.of_this_pregnancy(ref[0])), key=lambda ref: case.known(ref[0])
    )
    if not asked or sum(said.times for _, said in asked) < (rule.at_least or 2):
        return
    first = case.known(asked[0][0])
    answered = case.decisions(*NOT_TAKEN_UP)
    taken_up = [*case.decisions(*OFFERED), *case.of(Plan), *case.of(Meeting), *case.of(HelpOffer)]
    if answered and not (
        any(case.known(one) >= first for one, _ in taken_up) or _assessments(case) or _unanswered(case)
    ):
        yield Raised(
            "Help was asked for more than once: who looks at all of it together, and who takes it further?",
            "Each request may look small by itself, and none that is recorded here was taken up.",
            rule.after(max(case.known(one) for one, _ in (*asked, answered[-1]))),
            [one for one, _ in (*asked, answered[-1])],
            answer_with="decision",
        )


def closed_without_an_offer(case: Case, rule: Timing) -> Iterator[Raised]:
    """Below the threshold, early help is thought about, and said. Source: briefing, section 04; domain facts, 2."""
    for one, _ in case.decisions(*NOT_TAKEN_UP)[-1:]:
        offers = [other for other, _ in case.decisions(*OFFERED) if case.known(other) >= case.known(one)]
        helped = [day for agency, day in case.around.items() if case.code(agency) == "early_help"]
        offers += [other for other, _ in case.since(HelpOffer, case.known(one))]
        if not offers and not any(day >= case.known(one) for day in helped):
            yield Raised(
                "What is offered instead? If early help was thought about: who offers it, and when?",
                "It was decided to do nothing further, and nothing recorded here says what she was offered.",
                rule.after(case.known(one)),
                (one,),
                one.id,
                answer_with="help_offer",
                begins={"decision": one.id},
            )


def do_those_who_asked_agree(case: Case, rule: Timing) -> Iterator[Raised]:
    """Whoever asked for help and sees it differently can take it further. Source: domain facts, 2 and 6, row 24."""
    for one, said in case.decisions(Settled.NO_FURTHER_ACTION)[-1:]:
        asked = [ref for ref, _ in case.referrals if case.known(ref) <= case.known(one)]
        answered = case.since(Decision, case.known(one), after=True) or case.events(EventType.DISAGREEMENT)
        offered = [other for other, _ in case.decisions(*OFFERED) if case.known(other) >= case.known(one)]
        answered = answered or case.since(Challenge, case.known(one))
        offered += [other for other, _ in case.since(HelpOffer, case.known(one))]
        if asked and not said.dissent and not answered and not offered and not case.taken_up(one):
            yield Raised(
                "Do those who asked for help see it the same way? If not: who takes it further, and by when?",
                "Help was asked for and not taken up. Seeing that differently is part of the work.",
                rule.after(case.known(one)),
                (*asked[-1:], one),
                one.id,
                Urgency.CONSIDER,
                "challenge",
                begins={"about": one.id},
            )


def seen_differently(case: Case, rule: Timing) -> Iterator[Raised]:
    """A practitioner disagreed: who takes it further, by when? Source: domain facts, 6, row 24; published reviews."""
    differing = [*case.events(EventType.DISAGREEMENT)]
    differing += [one for one, said in case.of(Decision) if said.dissent]
    for one in differing:
        if not case.taken_up(one) and not case.since(Decision, case.known(one), after=True):
            yield Raised(
                "Somebody sees this differently: who takes it further, to whom, and by when?",
                "A different view is recorded, and nothing recorded here since says what came of it.",
                rule.after(case.known(one)),
                (one,),
                one.id,
                answer_with="challenge",
                begins={"about": one.id},
            )


def earlier_history_not_sought(case: Case, rule: Timing) -> Iterator[Raised]:
    """What happened before, from the source and not from memory. Source: domain facts, 6, rows 13 and 26; reviews."""
    removed = [one for one in case.worries if one.said.topic is Topic.PREVIOUS_CHILD_REMOVED]
    facts = [one.statement for one in removed]
    there = {one.id for one in facts}
    facts += [
        one for one in case.of_kinds(Event, Vulnerability)
        if one.id not in there and _tells_of_before(case, one, rule.services)
    ]  # fmt: skip
    since = min((case.known(one) for one in facts), default=None)
    if since and not any(
        case.known(one) > since for one in case.events(EventType.INFORMATION) if one not in facts
    ):
        yield Raised(
            "What happened before, in the records of whoever was there: who asks for them, and who reads them?",
            "Something about earlier children or earlier help is recorded. What people remember of it can differ.",
            rule.after(since),
            facts,
            answer_with="event",
        )


def _unanswered(case: Case) -> list[Statement]:
    """Referrals after which nothing says that anybody decided, met, planned or began to assess."""
    return [
        one
        for one, _ in case.referrals
        if not any(case.since(kind, case.known(one)) for kind in (Decision, Meeting, Plan))
        and not any(case.known(event) >= case.known(one) for event in case.events(*ASSESSMENTS))
    ]


def _tells_of_before(case: Case, one: Statement, services: tuple[str, ...]) -> bool:
    """Whether it tells of an older child, of an earlier assessment, or of what such a service knew then."""
    said, content = one.current.said, one.current.content
    type_ = said.type if isinstance(said, Event) else None
    if type_ in ASSESSMENTS:
        return not case.of_this_pregnancy(one)
    if not case.siblings.isdisjoint(content.about):
        return type_ is None or type_ in TOLD or not case.of_this_pregnancy(one)
    return type_ is None and case.code(content.agency) in services and not case.of_this_pregnancy(one)


def _assessments(case: Case) -> list[Statement]:
    return [one for one in case.events(*ASSESSMENTS) if case.of_this_pregnancy(one)]
