"""Somebody was named in error: everyone who received anything about them is told, those who may not see it now too.

The fold takes back what is about them alone, for every reader who may know that they were on the record. What others
printed, copied or passed on no program can reach, so people are told. Source: safety rule 12; domain facts, hazard 13.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from firsthome.access.principals import EVERYONE_WITH_FULL_ACCESS, is_of_agency
from firsthome.kinds.entry import Entry
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.sharing import Share
from firsthome.record.append import as_ledger
from firsthome.record.notices import tell, tell_leads
from firsthome.record.project import load
from firsthome.record.reach import reaches
from firsthome.record.same_man import tell_other_pregnancies

LOOK_AGAIN = (
    "Somebody was put on a record in error, and is off it now. Look at what you have received, kept, printed or "
    "passed on about them, and take it out. Tell whoever you gave it to."
)


class Received(NamedTuple):
    """Who was given anything about somebody."""

    agencies: set[int]
    practitioners: set[int]


def tell_who_received(record: UUID, person: UUID, reference: str, opens: str) -> None:
    """Give notice to the leads of every agency, and to every practitioner who was named to read it."""
    with as_ledger() as cursor:
        received = received_about(person, [entry for _, entry in load(cursor, record)])
        tell_leads(cursor, received.agencies, LOOK_AGAIN, record, reference, opens)
        for practitioner, agency in _at_work(cursor, received.practitioners):
            tell(cursor, practitioner, agency, LOOK_AGAIN, record, reference, opens)
        tell_other_pregnancies(cursor, person, record)


def received_about(person: UUID, entries: list[Entry]) -> Received:
    """Whom anything about somebody reaches or was ever shared with; narrowing it later takes back no copy."""
    naming = {one.root() for one in entries if person in _named_in(one)}
    ids = {one.id for one in entries if one.root() in naming}
    reach = reaches(entries)
    tokens = {principal for root in naming for principal in reach[root]}
    agencies = {token for token in tokens if is_of_agency(token)}
    practitioners: set[int] = set()
    for one in entries:
        said = one.said
        if isinstance(said, Share) and ids & set(said.entries):
            agencies.update(said.agencies)
            practitioners.update(said.practitioners)
        if isinstance(said, Involvement) and said.level is Level.FULL and EVERYONE_WITH_FULL_ACCESS in tokens:
            agencies.add(said.agency)
        if one.root() in naming:
            practitioners.update(one.audience.practitioners)
    return Received(agencies, practitioners)


def _named_in(entry: Entry) -> Iterable[UUID]:
    return (*entry.about, *(entry.said.persons() if entry.said else ()))


def _at_work(cursor: Any, practitioners: set[int]) -> list[tuple[int, int]]:
    """Where they work today."""
    cursor.execute(
        """SELECT practitioner_id, agency_id FROM membership
        WHERE practitioner_id = ANY (%s) AND begins <= now() AND (ends IS NULL OR ends > now())""",
        [sorted(practitioners)],
    )
    return list(cursor.fetchall())
