"""The assessment, the plan, who leads, and whether it will work on the night: before birth and round it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from firsthome.kinds.contingency import Trigger
from firsthome.kinds.discharge_plan import DischargePlan
from firsthome.kinds.doer import somebody
from firsthome.kinds.event import EventType
from firsthome.kinds.plan_rule import PlanRule
from firsthome.kinds.planning import Action, Meeting, Plan, Progress
from firsthome.kinds.record import Statement
from firsthome.kinds.referral import Settled
from firsthome.kinds.sharing import Share
from firsthome.kinds.vulnerability import AffectedNow
from firsthome.procedures.timings import Timing
from firsthome.prompts.assessment import assessed
from firsthome.prompts.case import Case
from firsthome.prompts.prompt import Raised, Urgency
from firsthome.prompts.worry import last_known, statements
from firsthome.reading.babies import all_at_home
from firsthome.reading.copies import ward_holds
from firsthome.reading.plan import due_on, not_considered


def no_lead_professional(case: Case, rule: Timing) -> Iterator[Raised]:
    """Several agencies and a worry: who holds it together? Source: briefing, section 05; domain facts, 6; reviews."""
    facts = [
        *statements(case.worries),
        *(one for one, _ in case.referrals),
        *(one for one, _ in case.of(Plan)),
    ]
    leads = [said.ends for _, said in case.record.involvements if said.lead]
    if len(case.around) < 2 or None in leads or not facts:
        return
    since = max(
        sorted(case.around.values())[1],
        min(case.known(one) for one in facts),
        *(end + timedelta(days=1) for end in leads if end),
    )
    staying = {said.agency for _, said in case.record.involvements if not said.ends or said.ends >= since}
    if len(staying) > 1:
        yield Raised(
            "Who is the lead professional, and who stands in when they are away?",
            f"{len(staying)} agencies are involved, and nobody is named as lead here.",
            rule.after(since),
            facts,
            urgency=Urgency.CONSIDER,
            answer_with="involvement",
        )


def no_shared_plan(case: Case, rule: Timing) -> Iterator[Raised]:
    """Several agencies, and no plan or meeting; near the birth at once. Source: briefing, 05; domain facts, 1.3, 6."""
    facts = statements(case.calling_for_help(rule))
    facts += [one for one in assessed(case) if one not in facts]
    facts += [one for one, _ in case.decisions(Settled.ACCEPTED)]
    if facts and len(case.around) > 1 and not case.of(Plan) and not case.of(Meeting):
        known = max(min(map(case.known, facts)), sorted(case.around.values())[1])
        late = min(case.birth_known, case.week(rule.at_once_from_week) or date.max)
        yield Raised(
            "Who brings everybody together, and when is there one plan that all of them know?",
            "Several agencies are involved, and neither a plan nor a meeting is recorded here.",
            min(rule.after(known), max(known, late)),
            facts,
            answer_with="meeting",
        )


def who_does_what(case: Case, rule: Timing) -> Iterator[Raised]:
    """What was agreed becomes actions, each with a person and a day. Source: briefing, section 05; domain facts, 6."""
    agreed = [*case.of(Plan), *case.of(Meeting), *case.decisions(Settled.HELP_OFFERED)]
    agreed.sort(key=lambda one: case.known(one[0]))
    for one, _ in agreed[-1:]:
        if not case.since(Action, case.known(one)) and not case.taken_up(one):
            yield Raised(
                "Who does what, and by when? Who makes sure that it happens?",
                "Something was agreed, and no action with a name and a day is recorded here for it.",
                rule.after(case.known(one)),
                (one,),
                one.id,
                answer_with="action",
            )
    loose = [one for one, said in case.of(Action) if said.progress is Progress.TO_DO and not _owned(said)]
    if loose:
        yield Raised(
            "Who does this, and by when?",
            "An action is recorded without a person, or without a day.",
            rule.after(min(case.known(one) for one in loose)),
            loose,
            "actions",
            answer_with="action",
        )


def action_overdue(case: Case, rule: Timing) -> Iterator[Raised]:
    """The day has passed: has it been done, and what is needed for it? Source: domain facts, 6, row 27."""
    for one, said in case.of(Action):
        if (due := due_on(case.record, said)) and said.progress is Progress.TO_DO:
            yield Raised(
                "Has this been done? If not: what does whoever does it need?",
                "The day that was agreed for it has passed, and nothing recorded here says how it stands.",
                max(rule.after(due), case.known(one)),
                (one,),
                one.id,
                answer_with="action",
            )


def if_it_does_not_work_out(case: Case, rule: Timing) -> Iterator[Raised]:
    """A rule needs somebody who notices, and what then. Source: domain facts, 1.6 and 7.10; published reviews."""
    for one, said in _latest_plan(case):
        if not said.otherwise and not case.of(PlanRule):
            yield Raised(
                "What happens if it does not work out: who notices, and what do they then do?",
                "The plan says what is to be. Nothing recorded here says what if it is not so.",
                rule.after(case.known(one)),
                (one,),
                one.id,
                answer_with="plan",
            )


def if_the_baby_comes_early(case: Case, rule: Timing) -> Iterator[Raised]:
    """Every plan has a branch for an early birth, from its first day. Source: domain facts, 1.5 and 4.11."""
    for one, _ in _latest_plan(case):
        if Trigger.BORN_EARLY in not_considered(case.record) and not case.born:
            yield Raised(
                "And if the baby comes early, or somewhere else: who is rung, and what happens then?",
                "A birth can begin at any time, and the plan says nothing about that yet.",
                rule.after(case.known(one)),
                (one,),
                one.id,
                answer_with="plan",
                until=case.week(rule.until_week),
            )


def agreed_and_not_reached(case: Case, rule: Timing) -> Iterator[Raised]:
    """What was agreed did not reach the family: what does the plan say happens now? Source: published reviews."""
    agreed = [*case.of(Plan), *case.decisions(Settled.HELP_OFFERED, Settled.ACCEPTED)]
    if not agreed:
        return
    first = min((one for one, _ in agreed), key=case.known)
    missed = [one for one, _ in case.not_kept if case.known(one) >= case.known(first)]
    if not missed:
        return
    last = missed[-1]
    since = case.known(last)
    if not case.met_since(since) and not case.since(Action, since, after=True) and not case.taken_up(last):
        yield Raised(
            "What was agreed has not reached the family: what happens now, who tries next, and what if they cannot?",
            "Help or a plan was agreed, and a contact since then was not kept.",
            rule.after(case.known(last)),
            (first, last),
            last.id,
            answer_with="action",
        )


def plan_with_the_hospital(case: Case, rule: Timing) -> Iterator[Raised]:
    """The ward and the out-of-hours team hold what they need in time. Source: domain facts, 1.7 and 6, row 19."""
    group = case.calling_for_help(rule)
    held = ward_holds(case.record) or any(_held_by(case, one, rule.services) for one, _ in case.of(Plan))
    if not group or held or all_at_home(case.record):
        return
    begins = case.from_week(rule, group[0].known)
    yield Raised(
        "What do the ward and the out-of-hours team hold about her: what to look for, and whom to ring?",
        "The birth comes nearer, and nothing recorded here says that the hospital has a plan for it.",
        min(begins, max(case.birth_known, group[0].known)),
        statements(group),
        answer_with="plan",
        until=rule.until(case.birth_known) if case.born else None,
    )


def meeting_before_going_home(case: Case, rule: Timing) -> Iterator[Raised]:
    """Before the baby goes home those who will help meet. Source: domain facts, 1.3 and 6, rows 20 and 24."""
    group = [*statements(case.calling_for_help(rule)), *(one for one, _ in case.of(Plan))]
    home = [
        one for one in case.events(EventType.DISCHARGE) if case.born and case.known(one) >= case.birth_known
    ]
    if not group or all_at_home(case.record):
        return
    since = min(case.known(one) for one in group)
    begins = case.from_week(rule, since)
    begins = max(min(begins, case.birth_known), since)
    asked_from = case.week(rule.from_week_earlier) or since
    met = [*case.of(Meeting), *case.of(DischargePlan)]
    if not any(case.known(one) >= asked_from for one, _ in met):
        yield Raised(
            "Before the baby goes home: when do those who will help meet, and who is there?",
            "Who visits, where the baby sleeps, whom to ring: no meeting about that is recorded here.",
            begins,
            [*group, *home],
            answer_with="meeting",
            until=rule.until(max(map(case.known, home), default=case.birth_known)) if case.born else None,
        )


def first_action_after_birth(case: Case, rule: Timing) -> Iterator[Raised]:
    """The baby is affected now, and the plan begins after the birth. Source: briefing, 02; domain facts, 4.11."""
    affected = [one for one in case.worries if one.said.affected_now is AffectedNow.YES]
    dated = [
        (one, due)
        for one, said in case.of(Action)
        if (due := due_on(case.record, said)) and said.progress is not Progress.NOT_NEEDED
    ]
    edd = case.record.edd
    if affected and dated and edd and not case.born and min(due for _, due in dated) > edd:
        yield Raised(
            "What helps the baby before the birth, not only after it?",
            "The baby may be affected now, and the first action of the plan comes after the expected date.",
            max(last_known(affected), min(case.known(one) for one, _ in dated)),
            [*statements(affected), dated[0][0]],
            answer_with="action",
        )


def _owned(action: Action) -> bool:
    return somebody(action) and bool(action.due or action.due_week)


def _latest_plan(case: Case) -> list[tuple[Statement, Plan]]:
    return sorted(case.of(Plan), key=lambda one: case.known(one[0]))[-1:]


def _held_by(case: Case, plan: Statement, services: tuple[str, ...]) -> bool:
    """Whether an agency of these wrote a plan, or was given it."""
    wrote = {entry.agency for entry in plan.entries}
    ids = {entry.id for entry in plan.entries}
    given = {
        agency for _, said in case.record.of(Share) if ids & set(said.entries) for agency in said.agencies
    }
    return any(case.code(agency) in services for agency in wrote | given)
