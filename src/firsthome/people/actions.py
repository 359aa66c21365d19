"""Adding somebody that the partnership did not know yet."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from uuid_utils.compat import uuid7

from firsthome.people.models import Person


def add_person(name: str, born: date | None = None, person: UUID | None = None) -> UUID:
    """Put a person in the index and return their id. Nobody can read them until an entry names them.

    A writer who may send twice gives a `person` id of their own, so that the same person is added once.
    """
    person = person or uuid7()
    Person.objects.bulk_create([Person(id=person, name=name, born=born)], ignore_conflicts=True)
    return person
