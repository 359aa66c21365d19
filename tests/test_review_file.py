"""A review file is read whole, or every fault in it is listed."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from firsthome.exchange.review_people import role_of
from firsthome.kinds.family import Role
from tests.small_review import SMALL, faults_of

MALFORMED: dict[str, Any] = {
    "slug": 7,
    "source": {"title": "", "publisher": "Board"},
    "harm": {"on": "2019-13-01"},
    "pregnancy": {"born_on": "yesterday"},
    "people": [{"id": "mother", "role": "mother"}, {"id": "mother", "role": 1}],
    "facts": [
        {
            "on": "2019-02-30",
            "agency": "gp",
            "type": "other",
            "detail": "x",
            "who": ["stranger"],
            "count_min": "two",
        },
        "a fact",
        {"on": "2019-05-01", "when": "pregnancy", "agency": "gp", "type": "other", "detail": ""},
        {"agency": "gp", "type": "other", "detail": "x", "window": ["2019-05-01", "2019-01-01"]},
        {"week": 99, "agency": "gp", "type": "other", "detail": "x", "known_to": "gp", "after_harm": "yes"},
        {"when": "some day", "type": "other", "detail": "x\x00", "precision": "week"},
    ],
}


def test_every_fault_is_listed_at_its_path() -> None:
    assert faults_of(MALFORMED) == [
        "facts[0].count_min: enter a whole number",
        "facts[0].on: enter a date like 2019-05-30",
        "facts[0].who[0]: «stranger» is not among the people; add them or correct the id",
        "facts[1]: enter an object in curly brackets",
        "facts[2].detail: enter some text",
        "facts[2]: enter only one of on and when",
        "facts[3].window: put the earlier date first",
        "facts[3]: say when it was so: enter one of on, week, baby_day, when",
        "facts[4].after_harm: enter true or false",
        "facts[4].known_to: enter a list in square brackets",
        'facts[4].week: enter weeks of pregnancy, like 22 or "22+4"',
        "facts[5].agency: is missing",
        "facts[5].detail: take out the characters that are not text",
        "facts[5].precision: enter 'day', 'month', 'season' or 'year'",
        "facts[5].when: enter 'before_pregnancy', 'pregnancy', 'pregnancy_or_after' or 'after_birth'",
        "harm.on: enter a date like 2019-05-30, or words such as «after 2019-05-30»",
        "people[1].id: «mother» is used twice; give everybody an id of their own",
        "people[1].role: enter text in quotation marks",
        "pregnancy.born_on: enter a date like 2019-05-30",
        "slug: enter text in quotation marks",
        "source.title: enter some text",
        "source.year: is missing",
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b'{\n  "slug": oops}', "line 2, column 11: this is not JSON (Expecting value)"),
        (b"", "line 1, column 1: this is not JSON (Expecting value)"),
        (b'{"slug": "\xff"}', "byte 11: save the file as UTF-8 text"),
        (b"[" * 100_000, "the file: lists and objects stand too deep inside each other"),
        (b"[]", "the file: enter an object in curly brackets"),
    ],
)
def test_what_is_no_review_at_all_says_where(content: bytes, fault: str) -> None:
    assert faults_of(content) == [fault]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"harm": None}, "harm: say what happened and when; only a control can do without"),
        ({"harm": {}}, "harm.on: say when it happened: a date like 2019-05-30, or words"),
        ({"facts": []}, "facts: enter at least one"),
        ({"people": []}, "people: enter at least one"),
    ],
)
def test_what_an_import_cannot_do_without(changes: dict[str, Any], fault: str) -> None:
    assert fault in faults_of(copy.deepcopy(SMALL) | changes)


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("mother, limited English", Role.MOTHER),
        ("mother's partner, not the biological father", Role.PARTNER),
        ("mother's partner and baby's father", Role.FATHER),
        ("said to be the father", Role.FATHER),
        ("father of the baby's sister, also living in the home", Role.OTHER),
        ("father's older child by a previous partner", Role.SIBLING),
        ("mother's former partner", Role.OTHER),
        ("paternal grandparents", Role.GRANDPARENT),
        ("mother's mother", Role.GRANDPARENT),
        ("mother's sister", Role.RELATIVE),
        ("sister aged four", Role.SIBLING),
        ("neighbours", Role.FRIEND),
        ("first twin", Role.BABY),
        ("anonymous callers", Role.OTHER),
        ("young man, said to be the father", Role.FATHER),
        ("something nobody thought of", Role.OTHER),
    ],
)
def test_roles_are_read_from_free_words(words: str, role: Role) -> None:
    assert role_of(words) is role
