"""How contact came and went: rows, stretches and gaps, counted by hand and on thousands of invented records."""

import random
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthome.kinds.contact import Contact, ContactOutcome, Setting
from firsthome.kinds.conversation import Conversation
from firsthome.kinds.entry import Entry, Mark
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.household import Household
from firsthome.kinds.hypothesis import Hypothesis
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.pregnancy import Outcome, Pregnancy, Result
from firsthome.kinds.record import fold
from firsthome.kinds.when import Phase, Precision, When
from firsthome.kit.dates import whole_month
from firsthome.reading.engagement import LATE, MOVED, ROW, beside, counted, pattern
from firsthome.reading.engagement_words import say_gap, say_missed_after, say_series, words_behind
from firsthome.reading.offers import Count

TODAY = date(2025, 6, 30)
FIRST = date(2025, 1, 6)
LEILA, MAREK = UUID(int=10), UUID(int=11)
MIDWIVES, VISITORS, POLICE = 1, 2, 3
KEPT, MISSED, SERVICE, MOVED_ONE = (
    ContactOutcome.ATTENDED,
    ContactOutcome.NOT_ATTENDED,
    ContactOutcome.CANCELLED_BY_SERVICE,
    ContactOutcome.REARRANGED,
)
LABELS = (
    "refus",
    "fail",
    "disengag",
    "complian",
    "chaotic",
    "dna",
    "risk",
    "score",
    "%",
    "hard to reach",
    "avoid",
)
"""Words that would say something about a person."""


class Names:
    """What everybody is called here."""

    def person(self, person):
        return "Leila Mistry" if person == LEILA else "Marek"

    def agency(self, agency):
        return {MIDWIVES: "Maternity", VISITORS: "Health visiting"}.get(agency, "Police")

    def practitioner(self, practitioner):
        return "Ada Hope"


NAMES = Names()


def entry(number, said, when, agency=MIDWIVES, about=(LEILA,), **more):
    return Entry(
        id=UUID(int=1000 + number),
        kind=said.kind,
        said=said,
        happened=when,
        learned=TODAY,
        author=1,
        entered_by=1,
        agency=agency,
        about=about,
        **more,
    )


def every_week(*outcomes, setting=Setting.HOME, **more):
    return [
        entry(
            number,
            Contact(outcome=outcome, setting=setting),
            When.on(FIRST + timedelta(weeks=number)),
            **more,
        )
        for number, outcome in enumerate(outcomes)
    ]


def said_of(entries):
    [series] = pattern(fold(entries), TODAY, ()).series
    return say_series(series)


@pytest.mark.parametrize(
    ("outcomes", "sentence"),
    [
        (
            [KEPT] * 6 + [MISSED, KEPT, SERVICE, MISSED],
            "Three of the last four home visits were not kept, after six kept in a row: "
            "two not attended, one cancelled by the service.",
        ),
        (
            [MISSED, MISSED, KEPT, SERVICE] + [KEPT] * 4,
            "The last four home visits were kept in a row, after three of the four before were not kept: "
            "two not attended, one cancelled by the service.",
        ),
        (
            [KEPT] * 3 + [MISSED],
            "The latest home visit was not kept, after three kept in a row: not attended.",
        ),
        (
            [KEPT] * 3 + [SERVICE] * 2 + [KEPT] * 2,
            "Two of the last four home visits were not kept, after three kept in a row: two cancelled by the service. "
            "The latest two were kept.",
        ),
        (
            [MISSED] * 2 + [KEPT],
            "Two of the three home visits were not kept: two not attended. The latest one was kept.",
        ),
        ([KEPT] * 5, "Five home visits were kept in a row."),
        ([KEPT, KEPT], "Two home visits were kept."),
        ([KEPT], "One home visit was kept."),
        ([MISSED], "The one home visit was not kept: not attended."),
        ([MISSED] * 12, "The 12 home visits were not kept: 12 not attended."),
    ],
)
def test_contact_that_becomes_less_and_contact_that_becomes_more_are_said_in_the_same_words(
    outcomes, sentence
):
    assert said_of(every_week(*outcomes)) == [sentence]


def test_what_was_moved_to_another_day_is_not_counted_as_missed():
    said = said_of(every_week(KEPT, KEPT, MOVED_ONE, KEPT))
    assert said == ["Three home visits were kept in a row.", "Moved to another day: one by the family."]


def test_an_offer_still_open_is_said_and_counted_nowhere_else():
    said = said_of(every_week(KEPT, ContactOutcome.OFFERED))
    assert said == ["One home visit was kept.", "Offered, with no outcome recorded here yet: one."]


def test_at_least_stays_at_least():
    several = Contact(outcome=MISSED, times=3, at_least=True)
    assert said_of([entry(1, several, When.on(FIRST))]) == [
        "At least three contacts were not kept: at least three not attended."
    ]


def test_a_day_known_only_roughly_ends_a_row_where_it_may_lie_inside_it():
    month = When.within(whole_month(2025, 1), Precision.MONTH)
    vague = entry(90, Contact(outcome=MISSED, setting=Setting.HOME), month)
    assert "in a row" not in said_of([*every_week(KEPT, KEPT, KEPT), vague])[0]
    later = entry(
        91, Contact(outcome=MISSED, setting=Setting.HOME), When.within(whole_month(2025, 5), Precision.MONTH)
    )
    assert "after three kept in a row" in said_of([*every_week(KEPT, KEPT, KEPT), later])[0]


def test_services_and_parents_are_told_apart():
    entries = [
        *every_week(KEPT, KEPT),
        *(one._replace(id=UUID(int=one.id.int + 100)) for one in every_week(MISSED, agency=VISITORS)),
        *(one._replace(id=UUID(int=one.id.int + 200)) for one in every_week(MISSED, about=(MAREK,))),
    ]
    found = pattern(fold(entries), TODAY, ()).series
    assert {(one.agency, one.adults, len(one.attempts)) for one in found} == {
        (MIDWIVES, (LEILA,), 2),
        (VISITORS, (LEILA,), 1),
        (MIDWIVES, (MAREK,), 1),
    }


# --- gaps -------------------------------------------------------------------------------------------------------------


def planned(number, day, for_day, agency=MIDWIVES):
    return entry(number, Contact(outcome=KEPT, next_date=for_day), When.on(day), agency=agency)


def test_a_gap_is_what_the_service_itself_had_planned():
    record = fold([planned(1, FIRST, date(2025, 2, 3)), planned(2, date(2025, 4, 7), date(2025, 6, 2))])
    gaps = pattern(record, TODAY, {MIDWIVES}).gaps
    assert [say_gap(one, NAMES) for one in gaps] == [
        "Maternity had planned a contact for 3 February 2025; the next one recorded here is dated 7 April 2025.",
        "Maternity had planned a contact for 2 June 2025. Nothing recorded here says what became of it.",
    ]


@pytest.mark.parametrize(
    ("entries", "declared"),
    [
        ([planned(1, FIRST, date(2025, 2, 3))], set()),
        ([entry(1, Contact(outcome=KEPT), When.on(FIRST), agency=POLICE)], {POLICE}),
        ([planned(1, FIRST, date(2025, 2, 3)), *every_week(*[MISSED] * 8)], {MIDWIVES}),
        ([planned(1, FIRST, TODAY - timedelta(days=LATE))], {MIDWIVES}),
        (
            [
                planned(1, FIRST, date(2025, 2, 3)),
                entry(2, Pregnancy(edd=date(2025, 8, 1)), When()),
                entry(3, Outcome(result=Result.MISCARRIAGE), When.on(date(2025, 2, 1))),
            ],
            {MIDWIVES},
        ),
    ],
    ids=["not declared", "nothing planned", "something became of it", "not long ago", "after a loss"],
)
def test_silence_alone_is_no_gap(entries, declared):
    assert pattern(fold(entries), TODAY, declared).gaps == ()


# --- beside it, and behind it -----------------------------------------------------------------------------------------


def test_what_else_is_dated_then_stands_beside_it_and_nothing_says_why():
    moved_in = entry(
        50, Household(living=(LEILA, MAREK)), When.on(FIRST + timedelta(weeks=4, days=2)), agency=POLICE
    )
    before = entry(51, Event(account="She moved"), When.on(FIRST - timedelta(weeks=40)))
    joined = [
        entry(60 + number, Involvement(agency=VISITORS, practitioner=named), moved_in.happened)
        for number, named in enumerate((None, 7))
    ]
    told = entry(
        52,
        Event(type=EventType.INFORMATION, account="A call"),
        When.on(FIRST + timedelta(weeks=4)),
        agency=POLICE,
    )
    record = fold(
        [*every_week(KEPT, KEPT, KEPT, KEPT, MISSED, MISSED, SERVICE), moved_in, before, told, *joined]
    )
    [series] = pattern(record, TODAY, ()).series
    fact, came = beside(record, series, TODAY)
    assert came.line.content is joined[0], "a service that came is one fact, however many of it are named"
    assert fact.line.content is moved_in
    said = say_missed_after(fact, series.stretches[-1])
    assert said == "Two of the three contacts that were not kept are dated after it."
    moved = fact._replace(missed_after=Count(0))
    assert say_missed_after(moved, series.stretches[-1]) == (
        "None of the three contacts that were not kept is dated after it."
    )


def test_the_words_behind_it_are_as_people_wrote_them_the_latest_first():
    first, second = (
        entry(
            number,
            Contact(outcome=MISSED, reason_given=words, helps="A lift"),
            When.on(FIRST + timedelta(number)),
        )
        for number, words in enumerate(("The bus did not come", "He had the phone"))
    )
    maybe = entry(5, Hypothesis(explains="Somebody reads her letters", about_entry=first.id), When.on(TODAY))
    elsewhere = entry(6, Hypothesis(explains="Something else"), When.on(TODAY))
    talked = entry(
        7,
        Conversation(guide="why_contact_stopped", person=LEILA, outcome="talked", own_words="I was afraid"),
        When.on(TODAY),
    )
    behind = {
        one.title: one.words for one in words_behind(fold([first, second, maybe, elsewhere, talked]), NAMES)
    }
    assert [words for _, words in behind["Reasons that were given"]] == [
        "He had the phone",
        "The bus did not come",
    ]
    assert "Somebody reads her letters" in behind["What might explain it"][0][1]
    assert len(behind["What might explain it"]) == 1
    assert behind["What she or he said about it"] == ((talked, "I was afraid"),)
    assert "What was tried" not in behind, "what nobody wrote has no heading"


# --- whatever a record says -------------------------------------------------------------------------------------------

days = st.integers(0, 60).map(lambda number: FIRST + timedelta(days=number))
whens = st.one_of(
    days.map(When.on),
    days.map(lambda day: When.within(whole_month(day.year, day.month), Precision.MONTH)),
    st.sampled_from([When(), *map(When.in_phase, Phase)]),
    st.integers(70, 200).map(lambda day: When.at_gestation(day, day + 6)),
)
contacts = st.builds(
    Contact,
    outcome=st.sampled_from(ContactOutcome),
    setting=st.sampled_from([None, *Setting]),
    next_date=st.one_of(st.none(), days),
    times=st.integers(1, 4),
    at_least=st.booleans(),
    not_taken_up=st.sampled_from(["", "The scan"]),
)
others = st.sampled_from(
    [
        Event(account="A call"),
        Pregnancy(edd=date(2025, 8, 1)),
        Outcome(result=Result.LIVE_BIRTH),
        Outcome(result=Result.MISCARRIAGE),
        PersonOnRecord(person=LEILA, role=Role.MOTHER),
    ]
)
sayings = st.tuples(
    st.one_of(contacts, contacts, contacts, others),
    whens,
    st.sampled_from([MIDWIVES, VISITORS]),
    st.sampled_from([(), (LEILA,), (MAREK,), (LEILA, MAREK)]),
)


@st.composite
def records(draw, least=0):
    said = draw(st.lists(sayings, min_size=least, max_size=14))
    return [entry(number, *one) for number, one in enumerate(said)]


@given(records())
def test_it_is_total_and_every_contact_is_counted_once(entries):
    record = fold(entries)
    found = pattern(record, TODAY, {MIDWIVES, VISITORS})
    placed = [attempt.entry.id for one in found.series for attempt in one.everything]
    assert sorted(placed) == sorted(one.id for one in entries if one.kind == "contact")
    for one in found.series:
        kept = [attempt for attempt in one.attempts if attempt.kept]
        missed = [attempt for stretch in one.stretches for attempt in stretch.missed]
        assert counted(kept).number + counted(missed).number == counted(one.attempts).number
        words = [
            *say_series(one),
            *(say_missed_after(fact, one.stretches[-1]) for fact in beside(record, one, TODAY)),
        ]
        words += [say_gap(gap, NAMES) for gap in found.gaps]
        assert not any(label in sentence.lower() for sentence in words for label in LABELS), words
        assert all(sentence.endswith(".") for sentence in filter(None, words))


@given(records(least=4), st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_in_a_row_holds_on_whatever_days_the_contacts_were(entries, chance):
    for one in pattern(fold(entries), TODAY, ()).series:
        for stretch in one.stretches:
            if stretch.in_a_row:
                assert counted(stretch.attempts).number >= ROW
                for _ in range(4):
                    assert _in_a_row(stretch, one, chance)


def _in_a_row(stretch, series, chance: random.Random):
    """Whether on some days that fit what was said no missed contact lies between the first and the last of a row."""
    some = {attempt.entry.id: _some_day(attempt, chance) for attempt in series.attempts}
    row = [some[attempt.entry.id] for attempt in stretch.attempts]
    missed = [some[attempt.entry.id] for attempt in series.attempts if not attempt.kept]
    return all(attempt.kept for attempt in stretch.attempts) and not any(
        min(row) <= day <= max(row) for day in missed
    )


def _some_day(attempt, chance):
    first, last = attempt.days
    near = max(first, FIRST - timedelta(days=400)), min(last, TODAY)
    return near[0] + timedelta(days=chance.randint(0, max(0, (near[1] - near[0]).days)))


@given(records(), records())
def test_what_another_service_records_changes_nothing_that_is_said_of_this_one(own, other):
    own = [one._replace(agency=MIDWIVES) for one in own if one.kind == "contact"]
    other = [
        one._replace(agency=VISITORS, id=UUID(int=one.id.int + 500)) for one in other if one.kind == "contact"
    ]
    alone, together = (
        pattern(fold(entries), TODAY, {MIDWIVES, VISITORS}) for entries in (own, [*own, *other])
    )
    of_own = [one for one in together.series if one.agency == MIDWIVES]
    assert list(alone.series) == of_own
    assert list(alone.gaps) == [gap for gap in together.gaps if gap.agency == MIDWIVES]


@given(records(least=1), st.data())
def test_what_was_taken_back_leaves_no_trace(entries, data):
    gone = data.draw(st.sampled_from(entries))
    mark = Entry(
        id=UUID(int=9),
        kind=gone.kind,
        said=None,
        author=1,
        entered_by=1,
        agency=gone.agency,
        learned=TODAY,
        replaces=gone.id,
        mark=Mark.ERROR,
        statement=gone.id,
    )
    without = [one for one in entries if one is not gone]
    assert pattern(fold([*entries, mark]), TODAY, {MIDWIVES}) == pattern(fold(without), TODAY, {MIDWIVES})


def test_moved_contacts_are_the_only_ones_without_a_place_in_the_order():
    assert all(one.missed for one in MOVED)
