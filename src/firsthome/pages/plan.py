"""The one plan on one page: goals, who does what by when, rules with who checks them, what if, and what parents say.

Everything is an entry of its own, so that two people who change two parts never meet. What is past its day shows to
everybody who reads the plan. Source: briefing, section 05; domain facts, 7.10.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.kinds.contingency import Contingency, Trigger
from firsthome.kinds.doer import doer
from firsthome.kinds.entry import Said
from firsthome.kinds.her_own_support import HerOwnSupport, Support
from firsthome.kinds.plan_rule import PlanRule
from firsthome.kinds.plan_view import PlanView
from firsthome.kinds.planning import Plan
from firsthome.kinds.record import Statement
from firsthome.kit.dates import say_day
from firsthome.pages.chronology import signature
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.plan_versions import Versions, versions
from firsthome.reading import plan as reading
from firsthome.reading.babies import only_losses
from firsthome.reading.plan import Aim, Standing, Step

OPEN = (Standing.TO_DO, Standing.OVERDUE, Standing.BORN_FIRST)
LATE = {
    Standing.OVERDUE: "The day that was agreed has passed",
    Standing.BORN_FIRST: "The baby was born before that week: is it still needed?",
}


class Signed(NamedTuple):
    """Who says something, and the entry in which they do."""

    by: str
    entry: UUID


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the plan: its words, what there is to say about it, and whose entry it is."""

    words: str
    facts: list[tuple[str, str]]
    signed: Signed


@dataclass(frozen=True, slots=True)
class Task:
    """One action."""

    words: str
    facts: list[tuple[str, str]]
    signed: Signed
    how_far: str
    late: str
    open: bool


@dataclass(frozen=True, slots=True)
class Towards:
    """One goal, and what is done towards it."""

    whose: str
    part: Part
    tasks: list[Task]


@dataclass(frozen=True, slots=True)
class ThePlan:
    """Everything that stands on the page."""

    short: list[Part]
    late: list[Task]
    goals: list[Towards]
    her_goal: bool
    support: list[Part]
    support_considered: bool
    other_tasks: list[Task]
    rules: list[Part]
    if_so: list[Part]
    not_considered: list[Trigger]
    views: list[Part]
    versions: Versions


@record_page(Permission.READ_RECORD, prints=True)
def plan(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """All of it, as far as this reader may see it."""
    shown, lost = the_plan(page), only_losses(page.record)
    may_add = page.may(Permission.ADD_ENTRY) and not page.paper
    page.looked_at += [one.current.content.id for one in reading.parts(page.record)]
    return show(
        request,
        "plan",
        page=page,
        plan=shown,
        lost=lost,
        may_add_hers=may_add and lost,
        may_add=may_add and not lost,
        may_set_down=page.may(Permission.SHARE_ENTRIES) and not page.paper and not lost,
        may_give=page.may(Permission.PREVIEW_AS) and not page.paper and not lost,
        may_copy=page.may(Permission.MAKE_COPY) and not page.paper,
    )


def the_plan(page: RecordPage) -> ThePlan:
    """The plan in words, for one reader."""
    record, today = page.record, page.today
    support = list(record.of(HerOwnSupport))
    return ThePlan(
        short=[_short(page, one, said) for one, said in record.of(Plan)],
        late=[_task(page, one) for one in reading.steps(record, today) if one.standing in LATE],
        goals=[_towards(page, one) for one in reading.aims(record, today)],
        her_goal=reading.her_goal(record),
        support=[_support(page, one, said) for one, said in support],
        support_considered=any(_all_considered(said) for _, said in support),
        other_tasks=[_task(page, one) for one in reading.loose(record, today)],
        rules=[_rule(page, one, said) for one, said in record.of(PlanRule)],
        if_so=[_if_so(page, one, said) for one, said in record.of(Contingency)],
        not_considered=reading.not_considered(record),
        views=[_view(page, one, said) for one, said in record.of(PlanView)],
        versions=versions(page),
    )


def _part(page: RecordPage, statement: Statement, words: str, **facts: str) -> Part:
    named = [(name.replace("_", " ").capitalize(), said.strip()) for name, said in facts.items()]
    return Part(words, [fact for fact in named if fact[1]], signed(page, statement))


def signed(page: RecordPage, statement: Statement) -> Signed:
    """«Maternity, Ada Hope, 3 May 2025», and the entry."""
    line = statement.current
    return Signed(f"{signature(page, line.content)}, {line.content.happened.say()}", line.tip.id)


def _short(page: RecordPage, statement: Statement, said: Plan) -> Part:
    hers = f"“{said.mothers_goal.strip()}”" if said.mothers_goal.strip() else ""
    return _part(
        page, statement, said.goals,
        her_own_goal=hers, if_it_does_not_work_out=said.otherwise, if_the_baby_comes_early=said.born_early,
        looked_at_again=_day(said),
    )  # fmt: skip


def _towards(page: RecordPage, aim: Aim) -> Towards:
    said = aim.said
    part = _part(
        page, aim.statement, said.words(),
        it_is_so_when=said.seen_by, so_far=said.reached, looked_at_again=_day(said),
    )  # fmt: skip
    return Towards(said.whose.label, part, [_task(page, step) for step in aim.steps])


def _task(page: RecordPage, step: Step) -> Task:
    said = step.said
    week = f"{said.due_week} weeks of pregnancy" if said.due_week else ""
    day = say_day(step.due) if step.due else ""
    by = f"{week}, which is {day} as the baby is expected now" if week and day else week or day
    facts = [
        ("Who", doer(said, page.names) or "Nobody is named yet"),
        ("Why they are best placed", said.why_them),
        ("While they are away", said.cover),
        ("By", "" if step.standing is Standing.STOPPED else by or "No day is set yet"),
        ("Shown by", said.evidence),
        ("Looked at again", _day(said)),
    ]
    return Task(
        said.what, [fact for fact in facts if fact[1]], signed(page, step.statement),
        "Stopped" if step.standing is Standing.STOPPED else said.progress.label,
        LATE.get(step.standing, ""), step.standing in OPEN,
    )  # fmt: skip


def _support(page: RecordPage, statement: Statement, said: HerOwnSupport) -> Part:
    facts = {what: f"{how.label}. {words}".strip() for what, how, words in said.parts}
    return _part(page, statement, "", **facts)


def _all_considered(said: HerOwnSupport) -> bool:
    return all(how is not Support.NOT_CONSIDERED for _, how, _ in said.parts)


def _rule(page: RecordPage, statement: Statement, said: PlanRule) -> Part:
    nobody = "Nobody yet. Who checks it, and how often?"
    found = f"{said.found} ({statement.current.content.happened.say()})" if said.found else ""
    return _part(
        page, statement, said.rule,
        if_it_is_not_kept=said.otherwise, who_checks_it=said.checks(page.names) or nobody, last_check=found,
    )  # fmt: skip


def _if_so(page: RecordPage, statement: Statement, said: Contingency) -> Part:
    if not said.then.strip():
        return _part(page, statement, said.head, considered_and_not_needed_because=said.not_needed_because)
    return _part(page, statement, said.head, then=said.then, who_and_by_when=said.done_by(page.names))


def _view(page: RecordPage, statement: Statement, said: PlanView) -> Part:
    words = f"“{said.own_words.strip()}”" if said.own_words.strip() else ""
    read = ", read back to them" if said.read_back and words else ""
    return _part(
        page, statement, f"{page.names.person(said.person)}: {said.agrees.within()}",
        in_their_own_words=words + read, how_they_got_to_know_it=said.how_given,
    )  # fmt: skip


def _day(said: Said) -> str:
    review = getattr(said, "review", None)
    return say_day(review) if review else ""
