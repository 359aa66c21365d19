"""What somebody else would see of a record: of what the person who asks may see, and nothing besides.

Worked out with the functions that decide reach, never by reading as the other person: so it says nothing about
what is hidden from the one who asks, nor who is kept out. Source: hazard 17 (preview as the recipient); rule 2.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from firsthome.access.permissions import Role
from firsthome.access.principals import Reader
from firsthome.kinds.entry import Entry
from firsthome.kinds.record import Record, fold
from firsthome.record.append import as_ledger
from firsthome.record.project import load
from firsthome.record.reach import reached, reaches
from firsthome.record.read import Found, entries_for


def of_agency(agency: int, like: Reader) -> Reader:
    """Anybody of an agency, as somebody in the same partnership imagines them."""
    return Reader(0, agency, like.partnership, Role.PRACTITIONER)


def of_practitioner(practitioner: int, agency: int, like: Reader) -> Reader:
    """One practitioner of an agency, without what only a safeguarding lead sees."""
    return Reader(practitioner, agency, like.partnership, Role.PRACTITIONER)


def seen_as(found: Found, reader: Reader, other: Reader, after: Entry | None = None) -> Record:
    """The part of what a reader sees that somebody else would see too; or would, `after` an entry were added."""
    mine = entries_for(found, reader)
    with as_ledger() as cursor:
        everything = [entry for _, entry in load(cursor, found.id)]
        level = _level(cursor, found.id, other)
    reach = reaches([*everything, after] if after else everything)
    return fold(entry for entry in mine if reached(reach[entry.root()], other.principals, level))


def _level(cursor: Any, record: UUID, other: Reader) -> int:
    """How much of the record somebody has by involvement today."""
    cursor.execute(
        """SELECT coalesce(max(level), 0) FROM record_access WHERE record = %s AND principal = ANY (%s)
        AND agency = ANY (%s) AND begins <= statement_timestamp() AND until > statement_timestamp()""",
        [record, other.principals, other.principals],
    )
    level: int = cursor.fetchone()[0]
    return level
