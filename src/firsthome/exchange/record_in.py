"""From a record file to a record: through `open_record` and `append`, in the names of those who said it there.

They become practitioners who cannot sign in, of agencies under an area that says it is known from a file only. Whoever
imports stands on each entry as who entered it. All of it or nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.contrib.auth.hashers import make_password
from django.db import connections, transaction
from django.utils import timezone
from django.utils.text import slugify

from firsthome.access.models import Agency, Membership, Partnership, Practitioner
from firsthome.access.permissions import Role
from firsthome.access.principals import Reader
from firsthome.exchange.record_faults import MalformedFile, checked, said_in
from firsthome.exchange.record_file import FileEntry, RecordFile, seal_of, unlock
from firsthome.exchange.record_out import IDS
from firsthome.kinds.entry import Entry, Source
from firsthome.kinds.family import PersonOnRecord
from firsthome.kinds.record_file import RecordFileArrived
from firsthome.kinds.registry import canonical, kinds, store_said
from firsthome.kit.dates import say_day
from firsthome.people.actions import add_person
from firsthome.record.append import append
from firsthome.record.arriving import go_on_here, open_arrived
from firsthome.record.errors import NotAppended

OWNER = "owner"
FROM_A_FILE = "from a record file"
_ARRIVED = UUID("2f6a9b30-7c55-5d0e-9a7e-0d6f7c1b8e44")


class CameBefore(Exception):
    """A file of this record was imported before. Nothing is lost or changed by sending it again."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"This record came before: it is record {reference} here. Nothing was added. What is new in a later file "
            "is written down by hand, by whoever was told it."
        )


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of a file."""

    reference: str
    area: str
    entries: dict[str, int]
    """What a kind is called → how many entries of it."""
    people: int
    agencies: tuple[str, ...]
    left_out: str
    seal: str


@dataclass(frozen=True, slots=True)
class _Origin:
    """The other area as it is known here."""

    partnership: int
    agencies: dict[str, int]
    practitioners: dict[str, int]


def import_record(content: bytes, passphrase: str, by: Reader) -> Arrived:
    """Import a file for whoever takes over. CannotBeOpened, MalformedFile or CameBefore say why not."""
    file = checked(unlock(content, passphrase))
    record = uuid5(_ARRIVED, str(file.record))
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT reference FROM record WHERE id = %s", [record])
        if row := cursor.fetchone():
            raise CameBefore(row[0])
    with _origin(file) as origin, transaction.atomic():
        reference = _write(file, record, origin, by)
        go_on_here(record, _arrived(file, seal_of(content)), by, origin.partnership)
    counted = Counter(kinds()[entry.kind].title for entry in file.entries)
    return Arrived(
        reference,
        file.area,
        dict(sorted(counted.items())),
        len(file.people),
        tuple(one.name for one in file.agencies),
        file.left_out,
        seal_of(content),
    )


# --- who said it


@contextmanager
def _origin(file: RecordFile) -> Iterator[_Origin]:
    """The other area, its agencies and practitioners; if nothing comes of it they are gone again."""
    area, _ = Partnership.objects.using(OWNER).get_or_create(
        code=f"file-{uuid5(_ARRIVED, file.area).hex[:12]}",
        defaults={"name": f"{file.area} ({FROM_A_FILE})"[:200]},
    )
    agencies = {one.key: _agency(area, one.name, one.ring) for one in file.agencies}
    made: list[Practitioner] = []
    practitioners: dict[str, int] = {}
    works_for = {entry.author: entry.agency for entry in file.entries}
    for one in file.practitioners:
        who = Practitioner.objects.using(OWNER).create(
            sign_in_name=f"{uuid5(file.record, f'{file.made_at}{one.key}').hex}@example.invalid",
            name=one.name[:200],
            password=make_password(None),
            is_active=False,
        )
        made.append(who)
        practitioners[one.key] = who.pk
        Membership.objects.using(OWNER).create(
            practitioner=who,
            agency_id=agencies[works_for.get(one.key, file.agencies[0].key)],
            role=Role.PRACTITIONER.value,
            job=FROM_A_FILE,
            begins=timezone.now(),
        )
    try:
        yield _Origin(area.pk, agencies, practitioners)
    except BaseException:
        Membership.objects.using(OWNER).filter(practitioner__in=made).delete()
        Practitioner.objects.using(OWNER).filter(pk__in=[one.pk for one in made]).delete()
        raise


def _agency(area: Partnership, name: str, ring: str) -> int:
    agency, _ = Agency.objects.using(OWNER).get_or_create(
        partnership=area,
        code=slugify(name)[:50] or "agency",
        defaults={"name": name[:200], "contact": ring[:200]},
    )
    return agency.pk


# --- what they said


def _write(file: RecordFile, record: UUID, origin: _Origin, by: Reader) -> str:
    first = file.entries[0]
    opener = _reader(first, origin)
    others = sorted(set(origin.agencies.values()) - {opener.agency})
    reference = open_arrived(
        record, opener, others, first.learned, f"Came as a record file from {file.area}."
    )
    for one in file.people:
        add_person(one.name, one.born, uuid5(record, str(one.id)))
    faults = []
    for place, entry in sorted(enumerate(file.entries), key=lambda one: _people_first(one[1])):
        try:
            append(record, _as_said(entry, record, origin, by), _reader(entry, origin))
        except NotAppended as problem:
            faults.append(f"entries[{place}]: {problem}")
    if faults:
        raise MalformedFile(faults)
    return reference


def _people_first(entry: FileEntry) -> bool:
    """Whoever is named has to be on the record, also where two turned out to be one long after."""
    return entry.kind != PersonOnRecord.kind or entry.replaces is not None


def _reader(entry: FileEntry, origin: _Origin) -> Reader:
    return Reader(
        origin.practitioners[entry.author],
        origin.agencies[entry.agency],
        origin.partnership,
        Role.PRACTITIONER,
    )


def _as_said(entry: FileEntry, record: UUID, origin: _Origin, by: Reader) -> Entry:
    """The entry under ids of this record: so nothing joins it to the one that it came from."""

    def here(id_: UUID) -> UUID:
        return uuid5(record, str(id_))

    said = said_in(entry, origin.agencies, origin.practitioners)
    if said:
        spelled = IDS.sub(lambda found: str(here(UUID(found[0]))), canonical(store_said(said)))
        said = type(said).model_validate_json(spelled)
    return Entry(
        id=here(entry.id),
        kind=entry.kind,
        said=said,
        author=origin.practitioners[entry.author],
        entered_by=by.practitioner,
        agency=origin.agencies[entry.agency],
        happened=entry.happened,
        learned=entry.learned,
        source=Source(how=entry.how, by=entry.said_by),
        about=tuple(map(here, entry.about)),
        replaces=here(entry.replaces) if entry.replaces else None,
        mark=entry.mark,
        reason=entry.reason,
    )


def _arrived(file: RecordFile, seal: str) -> RecordFileArrived:
    names = {one.key: one.name for one in file.agencies}
    reached = [
        f"{len(one.entries)} {'entry' if len(one.entries) == 1 else 'entries'} to "
        f"{', '.join(names[key] for key in one.agencies)} on {say_day(one.on)}"
        for one in file.reached
    ]
    return RecordFileArrived(
        area=file.area,
        reference=file.reference,
        made_by=file.made_by,
        made_at=file.made_at,
        seal=seal,
        entries=len(file.entries),
        left_out=file.left_out,
        reached="; ".join(reached),
    )
