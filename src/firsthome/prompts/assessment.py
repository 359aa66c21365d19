"""The assessment: before the birth, at it, and finished in the time that it may take."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from firsthome.kinds.choices import Asked
from firsthome.kinds.event import EventType
from firsthome.kinds.pregnancy import Result
from firsthome.kinds.record import Statement
from firsthome.kinds.referral import Settled
from firsthome.procedures.timings import Timing
from firsthome.prompts.case import Case
from firsthome.prompts.prompt import Raised
from firsthome.prompts.worry import statements
from firsthome.reading.babies import State, babies, of_no_baby_in_particular

PRETERM = timedelta(weeks=37).days
ASSESSMENTS = (EventType.ASSESSMENT_STARTED, EventType.ASSESSMENT_COMPLETED)
ENDS_IT = (Settled.NO_FURTHER_ACTION, Settled.HELP_OFFERED, Settled.STEPPED_DOWN, Settled.CLOSED)


def assessment_before_birth(case: Case, rule: Timing) -> Iterator[Raised]:
    """A pre-birth assessment in time; earlier for twins, or where an earlier baby came before 37 weeks.

    Source: domain facts, 1.3 and 6, row 4; the week is local.
    """
    group = case.calling_for_help(rule)
    if case.born or not group or assessed(case) or case.decisions(Settled.HELP_OFFERED):
        return
    said = case.record.pregnancy
    several = len(case.record.babies) > 1 or (said and (said.babies or 1) > 1)
    early = several or (said and said.earlier_preterm is Asked.YES)
    yield Raised(
        "Is a pre-birth assessment needed: who begins it, and when is it ready?",
        "What is recorded here calls for looking at it together before the birth, and no assessment is recorded here.",
        case.from_week(rule, group[0].known, rule.from_week_earlier if early else None),
        statements(group),
        answer_with="event",
    )


def assessment_at_birth(case: Case, rule: Timing) -> Iterator[Raised]:
    """The baby is here, and no assessment is finished. Source: domain facts, 6, rows 4 and 28; published reviews."""
    group = case.worries if born_early(case) else case.calling_for_help(rule)
    started, done = (_sort(case, sort) for sort in ASSESSMENTS)
    begun_since = [one for one in started if case.known(one) > case.birth_known]
    before = [one for one in group if one.known <= case.birth_known]
    if case.born and before and not done and not begun_since and not case.decisions(Settled.HELP_OFFERED):
        yield Raised(
            "The baby is here: who looks now at what baby and parents need, and when is that finished?",
            "An assessment was begun and is not finished here." if started else
            "Something that may affect the baby was recorded, and no assessment is recorded here.",
            case.birth_known,
            [*statements(before), *started, *case.births],
            until=rule.until(case.birth_known),
        )  # fmt: skip


def assessment_not_finished(case: Case, rule: Timing) -> Iterator[Raised]:
    """Begun, and not finished in the time that it may take; across a birth, that birth asks first.

    Source: domain facts, 3.1 and 6, row 4.
    """
    started, done = (_sort(case, sort) for sort in ASSESSMENTS)
    if not started or (case.born and case.known(started[0]) <= case.birth_known):
        return
    ended = [*done, *(one for one, _ in case.decisions(*ENDS_IT))]
    if not any(case.known(one) >= case.known(started[0]) for one in ended):
        yield Raised(
            "When is the assessment finished, and who tells everybody what it says?",
            "An assessment was begun, and nothing recorded here says that it is finished.",
            rule.after(case.known(started[0])),
            started,
            answer_with="event",
        )


def assessed(case: Case) -> list[Statement]:
    """Every assessment of this pregnancy, begun or finished."""
    return [one for one in case.events(*ASSESSMENTS) if case.of_this_pregnancy(one)]


def _sort(case: Case, sort: EventType) -> list[Statement]:
    """The assessments of this pregnancy that began, or that were finished, the first one first."""
    return sorted((one for one in case.events(sort) if case.of_this_pregnancy(one)), key=case.known)


def born_early(case: Case) -> list[Statement]:
    """The births of babies who live and came early. A loss is no birth, and is never asked about as one."""
    births = [baby.birth for baby in babies(case.record) if baby.state is State.BORN and baby.birth]
    births += [one for one in of_no_baby_in_particular(case.record) if one[1].result is Result.LIVE_BIRTH]
    return [one for one, said in births if _early(case, one, said.gestation)]


def _early(case: Case, birth: Statement, gestation: int | None) -> bool:
    """Whether it is said to be a preterm birth, or the day lies more than three weeks before the expected one."""
    if gestation:
        return gestation < PRETERM
    day, edd = case.record.happened(birth.current.content).latest, case.record.edd
    return bool(day and edd and (edd - day).days > 3 * 7)
