"""What to call the persons, agencies and practitioners of one record, and whom to ring: one query, then no more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from uuid import UUID

from django.db import connection

from firsthome.access.directory import CALLED
from firsthome.access.principals import Reader
from firsthome.kinds.entry import Entry
from firsthome.kinds.move import MoveAsked
from firsthome.kinds.record import Record
from firsthome.kinds.registry import kinds

UNKNOWN_PERSON = "Somebody not named here"


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names as they are today. Persons are those on the record that the reader may see."""

    persons: dict[UUID, str] = field(default_factory=dict)
    agencies: dict[int, str] = field(default_factory=dict)
    practitioners: dict[int, str] = field(default_factory=dict)
    ring: dict[int, str] = field(default_factory=dict)
    """Agency → whom to ring there, where that is known."""
    codes: dict[int, str] = field(default_factory=dict)
    """Agency of the reader's partnership → its short code, which says what sort of service it is."""

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
    entries = [entry for statement in record.statements for entry in statement.entries]
    practitioners = {reader.practitioner, *also, *_named_practitioners(entries)}
    practitioners.update([entry.author for entry in entries], [entry.entered_by for entry in entries])
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT 'agency', a.id::text, {CALLED}, a.contact,
                CASE WHEN a.partnership_id = %(own)s THEN a.code ELSE '' END
            FROM agency a JOIN partnership t ON t.id = a.partnership_id
            WHERE a.partnership_id = %(own)s OR a.id = ANY (%(agencies)s)
                OR a.partnership_id IN (SELECT h.partnership FROM partnerships_of_record() h)
            UNION ALL SELECT 'practitioner', id::text, name, '', '' FROM practitioner WHERE id = ANY (%(practitioners)s)
            UNION ALL SELECT 'person', id::text, name, '', '' FROM person WHERE id = ANY (%(people)s)""",  # noqa: S608
            {
                "own": reader.partnership,
                "agencies": [*{entry.agency for entry in entries}, *_agencies_asked(entries)],
                "practitioners": list(practitioners),
                "people": list(record.people),
            },
        )
        rows = cursor.fetchall()
    return KnownNames(
        persons={UUID(id_): name for what, id_, name, _, _ in rows if what == "person"},
        agencies={int(id_): name for what, id_, name, _, _ in rows if what == "agency"},
        practitioners={int(id_): name for what, id_, name, _, _ in rows if what == "practitioner"},
        ring={int(id_): contact for what, id_, _, contact, _ in rows if what == "agency" and contact},
        codes={int(id_): code for what, id_, _, _, code in rows if code},
    )


def _agencies_asked(entries: list[Entry]) -> Iterator[int]:
    """The agencies of other areas that a move asks."""
    return (one.said.to_agency for one in entries if isinstance(one.said, MoveAsked) and one.said.to_agency)


def people_on(record: UUID) -> list[UUID]:
    """Everybody on a record whom its reader may see there, in the order in which they came onto it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT person FROM person_index WHERE record = %s ORDER BY statement", [record])
        return list(dict.fromkeys(row[0] for row in cursor.fetchall()))


def people_as_kept(people: Collection[UUID]) -> set[tuple[UUID, str, date | None]]:
    """Id, name and birthday of those among some people whom the reader may see."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, name, born FROM person WHERE id = ANY (%s)", [list(people)])
        return set(cursor.fetchall())


def _named_practitioners(entries: list[Entry]) -> Iterator[int]:
    fields = _fields_that_name()
    for entry in entries:
        for name in fields.get(entry.kind, ()) if entry.said else ():
            value = getattr(entry.said, name)
            yield from value if isinstance(value, tuple) else (value,) if value else ()


@cache
def _fields_that_name() -> dict[str, tuple[str, ...]]:
    """Kind → its fields that name practitioners, of the kinds that have any."""
    names = ("practitioner", "practitioners", "answers")
    found = {
        kind: tuple(name for name in names if name in model.model_fields) for kind, model in kinds().items()
    }
    return {kind: fields for kind, fields in found.items() if fields}
