"""The lists «my work» and «my team’s work»: what is to be done by when, across records, for whoever owns it.

A projection without words. Each row is worked out from what one token of the owning agency may see, so nothing hidden
shows in a day, in an order or in a number. Nothing here is ever sorted or counted by questions (safety rule 14).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from firsthome.access.principals import agency_principal
from firsthome.kinds.entry import Entry
from firsthome.kinds.planning import Action
from firsthome.kinds.record import fold
from firsthome.procedures.timetable import timetable
from firsthome.reading.work import Item, Services, work_of
from firsthome.record.approved import timetable_for
from firsthome.record.exceptional import EMERGENCIES_FROM, KEPT
from firsthome.record.projected_rows import insert_rows, remove_rows
from firsthome.record.reach import reached, reaches

Row = tuple[int, int, Item]
"""principal, level, what they have to see to"""

# --- keeping, as the ledger role


def replace_work(cursor: Any, record: UUID, entries: Sequence[Entry]) -> None:
    """Work out anew what is to be done on a record, and put it in place of what was stored."""
    rows = [(principal, level, *item) for principal, level, item in work_rows(cursor, record, entries)]
    remove_rows(cursor, record, "work")
    insert_rows(cursor, record, {"work": (("principal", "level", *Item._fields), rows)})


def work_rows(cursor: Any, record: UUID, entries: Sequence[Entry]) -> set[Row]:
    """For each token that opens the record: what its own agency has to see to, by what that token shows.

    Tokens that show the same are worked out once. Whoever only keeps what they wrote before a move has nothing to do.
    """
    services, reach, procedure = _services(cursor, entries), reaches(entries), timetable_for(cursor, record)
    cursor.execute(
        """SELECT DISTINCT principal, agency, level FROM record_access
        WHERE record = %s AND principal < %s AND source <> %s""",
        [record, EMERGENCIES_FROM, KEPT],
    )
    rows: set[Row] = set()
    known: dict[frozenset[UUID], set[Item]] = {}
    for principal, agency, level in cursor.fetchall():
        tokens = (principal, agency_principal(agency))
        shown = frozenset(one for one, to in reach.items() if reached(to, tokens, level))
        if shown not in known:
            seen = fold(entry for entry in entries if entry.root() in shown)
            known[shown] = work_of(seen, procedure, services)
        rows |= {(principal, level, item) for item in known[shown] if item.agency == agency}
    return rows


def _services(cursor: Any, entries: Sequence[Entry]) -> Services:
    actions = [entry.said for entry in entries if isinstance(entry.said, Action)]
    people = {one.practitioner for one in actions if one.practitioner}
    cursor.execute("SELECT id, code FROM agency")
    codes = dict(cursor.fetchall())
    if not people:
        return Services(codes, {})
    cursor.execute(
        """SELECT DISTINCT ON (practitioner_id) practitioner_id, agency_id FROM membership
        WHERE practitioner_id = ANY (%s) AND begins <= statement_timestamp()
        AND (ends IS NULL OR ends > statement_timestamp()) ORDER BY practitioner_id, begins""",
        [list(people)],
    )
    return Services(codes, dict(cursor.fetchall()))


def bears_on_work(entry: Entry) -> bool:
    """Whether an entry that only adds can change what is to be done, or begin a clock."""
    milestones = [one for edition in timetable().editions for one in edition.milestones.values()]
    kinds = {kind for one in milestones for kind in one.shown_by.kinds}
    events = {event for one in milestones for event in one.shown_by.events}
    ends = {"decision"} if any(one.ended_by for one in milestones) else set()
    sort = getattr(entry.said, "type", None)
    return entry.kind in {"action", "meeting", *kinds, *ends} or getattr(sort, "value", sort) in events
