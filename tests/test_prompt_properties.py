"""What holds for every question on any record: no failure; answers close it, a loss ends it, the hidden is mute.

Source: issue «The baby first», sections 4 and 5; safety rules 2 and 4.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthome.kinds.choices import Asked
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Mark
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.hypothesis import Hypothesis
from firsthome.kinds.message import Message, Understood
from firsthome.kinds.pregnancy import LOSSES, Outcome, Pregnancy
from firsthome.kinds.record import Record, fold
from firsthome.kinds.sharing import Share, Withheld
from firsthome.learning.replay import visible
from firsthome.procedures.timings import timings
from firsthome.prompts.asking import AFTER_A_LOSS, all_questions, questions
from firsthome.prompts.case import Case
from tests.asked_of import MARCH, SERVICES, names, with_father
from tests.by_chance import add, any_of, steps_on, written
from tests.test_each_prompt import ROWS
from tests.written import (
    CAT,
    HEALTH_VISITING,
    LEILA,
    MATERNITY,
    NILA,
    SOCIAL_CARE,
    TODAY,
    Written,
    only,
)  # fmt: skip

ALL_KINDS = frozenset(
    {"contact", "conversation", "message", "referral", "decision", "assessment", "meeting", "plan", "action"}
)
EVERYTHING = timings().where(dict.fromkeys(SERVICES.values(), ALL_KINDS))
"""As if every service had declared everything: then most is asked."""
days = st.dates(date(2024, 10, 1), date(2025, 10, 1))
steps = steps_on(days)


def every(record: Record) -> list[Any]:
    return list(all_questions(record, EVERYTHING, SERVICES))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_no_question_ever_fails_and_none_is_about_a_time_before_its_facts(steps):
    record = written(steps).record
    case = Case(record, EVERYTHING, SERVICES)
    prompts = every(record)
    assert len({one.key for one in prompts}) == len(prompts)
    for one in prompts:
        assert one.question.endswith("?")
        assert one.why
        assert one.source
        facts = [record.by_entry[entry] for entry in one.rests_on]
        if facts:
            assert one.applies_from >= min(case.happened_by(fact.current.content) for fact in facts)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps, steps)
def test_what_is_kept_to_others_changes_nothing_for_anyone_else(steps, hidden):
    open_to_all = written([step for step in steps if step[3] is None])
    with_secrets = Written(list(open_to_all.entries))
    for said, day, moment, _, which, about, cites in hidden:
        add(with_secrets, said, day, moment, None, which, about, cites, by=CAT, audience=only(SOCIAL_CARE))
    before = visible(open_to_all.entries, HEALTH_VISITING)
    after = visible(with_secrets.entries, HEALTH_VISITING)
    assert every(fold(after)) == every(fold(before))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps, st.sampled_from(LOSSES), days)
def test_once_no_baby_is_expected_only_her_safety_is_asked_about_and_undoing_restores_all(steps, result, on):
    family = written([step for step in steps if not isinstance(step[0], Outcome | Pregnancy)])
    before = questions(family.record, EVERYTHING, TODAY, SERVICES)
    babies = family.record.babies or [None]
    losses = [family.say(Outcome(baby=baby, result=result), on) for baby in babies]
    left = {one.asked_by for one in every(family.record)}
    assert left <= {ask.__name__ for ask in AFTER_A_LOSS}
    assert "loss_reported" in left
    for loss in losses:
        family.mark(Mark.ERROR, loss, on)
    assert questions(family.record, EVERYTHING, TODAY, SERVICES) == before


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(any_of(EventType), days), min_size=1, max_size=6), st.sampled_from(LOSSES))
def test_after_the_loss_of_a_twin_nothing_rests_on_that_baby_alone(events, result):
    family = with_father()
    family.say(PersonOnRecord(person=NILA, role=Role.BABY), MARCH)
    for sort, day in events:
        family.say(Event(type=sort, account="It happened."), day, about=(NILA,))
    family.say(Outcome(baby=NILA, result=result, confirmed_by="Dr Obi"), TODAY, about=(NILA,))
    for one in every(family.record):
        about = {
            person for entry in one.rests_on for person in family.record.by_entry[entry].current.content.about
        }
        assert about != {NILA} or one.asked_by == "loss_reported"
        assert str(NILA) not in one.key


quiet = st.one_of(
    st.builds(Contact, outcome=st.just(ContactOutcome.ATTENDED), seen_alone=any_of(Asked)),
    st.builds(Event, type=st.just(EventType.OTHER), account=st.just("A quiet day.")),
    st.builds(Message, topic=st.just("feeding"), person=st.just(LEILA), understood=st.just(Understood.YES)),
    st.builds(Hypothesis, explains=st.just("A bus")),
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(ROWS), st.lists(st.tuples(quiet, st.integers(1, 60)), max_size=6))
def test_whatever_was_quiet_before_a_fact_that_answers_a_question_closes_it(row, before):
    family = with_father()
    for said, days_ago in before:
        family.say(said, MARCH - timedelta(days=days_ago), about=(LEILA,))
    row.raised(family)
    row.answered(family)
    assert row.asked_by not in names(family.record, row.on)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps, st.sampled_from([Share, Withheld]))
def test_deciding_about_what_one_agency_keeps_quiets_it(steps, decision):
    family = written([step for step in steps if step[3] is None], by=CAT, audience=only(SOCIAL_CARE))
    for one in every(fold(visible(family.entries, SOCIAL_CARE))):
        if one.asked_by == "known_to_one_agency":
            why = {"why": "Not needed"} if decision is Withheld else {}
            family.say(decision(entries=one.rests_on, agencies=(MATERNITY,), **why), TODAY, CAT)
    left = every(fold(visible(family.entries, SOCIAL_CARE)))
    assert "known_to_one_agency" not in {one.asked_by for one in left}
