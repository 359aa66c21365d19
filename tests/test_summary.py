"""A list row can be put together from its parts in any order, and counts nothing twice."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Entry, Mark, Said
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.own_safeguarding import Considered, OwnSafeguarding
from firsthome.kinds.planning import Action, Meeting, Progress
from firsthome.kinds.pregnancy import Certainty, Outcome, Pregnancy, Result
from firsthome.kinds.question import Question
from firsthome.kinds.record import Record, fold
from firsthome.kinds.vulnerability import Standing, Topic, Vulnerability
from firsthome.kinds.when import Phase, Precision, When
from firsthome.kit.dates import whole_month
from firsthome.pages.listed_babies import how_they_stand
from firsthome.reading.babies import State, babies, only_losses
from firsthome.reading.listed_babies import kept_outcome
from firsthome.reading.offers import engagement, offers_of, say_engagement
from firsthome.reading.recent import MOST_KEPT, kept, offers_kept
from firsthome.reading.summary import DateFor, Summary, said_by_new, summarise, together

days = st.dates(date(2025, 1, 1), date(2025, 1, 9))
ids = st.integers(1, 3).map(lambda n: UUID(int=n))
moments = st.integers(0, 5).map(lambda n: datetime(2025, 1, 1, n, tzinfo=UTC))
expected = st.just({}) | st.fixed_dictionaries(
    {
        "edd": st.none() | days,
        "edd_certainty": st.sampled_from(Certainty),
        "edd_said_at": moments,
        "expected_babies": st.none() | st.integers(1, 3),
    }
)
seen = st.just({}) | st.fixed_dictionaries({"last_seen": days, "last_seen_by": st.integers(1, 3)})
seen_in_weeks = st.just({}) | st.fixed_dictionaries(
    {"last_seen_gestation": st.integers(0, 3), "last_seen_gestation_by": st.integers(1, 3)}
)
dated = st.one_of(
    st.just(When()),
    days.map(When.on),
    st.integers(0, 280).map(lambda week: When.at_gestation(week, week)),
    st.integers(0, 280).map(lambda week: When.at_gestation(week, week + 6)),
    days.map(lambda day: When(latest=day)),
    days.map(lambda day: When(earliest=day)),
    st.sampled_from(Phase).map(When.in_phase),
    st.just(When.within(whole_month(2025, 1), Precision.MONTH)),
)
contacts = st.builds(
    kept,
    st.builds(
        Contact,
        outcome=st.sampled_from(ContactOutcome),
        times=st.integers(1, 3),
        at_least=st.booleans(),
    ),
    dated,
)
outcomes = st.builds(
    kept_outcome, st.builds(Outcome, result=st.sampled_from(Result), baby=st.none() | ids), dated
)
planned = st.builds(lambda day, purpose: f"{day} {purpose.value}", days, st.sampled_from(DateFor))
others = st.fixed_dictionaries(
    {
        "babies": st.sets(ids).map(lambda some: tuple(sorted(map(str, some)))),
        "outcomes": st.sets(outcomes).map(lambda some: tuple(sorted(some))),
        "dates": st.sets(planned).map(lambda some: tuple(sorted(some))),
        "contacts": st.none() | st.lists(contacts, max_size=9).map(lambda some: tuple(sorted(some * 20))),
        "mother": st.none() | ids,
        "updated_at": st.none() | moments,
        "entries": st.integers(0, 5),
    }
)
summaries = st.tuples(expected, seen, seen_in_weeks, others).map(
    lambda parts: Summary(**{name: value for part in parts for name, value in part.items()})
)
things_said: st.SearchStrategy[Said] = st.one_of(
    st.builds(
        Contact,
        outcome=st.sampled_from(ContactOutcome),
        next_date=st.none() | days,
        times=st.integers(1, 3),
        at_least=st.booleans(),
    ),
    st.builds(
        Pregnancy,
        edd=st.none() | days,
        certainty=st.sampled_from(Certainty),
        babies=st.none() | st.integers(1, 3),
    ),
    st.builds(Outcome, result=st.sampled_from(Result), baby=st.none() | ids),
    st.builds(PersonOnRecord, person=ids, role=st.just(Role.BABY)),
    st.builds(PersonOnRecord, person=st.just(UUID(int=4)), role=st.sampled_from([Role.MOTHER, Role.OTHER])),
    st.builds(Meeting, type=st.just("Core group"), next_date=st.none() | days),
    st.builds(Action, what=st.just("Visit"), due=st.none() | days, progress=st.sampled_from(Progress)),
    st.builds(Question, unknown=st.just("Who?"), due=st.none() | days, answer=st.sampled_from(["", "Ada"])),
    st.builds(
        Vulnerability,
        topic=st.just(Topic.HOMELESSNESS),
        standing=st.sampled_from(Standing),
        review=st.none() | days,
    ),
    st.builds(OwnSafeguarding, person=ids, considered=st.sampled_from(Considered), review=st.none() | days),
    st.just(Event(account="She rang")),
)


@st.composite
def additions(draw: st.DrawFn) -> list[Entry]:
    said = draw(st.lists(st.tuples(things_said, dated, st.integers(1, 3)), max_size=12))
    return [
        Entry(
            id=UUID(int=number),
            kind=one.kind,
            said=one,
            happened=when,
            author=agency,
            entered_by=agency,
            agency=agency,
            recorded_at=datetime(2025, 2, 1, 0, number, tzinfo=UTC),
        )
        for number, (one, when, agency) in enumerate(said)
    ]


@given(summaries, summaries)
def test_two_parts_make_the_same_whichever_comes_first(one: Summary, other: Summary):
    assert together(one, other) == together(other, one)


@given(summaries, summaries, summaries)
def test_three_parts_make_the_same_however_they_are_put_together(one: Summary, two: Summary, three: Summary):
    assert together(together(one, two), three) == together(one, together(two, three))


@given(additions())
def test_a_summary_is_the_sum_of_what_each_entry_adds_in_any_parts(entries: list[Entry]):
    single = reduce(together, map(said_by_new, entries), Summary())
    whole, half = summarise(entries), len(entries) // 2
    parts = together(summarise(entries[half:]), summarise(entries[:half]))
    assert single == whole == parts


@given(additions())
def test_a_list_says_of_each_baby_what_the_record_itself_says(entries: list[Entry]):
    record, row = fold(entries), summarise(entries)
    listed = row.record_of_babies

    def each(one: Record) -> Counter[tuple[State, bool]]:
        return Counter((baby.state, baby.birth is not None) for baby in babies(one))

    assert each(listed) == each(record)
    assert only_losses(listed) == only_losses(record)
    assert row.over == all(baby.state is not State.EXPECTED for baby in babies(record))
    assert row.born_on == record.born_on


@settings(max_examples=60)
@given(additions(), st.integers(0, 11))
def test_what_was_taken_back_adds_nothing_but_its_time(entries: list[Entry], which: int):
    if not entries:
        return
    wrong = entries[which % len(entries)]
    mark = Entry(
        id=UUID(int=99),
        kind=wrong.kind,
        said=None,
        author=1,
        entered_by=1,
        agency=1,
        replaces=wrong.id,
        statement=wrong.id,
        mark=Mark.ERROR,
        recorded_at=datetime(2025, 2, 1, 1, tzinfo=UTC),
    )
    left = [entry for entry in entries if entry is not wrong]
    counted = Summary(updated_at=mark.recorded_at, entries=2)
    assert summarise([*entries, mark]) == together(summarise(left), counted)


def engagement_in(row: Summary, today: date) -> str:
    assert row.contacts is not None
    return say_engagement(engagement(offers_kept(row.contacts, row.edd, row.born_on, today), today))


@given(additions(), st.dates(date(2025, 2, 1), date(2025, 12, 31)))
def test_a_list_says_of_the_last_weeks_what_the_record_itself_says(entries: list[Entry], today: date):
    record, row = fold(entries), summarise(entries)
    assert engagement_in(row, today) == say_engagement(engagement(offers_of(record, today), today))


def kept_on(day: date, outcome: ContactOutcome = ContactOutcome.ATTENDED) -> str:
    return kept(Contact(outcome=outcome), When.on(day))


def test_a_contact_over_twelve_weeks_older_than_the_latest_change_is_not_kept():
    old, new = date(2025, 1, 1), date(2025, 1, 2)
    row = together(
        Summary(contacts=(kept_on(old), kept_on(new))),
        Summary(updated_at=datetime(2025, 1, 2, tzinfo=UTC) + timedelta(weeks=12)),
    )
    assert row.contacts == (kept_on(new),)


def test_more_contacts_than_a_list_can_keep_are_at_least_so_many():
    day = date(2025, 1, 9)
    many = Summary(contacts=(kept_on(day),) * MOST_KEPT)
    row = together(many, Summary(contacts=(kept_on(day, ContactOutcome.CANCELLED_BY_SERVICE),)))
    assert engagement_in(row, day) == (
        f"At least {MOST_KEPT} contacts offered in the last 12 weeks: "
        f"at least {MOST_KEPT - 1} kept, at least 1 cancelled or moved by the service."
    )


def test_weeks_of_pregnancy_stay_weeks_until_somebody_looks():
    said = Summary(contacts=(kept(Contact(outcome=ContactOutcome.ATTENDED), When.at_gestation(140, 146)),))
    today, edd = date(2025, 4, 1), date(2025, 8, 5)
    assert engagement_in(said, today).endswith("1 more may belong here: the day is not known.")
    expected = Summary(edd=edd, edd_said_at=datetime(2025, 1, 1, tzinfo=UTC))
    assert "1 kept" in engagement_in(together(said, expected), today)
    earlier = Summary(edd=edd - timedelta(weeks=12), edd_said_at=datetime(2025, 3, 1, tzinfo=UTC))
    assert "kept" not in engagement_in(together(together(said, expected), earlier), today)


def test_a_contact_known_in_weeks_becomes_a_day_with_the_date_now_in_force():
    weeks = Summary(last_seen_gestation=140, last_seen_gestation_by=2)
    on_a_day = Summary(last_seen=date(2025, 3, 1), last_seen_by=1)
    row = together(together(weeks, on_a_day), Summary(edd=date(2025, 8, 5), edd_said_at=datetime.now(UTC)))
    assert (row.in_days().last_seen, row.in_days().last_seen_by) == (date(2025, 3, 18), 2)
    later = together(row, Summary(last_seen=date(2025, 4, 1), last_seen_by=3))
    assert (later.in_days().last_seen, later.in_days().last_seen_by) == (date(2025, 4, 1), 3)
    assert together(weeks, on_a_day).in_days().last_seen == date(2025, 3, 1)


def test_the_next_date_is_the_first_from_today_on_with_all_that_it_is_for():
    row = Summary(dates=("2025-03-01 meeting", "2025-03-05 contact", "2025-03-05 vulnerability"))
    assert row.next_dates(date(2025, 3, 1)) == [(date(2025, 3, 1), DateFor.MEETING)]
    assert row.next_dates(date(2025, 3, 2)) == [
        (date(2025, 3, 5), DateFor.CONTACT),
        (date(2025, 3, 5), DateFor.VULNERABILITY),
    ]
    assert row.next_dates(date(2025, 3, 6)) == []


ONE, OTHER = UUID(int=1), UUID(int=2)
TWINS: list[Said] = [
    PersonOnRecord(person=ONE, role=Role.BABY),
    PersonOnRecord(person=OTHER, role=Role.BABY),
    Pregnancy(edd=date(2025, 8, 5), babies=2),
]
BORN, LOST = Result.LIVE_BIRTH, Result.STILLBIRTH
TODAY = date(2025, 3, 4)
ON_THE_DAY = When.on(TODAY)


def row_of(said: list[Said], on: When = ON_THE_DAY) -> Summary:
    """The parts of a row as they are kept: each entry in an audience class of its own."""
    entries = [
        Entry(
            UUID(int=number), one.kind, one, 1, 1, 1, happened=on,
            recorded_at=datetime(2025, 1, number, tzinfo=UTC),
        )
        for number, one in enumerate(said, start=1)
    ]  # fmt: skip
    return reduce(together, (summarise([entry]) for entry in entries))


@pytest.mark.parametrize(
    ("outcomes", "leads", "babies_said"),
    [
        ([], "18+0 today", "2 babies expected"),
        ([Outcome(baby=ONE, result=BORN)], "18+0 today", "1 born, 1 expected"),
        ([Outcome(baby=ONE, result=LOST)], "18+0 today", "1 expected; one of two babies was lost"),
        (
            [Outcome(baby=ONE, result=BORN), Outcome(baby=OTHER, result=LOST)],
            "Born on 4 March 2025",
            "1 born; one of two babies was lost",
        ),
        (
            [Outcome(baby=ONE, result=BORN), Outcome(baby=OTHER, result=BORN)],
            "Born on 4 March 2025",
            "2 born",
        ),
        ([Outcome(baby=ONE, result=LOST), Outcome(baby=OTHER, result=LOST)], "Both babies were lost", ""),
        ([Outcome(result=LOST)], "18+0 today", "One of two babies was lost, nobody said which"),
        (
            [Outcome(baby=ONE, result=BORN), Outcome(baby=OTHER, result=Result.MOVED)],
            "Born on 4 March 2025",
            "1 born; of 1 the outcome is not known here",
        ),
    ],
)
def test_a_list_says_how_each_twin_stands(outcomes: list[Said], leads: str, babies_said: str):
    stands = how_they_stand(row_of([*TWINS, *outcomes]), TODAY)
    assert (stands.how_far, stands.babies) == (leads, babies_said)
    assert bool(stands.expected) == ("today" in leads), "nothing counts on once nobody is expected"


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (ON_THE_DAY, "Born on 4 March 2025"),
        (When.within(whole_month(2025, 3), Precision.MONTH), "Born, March 2025"),
        (When(), "Born"),
    ],
)
def test_a_birth_is_told_as_exactly_as_it_is_known(on: When, words: str):
    assert how_they_stand(row_of([Outcome(result=BORN)], on), TODAY) == (words, "", "")
