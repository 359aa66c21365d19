"""How long a record is kept: what the procedure proposes, why, and from which day; a day not known is never guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from pydantic import ValidationError

from firsthome.kinds.adoption import AdoptionOrder
from firsthome.kinds.closing import CameTo, Closing, Reopening
from firsthome.kinds.entry import Entry, Said
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.legal_hold import LegalHold, LegalHoldEnded
from firsthome.kinds.opening import LawfulBasis, Opening, Route, Told
from firsthome.kinds.pregnancy import Outcome, Pregnancy, Result
from firsthome.kinds.record import Record, fold
from firsthome.kinds.sign_off import SignOff
from firsthome.kinds.when import Precision, When
from firsthome.kit.dates import whole_month
from firsthome.procedures.folder import FOLDER
from firsthome.procedures.retention import read_retention, retention
from firsthome.reading.closed import closed, signatures, standing_holds
from firsthome.reading.retention import NOT_CLOSED, Proposal, proposal

BORN = date(2025, 8, 5)
CLOSED_ON = datetime(2026, 2, 3, 12, tzinfo=UTC)
WHEN_CLOSED = date(2026, 2, 3)


def closing(came_to: CameTo) -> Closing:
    return Closing(came_to=came_to, why="Done", next="Home visits", next_owner="Ben Moss")


def record_of(*said: tuple[Said, datetime] | tuple[Said, datetime, When], author: int = 1) -> Record:
    def entries():
        for said_, at, *when in said:
            yield Entry(
                uuid4(), said_.kind, said_, author, author, 1, when[0] if when else When(), recorded_at=at
            )

    return fold(entries())


def born(day: date = BORN, baby: UUID | None = None) -> tuple[Said, datetime, When]:
    return Outcome(result=Result.LIVE_BIRTH, baby=baby), CLOSED_ON - timedelta(days=90), When.on(day)


def lost(result: Result = Result.STILLBIRTH, baby: UUID | None = None) -> tuple[Said, datetime, When]:
    return Outcome(result=result, baby=baby), CLOSED_ON - timedelta(days=90), When.on(BORN)


def proposed(*said, agencies=()) -> Proposal:
    return proposal(record_of(*said), agencies, retention())


@pytest.mark.parametrize(
    ("came_to", "kept_as", "review_from"),
    [
        (CameTo.NO_FURTHER_ACTION, "below_threshold", date(2046, 8, 5)),
        (CameTo.EARLY_HELP, "early_help", date(2046, 8, 5)),
        (CameTo.CHILD_IN_NEED, "child_in_need", date(2046, 8, 5)),
        (CameTo.CHILD_PROTECTION, "child_protection", date(2100, 8, 5)),
        (CameTo.LOOKED_AFTER, "looked_after", date(2100, 8, 5)),
        (CameTo.MOVED, "moved", date(2051, 2, 3)),
    ],
)
def test_what_the_work_came_to_says_how_long(came_to, kept_as, review_from):
    found = proposed(born(), (closing(came_to), CLOSED_ON))
    assert (found.kept_as, found.review_from, found.not_set) == (kept_as, review_from, ())
    assert found.why == (f"Closed on 3 February 2026 as: {came_to.label}",)


def test_while_the_work_goes_on_no_day_is_set():
    found = proposed(born())
    assert found.review_from is None
    assert NOT_CLOSED in found.not_set


@pytest.mark.parametrize(
    "said",
    [
        (),
        ((Outcome(result=Result.LIVE_BIRTH), CLOSED_ON, When()),),
        ((Outcome(result=Result.LIVE_BIRTH), CLOSED_ON, When.within(whole_month(2025, 8), Precision.MONTH)),),
        ((Outcome(result=Result.MOVED), CLOSED_ON, When.on(BORN)),),
        ((Pregnancy(edd=BORN, babies=2), CLOSED_ON), born()),
        ((Pregnancy(edd=BORN), CLOSED_ON),),
    ],
    ids=[
        "no birth",
        "no day",
        "only a month",
        "moved away before",
        "one twin's birth",
        "only an expected date",
    ],
)
def test_without_the_day_of_every_birth_the_day_is_not_set(said):
    found = proposed(*said, (closing(CameTo.CHILD_IN_NEED), CLOSED_ON))
    assert found.review_from is None
    assert found.not_set == ("The day of birth of every baby is not recorded here",)


def test_of_twins_the_younger_counts():
    found = proposed(born(), born(date(2025, 8, 6)), (closing(CameTo.EARLY_HELP), CLOSED_ON))
    assert found.review_from == date(2046, 8, 6)


def test_the_longest_schedule_of_those_who_hold_entries_wins():
    family = born(), (closing(CameTo.EARLY_HELP), CLOSED_ON)
    assert proposed(*family, agencies=["social-care"]).review_from == date(2046, 8, 5)
    assert proposed(*family, agencies=["social-care", "health-visiting"]).review_from == date(2050, 8, 5)
    assert proposed(*family, agencies=["maternity"]).review_from == date(2051, 2, 3), "25 years after care"


def test_a_child_of_seventeen_at_the_end_is_kept_a_year_longer():
    then = (closing(CameTo.EARLY_HELP), CLOSED_ON)
    assert proposed(born(date(2008, 3, 1)), then, agencies=["gp"]).review_from == date(2034, 3, 1)
    assert proposed(born(date(2008, 1, 1)), then, agencies=["gp"]).review_from == date(2033, 1, 1), (
        "18 by then"
    )


def test_a_late_entry_moves_a_day_that_counts_from_it():
    late = datetime(2045, 1, 1, 12, tzinfo=UTC)
    found = proposed(born(), (closing(CameTo.CHILD_IN_NEED), CLOSED_ON), (Event(account="A letter"), late))
    assert found.review_from == date(2048, 1, 1)


def test_a_loss_is_kept_as_a_loss_whatever_came_before_and_waits_for_no_birthday():
    opened = Opening(why="x", route=Route.SECTION_47, lawful_basis=LawfulBasis.PUBLIC_TASK, told=Told.YES)
    found = proposed(
        (opened, CLOSED_ON),
        lost(),
        (closing(CameTo.CHILD_PROTECTION), CLOSED_ON),
        agencies=["health-visiting"],
    )
    assert (found.kept_as, found.review_from) == ("loss", date(2051, 2, 3))
    assert found.why == ("The loss of every baby is recorded",)


def test_one_twin_lost_is_not_a_loss_of_both():
    one, other = uuid4(), uuid4()
    people = [(PersonOnRecord(person=baby, role=Role.BABY), CLOSED_ON) for baby in (one, other)]
    ended = (closing(CameTo.EARLY_HELP), CLOSED_ON)
    assert proposed(*people, lost(baby=one), born(baby=other), ended).kept_as == "early_help"
    assert proposed(*people, lost(baby=one), ended).review_from is None, "of the other nothing is known"
    assert proposed(*people, lost(baby=one), lost(baby=other), ended).kept_as == "loss"


def test_what_weighs_more_counts_also_where_it_was_closed_as_less():
    opened = Opening(why="x", route=Route.SECTION_47, lawful_basis=LawfulBasis.PUBLIC_TASK, told=Told.YES)
    found = proposed((opened, CLOSED_ON), born(), (closing(CameTo.EARLY_HELP), CLOSED_ON))
    assert found.kept_as == "child_protection"
    assert found.why == ("Opened as: Child protection (section 47)",)


def test_an_adoption_order_counts_from_its_own_day():
    order = AdoptionOrder(baby=uuid4(), made_on=date(2026, 1, 9))
    found = proposed(born(), (order, CLOSED_ON), (closing(CameTo.LOOKED_AFTER), CLOSED_ON))
    assert (found.kept_as, found.review_from) == ("adopted", date(2126, 1, 9))
    without = proposed(born(), (closing(CameTo.ADOPTED), CLOSED_ON))
    assert without.not_set == ("The day of the adoption order is not recorded here",)


def test_born_on_the_29_of_february_nothing_comes_a_day_early():
    found = proposed(born(date(2024, 2, 29)), (closing(CameTo.EARLY_HELP), CLOSED_ON))
    assert found.review_from == date(2045, 3, 1)


def test_every_schedule_says_where_it_comes_from_and_that_nobody_has_confirmed_it():
    kept = [*retention().own, *(one for kind in retention().classes.values() for one in kind.keep)]
    assert all(one.source and one.dated for one in kept)
    assert all("not confirmed by your partnership" in one.say_source() for one in kept if not one.confirmed)
    assert not any(one.confirmed for one in kept), "confirm with your partnership before changing this test"


def test_the_version_of_the_schedule_changes_with_its_file(tmp_path):
    text = (FOLDER / "example" / "retention.toml").read_text()
    (tmp_path / "other.toml").write_text(text.replace("years = 75", "years = 76", 1))
    (tmp_path / "broken.toml").write_text(text.replace("years = 75", "years = 'long'"))
    assert read_retention(tmp_path / "other.toml").version != retention().version
    with pytest.raises(ValidationError):
        read_retention(tmp_path / "broken.toml")


# --- closed, held, signed --------------------------------------------------------------------------------------------


def test_a_record_is_closed_until_it_is_opened_again_and_can_be_closed_anew():
    said = [(closing(CameTo.EARLY_HELP), CLOSED_ON)]
    assert closed(record_of(*said)).on == WHEN_CLOSED
    said.append((Reopening(why="She is pregnant again"), CLOSED_ON + timedelta(days=9)))
    assert closed(record_of(*said)) is None
    said.append((closing(CameTo.CHILD_IN_NEED), CLOSED_ON + timedelta(days=20)))
    assert closed(record_of(*said)).said.came_to is CameTo.CHILD_IN_NEED


def test_a_hold_stands_until_that_very_hold_is_ended():
    holds = [
        Entry(
            uuid4(),
            "legal_hold",
            LegalHold(why=why, decided_by="x", ask_first="y"),
            1,
            1,
            1,
            recorded_at=CLOSED_ON,
        )
        for why in ("An inquiry", "A claim")
    ]
    ends = LegalHoldEnded(hold=holds[0].id, why="Published", decided_by="x")
    record = fold([*holds, Entry(uuid4(), ends.kind, ends, 1, 1, 1, recorded_at=CLOSED_ON)])
    assert [said.why for _, said in standing_holds(record)] == ["A claim"]


def test_a_signature_is_undone_by_whatever_is_recorded_after_it_and_counts_once_a_person():
    def at(minutes: int, said: Said, author: int) -> Entry:
        moment = CLOSED_ON + timedelta(minutes=minutes)
        return Entry(uuid4(), said.kind, said, author, author, author, recorded_at=moment)

    entries = [at(0, closing(CameTo.EARLY_HELP), 1), at(1, SignOff(why="a"), 1), at(2, SignOff(why="b"), 1)]
    entries.append(at(3, SignOff(why="c"), 2))
    assert [entry.author for entry, _ in signatures(fold(entries))] == [1, 2]
    assert signatures(fold([*entries, at(4, Event(account="A letter came"), 3)])) == []
