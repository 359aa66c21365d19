"""Recording a birth: every baby in one form, «not known yet» for the rest, nothing twice, and undone in one action."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.newborn import Newborn, Sex
from firsthome.kinds.pregnancy import Outcome, Pregnancy, Result
from firsthome.kinds.record import Record
from firsthome.kinds.spelled import read_nhs_number, read_time, say_nhs_number
from firsthome.kinds.vulnerability import Standing, Topic, Vulnerability
from firsthome.kit.dates import say_age
from firsthome.procedures.timings import timings
from firsthome.prompts.asking import questions
from firsthome.reading.babies import State, babies
from tests.ledger_world import EDD, Family, begin_family, new_person
from tests.world import Stage, signed_in

DAY = timedelta(days=1)
NUMBER, OTHER_NUMBER = "9434765919", "4010232137"


@pytest.fixture
def family(stage: Stage) -> Family:
    return begin_family(stage.world)


@pytest.fixture
def midwife(stage: Stage):
    return signed_in(stage.world.ada)


def with_a_twin(stage: Stage, family: Family) -> UUID:
    twin = new_person("Baby Mistry, the second")
    family.add(stage.world.ada, PersonOnRecord(person=twin, role=Role.BABY))
    family.add(stage.world.ada, Pregnancy(edd=EDD, babies=2))
    return twin


def where(family: Family, page: str = "birth") -> str:
    return f"/records/{family.reference}/{page}"


def on(day: date, name: str = "on") -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def one_born(**more: str) -> dict[str, str]:
    day = timezone.localdate() - 3 * DAY
    return (
        {"entry": str(uuid4()), "baby-0-born": "alive", "baby-0-sex": "not_known", "how": "observed"}
        | on(day)
        | more
    )


def undo_link(page: str) -> str:
    found = re.search(r'href="([^"]*/undo)"', page)
    assert found, "the record offers to undo the birth"
    return found[1]


def as_read(record: Record) -> object:
    standing = [one for one in record.statements if not one.withdrawn]
    today = timezone.localdate()
    return standing, babies(record), record.born_on, questions(record, timings(), today)


def asked(record: Record) -> set[str]:
    """The functions that ask, in ten years: whatever began to count has begun."""
    services = dict.fromkeys((said.agency for _, said in record.involvements), "maternity")
    return {prompt.asked_by for prompt in questions(record, timings(), date(2035, 1, 1), services)}


# --- one baby ---------------------------------------------------------------------------------------------------------


def test_a_birth_needs_only_the_day_and_that_the_baby_was_born(stage, family, midwife):
    answer = midwife.post(where(family), one_born())
    assert answer.status_code == 302, answer.content.decode()
    record = family.read(stage.world.ada)
    (baby,) = babies(record)
    assert baby.state is State.BORN
    assert baby.born_on == timezone.localdate() - 3 * DAY
    page = midwife.get(where(family, "")).content.decode()
    assert "3 days old" in page
    assert "First visit of the health visitor" in page
    assert "not confirmed by your partnership" in page
    assert "What is the baby’s NHS number?" in page
    assert "weeks of pregnancy today" not in page


def test_everything_that_is_known_goes_on_the_record_at_once(stage, family, midwife):
    sent = one_born(
        place="The city hospital", gestation="34+0", confirmed_by="Ada Hope, midwife",
        **{"baby-0-time": "3.12", "baby-0-weight": "2140", "baby-0-sex": "female",
           "baby-0-nhs_number": "943 476 5919", "baby-0-registered_name": "Asha Mistry"},
    )  # fmt: skip
    assert midwife.post(where(family), sent).status_code == 302
    (baby,) = babies(family.read(stage.world.ben))
    assert baby.birth
    assert baby.birth[1].gestation == 34 * 7
    assert baby.newborn
    assert baby.newborn[1] == Newborn(
        baby=family.baby,
        time="03:12",
        weight=2140,
        sex=Sex.FEMALE,
        nhs_number=NUMBER,
        registered_name="Asha Mistry",
    )
    page = midwife.get(where(family, "")).content.decode()
    assert "943 476 5919" in page
    assert "What is the baby’s NHS number?" not in page


def test_what_is_wrong_is_said_beside_its_question_and_nothing_is_kept(stage, family, midwife):
    tomorrow = timezone.localdate() + DAY
    sent = one_born(**{"baby-0-nhs_number": "943 476 5918", "baby-0-time": "25:00", **on(tomorrow)})
    answer = midwife.post(where(family), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("one digit is not right", "by the 24-hour clock", "still to come"):
        assert words in page
    assert "943 476 5918" in page, "what was typed is still there"
    assert [baby.state for baby in babies(family.read(stage.world.ada))] == [State.EXPECTED]


def test_a_form_that_is_sent_twice_is_one_birth(stage, family, midwife):
    sent = one_born()
    assert midwife.post(where(family), sent).status_code == 302
    count = len(family.seen(stage.world.ada))
    assert midwife.post(where(family), sent).status_code == 302
    assert len(family.seen(stage.world.ada)) == count
    other = midwife.post(where(family), sent | {"place": "At home"})
    assert other.status_code == 422
    assert "You sent this a moment ago, with other answers" in other.content.decode()


def test_questions_about_before_the_birth_stop(stage, family, midwife):
    low = Vulnerability(topic=Topic.MENTAL_HEALTH, standing=Standing.KNOWN)
    family.add(stage.world.ada, low, about=(family.mother,))
    assert "baby_affected_now" in asked(family.read(stage.world.ada))
    midwife.post(where(family), one_born())
    later = asked(family.read(stage.world.ada))
    assert "baby_affected_now" not in later
    assert "nhs_number_missing" in later


def test_whoever_only_contributes_may_record_a_birth_they_know_of(stage, family):
    """The police officer sees neither baby nor expected date, so there is nobody to be asked about."""
    page = signed_in(stage.world.dan).get(where(family)).content.decode()
    assert "Baby Mistry" not in page
    assert "Every baby on this record that you can see has been told of already" in page


# --- twins ------------------------------------------------------------------------------------------------------------


def test_twins_born_on_both_sides_of_midnight_in_one_form(stage, family, midwife):
    with_a_twin(stage, family)
    day = timezone.localdate() - 3 * DAY
    sent = one_born(**{
        "baby-0-time": "23:58", "baby-1-time": "00:04", "baby-1-born": "alive", "baby-1-sex": "male",
        **on(day + DAY, "baby-1-another_day"),
    })  # fmt: skip
    assert midwife.post(where(family), sent).status_code == 302
    assert [baby.born_on for baby in babies(family.read(stage.world.ada))] == [day, day + DAY]
    page = midwife.get(where(family, "")).content.decode()
    assert "3 days old" in page
    assert "2 days old" in page


def test_twins_may_differ_and_the_page_goes_on_to_what_happens_now(stage, family, midwife):
    twin = with_a_twin(stage, family)
    sent = one_born(**{"baby-1-born": "stillborn", "baby-1-sex": "not_known"})
    answer = midwife.post(where(family), sent)
    assert answer.url == where(family, "what-now")
    found = {baby.person: baby.state for baby in babies(family.read(stage.world.ada))}
    assert found == {family.baby: State.BORN, twin: State.LOST}


def test_one_twin_now_and_the_other_later(stage, family, midwife):
    with_a_twin(stage, family)
    sent = one_born(**{"baby-0-born": "not_yet", "baby-1-born": "alive", "baby-1-sex": "not_known"})
    assert midwife.post(where(family), sent).status_code == 302
    record = family.read(stage.world.ada)
    assert [baby.state for baby in babies(record)] == [State.EXPECTED, State.BORN]
    undo = undo_link(midwife.get(where(family, "")).content.decode())
    assert midwife.post(undo, {"reason": "Wrong record"}).status_code == 302
    assert all(baby.state is State.EXPECTED for baby in babies(family.read(stage.world.ada)))


def test_two_babies_never_have_one_nhs_number(stage, family, midwife):
    with_a_twin(stage, family)
    same = {
        "baby-0-nhs_number": NUMBER,
        "baby-1-nhs_number": NUMBER,
        "baby-1-born": "alive",
        "baby-1-sex": "male",
    }
    answer = midwife.post(where(family), one_born(**same))
    assert answer.status_code == 422
    assert "another baby on this form has the same" in answer.content.decode()


# --- undoing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("twins", [False, True])
def test_undoing_a_birth_restores_exactly_what_was_there(stage, family, midwife, twins):
    more = {}
    if twins:
        with_a_twin(stage, family)
        more = {"baby-1-born": "alive", "baby-1-sex": "female", "baby-1-nhs_number": OTHER_NUMBER}
    before = as_read(family.read(stage.world.ada))
    midwife.post(where(family), one_born(**more))
    assert as_read(family.read(stage.world.ada)) != before
    undo = undo_link(midwife.get(where(family, "")).content.decode())
    shown = midwife.get(undo).content.decode()
    assert "The baby" not in shown
    assert shown.count("was born") == (2 if twins else 1)
    assert midwife.post(undo, {"reason": "Another family’s baby"}).status_code == 302
    assert as_read(family.read(stage.world.ada)) == before
    assert midwife.post(undo, {"reason": "Another family’s baby"}).status_code == 302, "sent twice"
    kept = [entry for entry in family.seen(stage.world.ada) if entry.kind == Outcome.kind and entry.said]
    assert len(kept) == (2 if twins else 1), "what was said stays in the history"


def test_a_reason_is_needed_to_undo(stage, family, midwife):
    midwife.post(where(family), one_born())
    undo = undo_link(midwife.get(where(family, "")).content.decode())
    answer = midwife.post(undo, {"reason": ""})
    assert answer.status_code == 422
    assert "Write why it is undone" in answer.content.decode()


def test_details_added_later_go_too_and_what_another_agency_said_stays(stage, family, midwife):
    world = stage.world
    midwife.post(where(family), one_born())
    family.add(world.ben, Outcome(baby=family.baby, result=Result.LIVE_BIRTH))
    undo = undo_link(midwife.get(where(family, "")).content.decode())
    midwife.post(undo, {"reason": "The health visitor recorded it too"})
    (baby,) = babies(family.read(world.ada))
    assert baby.state is State.BORN, "the health visitor's own word stands"
    assert baby.newborn, "and so does what is known of the baby"


def test_who_was_born_without_details_is_asked_about_again(stage, family, midwife):
    family.add(stage.world.ben, Outcome(baby=family.baby, result=Result.LIVE_BIRTH))
    page = midwife.get(where(family)).content.decode()
    assert "Baby Mistry" in page
    midwife.post(where(family), one_born(**{"baby-0-nhs_number": NUMBER}))
    (baby,) = babies(family.read(stage.world.ada))
    assert len(baby.outcomes) == 1, "the birth was said already"
    assert baby.newborn
    assert baby.newborn[1].nhs_number == NUMBER


def test_a_record_page_with_twins_takes_no_more_than_six_queries(
    stage, family, midwife, django_assert_max_num_queries
):
    with_a_twin(stage, family)
    midwife.post(where(family), one_born(**{"baby-1-born": "stillborn", "baby-1-sex": "not_known"}))
    midwife.get(where(family, ""))
    for page in ("", "birth", "what-now", "expected-date"):
        with django_assert_max_num_queries(12):  # six of the page, and those of session and principal
            assert midwife.get(where(family, page)).status_code == 200


# --- numbers and ages -------------------------------------------------------------------------------------------------


@given(st.integers(0, 999_999_999))
def test_one_wrong_digit_of_an_nhs_number_is_always_noticed(nine: int):
    valid = [f"{nine:09}{last}" for last in range(10) if _is_number(f"{nine:09}{last}")]
    assert len(valid) <= 1
    for number in valid:
        assert read_nhs_number(say_nhs_number(number)) == number
        for place in range(10):
            other = f"{number[:place]}{(int(number[place]) + 1) % 10}{number[place + 1 :]}"
            assert not _is_number(other)


def _is_number(text: str) -> bool:
    try:
        return read_nhs_number(text) == text
    except ValueError:
        return False


@pytest.mark.parametrize("text", ["", "24:00", "3:60", "half past three", "0312a", "-1:00"])
def test_what_is_no_time_says_what_to_type(text):
    with pytest.raises(ValueError, match="like 03:12"):
        read_time(text)


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "born today"), (1, "1 day old"), (13, "13 days old"), (14, "2 weeks old"), (50, "7 weeks and 1 day old"),
     (200, "6 months old"), (800, "2 years old")],
)  # fmt: skip
def test_a_baby_is_as_old_as_people_say(days, said):
    assert say_age(EDD, EDD + days * DAY) == said
