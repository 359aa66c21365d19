"""Adding somebody whom a record will name. The id is the writer's, so that sending twice adds once."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from firsthome.people.models import Person


def add_person(id: UUID, name: str, born: date | None = None) -> None:  # noqa: A002 the person's own word
    """Keep a new person's name and birthday; nobody sees them before an entry puts them on a record."""
    Person.objects.bulk_create([Person(id=id, name=name, born=born)], ignore_conflicts=True)
