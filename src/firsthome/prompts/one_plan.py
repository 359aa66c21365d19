"""The one plan: rules that somebody checks, what if, who holds the birth plan, and what is handed over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from firsthome.kinds.goal import Goal
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.planning import Plan
from firsthome.kinds.record import Statement
from firsthome.procedures.timings import Timing
from firsthome.prompts.case import Case
from firsthome.prompts.prompt import Raised, Urgency
from firsthome.reading.copies import latest_birth_plan, missing
from firsthome.reading.plan import not_considered, unchecked

SOON = timedelta(days=14)
"""So long before one goes, whoever comes next may have begun."""


def rule_without_checker(case: Case, rule: Timing) -> Iterator[Raised]:
    """A rule that nobody checks protects nobody. Source: domain facts, 6 and 7.10; published reviews."""
    if found := [one for one, _ in unchecked(case.record)]:
        yield Raised(
            "Who checks whether this is kept, and how often?",
            "A rule was agreed, and nothing recorded here says who checks it, or how often.",
            rule.after(min(map(case.known, found))),
            found,
            answer_with="plan_rule",
        )


def contingency_not_considered(case: Case, rule: Timing) -> Iterator[Raised]:
    """Four things that may happen to any plan. Source: domain facts, 1.5, 1.6 and 7.10."""
    group = case.calling_for_help(rule)
    agreed = [one for kind in (Plan, Goal) for one, _ in case.of(kind)]
    left = not_considered(case.record)
    if group and agreed and left:
        yield Raised(
            f"Who does what, and by when, if {', or if '.join(one.within() for one in left)}?",
            "There is a plan, and it does not say yet what is done then, or why nothing is needed for it.",
            rule.after(max(min(map(case.known, agreed)), group[0].known)),
            agreed,
            urgency=Urgency.CONSIDER,
            answer_with="contingency",
            begins={"trigger": left[0].value},
        )


def birth_plan_not_held(case: Case, rule: Timing) -> Iterator[Raised]:
    """Sent is not read: who on the ward and at night has it, by name? Source: domain facts, hazards 15, 16 and 24."""
    found = latest_birth_plan(case.record)
    if found and (teams := missing(case.record, found[0])):
        yield Raised(
            "Who holds the birth plan that holds now, and has read it?",
            f"Nobody is named here yet of: {'; '.join(one.within() for one in teams)}.",
            case.from_week(rule, case.known(found[0])),
            (found[0],),
            answer_with="copy_held",
            begins={"copy_of": found[0].current.content.id, "team": teams[0].value},
        )


def handed_over(case: Case, rule: Timing) -> Iterator[Raised]:
    """Somebody else took over, and nothing says what was handed over. Source: domain facts, 6; published reviews."""
    for one, said in case.record.involvements:
        if said.practitioner and not said.handover.strip() and _took_over(case, one, said):
            yield Raised(
                "What was handed over, by whom, and has the family met whoever comes next?",
                "Somebody took over from a colleague, and nothing recorded here says what was handed over.",
                rule.after(case.known(one)),
                (one,),
                one.id,
                answer_with="involvement",
            )


def _took_over(case: Case, statement: Statement, said: Involvement) -> bool:
    """Whether somebody of the same agency did the same before them."""
    earlier = [entry.said for entry in statement.entries if isinstance(entry.said, Involvement)]
    if any(one.practitioner not in (None, said.practitioner) for one in earlier):
        return True
    begins = said.begins or case.known(statement)
    return any(
        _did_the_same(other, said, begins) for one, other in case.record.involvements if one != statement
    )


def _did_the_same(other: Involvement, said: Involvement, begins: date) -> bool:
    same = other.agency == said.agency and other.role.casefold() == said.role.casefold()
    went = other.ends is not None and other.ends - SOON <= begins
    return same and went and other.practitioner not in (None, said.practitioner)
