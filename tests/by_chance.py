"""Records made by chance, for the tests of questions: whatever is said, in whatever order, and changed since."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from firsthome.kinds.change import Change, Step, WhoseWord
from firsthome.kinds.choices import Asked
from firsthome.kinds.communication import Advocate, Communication, Interpreter
from firsthome.kinds.concern import Concern, WhoTold
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.conversation import Conversation, Talked
from firsthome.kinds.entry import Entry, Mark, Said
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.family import PersonOnRecord, Relationship, Role, Tie
from firsthome.kinds.father_or_partner import FatherOrPartner, HowKnown
from firsthome.kinds.household import Household
from firsthome.kinds.hypothesis import Hypothesis
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.late_booking import HowLate, LateBooking
from firsthome.kinds.message import Message, Understood
from firsthome.kinds.network_member import Invited, NetworkMember
from firsthome.kinds.newborn import Newborn
from firsthome.kinds.planning import Action, Meeting, Plan, Progress
from firsthome.kinds.pregnancy import Certainty, Outcome, Pregnancy, Result
from firsthome.kinds.question import Question
from firsthome.kinds.referral import Decision, Referral, Settled
from firsthome.kinds.vulnerability import AffectedNow, Answered, Standing, Substance, Topic, Vulnerability
from firsthome.kinds.when import Phase, When
from tests.written import (
    ASHWIN,
    BABY,
    BEN,
    HEALTH_VISITING,
    LEILA,
    MATERNITY,
    NILA,
    POLICE,
    SOCIAL_CARE,
    Written,
)  # fmt: skip

Days = st.SearchStrategy[date]
people = st.sampled_from([LEILA, BABY, ASHWIN, NILA])
agencies = st.sampled_from([MATERNITY, HEALTH_VISITING, SOCIAL_CARE, POLICE])
words = st.sampled_from(["", "So it was."])


def any_of(choice: Any) -> Any:
    return st.sampled_from(list(choice))


def sayings(days: Days) -> st.SearchStrategy[Said]:
    maybe_day = st.none() | days
    return st.one_of(
        st.builds(Pregnancy, edd=maybe_day, certainty=any_of(Certainty), babies=st.none() | st.integers(1, 3),
                  known_at_week=st.none() | st.integers(1, 40)),
        st.builds(Contact, outcome=any_of(ContactOutcome), pregnancy_continues=any_of(Asked), seen_alone=any_of(Asked),
                  present=st.lists(people, max_size=2).map(tuple), times=st.integers(1, 3), barrier=words,
                  next_date=maybe_day),
        st.builds(Vulnerability, topic=any_of(Topic), standing=any_of(Standing),
                  affected_now=any_of(AffectedNow), account=words, later=words, protective=words, service=words,
                  next_step=words,
                  asked=st.none() | any_of(Answered), substances=st.lists(any_of(Substance), max_size=2).map(tuple)),
        st.builds(Event, type=any_of(EventType), account=st.just("It happened.")),
        st.builds(Referral, why=st.just("Help"), to=st.none() | agencies),
        st.builds(Decision, decision=st.just("So."), settled=st.none() | any_of(Settled), dissent=words),
        st.builds(Plan, goals=st.just("Safe."), otherwise=words, born_early=words),
        st.builds(Action, what=st.just("Ring"), agency=st.none() | agencies, due=maybe_day, progress=any_of(Progress)),
        st.builds(Meeting, type=st.just("Core group"), next_date=maybe_day),
        st.builds(Message, topic=st.sampled_from(["safer_sleep", "crying"]), person=people,
                  understood=any_of(Understood), interpreter=any_of(Interpreter), heard_differently=words),
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
        st.builds(Household, living=st.lists(people, min_size=1, max_size=3).map(tuple),
                  some_nights=st.lists(people, max_size=1).map(tuple), begins=maybe_day, ends=maybe_day),
        st.builds(FatherOrPartner, person=st.none() | people, how_known=st.none() | any_of(HowKnown),
                  seen_alone=any_of(Asked), meaning=words, contact_risks=words, not_engaged=words),
        st.builds(NetworkMember, person=people, seen=words, invited=any_of(Invited)),
        st.builds(Concern, words=st.just("He shouts."), who=st.none() | any_of(WhoTold), answer=words),
        st.builds(Involvement, agency=agencies, lead=st.booleans(), ends=maybe_day),
    )  # fmt: skip


def moments(days: Days) -> st.SearchStrategy[When]:
    return st.one_of(
        days.map(When.on),
        st.just(When()),
        st.sampled_from(Phase).map(When.in_phase),
        st.integers(0, 300).map(lambda first: When.at_gestation(first, first + 6)),
        days.map(lambda day: When(earliest=day)),
        days.map(lambda day: When(latest=day)),
    )


citing = (Referral, Decision, Plan, Meeting)


def steps_on(days: Days) -> st.SearchStrategy[list[tuple[Any, ...]]]:
    """What is said, on which day, about when; which entry it changes, about whom, and whether it rests on another."""
    step = st.tuples(
        sayings(days),
        days,
        moments(days),
        st.sampled_from([None, None, *Mark]),
        st.integers(0, 9),
        people,
        st.booleans(),
    )
    return st.lists(step, max_size=12)


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
