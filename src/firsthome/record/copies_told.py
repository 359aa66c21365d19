"""Whoever wrote down that somebody holds a copy of a plan hears that a newer one has taken its place.

A copy lies in a red folder; only somebody who knows of both can bring the new one and take the old one away. A notice
goes to those of the agency that wrote it down who see the copy and the newer plan, says nothing of a family, and comes
once for each copy. After a loss nobody is told to bring a plan anywhere. Source: hazards 15, 16; safety rules 2, 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from firsthome.access.principals import agency_principal, is_of_agency
from firsthome.kinds.birth_plan import BirthPlan
from firsthome.kinds.entry import Entry
from firsthome.kinds.kept_away import KeptAway
from firsthome.kinds.plan_version import CopyHeld, PlanVersion
from firsthome.kinds.record import Record, fold
from firsthome.kit.addresses import address
from firsthome.reading.babies import only_losses
from firsthome.reading.copies import held, latest_birth_plan
from firsthome.reading.plan import editions
from firsthome.record.exceptional import EMERGENCIES_FROM
from firsthome.record.involving import HELD_TODAY, HOLDS_TODAY
from firsthome.record.project import load
from firsthome.record.reach import reached, reaches

A_NEWER_ONE = (
    "Your agency wrote down that somebody holds a copy of a plan, and there is a newer one now. Please see that they "
    "get it, and that the old one is taken away."
)
OPENS = {BirthPlan.kind: "birth_plan", KeptAway.kind: "birth_plan", PlanVersion.kind: "plan"}
"""What makes a copy an old one, and the page on which one goes on."""


def tell_holders(cursor: Any, record: UUID, entry: Entry) -> None:
    """Tell of the copies that the entry just added made old. Only as the ledger role or the owner."""
    if entry.kind not in OPENS:
        return
    entries = [one for _, one in load(cursor, record)]
    writers = {one.agency for one in entries if one.kind == CopyHeld.kind}
    if writers:
        recipients = _recipients(cursor, record, entries, writers, entry)
        cursor.executemany(
            """INSERT INTO notice (id, recipient, agency_id, what, record, reference, opens, created, read_by)
            SELECT gen_random_uuid(), %s, %s, %s, id, reference, %s, statement_timestamp(), '{}'
            FROM record WHERE id = %s""",
            [(to, agency, A_NEWER_ONE, _opens(cursor, record, entry), record) for to, agency in recipients],
        )


def _recipients(
    cursor: Any, record: UUID, entries: Sequence[Entry], writers: Iterable[int], new: Entry
) -> set[tuple[int, int]]:
    """The tokens, with their agency, that see copies of their own made old; a whole agency as one."""
    cursor.execute(
        f"""SELECT DISTINCT a.principal, a.agency, a.level FROM record_access a WHERE a.record = %s
        AND a.agency = ANY (%s) AND a.principal < %s AND {HOLDS_TODAY.format(a="a")}
        AND {HELD_TODAY.format(a="a")}""",  # noqa: S608
        [record, list(writers), EMERGENCIES_FROM],
    )
    reach, told = reaches(entries), set()
    for principal, agency, level in cursor.fetchall():
        tokens = (principal, agency_principal(agency))
        shown = [one for one in entries if reached(reach[one.root()], tokens, level)]
        if _made_old(shown, new, agency):
            told.add((principal, agency))
    whole = {agency for principal, agency in told if is_of_agency(principal)}
    return {(to, agency) for to, agency in told if is_of_agency(to) or agency not in whole}


def _made_old(shown: Sequence[Entry], new: Entry, agency: int) -> bool:
    """Whether a copy that this agency wrote down is old now and was not before; nothing is, after a loss."""
    now = fold(shown)
    before = fold(one for one in shown if one.id != new.id)
    return not only_losses(now) and bool(_old(now, agency) - _old(before, agency))


def _old(record: Record, agency: int) -> set[UUID]:
    versions, birth_plan = editions(record), latest_birth_plan(record)
    latest = {one.statement.id for one in versions[:1]} | ({birth_plan[0].id} if birth_plan else set())
    return {
        copy.statement.id
        for plan in record.statements
        if plan.kind in (BirthPlan.kind, PlanVersion.kind)
        for copy in held(record, plan)
        if copy.statement.current.content.agency == agency
        if copy.old or plan.id not in latest
    }


def _opens(cursor: Any, record: UUID, entry: Entry) -> str:
    cursor.execute("SELECT reference FROM record WHERE id = %s", [record])
    return address(OPENS[entry.kind], reference=cursor.fetchone()[0])
