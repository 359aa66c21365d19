"""At the ledger's door: whom a request for information asks, and who answers it with what.

What is looked at is what the author may see, so that being told to choose again says nothing new. Source: feature
row 29; an agency without an agreement in date is given nothing (rows 24 and 37).
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from firsthome.access.agreements import without_agreement
from firsthome.access.principals import Reader
from firsthome.kinds.entry import Entry
from firsthome.kinds.record import Record, Statement, fold
from firsthome.kinds.requests import HowGiven, InformationAnswer, InformationRequest
from firsthome.reading.requests import Asked, asked, may_be_asked
from firsthome.record.errors import NoAgreement, NotThere
from firsthome.record.rows import COLUMNS, entry_from


def check_asked(cursor: Any, record: UUID, entry: Entry, by: Reader) -> None:
    """Everything that has to be so of a request or an answer."""
    said = entry.said
    if isinstance(said, InformationRequest):
        _check_request(_seen(cursor, record), entry, said, by)
        _check_agreement(said.agency, by)
    elif isinstance(said, InformationAnswer):
        asker = _check_answer(_seen(cursor, record), entry, said, by)
        if said.given is not HowGiven.NOT_GIVEN:
            _check_agreement(asker, by)


def _seen(cursor: Any, record: UUID) -> Record:
    cursor.execute(
        f"SELECT {COLUMNS} FROM entry e WHERE e.record = %s ORDER BY e.seq",  # noqa: S608 only this package's own text
        [record],
    )
    return fold(entry_from(row) for row in cursor.fetchall())


def _check_request(seen: Record, entry: Entry, said: InformationRequest, by: Reader) -> None:
    before = seen.by_entry.get(entry.replaces) if entry.replaces else None
    if before:
        if said.agency not in _asked_in(before):
            raise NotThere(
                "Write a new request for another agency: this one stays with the one that it asks."
            )
        return
    if said.agency not in may_be_asked(seen, by.agency, timezone.localdate()):
        raise NotThere("Choose another agency that is involved here.")
    if said.agency not in entry.audience.agencies:
        raise NotThere("Write a request for the agency that it asks.")


def _check_answer(seen: Record, entry: Entry, said: InformationAnswer, by: Reader) -> int:
    """Which agency asked."""
    found: Asked | None = next(
        (one for one in asked(seen) if said.request in {version.id for version in one.statement.entries}),
        None,
    )
    if found is None or found.said.agency != by.agency:
        raise NotThere("Only the agency that was asked answers a request.")
    if not entry.replaces and found.by.agency not in entry.audience.agencies:
        raise NotThere("Write an answer for the agency that asked.")
    return found.by.agency


def _asked_in(request: Statement) -> set[int]:
    """The agency that any version of a request asks."""
    return {one.said.agency for one in request.entries if isinstance(one.said, InformationRequest)}


def _check_agreement(agency: int, by: Reader) -> None:
    if missing := without_agreement((agency,), (), by.agency):
        raise NoAgreement(missing)
