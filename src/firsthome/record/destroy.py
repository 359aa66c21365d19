"""Destroying one whole record: the one privileged job that can, run by the operator when two people have signed.

Nothing else destroys a record, and nothing starts this by itself. What stays is a certificate without personal data
(see `certificates`) and the sealed log of looks, which holds ids and nothing of what was read: who looked has to be
answerable afterwards, and taking looks out would break the seal over everybody else's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from firsthome.access.grants import DESTROYER
from firsthome.kinds.entry import Entry
from firsthome.kinds.family import PersonOnRecord
from firsthome.kinds.record import Record, fold
from firsthome.kit.addresses import address
from firsthome.procedures.retention import retention
from firsthome.reading.closed import closed, signatures, standing_holds
from firsthome.record.certificates import Signature, issue
from firsthome.record.errors import NotAllowed, NotThere
from firsthome.record.merged import merged_on
from firsthome.record.project import load
from firsthome.record.review import proposed, reviewers_of
from firsthome.record.verify import Broken, verify_record

OWN_WAY = {
    "record": "DELETE FROM record WHERE id = %(record)s",
    "draft": "DELETE FROM draft WHERE starts_with(page, %(start)s)",
    "find_key": """DELETE FROM find_key WHERE (k, findable) IN (
        SELECT unnest(f.keys), f.id FROM findable f WHERE f.record = %(record)s)""",
    "person_pair": "DELETE FROM person_pair WHERE %(record)s IN (record_one, record_other)",
    "person_apart": "DELETE FROM person_apart WHERE %(record)s IN (record_one, record_other)",
    "person_merge": "DELETE FROM person_merge WHERE %(record)s IN (record_gone, record_kept)",
    "man_pair": "DELETE FROM man_pair WHERE %(record)s IN (record_one, record_other)",
    "man_checked": "DELETE FROM man_checked WHERE %(record)s IN (record_one, record_other)",
    "involvement_request": "DELETE FROM involvement_request WHERE record = %(record)s OR reference = %(reference)s",
    "adoption_bridge": "DELETE FROM adoption_bridge WHERE old_record = %(record)s",
    "person": """DELETE FROM person p WHERE p.id = ANY (%(people)s) AND NOT EXISTS (
        SELECT FROM entry e JOIN entry_body b ON b.record = e.record AND b.entry = e.id
        WHERE e.kind = 'person' AND strpos(b.body, p.id::text) > 0)
        AND NOT EXISTS (SELECT FROM person_merged m WHERE p.id IN (m.gone, m.kept)) RETURNING p.id""",
    "audit_change": """DELETE FROM audit_change WHERE coalesce(before, after)->>'record' = %(record)s::text
        OR coalesce(before, after)->>'reference' = %(reference)s
        OR changed = 'person' AND coalesce(before, after)->>'id' = ANY (%(gone)s)""",
}
"""How a table is emptied that does not say the record's id in a column `record`.

A person goes who stands on no other record, and the history of their row with them.
"""


def destroy(cursor: Any, reference: str) -> str:
    """Destroy the record, in the caller's transaction as the owner; the certificate's line, to be kept elsewhere.

    Raises NotThere or NotAllowed, saying what is missing.
    """
    cursor.execute("SELECT id, head_hash FROM record WHERE reference = %s FOR UPDATE", [reference])
    row = cursor.fetchone()
    if row is None:
        raise NotThere("There is no record with this reference.")
    record, head_hash = row[0], bytes(row[1])
    if isinstance(verify_record(cursor, record), Broken):
        raise NotAllowed("This record is not whole. Run “firsthome verify”, and find out why first.")
    entries = [entry for _, entry in load(cursor, record)]
    whole = fold(entries)
    found = proposed(cursor, whole)
    check(whole, entries, found.review_from, found.not_set)
    assert found.review_from, "checked above"
    _delete(cursor, record, reference, entries)
    return issue(
        cursor,
        record=record,
        reference=reference,
        kept_as=found.kept_as,
        procedure=retention().version,
        due=found.review_from,
        signed=tuple(
            Signature(entry.author, entry.agency, _utc(entry.recorded_at)) for entry, _ in signatures(whole)
        ),
        entries=len(entries),
        head_hash=head_hash,
        reviewers=tuple(reviewers_of({entry.agency for entry in entries})),
    )


def check(whole: Record, entries: Sequence[Entry], due: Any, not_set: Sequence[str]) -> None:
    """Stop unless everything that has to be so before a record is destroyed is so."""
    if closed(whole) is None:
        raise NotAllowed("The record has not been closed.")
    if standing_holds(whole):
        raise NotAllowed("A legal hold stands on this record.")
    if due is None:
        raise NotAllowed(f"The day for a review is not set: {'; '.join(not_set)}.")
    if due > timezone.localdate():
        raise NotAllowed(f"It is too early: the day for a review is {due.isoformat()}.")
    signers = [entry for entry, _ in signatures(whole)]
    if len(signers) < 2:
        raise NotAllowed("Two people have to sign first, after the last entry.")
    if len({entry.agency for entry in entries}) > 1 and len({entry.agency for entry in signers}) < 2:
        raise NotAllowed("More than one agency holds entries, so people of two agencies have to sign.")


def _delete(cursor: Any, record: UUID, reference: str, entries: Sequence[Entry]) -> None:
    people = {entry.said.person for entry in entries if isinstance(entry.said, PersonOnRecord)}
    people |= set(merged_on(cursor, record))
    values: dict[str, Any] = {
        "record": record,
        "reference": reference,
        "start": address("record", reference=reference),
        "people": sorted(people | {person for entry in entries for person in entry.about}),
        "gone": [],
    }
    cursor.execute("SET LOCAL ROLE firsthome_destroyer")
    for table in DESTROYER:
        cursor.execute(OWN_WAY.get(table, f"DELETE FROM {table} WHERE record = %(record)s"), values)  # noqa: S608
        if table == "person":
            values["gone"] = [str(row[0]) for row in cursor.fetchall()]
    cursor.execute("RESET ROLE")


def _utc(moment: datetime | None) -> str:
    assert moment, "what is loaded was recorded"
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
