"""A small review to vary, and ways to import it and to read what came of it."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from django.db import transaction

from firsthome.access.principals import Reader, announce
from firsthome.exchange.demo_partnership import authors_for, build_partnerships
from firsthome.exchange.import_review import Imported, import_reviews
from firsthome.exchange.review_faults import MalformedReview, read_review
from firsthome.kinds.entry import Entry
from firsthome.kinds.event import Event
from firsthome.kinds.record import Record
from firsthome.record.models import RecordRow
from firsthome.record.read import find, read


@pytest.fixture(scope="module", autouse=True)
def partnership(django_db_setup: None, django_db_blocker: Any) -> None:
    """Agencies are the owner's to add, so they are there before any test's transaction begins."""
    with django_db_blocker.unblock():
        build_partnerships()


@pytest.fixture(autouse=True)
def rolled_back(request: pytest.FixtureRequest) -> None:
    """Each test in a transaction, but for those that have a database of their own."""
    if "own_database" not in request.fixturenames:
        request.getfixturevalue("db")


SMALL: dict[str, Any] = {
    "slug": "small-2020",
    "source": {"title": "Review: Baby S", "publisher": "Small Board", "year": 2020},
    "harm": {"on": "2019-11-20", "what": "hurt", "baby_age_days": 81},
    "pregnancy": {"born_on": "2019-08-31"},
    "people": [
        {"id": "mother", "role": "mother", "age": 24, "age_approx": True},
        {"id": "man", "role": "young man, said to be the father"},
    ],
    "case_opens": {"on": "2019-03-01"},
    "facts": [
        {
            "on": "2019-03-01",
            "agency": "gp",
            "type": "conversation",
            "who": ["mother"],
            "detail": "Told her GP.",
        }
    ],
}
BIRTH = {"on": "2019-08-31", "agency": "hospital", "type": "birth", "who": ["mother"], "detail": "Born."}


def review_with(*facts: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The small review with further facts and other fields changed."""
    raw = copy.deepcopy(SMALL) | changes
    raw["facts"] += [
        {"agency": "gp", "type": "other", "who": ["mother"], "detail": "So it was."} | fact for fact in facts
    ]
    return raw


def imported(raw: dict[str, Any]) -> Imported:
    return import_reviews([read_review(json.dumps(raw).encode())])[0]


def record_of(raw: dict[str, Any], agency: str = "gp") -> Record:
    """What an agency reads of a review just imported."""
    return read_as(imported(raw).reference, reader(agency))


def read_as(reference: str, reader: Reader) -> Record:
    with transaction.atomic():
        announce(reader)
        found = find(reference, reader)
        assert found, "the agency is involved, so it finds the record"
        return read(found, reader)


def reader(agency: str) -> Reader:
    return authors_for([agency])[agency]


def last(record: Record, model: type) -> tuple[Entry, Any]:
    """The last statement of one kind: its entry and what it says."""
    statement, said = list(record.of(model))[-1]
    return statement.current.content, said


def entry_saying(words: str, record: Record) -> Entry:
    """The entry of the event that says these words."""
    return next(one.current.content for one, said in record.of(Event) if said.account.endswith(words))


def faults_of(raw: Any) -> list[str]:
    with pytest.raises(MalformedReview) as caught:
        read_review(raw if isinstance(raw, bytes) else json.dumps(raw).encode())
    return caught.value.faults


def records() -> int:
    """How many records any agency of the demo partnership can see."""
    everybody = authors_for(["gp", "hospital", "childrens_social_care", "housing", "probation"]).values()
    seen: set[str] = set()
    for one in everybody:
        with transaction.atomic():
            announce(one)
            seen |= set(RecordRow.objects.values_list("reference", flat=True))
    return len(seen)
