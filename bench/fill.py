"""Many records at once: sealed by the same pure function as `append`, copied in, projected by `rebuild`'s code."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from typing import Any
from uuid import UUID

import django
from django.db import connections, transaction
from psycopg.types.json import Jsonb
from uuid_utils.compat import uuid7

from firsthome.access.models import Agency, Membership, Partnership, Practitioner, SharingAgreement
from firsthome.access.principals import Reader, reader_of
from firsthome.kinds.contact import Contact, ContactOutcome, Setting
from firsthome.kinds.entry import EVERYONE, Audience, Entry, Said
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.pregnancy import Basis, Certainty, Pregnancy
from firsthome.kinds.vulnerability import Standing, Topic, Vulnerability
from firsthome.kinds.when import When
from firsthome.record.chain import FIRST, FORMULA, Envelope, body_digest, new_salt, seal
from firsthome.record.open import new_reference
from firsthome.record.project import project, replace_all
from firsthome.record.rows import body_of, envelope_of
from firsthome.record.sign import signed

WORDS = (
    "Seen at home. Baby moving well. Talked about sleep, feeding and who helps at night. Next visit agreed. "
)


@dataclass(frozen=True)
class Town:
    """A partnership to measure in: its readers, one per agency."""

    readers: list[Reader]


def make_town(agencies: int = 6, code: str = "bench") -> Town:
    """One invented partnership with a practitioner in each agency."""
    partnership = Partnership.objects.using("owner").create(
        code=code, name=f"{code.title()} partnership (invented)"
    )
    readers = []
    for number in range(agencies):
        agency = Agency.objects.using("owner").create(
            partnership=partnership, code=f"agency-{number}", name=f"Agency {number}"
        )
        SharingAgreement.objects.using("owner").create(agency=agency, signed_on=date(2020, 1, 1))
        someone = Practitioner.objects.using("owner").create(
            sign_in_name=f"practitioner{number}@{code}.example.invalid", name=f"Practitioner {number}"
        )
        Membership.objects.using("owner").create(
            practitioner=someone, agency=agency, role="practitioner", begins=datetime(2020, 1, 1, tzinfo=UTC)
        )
        reader = reader_of(someone.pk)
        assert reader
        readers.append(reader)
    return Town(readers)


def fill_side_by_side(town: Town, records: int, entries: int, workers: int = 2) -> None:
    """Fill with a process for each core: sealing is arithmetic, and there is a lot of it."""
    share, rest = divmod(records, workers)
    jobs = [(town, share + (number < rest), entries, 100 + number) for number in range(workers)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=django.setup) as pool:
        list(pool.map(_fill_some, jobs))


def _fill_some(job: tuple[Town, int, int, int]) -> None:
    town, records, entries, seed = job
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        for number, _ in enumerate(fill(cursor, town, records, entries, seed), 1):
            if number % 1000 == 0:
                print(f"· {number} of {records} records filled", flush=True)


def _surname(reference: str) -> str:
    """A surname of its own: where all have one name, each is looked at for being any of the others."""
    return "".join(
        chr(97 + ord(one) % 26) + "aeiou"[ord(one) % 5] for one in reference if one.isalnum()
    ).title()


def fill(cursor: Any, town: Town, records: int, entries: int, seed: int = 7) -> Iterator[tuple[UUID, str]]:
    """Copy in so many records of so many entries each; gives each record's id and reference."""
    chance = random.Random(seed)  # noqa: S311 an invented town, not a secret
    for _ in range(records):
        record, reference = uuid7(), new_reference()
        sealed = _seal_all(record, list(_family(chance, town, record, entries)))
        with transaction.atomic(using="owner"):
            _copy_record(cursor, town, record, reference, sealed)
        yield record, reference


def _family(chance: random.Random, town: Town, mother: UUID, entries: int) -> Iterator[Entry]:
    """An invented record: everybody involved, a mother, an expected date, then contacts and a little else."""
    start = datetime(2026, 1, 5, 9, tzinfo=UTC) + timedelta(minutes=chance.randrange(400_000))
    first = town.readers[0]
    begin: list[Said] = [Involvement(agency=reader.agency) for reader in town.readers]
    begin.append(PersonOnRecord(person=mother, role=Role.MOTHER))
    begin.append(
        Pregnancy(edd=start.date() + timedelta(days=200), basis=Basis.DATING_SCAN, certainty=Certainty.SURE)
    )
    for number in range(entries):
        reader = first if number < len(begin) else chance.choice(town.readers)
        said = begin[number] if number < len(begin) else _something(chance)
        narrow = number >= len(begin) and chance.random() < 0.05
        moment = start + timedelta(hours=7 * number)
        yield signed(
            said,
            reader,
            recorded_at=moment,
            happened=When.on(moment.date()),
            audience=Audience(everyone=False, agencies=(reader.agency,)) if narrow else EVERYONE,
        )


def _something(chance: random.Random) -> Said:
    kind = chance.random()
    if kind < 0.7:
        return Contact(
            outcome=chance.choice(list(ContactOutcome)),
            setting=chance.choice(list(Setting)),
            account=WORDS * 2,
        )
    if kind < 0.9:
        return Event(account=WORDS * 3)
    return Vulnerability(topic=chance.choice(list(Topic)), standing=Standing.KNOWN, account=WORDS)


def _seal_all(
    record: UUID, entries: list[Entry]
) -> list[tuple[Envelope, bytes, str, bytes, bytes, bytes, Entry]]:
    previous, rows = FIRST, []
    for number, entry in enumerate(entries, 1):
        salt, body = new_salt(), body_of(entry)
        envelope, digest = envelope_of(record, number, entry), body_digest(salt, body)
        sealed = seal(envelope, digest, previous)
        rows.append((envelope, salt, body, digest, previous, sealed, entry))
        previous = sealed
    return rows


def _copy_record(cursor: Any, town: Town, record: UUID, reference: str, sealed: list[Any]) -> None:
    envelope, *_, last_hash, last = sealed[-1]
    reader = town.readers[0]
    cursor.execute(
        """INSERT INTO record (id, reference, opened_at, opened_by, invented, head_seq, head_hash, head_at)
        VALUES (%s, %s, %s, %s, 'Invented for measuring', %s, %s, %s)""",
        [
            record,
            reference,
            sealed[0][-1].recorded_at,
            reader.practitioner,
            envelope.seq,
            last_hash,
            last.recorded_at,
        ],
    )
    cursor.execute(
        "INSERT INTO record_holder (record, partnership_id, begins) VALUES (%s, %s, now())",
        [record, reader.partnership],
    )
    cursor.execute(
        "INSERT INTO person (id, name) VALUES (%s, %s)", [record, f"Example {_surname(reference)}"]
    )
    names = Envelope.__slots__
    _copy(
        cursor, "entry", [*names, "body_digest", "prev_hash", "formula", "hash"],
        [
            [*(_column(envelope, name) for name in names), digest, previous, FORMULA, hash_]
            for envelope, _, _, digest, previous, hash_, _ in sealed
        ],
    )  # fmt: skip
    _copy(
        cursor, "entry_body", ["record", "entry", "statement", "salt", "body"],
        [[record, envelope.id, envelope.statement, salt, body] for envelope, salt, body, *_ in sealed],
    )  # fmt: skip
    replace_all(cursor, record, project([(envelope.seq, entry) for envelope, *_, entry in sealed]))


def _column(envelope: Envelope, name: str) -> Any:
    value = getattr(envelope, name)
    return Jsonb(value) if isinstance(value, dict) else list(value) if isinstance(value, tuple) else value


def _copy(cursor: Any, table: str, columns: list[str], rows: list[list[Any]]) -> None:
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
