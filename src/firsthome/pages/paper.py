"""What of a record may lie on a desk: the open part, without what somebody else has to be asked about first.

Paper is read by whoever finds it. What was kept to fewer people is not printed, nor what follows from it, nor a
name that is known from it alone; nothing on paper says that there was more. A page is printed by asking for it on
paper, never by printing the screen: so everything on it is worked out from that part, and it is known who printed.
Source: safety rules 2 and 10.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from firsthome.access.levels import Level
from firsthome.access.principals import Reader
from firsthome.exchange.documents.passing_on import may_be_passed_on
from firsthome.kinds.handling import Use
from firsthome.kinds.record import Record
from firsthome.record.names import KnownNames
from firsthome.record.read import Found, open_part


def part_that_lies_open(found: Found, record: Record) -> Record:
    """What may be passed on at all, as the ledger knows it.

    Who only contributes sees their own agency's words and what was given to them; the ledger says no more to them.
    """
    return open_part(found, record) if found.level >= Level.FULL else record


def for_paper(
    found: Found, reader: Reader, record: Record, names: KnownNames, today: date
) -> tuple[Record, KnownNames]:
    """The record and the names that a printed page is drawn from, of what its reader may see."""
    part = may_be_passed_on(part_that_lies_open(found, record), names, reader.agency, Use.PRINT, today)
    named = {who: name for who, name in names.persons.items() if who in part.people}
    return part, replace(names, persons=named)
