"""What is timed: what a person waits for, and beside it the least that plain SQL needs for the same rows.

The floor is the same work with nothing of what makes it safe: no policies, no chain, no projections, no types.
"""

from __future__ import annotations

import gzip
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, connections, transaction
from django.test import Client
from django.utils.http import urlencode
from uuid_utils.compat import uuid7

from bench.fill import WORDS
from firsthome.access.models import Practitioner
from firsthome.access.principals import Reader, announce
from firsthome.exchange.import_review import import_reviews
from firsthome.exchange.review_faults import read_review
from firsthome.kinds.contact import Contact, ContactOutcome, Setting
from firsthome.kinds.when import When
from firsthome.record.append import append
from firsthome.record.caseload import caseload
from firsthome.record.read import find, read
from firsthome.record.remembered import forget
from firsthome.record.sign import signed

TIMES = 60
AS_A_FORM = "application/x-www-form-urlencoded"
"""How a browser sends one without files; the test client would send it in parts, which takes longer to read."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured: the median and the slow end of it, and the floor's median, in milliseconds."""

    what: str
    median: float
    slow: float
    floor: float | None
    """None where the database has no part in it."""
    bar: float | None
    size: str = ""
    """How much a page weighs."""
    machine: float = 0
    """How long a million additions took in Python meanwhile: how fast the machine was just then."""


@dataclass(frozen=True, slots=True)
class Large:
    """The one large record that is measured on, and who reads it."""

    record: UUID
    reference: str
    entries: int
    reader: Reader

    @property
    def address(self) -> str:
        """Where its first page is."""
        return f"/records/{self.reference}/"


def compare(
    what: str,
    ours: Callable[[], Any],
    floor: Callable[[], Any],
    bar: float | None = None,
    times: int = TIMES,
    size: str = "",
    before: Callable[[], Any] = lambda: None,
) -> Figure:
    """Time two things in turn, so that a machine that slows down slows both. What comes `before` is not timed."""
    for _ in range(5):
        before(), ours(), floor()
    rounds = [
        (before(), milliseconds(ours), milliseconds(floor), milliseconds(_add_up)) for _ in range(times)
    ]
    _, mine, plain, machine = (list(part) for part in zip(*rounds, strict=True))
    return Figure(
        what,
        statistics.median(mine),
        sorted(mine)[int(times * 0.95)],
        statistics.median(plain),
        bar,
        size,
        statistics.median(machine),
    )


def alone(what: str, ours: Callable[[], Any], bar: float, size: str = "") -> Figure:
    """Time something that needs no database."""
    ours()
    rounds = [(milliseconds(ours), milliseconds(_add_up)) for _ in range(TIMES)]
    mine, machine = (list(part) for part in zip(*rounds, strict=True))
    slow = sorted(mine)[int(TIMES * 0.95)]
    return Figure(what, statistics.median(mine), slow, None, bar, size, statistics.median(machine))


def milliseconds(do: Callable[[], Any]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    do()
    return (time.perf_counter() - start) * 1000


def prepare_floor() -> None:
    """A plain table of entries, as the least that could hold them."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS plain_entry")
        cursor.execute(
            """CREATE TABLE plain_entry AS
            SELECT e.record, e.id, e.kind, e.recorded_at, e.author, e.agency, e.happened, b.body
            FROM entry e JOIN entry_body b ON b.record = e.record AND b.entry = e.id"""
        )
        cursor.execute("ALTER TABLE plain_entry ADD PRIMARY KEY (record, id)")
        cursor.execute("VACUUM ANALYZE")
        # nothing of the filling is to be written still while pages are timed
        cursor.execute("CHECKPOINT")


def plain(query: str, values: list[Any] | None = None) -> Callable[[], Any]:
    """Ask the database for rows, and nothing else."""

    def ask() -> None:
        with connections["owner"].cursor() as cursor:
            cursor.execute(query, values or [])
            cursor.fetchall()

    return ask


def _plain_entries(large: Large) -> Callable[[], Any]:
    return plain("SELECT * FROM plain_entry WHERE record = %s ORDER BY id", [large.record])


def _plain_list(reader: Reader) -> Callable[[], Any]:
    return plain(
        """SELECT r.reference, p.name, s.* FROM caseload c JOIN record r ON r.id = c.record
        JOIN record_summary s ON s.record = r.id LEFT JOIN person p ON p.id = s.mother
        WHERE c.principal = %s AND c.record IN (SELECT record FROM caseload WHERE principal = %s
            ORDER BY updated_at DESC LIMIT 50)""",
        [reader.agency, reader.agency],
    )


def _plain_insert(large: Large, entries: int = 1) -> Callable[[], Any]:
    """So many rows in one transaction."""

    def insert() -> None:
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            for _ in range(entries):
                cursor.execute(
                    """INSERT INTO plain_entry (record, id, kind, recorded_at, author, agency, happened, body)
                    VALUES (%s, %s, 'contact', now(), %s, %s, '{}', %s)""",
                    [uuid4(), uuid7(), large.reader.practitioner, large.reader.agency, WORDS],
                )

    return insert


def reading(large: Large) -> Iterator[Figure]:
    """Whole pages, as somebody waits for them: session, gate, look, reading, drawing. The bars are server time."""
    browser, number = signed_in(large.reader), large.entries
    entries, rows = _plain_entries(large), _plain_list(large.reader)
    yield page(browser, f"page: overview of {number}", large.address, entries, 20)
    yield page(browser, "page: the same, not read before", large.address, entries, before=forget)
    yield page(browser, f"page: chronology of {number}", large.address + "chronology", entries, 30)
    yield page(browser, "page: caseload of 50", "/caseload", rows, 15)
    yield page(browser, "page: the same, not listed before", "/caseload", rows, before=forget)
    yield from _ledger(large)


def adding(large: Large) -> Iterator[Figure]:
    """A contact as a whole request, and what of that the ledger takes. Comes last: it makes the record longer."""
    reader = large.reader

    def add_one() -> None:
        said = Contact(outcome=ContactOutcome.ATTENDED, setting=Setting.HOME, account=WORDS)
        append(large.record, signed(said, reader, happened=When.on(date(2026, 11, 1))), reader)

    yield _sending(signed_in(reader), large)
    yield compare(f"add a contact to a record of {large.entries}", add_one, _plain_insert(large))


def _ledger(large: Large) -> Iterator[Figure]:
    """What the ledger itself takes, without a page around it."""
    reader = large.reader

    def read_it() -> None:
        with transaction.atomic():
            announce(reader)
            found = find(large.reference, reader)
            assert found
            assert len(read(found, reader).statements) > large.entries // 2

    def list_them() -> None:
        with transaction.atomic():
            announce(reader)
            assert len(caseload(reader).rows) == 50

    yield compare(f"read a record of {large.entries} entries", read_it, _plain_entries(large), before=forget)
    yield compare("list 50 records, not listed before", list_them, _plain_list(reader), before=forget)


def page(
    browser: Client,
    what: str,
    address: str,
    floor: Callable[[], Any],
    bar: float | None = None,
    before: Callable[[], Any] = lambda: None,
) -> Figure:
    """One whole page, and what it weighs."""

    def get() -> bytes:
        answer = browser.get(address)
        assert answer.status_code == 200
        return answer.content

    content = get()
    size = f"{len(content) / 1024:.0f} KB, {len(gzip.compress(content)) / 1024:.0f} KB sent"
    return compare(what, get, floor, bar, size=size, before=before)


def _sending(browser: Client, large: Large) -> Figure:
    """A contact, from what a browser sends to the answer that it is kept.

    Before each one the record is looked at, as people do: that also shows the message about the one before.
    """
    days = count()

    def send() -> None:
        form = {
            "entry": str(uuid7()),
            "entry-on-day": str(next(days) % 28 + 1),
            "entry-on-month": "10",
            "entry-on-year": "2026",
            "outcome": "attended",
            "account": WORDS,
        }
        answer = browser.post(large.address + "contacts/new", urlencode(form), AS_A_FORM)
        assert answer.status_code == 302, answer.content.decode()

    return compare(
        f"page: add a contact to {large.entries}",
        send,
        _plain_insert(large),
        15,
        before=lambda: browser.get(large.address),
    )


def importing(large: Large, content: bytes) -> Figure:
    """A published review from its file to a record, one signed entry after the other."""
    review = read_review(content)
    copies = count(1)
    entries = import_reviews([review])[0].entries

    def bring_in() -> None:
        once_more = review.model_copy(update={"slug": f"{review.slug}-{next(copies)}"})
        assert import_reviews([once_more])[0].entries == entries

    return compare(f"import a review of {entries} entries", bring_in, _plain_insert(large, entries), times=10)


def signed_in(reader: Reader) -> Client:
    """A browser of the reader's, past the sign-in page."""
    browser = Client(SERVER_NAME="127.0.0.1")
    person = Practitioner.objects.get(pk=reader.practitioner)
    browser.force_login(person, "firsthome.access.signed_in.SignedInBackend")
    return browser


def _add_up() -> None:
    """A million additions: how long they take says how fast this machine is just now."""
    sum(range(1_000_000))


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
