"""The expected date: ranges, history, and what a change moves. What was said as a date never moves."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from firsthome.kinds.entry import Mark
from firsthome.kinds.event import Event
from firsthome.kinds.pregnancy import Basis, Certainty, Outcome, Pregnancy, Result
from firsthome.kinds.when import When
from firsthome.kit.dates import Span
from firsthome.reading.expected import datings, deadline, gestation_between, hanging, moves, reached
from tests.ledger_world import begin_family
from tests.world import Stage, signed_in
from tests.written import BEN, EDD, TODAY, Written

DAY = timedelta(days=1)
WEEK = 7 * DAY
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def expecting(**said: object) -> Written:
    family = Written()
    family.say(Pregnancy(**said), TODAY - WEEK)  # type: ignore[arg-type]
    return family


def test_a_sure_date_gives_one_day():
    record = expecting(edd=EDD).record
    assert reached(record, 280) == Span(EDD, EDD)
    assert gestation_between(record, EDD) == (280, 280)


def test_a_range_gives_a_range_and_the_deadline_goes_to_the_earliest_credible_day():
    record = expecting(edd=EDD, edd_earliest=EDD - 2 * WEEK, edd_latest=EDD + 3 * WEEK).record
    assert reached(record, 210) == Span(EDD - 12 * WEEK, EDD - 7 * WEEK)
    assert deadline(record, 210) == EDD - 12 * WEEK
    assert gestation_between(record, EDD) == (259, 294)


def test_a_range_alone_is_an_answer_and_facts_in_weeks_lie_in_a_range():
    family = expecting(edd_earliest=EDD, edd_latest=EDD + WEEK, certainty=Certainty.WIDE)
    fact = family.say(Event(account="Bled a little."), TODAY, happened=When.at_gestation(70, 76))
    assert family.record.edd is None
    assert family.record.happened(fact) == Span(EDD - 210 * DAY, EDD + WEEK - 204 * DAY)


def test_while_nothing_is_known_nothing_is_due():
    record = expecting(basis=Basis.NOT_KNOWN).record
    assert deadline(record, 196) is None
    assert gestation_between(record, TODAY) is None


def test_a_change_says_what_moved_from_what_to_what():
    family = expecting(edd=EDD)
    in_weeks = family.say(Event(account="Scan."), TODAY, happened=When.at_gestation(84, 84))
    family.say(Event(account="Home visit."), TODAY, happened=When.on(TODAY))
    before = family.record.pregnancy
    family.say(Pregnancy(edd=EDD + WEEK, basis=Basis.DATING_SCAN), TODAY)
    moved = moves(family.record, before)
    assert [(one.what, one.before, one.after) for one in moved] == [
        ("Expected date of delivery", Span(EDD, EDD), Span(EDD + WEEK, EDD + WEEK)),
        (
            "at 12+0 weeks of pregnancy",
            Span(EDD - 28 * WEEK, EDD - 28 * WEEK),
            Span(EDD - 27 * WEEK, EDD - 27 * WEEK),
        ),
    ]
    assert moved[1].statement
    assert moved[1].statement.id == in_weeks.id


def test_every_date_that_was_said_is_kept_with_who_said_it():
    family = Written()
    first = family.say(Pregnancy(edd=EDD, basis=Basis.LAST_PERIOD), TODAY - 2 * WEEK)
    scan = Pregnancy(edd=EDD + WEEK, basis=Basis.DATING_SCAN)
    family.mark(Mark.CORRECTION, first, TODAY - WEEK, scan, by=BEN)
    wrong = family.say(Pregnancy(edd=EDD + 9 * WEEK), TODAY)
    family.mark(Mark.ERROR, wrong, TODAY)
    told = datings(family.record)
    assert [(one.said.edd, one.now, one.taken_back) for one in told] == [
        (EDD + 9 * WEEK, False, True),
        (EDD + WEEK, True, False),
        (EDD, False, False),
    ]
    assert told[1].entry.author == BEN


def test_a_birth_never_makes_an_expected_date():
    family = Written()
    family.say(Outcome(result=Result.LIVE_BIRTH, gestation=238), TODAY, happened=When.on(TODAY))
    assert family.record.expected == Span(None, None)
    assert deadline(family.record, 196) is None


facts = st.lists(
    st.one_of(
        days.map(When.on),
        st.integers(0, 280).map(lambda week: When.at_gestation(week, week)),
        st.just(When()),
    ),
    max_size=8,
)


@given(facts, st.one_of(st.none(), days), days)
def test_a_changed_expected_date_never_moves_what_was_said_as_a_date(
    happened: list[When], edd: date | None, later: date
):
    family = expecting(edd=edd)
    entries = [family.say(Event(account="Said."), TODAY, happened=when) for when in happened]
    was = {entry.id: family.record.happened(entry) for entry in entries}
    before = family.record.pregnancy
    family.say(Pregnancy(edd=later), TODAY)
    moved = {one.statement.id for one in moves(family.record, before) if one.statement}
    for entry in entries:
        now = family.record.happened(entry)
        in_weeks = entry.happened.gestation_from is not None
        assert (now != was[entry.id]) == (entry.id in moved)
        assert in_weeks or now == was[entry.id]
        if in_weeks and edd:
            assert now.earliest and was[entry.id].earliest  # noqa: PT018
            assert now.earliest - was[entry.id].earliest == later - edd


@given(days, st.integers(0, 120), st.integers(0, 120), st.integers(1, 300))
def test_a_deadline_is_never_later_than_any_credible_day(edd: date, before: int, after: int, week: int):
    record = expecting(edd=edd, edd_earliest=edd - before * DAY, edd_latest=edd + after * DAY).record
    due = deadline(record, week)
    assert due
    assert due <= edd - (280 - week) * DAY
    assert len(hanging(record)) == 1


# --- the page ---------------------------------------------------------------------------------------------------------


def _change(tip: UUID, **more: str) -> dict[str, str]:
    return {
        "entry": str(uuid4()), "tip": str(tip), "mark": "correction", "basis": "dating_scan",
        "certainty": "sure", "edd-day": "12", "edd-month": "8", "edd-year": "2025",
        "entry-reason": "The dating scan says so", "entry-how": "observed", "entry-origin": "no_condition",
    } | more  # fmt: skip


def test_whoever_changes_the_date_is_shown_what_moved(stage: Stage):
    world, family = stage.world, begin_family(stage.world)
    family.add(world.ada, Event(account="Bled a little."), happened=When.at_gestation(70, 70))
    family.add(world.ada, Event(account="Rang the ward."), happened=When.on(date(2025, 3, 3)))
    dating = next(entry for entry in family.seen(world.ada) if isinstance(entry.said, Pregnancy))
    midwife = signed_in(world.ada)
    where = f"/records/{family.reference}/expected-date"
    assert "What the last change moved" not in midwife.get(where).content.decode()
    sent = _change(dating.id)
    answer = midwife.post(f"/records/{family.reference}/entries/{dating.id}/correct", sent)
    assert answer.status_code == 302, answer.content.decode()
    assert answer.url == where
    page = midwife.get(where).content.decode()
    for words in ("What the last change moved", "5 August 2025", "12 August 2025", "Bled a little.",
                  "7 January 2025", "14 January 2025", "The dating scan says so", "Maternity, Ada Hope"):  # fmt: skip
        assert words in page
    moved = page[page.index("What the last change moved") : page.index("What hangs on this date")]
    assert "Rang the ward." not in moved, "what was said as a date stays there"
    assert "Asked from: Who is the baby’s father" in moved.replace("&#39;", "’").replace("'", "’")


def test_a_date_taken_back_shows_what_moved_back(stage: Stage):
    world, family = stage.world, begin_family(stage.world)
    wrong = family.add(world.ada, Pregnancy(edd=date(2025, 12, 5)))
    family.mark(world.ada, Mark.ERROR, wrong, reason="Another woman’s scan")
    page = signed_in(world.ada).get(f"/records/{family.reference}/expected-date").content.decode()
    moved = page[page.index("What the last change moved") : page.index("What hangs on this date")]
    assert moved.index("5 December 2025") < moved.index("5 August 2025")
    assert "Taken back" in page


def test_a_range_is_shown_as_a_range(stage: Stage):
    world, family = stage.world, begin_family(stage.world)
    today = timezone.localdate()
    early, late = today + 10 * WEEK, today + 14 * WEEK
    family.add(world.ada, Pregnancy(edd_earliest=early, edd_latest=late, certainty=Certainty.WIDE))
    midwife = signed_in(world.ada)
    for page in ("", "expected-date"):
        assert (
            "Between 26+0 and 30+0 today"
            in midwife.get(f"/records/{family.reference}/{page}").content.decode()
        )
