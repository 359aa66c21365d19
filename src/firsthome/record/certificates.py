"""Certificates of destruction: a chain of their own, so that one that was altered or taken away is missed.

What was destroyed cannot be asked any more, so a certificate holds what an auditor needs and not a word about anybody:
which record, as what and under which version of the schedule, who signed, how many entries, the head of the chain.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from firsthome.access.principals import Reader
from firsthome.kinds.registry import canonical
from firsthome.record.append import as_ledger

FIRST = b"\x00" * 32
SHOWN = 100


class Signature(NamedTuple):
    """Who signed, for which agency, and when."""

    practitioner: int
    agency: int
    at: str


class Certificate(NamedTuple):
    """That one record was destroyed."""

    number: int
    at: datetime
    record: UUID
    reference: str
    kept_as: str
    procedure: str
    due: date
    signed: tuple[Signature, ...]
    entries: int
    head_hash: bytes
    reviewers: tuple[int, ...]
    """Who may read the certificate: not sealed, as tokens may be given anew."""

    def seal(self, previous: bytes) -> bytes:
        """The hash over everything that it says, and over the certificate before."""
        said = [
            self.number, self.at.astimezone(UTC).isoformat(timespec="microseconds"), str(self.record), self.reference,
            self.kept_as, self.procedure, self.due.isoformat(), [list(one) for one in self.signed], self.entries,
            self.head_hash.hex(), previous.hex(),
        ]  # fmt: skip
        return hashlib.sha256(canonical(said).encode()).digest()

    def line(self, sealed: bytes) -> str:
        """One line of JSON, to be kept on another machine."""
        return json.dumps(
            {
                "certificate": self.number,
                "destroyed": str(self.record),
                "reference": self.reference,
                "at": self.at.astimezone(UTC).isoformat(),
                "hash": sealed.hex(),
            }
        )


_COLUMNS = "number, at, record, reference, kept_as, procedure, due, signed, entries, head_hash, reviewers"


def issue(cursor: Any, **said: Any) -> str:
    """Write the next certificate; the line to keep elsewhere. As the owner, with what it certifies."""
    cursor.execute("LOCK TABLE destruction_certificate IN EXCLUSIVE MODE")
    cursor.execute("SELECT number, hash FROM destruction_certificate ORDER BY number DESC LIMIT 1")
    number, previous = cursor.fetchone() or (0, FIRST)
    cursor.execute("SELECT clock_timestamp()")
    made = Certificate(number=number + 1, at=cursor.fetchone()[0], **said)
    sealed = made.seal(bytes(previous))
    kept = made._asdict() | {"signed": json.dumps(made.signed), "reviewers": list(made.reviewers)}
    marks = ", ".join(["%s"] * (len(kept) + 2))
    cursor.execute(
        f"INSERT INTO destruction_certificate ({_COLUMNS}, previous, hash) VALUES ({marks})",  # noqa: S608
        [*kept.values(), previous, sealed],
    )
    return made.line(sealed)


def certificates(cursor: Any) -> Iterator[tuple[Certificate, bytes, bytes]]:
    """All of them in order, each with the hash that it follows and its own. Row policies choose whose."""
    cursor.execute(f"SELECT {_COLUMNS}, previous, hash FROM destruction_certificate ORDER BY number")  # noqa: S608
    for row in cursor.fetchall():
        *said, previous, sealed = row
        yield _certificate(said), bytes(previous), bytes(sealed)


def latest_certificates() -> list[Certificate]:
    """The latest that the reader may read, for the list of those who review."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM destruction_certificate ORDER BY number DESC LIMIT %s",  # noqa: S608
            [SHOWN],
        )
        return [_certificate(row) for row in cursor.fetchall()]


def _certificate(row: Any) -> Certificate:
    kept = dict(zip(Certificate._fields, row, strict=True))
    signed = json.loads(kept["signed"]) if isinstance(kept["signed"], str) else kept["signed"]
    kept |= {"signed": tuple(Signature(*one) for one in signed), "reviewers": tuple(kept["reviewers"])}
    return Certificate(**kept | {"head_hash": bytes(kept["head_hash"])})


def faults(cursor: Any) -> Iterator[str]:
    """Everything that is wrong about what was destroyed: in the chain, there again, or gone without a certificate."""
    yield from _broken_chain(cursor)
    yield from _there_again(cursor)
    cursor.execute(
        """SELECT DISTINCT l.record::text FROM audit_look l WHERE l.record IS NOT NULL
        AND NOT EXISTS (SELECT FROM record r WHERE r.id = l.record)
        AND NOT EXISTS (SELECT FROM destruction_certificate c WHERE c.record = l.record) ORDER BY 1"""
    )
    for (record,) in cursor.fetchall():
        yield f"Record {record} is gone without a certificate: somebody looked at it once"


def warnings_for(reader: Reader) -> list[str]:
    """What of that a page can say to somebody who reviews: of records that are there again, those of their agency.

    That a record is gone without a certificate is known from the whole log of looks alone, which no page reads.
    """
    with as_ledger() as cursor:
        return [*_broken_chain(cursor), *_there_again(cursor, reader.principals)]


def _broken_chain(cursor: Any) -> Iterator[str]:
    previous, number = FIRST, 0
    for one, follows, sealed in certificates(cursor):
        if one.number != number + 1 or follows != previous or one.seal(previous) != sealed:
            yield f"Certificate {one.number} is not as it was sealed, or one before it is missing"
            break
        previous, number = sealed, one.number


def _there_again(cursor: Any, reviewers: Sequence[int] | None = None) -> Iterator[str]:
    """Everywhere, or where one of some tokens reads the certificate."""
    cursor.execute(
        """SELECT c.number, c.reference FROM destruction_certificate c
        JOIN record r ON r.id = c.record OR r.reference = c.reference
        WHERE %(reviewers)s::bigint[] IS NULL OR c.reviewers && %(reviewers)s::bigint[] ORDER BY c.number""",
        {"reviewers": reviewers},
    )
    for number, reference in cursor.fetchall():
        yield f"Record {reference} is there again although certificate {number} says that it was destroyed"


def destroyed_since(cursor: Any, kept: dict[str, Any]) -> bool:
    """Whether a certificate says where a record of a checkpoint went, with all the entries that the checkpoint knew."""
    cursor.execute(
        """SELECT entries, encode(head_hash, 'hex') FROM destruction_certificate c
        WHERE c.record = %(record)s AND NOT EXISTS (SELECT FROM record WHERE id = %(record)s)""",
        {"record": kept["record"]},
    )
    row = cursor.fetchone()
    return row is not None and (row[0] > kept["number"] or row == (kept["number"], kept["hash"]))


def back_from_a_backup(cursor: Any, lines: Iterable[str]) -> Iterator[str]:
    """What another machine knows to be destroyed, and this one does not: a backup from before was brought back."""
    for kept in map(json.loads, lines):
        if "certificate" not in kept:
            continue
        cursor.execute(
            """SELECT EXISTS (SELECT FROM record WHERE id = %(record)s), EXISTS (SELECT FROM destruction_certificate
            WHERE record = %(record)s AND hash = decode(%(hash)s, 'hex'))""",
            {"record": kept["destroyed"], "hash": kept["hash"]},
        )
        there, certified = cursor.fetchone()
        if not certified:
            again = "and the record is there again" if there else "though the record is not there either"
            yield f"Certificate {kept['certificate']} of record {kept['reference']} is missing here, {again}"
