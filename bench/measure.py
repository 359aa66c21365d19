"""What is timed: what a person waits for, and beside it the least that plain SQL needs for the same rows.

The floor is the same work with nothing of what makes it safe: no policies, no chain, no projections, no types.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, connections, transaction
from django.test import Client
from uuid_utils.compat import uuid7

from bench.fill import WORDS
from firsthome.access.models import Practitioner
from firsthome.access.principals import Reader, announce
from firsthome.kinds.contact import Contact, ContactOutcome, Setting
from firsthome.kinds.when import When
from firsthome.record.append import append
from firsthome.record.caseload import caseload
from firsthome.record.read import find, read
from firsthome.record.sign import signed


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured: the median and the slow end of it, and the floor's median, in milliseconds."""

    what: str
    median: float
    slow: float
    floor: float
    bar: float | None

    @property
    def ratio(self) -> float:
        """How many times the floor it takes."""
        return self.median / self.floor


def compare(
    what: str, ours: Callable[[], Any], floor: Callable[[], Any], times: int, bar: float | None = None
) -> Figure:
    """Time two things in turn, so that a machine that slows down slows both."""
    for _ in range(3):
        ours(), floor()
    pairs = [(_milliseconds(ours), _milliseconds(floor)) for _ in range(times)]
    mine, plain = sorted(pair[0] for pair in pairs), [pair[1] for pair in pairs]
    return Figure(what, statistics.median(mine), mine[int(times * 0.95)], statistics.median(plain), bar)


def _milliseconds(do: Callable[[], Any]) -> float:
    start = time.perf_counter()
    do()
    return (time.perf_counter() - start) * 1000


def prepare_floor(cursor: Any) -> None:
    """A plain table of entries, as the least that could hold them."""
    cursor.execute("DROP TABLE IF EXISTS plain_entry")
    cursor.execute(
        """CREATE TABLE plain_entry AS
        SELECT e.record, e.id, e.kind, e.recorded_at, e.author, e.agency, e.happened, b.body
        FROM entry e JOIN entry_body b ON b.record = e.record AND b.entry = e.id"""
    )
    cursor.execute("ALTER TABLE plain_entry ADD PRIMARY KEY (record, id)")
    cursor.execute("ANALYZE")


def reading(reader: Reader, record: UUID, reference: str, entries: int, times: int) -> Figure:
    """Find a record, read what reached the reader, fold it."""

    def ours() -> None:
        with transaction.atomic():
            announce(reader)
            found = find(reference, reader)
            assert found
            assert len(read(found, reader).statements) > entries // 2

    def floor() -> None:
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT * FROM plain_entry WHERE record = %s ORDER BY id", [record])
            cursor.fetchall()

    return compare(f"read a record of {entries} entries", ours, floor, times)


def listing(reader: Reader, times: int) -> Figure:
    """The first page of a caseload."""

    def ours() -> None:
        with transaction.atomic():
            announce(reader)
            assert len(caseload(reader).rows) == 50

    def floor() -> None:
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                """SELECT r.reference, p.name, s.* FROM caseload c JOIN record r ON r.id = c.record
                JOIN record_summary s ON s.record = r.id LEFT JOIN person p ON p.id = s.mother
                WHERE c.principal = %s AND c.record IN (SELECT record FROM caseload WHERE principal = %s
                    ORDER BY updated_at DESC LIMIT 50)""",
                [reader.agency, reader.agency],
            )
            cursor.fetchall()

    return compare("list 50 records", ours, floor, times)


def appending(reader: Reader, record: UUID, entries: int, times: int) -> Figure:
    """Check, number, chain, insert, project and commit one contact."""

    def ours() -> None:
        said = Contact(outcome=ContactOutcome.ATTENDED, setting=Setting.HOME, account=WORDS)
        when = When.on(date(2026, 11, 1))
        append(record, signed(said, reader, happened=when), reader)

    def floor() -> None:
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute(
                """INSERT INTO plain_entry (record, id, kind, recorded_at, author, agency, happened, body)
                VALUES (%s, %s, 'contact', now(), %s, %s, '{}', %s)""",
                [record, uuid7(), reader.practitioner, reader.agency, WORDS],
            )

    return compare(f"add a contact to a record of {entries}", ours, floor, times)


def page(what: str, practitioner: int, address: str, floor: str, times: int, bar: float) -> Figure:
    """A whole page through every layer: session, gate, look, reading, template; beside the floor's rows."""
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(
        Practitioner.objects.get(pk=practitioner), "django.contrib.auth.backends.ModelBackend"
    )

    def ours() -> None:
        assert browser.get(address).status_code == 200

    def plain() -> None:
        with connections["owner"].cursor() as cursor:
            cursor.execute(floor)
            cursor.fetchall()

    return compare(what, ours, plain, times, bar)


def rows_in(table: str) -> int:
    """How many rows a table has."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 this module's own names
        return int(cursor.fetchone()[0])


def server_version() -> str:
    """Which PostgreSQL this was."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])
