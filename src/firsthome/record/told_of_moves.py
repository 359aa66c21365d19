"""What those who follow a move read of it: its steps, the mother's name and the expected date.

That is what asking says that the other area reads before it answers, and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from firsthome.kinds.entry import Entry
from firsthome.reading.moves import moves
from firsthome.record.append import as_ledger
from firsthome.record.moves import Listed, steps_of
from firsthome.record.names import KnownNames


@dataclass(frozen=True, slots=True)
class Told:
    """What those who follow a move read of it."""

    steps: list[Entry]
    asked_at: datetime
    reference: str
    invented: str
    mother: str
    expected: date | None
    born: date | None


def what_is_told(one: Listed) -> Told:
    """The steps of a move that its reader may follow (`moving_together` said so), and of whom it is."""
    with as_ledger() as cursor:
        steps = next(found.steps for found in moves(steps_of(cursor, one.record)) if found.id == one.id)
        cursor.execute(
            """SELECT r.reference, r.invented, coalesce(p.name, ''), CASE WHEN o.lost THEN NULL ELSE o.edd END,
                CASE WHEN o.lost THEN NULL ELSE o.born_on END
            FROM record r JOIN record_outline o ON o.record = r.id LEFT JOIN person p ON p.id = o.mother
            WHERE r.id = %s""",
            [one.record],
        )
        row = cursor.fetchone()
    recorded = steps[0].recorded_at
    assert recorded, "what was read from the ledger was recorded"
    return Told(list(steps), recorded, *row)


def names_of(told: Sequence[Told]) -> KnownNames:
    """What to call the agencies and practitioners of a move; an agency with its area, since there are two."""
    entries = [entry for one in told for entry in one.steps]
    practitioners = {entry.author for entry in entries}
    practitioners |= {named for entry in entries if (named := getattr(entry.said, "practitioner", None))}
    agencies = {entry.agency for entry in entries}
    agencies |= {named for entry in entries if (named := getattr(entry.said, "to_agency", None))}
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT a.id, a.name || ', ' || p.name, a.contact
            FROM agency a JOIN partnership p ON p.id = a.partnership_id WHERE a.id = ANY (%s)""",
            [list(agencies)],
        )
        rows = cursor.fetchall()
        cursor.execute("SELECT id, name FROM practitioner WHERE id = ANY (%s)", [list(practitioners)])
        people = dict(cursor.fetchall())
    return KnownNames(
        agencies={row[0]: row[1] for row in rows},
        practitioners=people,
        ring={row[0]: row[2] for row in rows if row[2]},
    )
