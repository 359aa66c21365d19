"""Searching for a mother among the records that a reader may see already, before a new one is opened.

Simple: a part of her name, or her birthday. It reads projections only, the filter stands in the query and in the
row policies, and what the reader may not know of leaves no trace, not even in a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from firsthome.access.principals import Reader

MOST = 20
"""More than these would not be read; a longer name or a birthday finds fewer."""

_FOUND = """SELECT DISTINCT r.id, r.reference, m.name, m.born
    FROM record_access a
    JOIN record r ON r.id = a.record
    JOIN person_index i ON i.record = a.record AND i.role = 'mother'
    JOIN class_shown_to c ON c.record = i.record AND c.audience_class = i.audience_class
        AND (c.principal = 0 OR c.principal = ANY (%(principals)s)) AND c.level <= a.level
    JOIN person m ON m.id = i.person
    WHERE a.principal = ANY (%(principals)s) AND a.agency = ANY (%(principals)s)
        AND a.begins <= statement_timestamp() AND a.until > statement_timestamp()
        AND (m.born = %(born)s OR (cardinality(%(words)s::text[]) > 0 AND NOT EXISTS (
            SELECT FROM unnest(%(words)s::text[]) word WHERE position(lower(word) IN lower(m.name)) = 0)))
    ORDER BY m.name, r.reference LIMIT %(most)s"""


@dataclass(frozen=True, slots=True)
class KnownMother:
    """A record that may be hers."""

    record: UUID
    reference: str
    name: str
    born: date | None


def known_mothers(reader: Reader, name: str, born: date | None) -> list[KnownMother]:
    """Records whose mother has this birthday, or a name with every word of `name` in it, upper or lower case."""
    with connection.cursor() as cursor:
        cursor.execute(
            _FOUND, {"principals": reader.principals, "words": name.split(), "born": born, "most": MOST}
        )
        return [KnownMother(*row) for row in cursor.fetchall()]
