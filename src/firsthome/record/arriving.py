"""A record that comes from another installation: opened in the name of those who wrote it, then held here alone.

As with a move that is complete, the other area's parts have ended before anybody here reads the first page.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from firsthome.access.principals import Reader, announce
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.record_file import RecordFileArrived
from firsthome.record.append import append, as_ledger, write
from firsthome.record.holding import begin_hold, end_hold
from firsthome.record.open import open_record
from firsthome.record.sign import signed

WORKED = "Worked with the family in the area that it came from."
TAKES_OVER = "Takes over: the record came as a file."


def open_arrived(record: UUID, opener: Reader, others: Iterable[int], learned: date, says: str) -> str:
    """A record with this id, held by the area that it came from and open to its agencies; its reference."""
    first = Involvement(agency=opener.agency, role=WORKED, level=Level.FULL)
    _, reference = open_record(opener, first, says, learned, record)
    with transaction.atomic():
        announce(opener, record)
        with as_ledger() as cursor:
            for agency in others:
                part = Involvement(agency=agency, role=WORKED, level=Level.FULL)
                write(cursor, record, signed(part, opener, learned=learned))
    return reference


def go_on_here(record: UUID, said: RecordFileArrived, by: Reader, from_partnership: int) -> None:
    """Whoever takes over is the lead professional and says where it came from; the other area holds it no more."""
    with transaction.atomic():
        announce(by, record)
        with as_ledger() as cursor:
            begin_hold(cursor, record, by.partnership)
            part = Involvement(
                agency=by.agency, practitioner=by.practitioner, role=TAKES_OVER, lead=True, level=Level.FULL
            )
            write(cursor, record, signed(part, by))
            end_hold(cursor, record, from_partnership, by)
        append(record, signed(said, by), by)
