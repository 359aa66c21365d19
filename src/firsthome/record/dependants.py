"""Other records of the same family that may have to move with one, so that no baby is left behind.

Every baby of this pregnancy, twins too, is on this record and moves with it. Another record may be left behind where
the mother, a brother or sister, or somebody who lives with them is a mother or a baby. Only what the reader may see
counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from firsthome.access.principals import Reader
from firsthome.kinds.family import Role
from firsthome.kinds.record import Record
from firsthome.reading.household import homes
from firsthome.record.involving import HOLDS_TODAY


@dataclass(frozen=True, slots=True)
class AlsoHere:
    """One open record on which somebody of this family is a mother or a baby."""

    record: UUID
    reference: str
    who: str
    full: bool
    """Whether the reader may ask that it moves."""


def goes_along(record: Record, today: date) -> set[UUID]:
    """Who moves with this record, as far as is known: the mother, babies, brothers and sisters, and her home."""
    family = {
        person
        for person, said in record.people.items()
        if said.role in (Role.MOTHER, Role.BABY, Role.SIBLING)
    }
    return family.union(*(home.living for home in homes(record, today) if home.mothers))


def other_records(record: UUID, family: set[UUID], by: Reader) -> list[AlsoHere]:
    """The open records, beside this one, that the reader sees and that somebody of the family is mother or baby of."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT i.record, r.reference, string_agg(DISTINCT p.name, ', ' ORDER BY p.name),
                coalesce((SELECT max(a.level) FROM record_access a WHERE a.record = i.record
                    AND a.principal = ANY (%(principals)s) AND a.principal < 3000000000
                    AND a.agency = ANY (%(principals)s) AND {HOLDS_TODAY.format(a="a")}), 0) >= 4
            FROM person_index i JOIN record r ON r.id = i.record JOIN person p ON p.id = i.person
            WHERE i.person = ANY (%(family)s) AND i.record <> %(record)s AND i.role IN ('mother', 'baby')
                AND NOT coalesce((SELECT bool_and(c.closed) FROM caseload c WHERE c.record = i.record
                    AND c.principal = ANY (%(principals)s)), false)
            GROUP BY i.record, r.reference ORDER BY r.reference""",  # noqa: S608 only this module's own text
            {"family": list(family), "record": record, "principals": by.principals},
        )
        return [AlsoHere(*row) for row in cursor.fetchall()]
