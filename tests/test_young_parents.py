"""A parent under 18: what is said of an age or a birthday, and that «not known» stays an answer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.own_safeguarding import Considered, OwnSafeguarding
from firsthome.kit.dates import years_later
from firsthome.reading.young_parents import (
    Under18,
    of_age_by,
    own_safeguarding,
    parents_under_18,
    read_age,
    under_18,
)
from tests.written import ADA, ASHWIN, BEN, LEILA, TODAY, Written

DAY = timedelta(days=1)


def said_to_be(age: str = "", born: date | None = None, role: Role = Role.MOTHER) -> Written:
    family = Written()
    family.say(PersonOnRecord(person=LEILA, role=role, age=age, born=born), TODAY)
    return family


@pytest.mark.parametrize(
    ("age", "answer"),
    [
        ("16", Under18.YES),
        ("aged 17", Under18.YES),
        ("18", Under18.NO),
        ("31 years old", Under18.NO),
        ("16 or 17", Under18.YES),
        ("about 14", Under18.YES),
        ("about 17", Under18.NOT_KNOWN),
        ("17-19", Under18.NOT_KNOWN),
        ("", Under18.NOT_KNOWN),
        ("a teenager", Under18.NOT_KNOWN),
        ("under 18", Under18.NOT_KNOWN),
        ("16 weeks", Under18.NOT_KNOWN),
    ],
)
def test_an_age_as_it_was_said_today(age: str, answer: Under18):
    assert under_18(said_to_be(age).record, LEILA, TODAY) is answer


def test_an_age_grows_older_with_the_record():
    family = said_to_be("17")
    assert under_18(family.record, LEILA, TODAY + 100 * DAY) is Under18.NOT_KNOWN
    assert under_18(family.record, LEILA, TODAY + 366 * DAY) is Under18.NO
    assert of_age_by(family.record, LEILA) == years_later(TODAY, 1)


def test_a_birthday_decides_on_the_day():
    born = years_later(TODAY, -18) + DAY
    family = said_to_be(born=born)
    assert under_18(family.record, LEILA, TODAY) is Under18.YES
    assert under_18(family.record, LEILA, TODAY + DAY) is Under18.NO
    assert of_age_by(family.record, LEILA) == TODAY + DAY


def test_where_two_agencies_differ_being_a_child_is_not_argued_away():
    family = said_to_be("16")
    family.say(PersonOnRecord(person=LEILA, role=Role.MOTHER, age="19"), TODAY, BEN)
    assert under_18(family.record, LEILA, TODAY) is Under18.YES


def test_fathers_count_as_parents_and_grandparents_do_not():
    family = said_to_be("16", role=Role.SIBLING)
    family.say(PersonOnRecord(person=ASHWIN, role=Role.FATHER, age="17"), TODAY)
    assert [said.person for _, said in parents_under_18(family.record, TODAY)] == [ASHWIN]


def test_the_answer_is_about_one_parent_and_the_last_word_counts():
    family = said_to_be("16")
    assert own_safeguarding(family.record, LEILA) is None
    family.say(OwnSafeguarding(person=LEILA, considered=Considered.NOT_DECIDED), TODAY, ADA)
    family.say(OwnSafeguarding(person=LEILA, considered=Considered.LED, lead="Jo Reed"), TODAY, BEN)
    answer = own_safeguarding(family.record, LEILA)
    assert answer
    assert answer[1].lead == "Jo Reed"
    assert own_safeguarding(family.record, ASHWIN) is None


def test_an_answer_that_calls_for_another_says_so():
    led = OwnSafeguarding(person=LEILA, considered=Considered.LED)
    not_needed = OwnSafeguarding(person=LEILA, considered=Considered.NOT_NEEDED)
    assert [name for name, _ in led.cannot_be(TODAY)] == ["lead"]
    assert [name for name, _ in not_needed.cannot_be(TODAY)] == ["because"]


@given(st.text(max_size=12))
def test_no_words_about_an_age_raise(words: str):
    ages = read_age(words)
    assert ages is None or 0 <= ages[0] <= ages[1]


@given(st.integers(0, 60), st.integers(0, 20_000))
def test_an_age_never_contradicts_the_birthday_it_came_from(age: int, later: int):
    """Whoever was really born on some day that fits the age is never told the opposite."""
    family, day = said_to_be(str(age)), TODAY + later * DAY
    answer = under_18(family.record, LEILA, day)
    for born in (years_later(TODAY, -age), years_later(TODAY, -age - 1) + DAY):
        really = Under18.YES if years_later(born, 18) > day else Under18.NO
        assert answer in (really, Under18.NOT_KNOWN)
