"""The one plan of a record: goals with what is done towards them, what is overdue, what nobody has thought of yet.

Pure. A record is about one pregnancy, so it has one plan, whoever wrote which part of it. Source: briefing, section 05;
domain facts, 7.10.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from uuid import UUID

from firsthome.kinds.contingency import ALWAYS, BEFORE_BIRTH, Contingency, Trigger
from firsthome.kinds.entry import Said
from firsthome.kinds.goal import ForWhom, Goal
from firsthome.kinds.her_own_support import HerOwnSupport
from firsthome.kinds.plan_rule import PlanRule
from firsthome.kinds.plan_version import PlanSignOff, PlanVersion
from firsthome.kinds.plan_view import PlanView
from firsthome.kinds.planning import Action, Plan, Progress
from firsthome.kinds.record import Record, Statement
from firsthome.reading.babies import only_losses
from firsthome.reading.expected import deadline

PARTS: tuple[type[Said], ...] = (Plan, Goal, HerOwnSupport, Action, PlanRule, Contingency, PlanView)
"""What a plan is made of. What is about the birth and about going home is a plan of its own."""


class Standing(Enum):
    """How an action stands on a day."""

    DONE = "done"
    NOT_NEEDED = "not needed"
    TO_DO = "to do"
    OVERDUE = "overdue"
    STOPPED = "a loss was reported"
    """It was for the baby. What is done for her goes on."""
    BORN_FIRST = "the baby was born first"
    """It was to be done by a week of pregnancy that never came: nobody is late, and somebody looks at it again."""


@dataclass(frozen=True, slots=True)
class Step:
    """One action, with the day by which it is due and how it stands."""

    statement: Statement
    said: Action
    due: date | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Aim:
    """One goal, with what is done towards it."""

    statement: Statement
    said: Goal
    steps: list[Step]


def due_on(record: Record, action: Action) -> date | None:
    """The day by which it is due; said in weeks, the first day on which the pregnancy may be so far.

    None where the baby was born before that week: then nobody can be late.
    """
    if action.due or not action.due_week:
        return action.due
    due = deadline(record, timedelta(weeks=action.due_week).days)
    return None if due and record.born_on and record.born_on < due else due


def steps(record: Record, today: date) -> list[Step]:
    """Every action: those still to do first, by the day on which they are due."""
    found = [_step(record, one, said, today) for one, said in record.of(Action)]
    settled = (Standing.DONE, Standing.NOT_NEEDED, Standing.STOPPED)
    return sorted(found, key=lambda step: (step.standing in settled, step.due or date.max))


def _step(record: Record, statement: Statement, said: Action, today: date) -> Step:
    due = due_on(record, said)
    return Step(statement, said, due, _standing(record, said, due, today))


def _standing(record: Record, said: Action, due: date | None, today: date) -> Standing:
    if said.progress is not Progress.TO_DO:
        return Standing.DONE if said.progress is Progress.DONE else Standing.NOT_NEEDED
    if only_losses(record) and not _hers(record, said):
        return Standing.STOPPED
    if said.due_week and not due and record.born_on:
        return Standing.BORN_FIRST
    return Standing.OVERDUE if due and due < today else Standing.TO_DO


def _hers(record: Record, action: Action) -> bool:
    """Whether it serves a goal of the mother’s own."""
    goal = record.by_entry[action.goal].current.said if action.goal in record.by_entry else None
    return isinstance(goal, Goal) and goal.whose is ForWhom.MOTHER


def overdue(record: Record, today: date) -> list[Step]:
    """What should have been done by now: shown to everybody who has a part in the plan."""
    return [step for step in steps(record, today) if step.standing is Standing.OVERDUE]


def aims(record: Record, today: date) -> list[Aim]:
    """Every goal, the baby's first, each with its actions."""
    all_steps = steps(record, today)
    order = list(ForWhom)
    found = [
        Aim(one, said, [step for step in all_steps if _serves(record, step.said, one)])
        for one, said in record.of(Goal)
    ]
    return sorted(found, key=lambda aim: order.index(aim.said.whose))


def loose(record: Record, today: date) -> list[Step]:
    """Actions that serve no goal that this reader may see."""
    goals = [one for one, _ in record.of(Goal)]
    return [
        step for step in steps(record, today) if not any(_serves(record, step.said, one) for one in goals)
    ]


def _serves(record: Record, action: Action, goal: Statement) -> bool:
    named = record.by_entry.get(action.goal) if action.goal else None
    return named is not None and named.id == goal.id


def her_goal(record: Record) -> bool:
    """Whether the mother's own goal stands here, in her words."""
    of_hers = any(said.whose is ForWhom.MOTHER for _, said in record.of(Goal))
    return of_hers or any(said.mothers_goal.strip() for _, said in record.of(Plan))


def not_considered(record: Record) -> list[Trigger]:
    """What every plan thinks of, and this one does not yet; after the birth, what can still happen.

    Nothing once a loss was reported.
    """
    if only_losses(record):
        return []
    thought_of = {said.trigger for _, said in record.of(Contingency)}
    if any(said.born_early.strip() for _, said in record.of(Plan)):
        thought_of.add(Trigger.BORN_EARLY)
    past = BEFORE_BIRTH if record.born_on else ()
    return [one for one in ALWAYS if one not in thought_of and one not in past]


def unchecked(record: Record) -> list[tuple[Statement, PlanRule]]:
    """Rules of which nobody is to check whether they are kept, or nobody has said how often."""
    return [(one, said) for one, said in record.of(PlanRule) if not said.checked]


def there_is_a_plan(record: Record) -> bool:
    """Whether anything of a plan stands here."""
    return any(next(record.of(kind), None) for kind in (Plan, Goal))


# --- versions --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of the plan, with each agency's answer to it."""

    statement: Statement
    said: PlanVersion
    answers: list[tuple[Statement, PlanSignOff]]

    @property
    def signed_by(self) -> set[int]:
        """The agencies that answered."""
        return {one.current.content.agency for one, _ in self.answers}


def parts(record: Record) -> list[Statement]:
    """Everything that makes up the plan today."""
    return [one for kind in PARTS for one, _ in record.of(kind)]


def part_ids(record: Record) -> tuple[UUID, ...]:
    """The very entries of which the plan is made today."""
    return tuple(one.current.content.id for one in parts(record))


def next_number(record: Record) -> int:
    """The number of the version that comes next: one that was taken back keeps its own."""
    every = [entry.said for one in record.statements for entry in one.entries]
    return max((said.number for said in every if isinstance(said, PlanVersion)), default=0) + 1


def editions(record: Record) -> list[Edition]:
    """Every version, the latest first."""
    found = sorted(record.of(PlanVersion), key=lambda one: one[1].number, reverse=True)
    return [Edition(one, said, list(_answers(record, one))) for one, said in found]


def _answers(record: Record, version: Statement) -> Iterator[tuple[Statement, PlanSignOff]]:
    for one, said in record.of(PlanSignOff):
        named = record.by_entry.get(said.plan_version)
        if named and named.id == version.id:
            yield one, said


def changed_since(record: Record, edition: Edition) -> list[Statement]:
    """Parts of the plan that are not in a version as they stand now."""
    return [one for one in parts(record) if one.current.content.id not in edition.said.parts]
