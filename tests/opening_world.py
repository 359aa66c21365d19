"""What tests of opening a record type, and how they find the record that came of it."""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction

from firsthome.access.principals import announce
from firsthome.kinds.record import Record
from firsthome.record.read import find, read

NEW = "/records/new"


def answers(**more: str) -> dict[str, str]:
    """Only what has to be said, as a browser sends it; `more` in the form’s own names, with __ for its dash."""
    said = {
        "record": str(uuid4()),
        "mother-name": "Zainab Qureshi",
        "pregnancy-basis": "not_known",
        "pregnancy-certainty": "not_known",
        "opening-why": "Booked late; staying with a friend.",
        "opening-route": "section_17",
        "opening-level": "not_decided",
        "opening-lawful_basis": "public_task",
        "opening-told": "yes",
        "opening-agreed": "not_asked",
    }
    return said | {name.replace("__", "-"): value for name, value in more.items()}


def a_day(name: str, day: str) -> dict[str, str]:
    """The three boxes of a date: «3 9 1999»."""
    return {
        f"{name}__{part}": typed for part, typed in zip(("day", "month", "year"), day.split(), strict=True)
    }


def opened(browser, **more: str) -> str:
    """Open a record and return its reference."""
    answer = browser.post(NEW, answers(**more) | {"step": "open"})
    assert answer.status_code == 302, answer.content.decode()
    return answer.url.split("/")[2]


def record_of(reference: str, reader) -> Record:
    """The record as somebody reads it."""
    with transaction.atomic():
        announce(reader)
        found = find(reference, reader)
        assert found
        return read(found, reader)
