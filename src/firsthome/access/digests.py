"""Who wants a digest by e-mail, how often, and to which address they have shown that they read.

Nobody gets one who did not choose it. An address counts as confirmed only as long as it is the one that its owner signs
in with: when that changes, nothing is sent until the new one is confirmed.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.db import connection
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

LASTS = timedelta(days=3)
"""How long the link in the message to confirm an address is good for."""
_SALT = "firsthome.confirm-address"


class Often(StrEnum):
    """How often a digest comes."""

    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"


class Digest(NamedTuple):
    """What one practitioner chose."""

    practitioner: int
    often: Often
    address: str
    """To which the message to confirm it goes or went."""
    asked_at: datetime | None
    confirmed: bool

    @property
    def code(self) -> str:
        """What the link in the message carries: it says nothing of anybody, and fits this one request alone."""
        said = f"{self.practitioner}:{self.address}:{self.asked_at.isoformat() if self.asked_at else ''}"
        return salted_hmac(_SALT, said, algorithm="sha256").hexdigest()

    def fits(self, code: str) -> bool:
        """Whether a code is that of the latest message, in time."""
        in_time = self.asked_at is not None and timezone.now() < self.asked_at + LASTS
        return in_time and constant_time_compare(code, self.code)


_OF = """SELECT d.practitioner_id, d.often, d.address, d.asked_at,
        d.confirmed_at IS NOT NULL AND d.address = p.sign_in_name
    FROM digest d JOIN practitioner p ON p.id = d.practitioner_id WHERE d.practitioner_id = %s"""


def digest_of(practitioner: int) -> Digest:
    """What somebody chose; never, until they choose."""
    with connection.cursor() as cursor:
        cursor.execute(_OF, [practitioner])
        row = cursor.fetchone()
    return (
        Digest(row[0], Often(row[1]), *row[2:]) if row else Digest(practitioner, Often.NEVER, "", None, False)
    )


def choose(practitioner: int, address: str, often: Often) -> None:
    """They choose. An address that they have not confirmed yet is asked to be, by the worker."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO digest (practitioner_id, often, address) VALUES (%s, %s, '')
            ON CONFLICT (practitioner_id) DO UPDATE SET often = EXCLUDED.often""",
            [practitioner, often.value],
        )
    if often is not Often.NEVER and not digest_of(practitioner).confirmed:
        ask_to_confirm(practitioner, address)


def ask_to_confirm(practitioner: int, address: str) -> None:
    """A message with a link is to go to the address; a link that was sent before is good no more."""
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE digest SET address = %s, asked_at = statement_timestamp(), asked_sent_at = NULL,
                confirmed_at = NULL WHERE practitioner_id = %s""",
            [address, practitioner],
        )


def confirm(practitioner: int) -> None:
    """They opened the link while signed in as themselves."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE digest SET confirmed_at = statement_timestamp() WHERE practitioner_id = %s",
            [practitioner],
        )


# --- for the worker: what is to be sent, taken by one worker at a time


def to_be_asked() -> list[int]:
    """Whose address is to be asked to be confirmed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT practitioner_id FROM digest WHERE asked_at IS NOT NULL AND asked_sent_at IS NULL"
        )
        return [row[0] for row in cursor.fetchall()]


def take_asking(practitioner: int) -> bool:
    """Whether it is this worker that sends the message to confirm an address."""
    return _took(
        "UPDATE digest SET asked_sent_at = statement_timestamp() WHERE practitioner_id = %s AND asked_sent_at IS NULL",
        practitioner,
    )


def give_back_asking(practitioner: int) -> None:
    """It could not be sent, and is to be tried again."""
    _took("UPDATE digest SET asked_sent_at = NULL WHERE practitioner_id = %s", practitioner)


_DUE = """SELECT d.practitioner_id FROM digest d JOIN practitioner p ON p.id = d.practitioner_id AND p.is_active
    WHERE d.often <> 'never' AND d.confirmed_at IS NOT NULL AND d.address = p.sign_in_name
      AND NOT EXISTS (SELECT FROM digest_sent s WHERE s.practitioner_id = d.practitioner_id
        AND s.day >= CASE d.often WHEN 'weekly' THEN date_trunc('week', %(today)s::date)::date ELSE %(today)s::date END)
    ORDER BY 1"""


def forget_before(day: date) -> None:
    """That there was a digest on a day of long ago is of no use to anybody."""
    _took("DELETE FROM digest_sent WHERE day < %s", day)


def due_on(today: date) -> list[int]:
    """Who wants a digest by now and has had none: of today, or of this week."""
    with connection.cursor() as cursor:
        cursor.execute(_DUE, {"today": today})
        return [row[0] for row in cursor.fetchall()]


def take_day(practitioner: int, today: date) -> bool:
    """Whether it is this worker that sees to somebody's digest of the day: there is one a day, said or silent."""
    return _took(
        "INSERT INTO digest_sent (practitioner_id, day) VALUES (%s, %s) ON CONFLICT DO NOTHING",
        practitioner,
        today,
    )


def give_back_day(practitioner: int, today: date) -> None:
    """It could not be sent, and is to be tried again."""
    _took("DELETE FROM digest_sent WHERE practitioner_id = %s AND day = %s", practitioner, today)


def _took(statement: str, *values: int | date) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return bool(cursor.rowcount)
