"""The national flag and alerts: what others outside this record see, so that it is never forgotten."""

from __future__ import annotations

from collections.abc import Iterator

from firsthome.kinds.missing_alert import MissingAlert
from firsthome.kinds.national_flag import FlagState, NationalFlag, OnWhom
from firsthome.procedures.timings import Timing
from firsthome.prompts.case import Case
from firsthome.prompts.prompt import Raised


def national_flag_not_set(case: Case, rule: Timing) -> Iterator[Raised]:
    """A child protection plan: is the flag set, and by whom? Source: domain facts, 3.5."""
    plans = case.child_protection_plans
    if plans and not case.of(NationalFlag):
        first = min(plans, key=case.known)
        yield Raised(
            "Is the national flag (CP-IS) set, on whose NHS number, and by whom?",
            "A child protection plan is recorded, and nothing recorded here says that the flag is set.",
            rule.after(case.known(first)),
            (first,),
            answer_with="national_flag",
        )


def national_flag_after_the_birth(case: Case, rule: Timing) -> Iterator[Raised]:
    """Born: the mother’s flag is ended and the baby’s own is set. Source: domain facts, 3.5."""
    set_ = [
        one
        for one, said in case.of(NationalFlag)
        if said.state is FlagState.SET and said.on_whom is OnWhom.MOTHER
    ]
    if case.born and set_:
        yield Raised(
            "The baby is born: is the national flag on her ended, and the baby’s own flag set where there is a plan?",
            "The flag was set on the mother for a baby who was not born yet.",
            rule.after(max(case.birth_known, case.known(set_[-1]))),
            set_[-1:],
            answer_with="national_flag",
        )


def alert_has_ended(case: Case, rule: Timing) -> Iterator[Raised]:
    """An alert past its day is renewed or stood down, and everybody who had it is told. Source: domain facts, 1.10."""
    for one, said in case.of(MissingAlert):
        if day := said.waits_until:
            yield Raised(
                "Is the alert renewed or stood down, and who tells everybody who had it?",
                "The day on which the alert was to end has passed, and nothing recorded here says what came of it.",
                max(rule.after(day), case.known(one)),
                (one,),
                one.id,
                answer_with="missing_alert",
            )
