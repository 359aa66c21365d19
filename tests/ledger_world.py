"""A small named world for the ledger's tests: six agencies, their practitioners and one family.

Ada and Ann are midwives (Ann is the safeguarding lead), Ben is a health visitor, Cat a social worker and Dan a
police officer; Eve of the housing team is not involved, and Fay works in another partnership.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connections, transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from firsthome.access.models import Agency, Membership, Partnership, Practitioner, SharingAgreement
from firsthome.access.permissions import Role
from firsthome.access.principals import Reader, announce
from firsthome.kinds.entry import Audience, Entry, Mark, Said
from firsthome.kinds.family import PersonOnRecord
from firsthome.kinds.family import Role as InFamily
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.pregnancy import Pregnancy
from firsthome.kinds.record import Record, fold
from firsthome.people.models import Person
from firsthome.record.append import append, as_ledger
from firsthome.record.open import open_record
from firsthome.record.project import load
from firsthome.record.read import entries_for, find, read
from firsthome.record.sign import signed

STAFF = {
    "ada": ("Ada Hope", "maternity", Role.PRACTITIONER),
    "ann": ("Ann Lead", "maternity", Role.SAFEGUARDING_LEAD),
    "ben": ("Ben Moss", "health-visiting", Role.PRACTITIONER),
    "bea": ("Bea Lead", "health-visiting", Role.SAFEGUARDING_LEAD),
    "cat": ("Cat Reed", "social-care", Role.PRACTITIONER),
    "dan": ("Dan Ford", "police", Role.PRACTITIONER),
    "eve": ("Eve Lane", "housing", Role.PRACTITIONER),
    "fay": ("Fay Else", "elsewhere", Role.PRACTITIONER),
    "gil": ("Gil Count", "maternity", Role.PARTNERSHIP_OFFICER),
}
EDD = date(2025, 8, 5)
SIGNED_ON = date(2024, 4, 1)
OWN_AGENCY = Audience(everyone=False)


def only(*agencies: int, practitioners: tuple[int, ...] = ()) -> Audience:
    """These and nobody else."""
    return Audience(everyone=False, agencies=agencies, practitioners=practitioners)


@dataclass(frozen=True, repr=False)
class World:
    """Everybody there is, as readers, by first name."""

    ada: Reader
    ann: Reader
    ben: Reader
    bea: Reader
    cat: Reader
    dan: Reader
    eve: Reader
    fay: Reader
    gil: Reader

    @property
    def everybody(self) -> list[Reader]:
        """All readers, those outside too."""
        return [getattr(self, name) for name in STAFF]

    def name_of(self, reader: Reader) -> str:
        """The first name, for messages of tests."""
        return next(name for name in STAFF if getattr(self, name) == reader)


def settle() -> World:
    """Two partnerships with their agencies and staff, as the owner of the tables sets them up."""
    mark, began = uuid7().hex[-8:], timezone.now() - timedelta(days=9)
    here, there = _kept(Partnership(code=f"{code}-{mark}", name=code.title()) for code in ("here", "there"))
    agencies = {
        agency.code: agency
        for agency in _kept(
            Agency(
                partnership=there if code == "elsewhere" else here,
                code=code,
                name=code.replace("-", " ").capitalize(),
            )
            for code in dict.fromkeys(code for _, code, _ in STAFF.values())
        )
    }
    _kept(SharingAgreement(agency=agency, signed_on=SIGNED_ON) for agency in agencies.values())
    people = _kept(
        Practitioner(sign_in_name=f"{first}-{mark}@example.org", name=name)
        for first, (name, _, _) in STAFF.items()
    )
    members = _kept(
        Membership(practitioner=person, agency=agencies[code], role=role, begins=began)
        for person, (_, code, role) in zip(people, STAFF.values(), strict=True)
    )
    return World(
        *(
            Reader(one.practitioner_id, one.agency_id, one.agency.partnership_id, Role(one.role))
            for one in members
        )
    )


def _kept(made: Iterable[Any]) -> list[Any]:
    """Rows as the owner adds them, in one statement: many tests begin with this world."""
    found = list(made)
    return type(found[0]).objects.using("owner").bulk_create(found)


def join_as_lead(world: World, reader: Reader, name: str) -> Reader:
    """As the owner: one more safeguarding lead at somebody's agency."""
    practitioner = Practitioner.objects.using("owner").create(
        sign_in_name=f"{name}-{reader.agency}@x.org", name=name
    )
    Membership.objects.using("owner").create(
        practitioner=practitioner,
        agency_id=reader.agency,
        role=Role.SAFEGUARDING_LEAD,
        begins="2025-01-01T00:00Z",
    )
    return replace(reader, practitioner=practitioner.pk, role=Role.SAFEGUARDING_LEAD)


def signs(agency: int, **more: Any) -> None:
    """An agency's sharing agreement: signed and in date, unless `more` says otherwise."""
    said = {"signed_on": SIGNED_ON} | more
    SharingAgreement.objects.using("owner").update_or_create(agency_id=agency, defaults=said)


@dataclass(frozen=True)
class Family:
    """One record with its people: maternity opened it, three other agencies are involved."""

    record: UUID
    reference: str
    mother: UUID
    baby: UUID
    first: Entry
    """Who the mother is."""

    def add(self, by: Reader, said: Said, **more: Any) -> Entry:
        """Say something new."""
        return append(self.record, signed(said, by, **more), by)

    def mark(self, by: Reader, mark: Mark, entry: Entry, said: Said | None = None, **more: Any) -> Entry:
        """Say something about what was said before."""
        more |= {"kind": entry.kind, "replaces": entry.id, "mark": mark}
        return append(self.record, signed(said, by, **more), by)

    def seen(self, reader: Reader, as_of: datetime | None = None) -> list[Entry]:
        """The entries that reach somebody, through the front door; none if they may not find the record."""
        with transaction.atomic():
            announce(reader)
            found = find(self.reference, reader)
            return entries_for(found, reader, as_of) if found else []

    def read(self, reader: Reader, as_of: datetime | None = None) -> Record:
        """The record as somebody sees it, as a page has it; with nothing in it if they may not find it."""
        with transaction.atomic():
            announce(reader)
            found = find(self.reference, reader)
            return read(found, reader, as_of) if found else fold([])


def begin_family(world: World) -> Family:
    """Ada opens a record; health visiting and social care have it in full, the police contribute."""
    record, reference = open_record(world.ada)
    mother, baby = new_person("Leila Mistry"), new_person("Baby Mistry")
    family = Family(record, reference, mother, baby, None)  # type: ignore[arg-type] known a line later
    for reader, level in ((world.ben, Level.FULL), (world.cat, Level.FULL), (world.dan, Level.CONTRIBUTE)):
        family.add(world.ada, Involvement(agency=reader.agency, level=level))
    shown = Audience(agencies=(world.dan.agency,))
    first = family.add(world.ada, PersonOnRecord(person=mother, role=InFamily.MOTHER), audience=shown)
    family.add(world.ada, PersonOnRecord(person=baby, role=InFamily.BABY))
    family.add(world.ada, Pregnancy(edd=EDD))
    return Family(record, reference, mother, baby, first)


def new_person(name: str, id_: UUID | None = None) -> UUID:
    """Somebody whom no record names yet."""
    id_ = id_ or uuid7()
    Person.objects.bulk_create([Person(id=id_, name=name)])
    return id_


def whole_ledger(record: UUID) -> list[tuple[int, Entry]]:
    """Every entry of a record with its number, whoever may see it."""
    with transaction.atomic(), as_ledger() as cursor:
        return load(cursor, record)


def rows(sql: str, *values: Any, using: str = "default") -> list[tuple[Any, ...]]:
    """Ask the database something."""
    with connections[using].cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


@contextmanager
def announced(reader: Reader) -> Iterator[None]:
    """A transaction in which somebody reads."""
    with transaction.atomic():
        announce(reader)
        yield


def raw(reader: Reader | None, sql: str, *values: Any, record: UUID | None = None) -> list[tuple[Any, ...]]:
    """What the application's role gets for SQL that filters nothing, once somebody was announced."""
    with transaction.atomic():
        announce(reader, record)
        return rows(sql, *values)
