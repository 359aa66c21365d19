"""What holds for every question on any record: no failure; answers close it, a loss ends it, the hidden is mute.

Source: issue «The baby first», sections 4 and 5; safety rules 2 and 4.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthome.kinds.change import Change, Step, WhoseWord
from firsthome.kinds.choices import Asked
from firsthome.kinds.communication import Advocate, Communication, Interpreter
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.conversation import Conversation, Talked
from firsthome.kinds.entry import Entry, Mark
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.family import PersonOnRecord, Relationship, Role, Tie
from firsthome.kinds.hypothesis import Hypothesis
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.late_booking import HowLate, LateBooking
from firsthome.kinds.message import Message, Understood
from firsthome.kinds.newborn import Newborn
from firsthome.kinds.planning import Action, Meeting, Plan, Progress
from firsthome.kinds.pregnancy import LOSSES, Certainty, Outcome, Pregnancy, Result
from firsthome.kinds.question import Question
from firsthome.kinds.record import Record, fold
from firsthome.kinds.referral import Decision, Referral, Settled
from firsthome.kinds.sharing import Share, Withheld
from firsthome.kinds.vulnerability import AffectedNow, Answered, Standing, Substance, Topic, Vulnerability
from firsthome.kinds.when import Phase, When
from firsthome.learning.replay import visible
from firsthome.procedures.timings import timings
from firsthome.prompts.asking import AFTER_A_LOSS, all_questions, questions
from firsthome.prompts.case import Case
from tests.asked_of import MARCH, SERVICES, names, with_father
from tests.test_each_prompt import ROWS
from tests.written import (
    ASHWIN,
    BABY,
    BEN,
    CAT,
    HEALTH_VISITING,
    LEILA,
    MATERNITY,
    NILA,
    POLICE,
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
people = st.sampled_from([LEILA, BABY, ASHWIN, NILA])
agencies = st.sampled_from([MATERNITY, HEALTH_VISITING, SOCIAL_CARE, POLICE])
days = st.dates(date(2024, 10, 1), date(2025, 10, 1))
maybe_day = st.none() | days
words = st.sampled_from(["", "So it was."])


def any_of(choice: Any) -> Any:
    return st.sampled_from(list(choice))


sayings = st.one_of(
    st.builds(Pregnancy, edd=maybe_day, certainty=any_of(Certainty), babies=st.none() | st.integers(1, 3),
              known_at_week=st.none() | st.integers(1, 40)),
    st.builds(Contact, outcome=any_of(ContactOutcome), pregnancy_continues=any_of(Asked), seen_alone=any_of(Asked),
              present=st.lists(people, max_size=2).map(tuple), times=st.integers(1, 3), barrier=words,
              next_date=maybe_day),
    st.builds(Vulnerability, topic=any_of(list(Topic)[:17]), standing=any_of(Standing),
              affected_now=any_of(AffectedNow), account=words, later=words, protective=words, service=words,
              next_step=words,
              asked=st.none() | any_of(Answered), substances=st.lists(any_of(Substance), max_size=2).map(tuple)),
    st.builds(Event, type=any_of(EventType), account=st.just("It happened.")),
    st.builds(Referral, why=st.just("Help"), to=st.none() | agencies),
    st.builds(Decision, decision=st.just("So."), settled=st.none() | any_of(Settled), dissent=words),
    st.builds(Plan, goals=st.just("Safe."), otherwise=words, born_early=words),
    st.builds(Action, what=st.just("Ring"), agency=st.none() | agencies, due=maybe_day, progress=any_of(Progress)),
    st.builds(Meeting, type=st.just("Core group"), next_date=maybe_day),
    st.builds(Message, topic=st.sampled_from(["safer_sleep", "crying"]), person=people, understood=any_of(Understood),
              interpreter=any_of(Interpreter), heard_differently=words),
    st.builds(Conversation, guide=st.sampled_from(["life_with_a_newborn", "own_upbringing", "why_contact_stopped"]),
              person=people, outcome=any_of(Talked), interpreter=any_of(Interpreter), seen_alone=any_of(Asked)),
    st.builds(Change, person=people, behaviour=st.just("Evenings"), step=st.none() | any_of(Step),
              whose_word=any_of(WhoseWord), support_after_birth=words),
    st.builds(Question, unknown=st.just("Who lives there?"), answer=words),
    st.builds(Hypothesis, explains=st.just("A bus")),
    st.builds(LateBooking, how=any_of(HowLate), evidence=st.just("Said so")),
    st.builds(Newborn, baby=st.just(BABY), cared_for_at=st.sampled_from(["", "at home", "with foster carers"])),
    st.builds(Communication, person=people, advocate=any_of(Advocate)),
    st.builds(Outcome, result=any_of(Result), baby=st.sampled_from([None, BABY, NILA]),
              gestation=st.none() | st.integers(150, 300)),
    st.builds(PersonOnRecord, person=people, role=any_of(Role)),
    st.builds(Relationship, person=people, tie=any_of(Tie), to=people),
    st.builds(Involvement, agency=agencies, lead=st.booleans(), ends=maybe_day),
)  # fmt: skip
moments = st.one_of(
    days.map(When.on),
    st.just(When()),
    st.sampled_from(Phase).map(When.in_phase),
    st.integers(0, 300).map(lambda first: When.at_gestation(first, first + 6)),
)
citing = (Referral, Decision, Plan, Meeting)
steps = st.lists(
    st.tuples(
        sayings, days, moments, st.sampled_from([None, None, *Mark]), st.integers(0, 9), people, st.booleans()
    ),
    max_size=12,
)


def written(steps: list[tuple[Any, ...]], **more: Any) -> Written:
    """A record from whatever steps there are; some rest on an earlier entry, some change one."""
    family = Written()
    for said, day, moment, mark, which, about, cites in steps:
        add(family, said, day, moment, mark, which, about, cites, **more)
    return family


def add(
    family: Written,
    said: Any,
    day: date,
    moment: When,
    mark: Any,
    which: int,
    about: Any,
    cites: bool,
    **more: Any,
) -> Entry:
    there: list[Entry] = [entry for entry in family.entries if entry.kind == said.kind]
    if cites and family.entries and isinstance(said, citing):
        said = said.model_copy(update={"rests_on": (family.entries[which % len(family.entries)].id,)})
    if mark and there:
        content = None if mark in (Mark.ERROR, Mark.MISFILED) else said
        return family.mark(
            mark, there[which % len(there)], day, content, BEN, happened=moment, about=(about,), **more
        )
    return family.say(said, day, happened=moment, about=(about,), **more)


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
