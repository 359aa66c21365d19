"""Who can be invited to a meeting about a family: whoever reads the record today, and nobody who is kept out of it.

An invitation names the family, so it takes what reading takes. Nothing says why somebody is not on the list: whoever
is kept out stands there like anybody else who does not read it. Source: safety rule 2; hazard 8; domain facts, 7.12.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from firsthome.access.levels import Level
from firsthome.kinds.entry import Entry
from firsthome.kinds.planning import Meeting
from firsthome.record.errors import NotThere
from firsthome.record.involving import HOLDS_TODAY
from firsthome.record.rows import COLUMNS, entry_from

CHOOSE_AGAIN = (
    "Choose again from the list whom you invite: somebody whom you chose does not read this record."
)

_READ_IT = f"""SELECT DISTINCT m.practitioner_id FROM membership m JOIN record_access a ON a.agency = m.agency_id
    AND a.principal IN (m.agency_id, 1000000000 + m.practitioner_id) AND a.level >= %(level)s
    AND {HOLDS_TODAY.format(a="a")}
    WHERE a.record = %(record)s AND m.begins <= statement_timestamp()
    AND (m.ends IS NULL OR m.ends > statement_timestamp())
    AND NOT EXISTS (SELECT FROM record_exclusion x WHERE x.record = a.record AND x.practitioner_id = m.practitioner_id
        AND (x.until IS NULL OR x.until > statement_timestamp()))"""  # noqa: S608 only this module's own text


def who_reads(cursor: Any, record: UUID) -> set[int]:
    """Every practitioner who reads a record today. As the ledger role."""
    cursor.execute(_READ_IT, {"record": record, "level": Level.CONTRIBUTE})
    return {row[0] for row in cursor.fetchall()}


def check_invited(cursor: Any, record: UUID, entry: Entry) -> None:
    """Stop an invitation to somebody who does not read the record; whoever was invited before may stay named."""
    if not isinstance(entry.said, Meeting) or not entry.said.practitioners:
        return
    newly = set(entry.said.practitioners) - _invited_before(cursor, record, entry)
    if newly and newly - who_reads(cursor, record):
        raise NotThere(CHOOSE_AGAIN)


def _invited_before(cursor: Any, record: UUID, entry: Entry) -> set[int]:
    cursor.execute(
        f"SELECT {COLUMNS} FROM entry e WHERE e.record = %s AND e.statement = %s",  # noqa: S608 only this package's own text
        [record, entry.statement],
    )
    said = [one.said for one in map(entry_from, cursor.fetchall())]
    return {who for one in said if isinstance(one, Meeting) for who in one.practitioners}
