"""Moves of records to another area, for lists and for those who follow one: a projection without words.

Row policies choose whose moves are seen: those with full access on either side, and the safeguarding leads of the
agency that is asked, while it is under way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from firsthome.access.principals import Reader, lead_principal
from firsthome.kinds.entry import Entry
from firsthome.reading.moves import BOTH_HOLD, KINDS, UNDER_WAY, Move, Stands, moves
from firsthome.record.involving import HOLDS_TODAY
from firsthome.record.rows import COLUMNS, entry_from

# --- keeping, as the ledger role


def replace_moves(cursor: Any, record: UUID, entries: Sequence[Entry]) -> None:
    """Work out anew where each move of a record stands, and put it in place of what was stored."""
    found = moves(entries)
    cursor.execute("DELETE FROM record_move WHERE record = %s", [record])
    for move in found:
        _insert(cursor, record, move)


def _insert(cursor: Any, record: UUID, move: Move) -> None:
    asked, said = move.asked, move.said
    cursor.execute(
        """INSERT INTO record_move (id, record, together, asked_at, asked_by, asked_for, from_partnership,
            to_partnership, to_agency, leads, practitioner, stands, latest)
        VALUES (%s, %s, %s, %s, %s, %s, (SELECT partnership_id FROM agency WHERE id = %s),
            (SELECT partnership_id FROM agency WHERE id = %s), %s, %s, %s, %s, %s)""",
        [
            move.id,
            record,
            said.together or move.id,
            asked.recorded_at,
            asked.author,
            asked.agency,
            asked.agency,
            said.to_agency,
            said.to_agency,
            lead_principal(said.to_agency) if said.to_agency else None,
            move.answer.practitioner if move.answer else None,
            move.stands,
            move.latest.id,
        ],
    )


def steps_of(cursor: Any, record: UUID) -> list[Entry]:
    """Every step of every move of a record, as the ledger role."""
    cursor.execute(
        f"SELECT {COLUMNS} FROM entry e WHERE e.record = %s AND e.kind = ANY (%s) ORDER BY e.seq",  # noqa: S608 its own text
        [record, list(KINDS)],
    )
    return [entry_from(row) for row in cursor.fetchall()]


# --- reading, across records


@dataclass(frozen=True, slots=True)
class Listed:
    """One move as a list says it: which areas, and where it stands."""

    id: UUID
    record: UUID
    reference: str
    together: UUID
    stands: Stands
    latest: UUID
    asked_by: int
    asked_for: int
    from_partnership: int
    from_name: str
    to_partnership: int | None
    to_agency: int | None
    to_name: str
    practitioner: int | None
    full: bool
    """Whether the reader has full access to the record by involvement."""

    @property
    def under_way(self) -> bool:
        """Whether anything can still come."""
        return self.stands in UNDER_WAY


_LISTED = f"""SELECT m.id, m.record, coalesce(r.reference, ''), m.together, m.stands, m.latest, m.asked_by, m.asked_for,
    m.from_partnership, f.name, m.to_partnership, m.to_agency, coalesce(a.name || ', ' || t.name, ''), m.practitioner,
    coalesce((SELECT max(x.level) FROM record_access x WHERE x.record = m.record AND x.principal < 3000000000
        AND x.principal = ANY (%(principals)s) AND x.agency = ANY (%(principals)s)
        AND {HOLDS_TODAY.format(a="x")}), 0) >= 4
    FROM record_move m LEFT JOIN record r ON r.id = m.record JOIN partnership f ON f.id = m.from_partnership
    LEFT JOIN agency a ON a.id = m.to_agency LEFT JOIN partnership t ON t.id = m.to_partnership"""  # noqa: S608 its own
SHOWN = 50


def _listed(cursor: Any, where: str, by: Reader, **values: Any) -> list[Listed]:
    cursor.execute(
        f"{_LISTED} WHERE {where} ORDER BY m.asked_at, m.id LIMIT {SHOWN}",
        {"principals": by.principals, **values},
    )
    return [_from(row) for row in cursor.fetchall()]


def _from(row: Sequence[Any]) -> Listed:
    columns = list(row)
    columns[4] = Stands(columns[4])
    return Listed(*columns)


def moves_for(by: Reader) -> list[Listed]:
    """The moves under way that a reader may follow, the oldest first."""
    with connection.cursor() as cursor:
        return _listed(cursor, "m.stands = ANY (%(under_way)s)", by, under_way=list(UNDER_WAY))


def moves_on(record: UUID, by: Reader) -> list[Listed]:
    """Every move of one record, the oldest first."""
    with connection.cursor() as cursor:
        return _listed(cursor, "m.record = %(record)s", by, record=record)


def has_agreed(listed: Sequence[Listed]) -> bool:
    """Whether an area that is not in this installation has said that it takes over."""
    agreed = BOTH_HOLD | {Stands.COMPLETED}
    return any(one.to_agency is None and one.stands in agreed for one in listed)


def moving_together(move: UUID, by: Reader) -> list[Listed]:
    """A move and those that were asked with it, as far as the reader may follow them: the one asked for first."""
    with connection.cursor() as cursor:
        group = _listed(
            cursor,
            "m.together = (SELECT o.together FROM record_move o WHERE o.id = %(move)s)",
            by,
            move=move,
        )
    return sorted(group, key=lambda one: one.id != move)
