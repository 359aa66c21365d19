"""A record opened from its answers: the record, its people and its first entries, all of them or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction

from firsthome.access.principals import Reader
from firsthome.kinds.entry import Entry, How, Said, Source
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.when import When
from firsthome.pages.opening_questions import NO_NAME, Answers
from firsthome.people.actions import add_person
from firsthome.record.append import append
from firsthome.record.errors import SameIdOtherContent
from firsthome.record.names import people_as_kept
from firsthome.record.open import open_record
from firsthome.record.sign import signed


def open_with(answers: Answers, sent: UUID, by: Reader, today: date) -> str:
    """Open the record and say everything that was answered; returns its reference.

    `sent` is the id that the form carried. Everything that is added has an id made from it, so a form that is
    sent twice opens one record. Raises SameIdOtherContent where it was sent before with other answers.
    """
    assert answers.opening.may_be_shared, "early help without agreement opens nothing shared"
    with transaction.atomic():
        record, reference = open_record(by, id=uuid5(sent, f"record by {by.practitioner}"))
        people = set(_people(answers, record))
        for person, name, born in people:
            add_person(name, born, person)
        for entry in _entries(answers, record, by, today):
            append(record, entry, by)
        if people != people_as_kept({person for person, _, _ in people}):
            raise SameIdOtherContent(record)
    return reference


def _mother(record: UUID) -> UUID:
    return uuid5(record, "mother")


def _babies(answers: Answers, record: UUID) -> list[UUID]:
    """Babies are persons from the first day: as many as are expected, or one."""
    return [uuid5(record, f"baby {number}") for number in range(1, (answers.pregnancy.babies or 1) + 1)]


def _people(answers: Answers, record: UUID) -> Iterator[tuple[UUID, str, date | None]]:
    """Everybody whom the answers bring: id, what to call them, birthday."""
    yield _mother(record), _called(answers.mother.name, Role.MOTHER), answers.mother.born
    babies = _babies(answers, record)
    for number, baby in enumerate(babies, start=1):
        yield baby, "Baby" if len(babies) == 1 else f"Baby {number}", None
    if answers.other.role:
        yield uuid5(record, "other"), _called(answers.other.name, answers.other.role), None


def _called(name: str, role: Role) -> str:
    """«Mother, name not known» says more than «name not known»."""
    return f"{role.label}, {NO_NAME}" if name.casefold().rstrip(".") == NO_NAME else name


def _entries(answers: Answers, record: UUID, by: Reader, today: date) -> Iterator[Entry]:
    """What is said first, in the order in which it can be said: people before what is about them."""
    mother = _mother(record)

    def say(part: str, said: Said, *about: UUID, source: Source | None = None) -> Entry:
        return signed(
            said, by, uuid5(record, part), about=about, happened=When.on(today), source=source or Source()
        )

    yield say("involvement", Involvement(agency=by.agency, practitioner=by.practitioner, level=Level.FULL))
    yield say("mother", PersonOnRecord(person=mother, role=Role.MOTHER, born=answers.mother.born), mother)
    for number, baby in enumerate(_babies(answers, record), start=1):
        yield say(f"baby {number}", PersonOnRecord(person=baby, role=Role.BABY), baby)
    if answers.other.role:
        other = uuid5(record, "other")
        told = Source(how=How.SAID, by=answers.other.said_by)
        yield say("other", PersonOnRecord(person=other, role=answers.other.role), other, source=told)
    yield say("pregnancy", answers.pregnancy, mother)
    yield say("opening", answers.opening, mother)
    if answers.first.account:
        yield say("first", Event(account=answers.first.account), mother)
