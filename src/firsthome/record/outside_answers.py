"""Words from somebody without an account, such as a GP, a ward or a voluntary worker: kept apart until accepted.

The link is good once and for some days; the code goes another way, on the telephone, so that whoever finds the link has
nothing. Until the code fits, nothing says whether there is anything behind a link. What is said becomes an entry only
when a practitioner of the asking agency accepts and signs it as told to them. Source: feature row 38.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import connection, transaction

from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader, announce
from firsthome.kinds.entry import Entry
from firsthome.kit.addresses import address
from firsthome.record.append import append, as_ledger, check_may
from firsthome.record.errors import NotThere
from firsthome.record.involving import HOLDS_TODAY
from firsthome.record.notices import tell

TRIES = 5
"""So many wrong codes, and the link is dead."""
DIGITS = 8
SHOWN = 100
SAID = "Somebody whom you asked by a link has answered. Please read it, and accept it or give it back."
SETTLED = "Somebody of your agency accepted this or gave it back already."

_IN_USE = f"""link = %s AND said_at IS NULL AND until > statement_timestamp() AND tries < {TRIES}
    AND EXISTS (SELECT FROM record_access a WHERE a.record = outside_answer.record AND a.agency = outside_answer.agency
        AND a.principal < 3000000000 AND {HOLDS_TODAY.format(a="a")})"""
"""A link ends by itself: when it was used or its time is over, and when the agency that asked has no part any more."""


class Invitation(NamedTuple):
    """What goes to whoever is asked, by two ways: the link in writing, the code by telephone. Shown once."""

    link: str
    code: str


@dataclass(frozen=True, slots=True)
class OutsideAnswer:
    """What somebody was asked, and what became of it."""

    id: UUID
    of_whom: str
    question: str
    asked_by: int
    asked_at: datetime
    until: datetime
    dead: bool
    said: str
    said_by: str
    said_at: datetime | None
    settled_at: datetime | None
    entry: UUID | None
    why_not: str

    @property
    def waits(self) -> bool:
        """Whether it was said and nobody accepted it or gave it back yet."""
        return self.said_at is not None and self.settled_at is None


_READ = f"""SELECT id, of_whom, question, asked_by, asked_at, until, until <= statement_timestamp() OR tries >= {TRIES},
    said, said_by, said_at, settled_at, entry, why_not FROM outside_answer WHERE record = %s"""  # noqa: S608 its own text


def outside_answers_of(record: UUID) -> list[OutsideAnswer]:
    """What the reader's agency asked people without an account about this record, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_READ} ORDER BY asked_at DESC LIMIT %s", [record, SHOWN])
        return [OutsideAnswer(*row) for row in cursor.fetchall()]


def outside_answer_of(record: UUID, id: UUID) -> OutsideAnswer | None:  # noqa: A002 the column's own word
    """One of them; None if it is not about this record, or not their agency's."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_READ} AND id = %s", [record, id])
        row = cursor.fetchone()
    return OutsideAnswer(*row) if row else None


def ask_for_words(
    record: UUID,
    id: UUID,  # noqa: A002 the column's own word
    of_whom: str,
    question: str,
    days: int,
    by: Reader,
) -> Invitation | None:
    """Keep what is asked, and make the link and the code; None if this very request was kept already."""
    link, code = secrets.token_urlsafe(32), f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    with transaction.atomic():
        announce(by, record)
        check_may(record, by, Permission.ASK_INFORMATION)
        with as_ledger() as cursor:
            cursor.execute(
                """INSERT INTO outside_answer
                    (id, record, agency, asked_by, asked_at, of_whom, question, until, link, code)
                VALUES (%s, %s, %s, %s, statement_timestamp(), %s, %s,
                    statement_timestamp() + make_interval(days => %s), %s, %s) ON CONFLICT (id) DO NOTHING""",
                [
                    id,
                    record,
                    by.agency,
                    by.practitioner,
                    of_whom,
                    question,
                    days,
                    _digest(link),
                    make_password(code),
                ],
            )
            kept = cursor.rowcount
    return Invitation(link, code) if kept else None


def question_behind(link: str, code: str) -> str | None:
    """What is asked; None where the code does not fit, or there is nothing behind the link (any more)."""
    with transaction.atomic(), as_ledger() as cursor:
        found = _opened(cursor, link, code)
        return found[1] if found else None


def say(link: str, code: str, words: str, name: str) -> bool:
    """Keep what is said, and tell whoever asked. The link has done its work by that."""
    with transaction.atomic(), as_ledger() as cursor:
        found = _opened(cursor, link, code)
        if found is None:
            return False
        id_, _, record, reference, asked_by, agency = found
        cursor.execute(
            "UPDATE outside_answer SET said = %s, said_by = %s, said_at = statement_timestamp() WHERE id = %s",
            [words, name, id_],
        )
        opens = address("outside_answer", reference=reference, outside=id_)
        tell(cursor, asked_by, agency, SAID, record, reference, opens)
    return True


def _opened(cursor: Any, link: str, code: str) -> Any:
    """The row behind a link whose code fits. It takes as long where there is none; a wrong code is counted."""
    cursor.execute(
        f"""SELECT id, question, record, (SELECT r.reference FROM record r WHERE r.id = outside_answer.record),
            asked_by, agency, code FROM outside_answer WHERE {_IN_USE} FOR UPDATE""",  # noqa: S608 only this module's own text
        [_digest(link)],
    )
    row = cursor.fetchone()
    if row is None:
        make_password(code)
        return None
    if not check_password(code, row[-1]):
        cursor.execute("UPDATE outside_answer SET tries = tries + 1 WHERE id = %s", [row[0]])
        return None
    return row[:-1]


def accept(record: UUID, id: UUID, entry: Entry, by: Reader) -> None:  # noqa: A002 the column's own word
    """Put it on the record as told to whoever signs. From then on its words are in the record and nowhere else."""
    with transaction.atomic():
        announce(by, record)
        append(record, entry, by)
        _settle(record, id, by, entry=entry.id)


def give_back(record: UUID, id: UUID, why: str, by: Reader) -> None:  # noqa: A002 the column's own word
    """Not onto the record, and why. The words are kept with the reason; a new link asks again."""
    with transaction.atomic():
        announce(by, record)
        check_may(record, by, Permission.ASK_INFORMATION)
        _settle(record, id, by, why_not=why)


def _settle(
    record: UUID,
    id: UUID,  # noqa: A002 the column's own word
    by: Reader,
    entry: UUID | None = None,
    why_not: str = "",
) -> None:
    if outside_answer_of(record, id) is None:
        raise NotThere("There is no such answer.")
    with as_ledger() as cursor:
        cursor.execute(
            """UPDATE outside_answer SET settled_at = statement_timestamp(), settled_by = %s, entry = %s, why_not = %s,
                said = CASE WHEN %s THEN '' ELSE said END
            WHERE id = %s AND record = %s AND said_at IS NOT NULL AND settled_at IS NULL""",
            [by.practitioner, entry, why_not, entry is not None, id, record],
        )
        if not cursor.rowcount:
            raise NotThere(SETTLED)


def _digest(link: str) -> bytes:
    return hashlib.sha256(link.encode()).digest()
