"""Remaking every projection from the entries. What is stored must equal what is remade: a test proves it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.db import connections, transaction

from firsthome.procedures.retention import retention
from firsthome.procedures.timetable import text_of
from firsthome.record.exceptional import EMERGENCIES_FROM
from firsthome.record.findable import renew_keys, stored_findable
from firsthome.record.moves import replace_moves
from firsthome.record.open_requests import stored_open_requests
from firsthome.record.outline import stored_outline
from firsthome.record.project import (
    Place,
    Projected,
    as_it_stands,
    load,
    remake,
    replace_all,
)
from firsthome.record.review import replace_review
from firsthome.record.stored_summary import CODE_VERSION, summary_columns, summary_from
from firsthome.record.subject_requests import stored_asked
from firsthome.record.work import replace_work


def rebuild(cursor: Any) -> Iterator[tuple[UUID, bool]]:
    """Remake the projections of every record, one by one; say of each whether anything stored was different."""
    for record in every_record(cursor):
        cursor.execute("SELECT FROM record WHERE id = %s FOR UPDATE", [record])
        numbered = load(cursor, record)
        remade = as_it_stands(cursor, record, numbered)
        different = stored(cursor, record) != remade
        if different:
            replace_all(cursor, record, remade)
        renew_keys(cursor, record)
        entries = [entry for _, entry in numbered]
        replace_moves(cursor, record, entries)
        replace_review(cursor, record, entries)
        replace_work(cursor, record, entries)
        yield record, different


def remake_outdated(using: str, say: Callable[[str], object]) -> int:
    """Remake what an older version of the code worked out, as after every upgrade; how many records that were.

    Each in a transaction of its own: pages go on meanwhile, and one that is broken off goes on where it was.
    """
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT DISTINCT record FROM record_summary WHERE code_version < %s", [CODE_VERSION])
        outdated = [row[0] for row in cursor.fetchall()]
        if outdated:
            say(f"· Working out the lists of {len(outdated)} records anew, as an older version made them")
        for record in outdated:
            with transaction.atomic(using=using):
                cursor.execute("SELECT FROM record WHERE id = %s FOR UPDATE", [record])
                remake(cursor, record)
                renew_keys(cursor, record)
    return len(outdated)


def remake_by_another_procedure(using: str, say: Callable[[str], object]) -> int:
    """Work out anew what is due by when, and when a record's time is over, where the procedure changed since.

    A record's own pages follow at once. Lists are worked out as entries come, so without this they would lag.
    """
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT procedure FROM lists_follow")
        before, now = cursor.fetchone()[0], _procedure_followed(cursor)
        records = every_record(cursor) if before not in ("", now) else []
        if records:
            say(
                f"· Working out what is due by when on {len(records)} records anew: the procedure is another one"
            )
        for record in records:
            with transaction.atomic(using=using):
                cursor.execute("SELECT FROM record WHERE id = %s FOR UPDATE", [record])
                entries = [entry for _, entry in load(cursor, record)]
                replace_review(cursor, record, entries)
                replace_work(cursor, record, entries)
        cursor.execute("UPDATE lists_follow SET procedure = %s", [now])
    return len(records)


def _procedure_followed(cursor: Any) -> str:
    """A digest of everything that lists follow: the files, and what was approved of them."""
    cursor.execute("SELECT count(*), max(id) FROM approved_procedure")
    followed = (text_of(), retention().version, cursor.fetchone())
    return hashlib.sha256(repr(followed).encode()).hexdigest()


def every_record(cursor: Any) -> list[UUID]:
    """The ids of all records."""
    cursor.execute("SELECT id FROM record ORDER BY id")
    return [row[0] for row in cursor.fetchall()]


def stored(cursor: Any, record: UUID) -> Projected:
    """The projections of one record as they stand in the tables."""

    def rows(columns: str, table: str) -> list[tuple[Any, ...]]:
        cursor.execute(f"SELECT {columns} FROM {table} WHERE record = %s", [record])  # noqa: S608 names from below
        return list(cursor.fetchall())

    summaries = rows(f"audience_class, head_seq, {summary_columns('record_summary')}", "record_summary")
    involved, outline = stored_outline(cursor, record)
    return Projected(
        shown_to=set(rows("statement, principal, level", "shown_to")),
        class_shown_to=set(rows("audience_class, principal, level", "class_shown_to")),
        summaries={name: (summary_from(tuple(summary)), seq) for name, seq, *summary in summaries},
        people=set(rows("person, statement, role, audience_class", "person_index")),
        access={
            row
            for row in rows("principal, agency, level, begins, until, source", "record_access")
            if row[0] < EMERGENCIES_FROM
        },
        involved=involved,
        outline=outline,
        requests=stored_open_requests(cursor, record),
        caseload={
            (one, level): Place(*place)
            for one, level, *place in rows(f"principal, level, {', '.join(Place._fields)}", "caseload")
        },
        caseload_days=set(rows("principal, level, day", "caseload_day")),
        asked=stored_asked(cursor, record),
        findable=stored_findable(cursor, record),
        quiet={key for (key,) in rows("key", "quiet_question")},
    )
