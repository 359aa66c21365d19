"""Hope with something to hold it: what shows a change, who helps it last, and what she says of her own upbringing.

Never «only her word»: what would show that this is holding, and who could help it last? Source: briefing, section 06.
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthome.kinds.change import Change, WhoseWord
from firsthome.kinds.conversation import Conversation
from firsthome.kinds.event import EventType
from firsthome.kinds.newborn import Newborn
from firsthome.kinds.referral import Settled
from firsthome.kinds.vulnerability import Topic
from firsthome.procedures.timings import Timing
from firsthome.prompts.case import Case
from firsthome.prompts.prompt import Raised, Urgency
from firsthome.prompts.worry import last_known, statements

LESS_HELP = (Settled.STEPPED_DOWN, Settled.CLOSED, Settled.NO_FURTHER_ACTION)
SHOWN = (WhoseWord.SEEN, WhoseWord.SOMEBODY_ELSE)


def what_shows_the_change(case: Case, rule: Timing) -> Iterator[Raised]:
    """A parent says that something is better: what would show it? Source: briefing, section 06; domain facts, 5.2."""
    for one, said in case.of(Change):
        told = [line.said for line in one.standing if isinstance(line.said, Change)]
        shown = any(each.whose_word in SHOWN or each.evidence_entries for each in told)
        if not shown and any(each.whose_word is WhoseWord.PARENT for each in told):
            yield Raised(
                f"{said.behaviour.rstrip('.')}: what would show that this is holding, and who could help it last?",
                "What is recorded about it so far comes from the parent. Somebody else may have seen it too.",
                rule.after(case.known(one)),
                (one,),
                one.id,
                Urgency.CONSIDER,
                "change",
            )


def less_help_on_what_grounds(case: Case, rule: Timing) -> Iterator[Raised]:
    """Less help, while worries stand: what shows that it holds? Source: domain facts, 6, row 9; published reviews."""
    for one, said in case.decisions(*LESS_HELP)[-1:]:
        standing = [worry for worry in case.worries if worry.known <= case.known(one)]
        if standing and not said.rests_on and not _shown(case):
            yield Raised(
                "Less help from now on: what shows that things hold, besides what was said, and who would notice?",
                "Help ends or becomes less while something that may affect the baby still stands.",
                rule.after(case.known(one)),
                (one, *statements(standing)),
                one.id,
                answer_with="change",
            )


def going_home_on_what_grounds(case: Case, rule: Timing) -> Iterator[Raised]:
    """The baby goes home while worries stand: what is different now? Source: domain facts, 6, rows 9 and 20."""
    home = [one for one in case.events(EventType.DISCHARGE) if case.known(one) >= case.birth_known]
    home = home or [one for one, said in case.of(Newborn) if said.at_home]
    group = case.calling_for_help(rule)
    before = [one for one in group if home and one.known <= case.known(home[0])]
    if before and not _shown(case):
        yield Raised(
            "The baby is at home now: what shows that things are holding there, and who sees it?",
            "Something that may affect the baby stood when the baby went home, and nothing here says what has changed.",
            rule.after(case.known(home[0])),
            (home[0], *statements(before)),
            answer_with="change",
            until=rule.until(case.known(home[0])),
        )


def what_is_different_now(case: Case, rule: Timing) -> Iterator[Raised]:
    """An earlier child lives elsewhere: what happened, what is different, what would help? Source: domain hazard 32.

    With its date and its reason, as a need for support. It says nothing about this baby by itself.
    """
    group = case.worries_about([Topic.PREVIOUS_CHILD_REMOVED.value])
    unsaid = [one for one in group if not one.said.protective]
    if unsaid and not _shown(case) and not any(case.asked_about(one.statement) for one in unsaid):
        yield Raised(
            "What happened then, in the parent’s own words, what is different now, and what would help it last?",
            "An earlier child lives elsewhere. Nothing recorded here says what has changed, or what helps.",
            rule.after(last_known(unsaid)),
            statements(unsaid),
            answer_with="vulnerability",
        )


def support_after_the_birth(case: Case, rule: Timing) -> Iterator[Raised]:
    """What helps now goes on after the birth. Source: briefing, section 06: maintained after the baby is born."""
    for one, said in case.of(Change):
        lines = [line.said for line in one.standing if isinstance(line.said, Change)]
        if not any(each.support_after_birth for each in lines):
            yield Raised(
                f"{said.behaviour.rstrip('.')}: what support goes on after the birth, and who gives it?",
                "A change that is wanted in pregnancy needs somebody beside it afterwards too.",
                case.from_week(rule, case.known(one)),
                (one,),
                one.id,
                answer_with="change",
            )


def own_upbringing(case: Case, rule: Timing) -> Iterator[Raised]:
    """How she understands her own upbringing, once, by whoever she trusts. Source: briefing, section 06; facts, 5.3.

    «Not now» closes it for this pregnancy. It is never overdue, and nothing is counted.
    """
    asked = any(said.guide == "own_upbringing" for _, said in case.of(Conversation))
    told = case.worries_about(rule.topics)
    mother = case.record.mother
    if asked or mother is None or not (told or (case.records_here("conversation") and case.worries)):
        return
    facts = told or case.worries
    yield Raised(
        "Would she like to talk about how she was cared for herself, and what it means to her for this baby?",
        "Whoever she trusts asks, once, and “not now” is an answer.",
        case.from_week(rule, facts[0].known),
        statements(told),
        urgency=Urgency.CONSIDER,
        answer_with="conversation",
        begins={"guide": "own_upbringing", "person": mother},
    )


def _shown(case: Case) -> bool:
    """Whether somebody recorded what shows a change, besides the parent's own word."""
    return any(
        isinstance(line.said, Change) and (line.said.whose_word in SHOWN or line.said.evidence_entries)
        for one, _ in case.of(Change)
        for line in one.standing
    )
