"""What to call the persons, agencies and practitioners of one record: two queries, then no more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from firsthome.access.principals import Reader
from firsthome.kinds.record import Record
from firsthome.people.models import Person

UNKNOWN_PERSON = "Somebody not named here"


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names as they are today. Persons are those on the record that the reader may see."""

    persons: dict[UUID, str] = field(default_factory=dict)
    agencies: dict[int, str] = field(default_factory=dict)
    practitioners: dict[int, str] = field(default_factory=dict)

    def person(self, person: UUID) -> str:
        """What to call a person on this record."""
        return self.persons.get(person, UNKNOWN_PERSON)

    def agency(self, agency: int) -> str:
        """The agency's name."""
        return self.agencies.get(agency, "Another agency")

    def practitioner(self, practitioner: int) -> str:
        """The practitioner's name."""
        return self.practitioners.get(practitioner, "Another practitioner")


def names_for(record: Record, reader: Reader, also: Iterable[int] = ()) -> KnownNames:
    """The names that a record's pages need; `also` are practitioners who are named beside it."""
    practitioners = {reader.practitioner, *also}
    for statement in record.statements:
        for entry in statement.entries:
            practitioners |= {entry.author, entry.entered_by, *_named_practitioners(entry.said)}
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT 'agency', id, name FROM agency WHERE partnership_id = %s
            OR id = ANY (%s) UNION ALL SELECT 'practitioner', id, name FROM practitioner WHERE id = ANY (%s)""",
            [
                reader.partnership,
                list({entry.agency for statement in record.statements for entry in statement.entries}),
                list(practitioners),
            ],
        )
        rows = cursor.fetchall()
    persons = dict(Person.objects.filter(id__in=list(record.people)).values_list("id", "name"))
    return KnownNames(
        persons=persons,
        agencies={id_: name for what, id_, name in rows if what == "agency"},
        practitioners={id_: name for what, id_, name in rows if what == "practitioner"},
    )


def _named_practitioners(said: object) -> set[int]:
    one = getattr(said, "practitioner", None)
    return {*getattr(said, "practitioners", ()), *([one] if one else [])}
