"""Reading: always the same operation. The entries that a reader may see, as of a moment, folded into a Record.

The filter stands twice: in the queries here, and in the row policies of the database.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection

from firsthome.access.levels import Level
from firsthome.access.permissions import IN_EMERGENCY, Permission
from firsthome.access.principals import Reader
from firsthome.kinds.address import Address
from firsthome.kinds.entry import Entry
from firsthome.kinds.record import Record, fold
from firsthome.reading.knowledge import Known, known_to
from firsthome.record import remembered
from firsthome.record.exceptional import EMERGENCIES_FROM, KEPT
from firsthome.record.kept_back import closed_in_an_emergency, sealed_words_in, without_words
from firsthome.record.merged import POINTERS, Merged, all_merged, pointers
from firsthome.record.remembered import seen_in
from firsthome.record.rows import COLUMNS, Row, entry_from

VISIBLE = """(e.statement IN (SELECT s.statement FROM shown_to s WHERE s.record = %(record)s
    AND s.level <= %(level)s AND (s.principal = 0 OR s.principal = ANY (%(principals)s)))) IS TRUE"""
"""IS TRUE keeps the planner from joining: the statements are gathered once and looked up."""
FEW_VISIBLE = """EXISTS (SELECT FROM shown_to s WHERE s.record = %(record)s AND s.statement = e.statement
    AND s.level <= %(level)s AND (s.principal = 0 OR s.principal = ANY (%(principals)s)))"""
"""The same for a few entries of a long record: each is looked up by itself."""
MERGED = POINTERS.format(record="r.id")


@dataclass(frozen=True, slots=True)
class Found:
    """A record that the reader may know of, and how much of it they may see."""

    id: UUID
    reference: str
    level: Level
    invented: str
    own_level: Level | None = None
    """What involvement gives, without an emergency."""
    emergency: UUID | None = None
    """The emergency access by which the reader has it open."""
    emergency_until: datetime | None = None
    restricted: bool = False
    """Whether only practitioners who are named may read it; said to those who read."""
    quiet: frozenset[str] = frozenset()
    """The questions that nobody is asked on it any more; why may be hidden from this reader."""
    merged: Merged = field(default_factory=dict)
    """Who is read as whom, because two turned out to be one person."""

    def level_for(self, permission: Permission) -> Level | None:
        """How much of it counts for doing something: an emergency opens it for little more than reading."""
        return self.level if permission in IN_EMERGENCY else self.own_level


def find(reference: str, reader: Reader) -> Found | None:
    """The record behind a reference; None when there is none, or none that this reader may know of.

    Finding opens: from here to the end of the transaction this is the one record whose entries can be read.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT r.id, r.reference, max(a.level), r.invented,
                max(a.level) FILTER (WHERE a.principal < %(emergencies)s),
                min(a.source::text) FILTER (WHERE a.principal >= %(emergencies)s)::uuid,
                max(a.until) FILTER (WHERE a.principal >= %(emergencies)s),
                EXISTS (SELECT FROM record_restriction t WHERE t.record = r.id AND t.until IS NULL),
                ARRAY(SELECT q.key FROM quiet_question q WHERE q.record = r.id), {MERGED},
                set_config('app.record', r.id::text, true)
            FROM record r JOIN record_access a ON a.record = r.id
            WHERE r.reference = %(reference)s AND a.principal = ANY (%(principals)s)
              AND a.agency = ANY (%(principals)s)
              AND a.begins <= statement_timestamp() AND a.until > statement_timestamp()
              AND NOT EXISTS (SELECT FROM record_exclusion x WHERE x.record = r.id
                AND x.practitioner_id = %(practitioner)s AND (x.until IS NULL OR x.until > statement_timestamp()))
              AND (a.source = %(kept)s OR EXISTS (SELECT FROM record_holder h WHERE h.record = r.id
                AND h.partnership_id = %(partnership)s AND (h.until IS NULL OR h.until > statement_timestamp())))
            GROUP BY r.id""",  # noqa: S608 only this package's own text
            {
                "reference": reference,
                "principals": reader.principals,
                "practitioner": reader.practitioner,
                "partnership": reader.partnership,
                "emergencies": EMERGENCIES_FROM,
                "kept": KEPT,
            },
        )
        row = cursor.fetchone()
    if row is None:
        return None
    id_, reference, level, invented, own_level, emergency, until, restricted, quiet, merged, _ = row
    own = Level(own_level) if own_level else None
    return Found(
        id_,
        reference,
        Level(level),
        invented,
        own,
        emergency,
        until,
        restricted,
        frozenset(quiet),
        pointers(merged),
    )


def entries_for(
    found: Found, reader: Reader, as_of: datetime | None = None, only: Collection[str] = ()
) -> list[Entry]:
    """The entries of a record that reached a reader, in the order they were recorded.

    Up to a moment, or of some kinds only, if asked so. The words of restricted and sealed addresses are left out.
    """
    entries = entries_with_sealed_words(found, reader, as_of, only)
    if as_of and any(entry.kind == Address.kind for entry in entries):
        # what was sealed later is covered in what was said before, too
        return _covered(entries, entries_with_sealed_words(found, reader, only=(Address.kind,)))
    return _covered(entries, entries)


def _covered(entries: list[Entry], among: list[Entry]) -> list[Entry]:
    """Entries without the words of the addresses that are restricted or sealed among these."""
    covered = sealed_words_in(among)
    if not covered:
        return entries
    return [without_words(entry) if entry.root() in covered else entry for entry in entries]


def entries_with_sealed_words(
    found: Found, reader: Reader, as_of: datetime | None = None, only: Collection[str] = ()
) -> list[Entry]:
    """As they stand in the ledger. Only for `entries_for` and for `addresses.address_of`: a test sees to that.

    In an emergency, without what no emergency opens, unless it is theirs to read by involvement.
    """
    entries = _entries(found, reader, found.level, as_of, only)
    if found.emergency is None:
        return entries
    own = _entries(found, reader, found.own_level) if found.own_level else []
    closed = closed_in_an_emergency(_entries(found, reader, found.level)) - {one.root() for one in own}
    return [entry for entry in entries if entry.root() not in closed]


def _entries(
    found: Found, reader: Reader, level: Level, as_of: datetime | None = None, only: Collection[str] = ()
) -> list[Entry]:
    return _entries_of(found, _rows(found, reader, level, as_of, only))


def _entries_of(found: Found, rows: list[Row]) -> list[Entry]:
    return all_merged([entry_from(row) for row in rows], found.merged)


def _rows(
    found: Found, reader: Reader, level: Level, as_of: datetime | None = None, only: Collection[str] = ()
) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT {COLUMNS} FROM entry e
            WHERE e.record = %(record)s AND {FEW_VISIBLE if only else VISIBLE}
              AND (%(as_of)s::timestamptz IS NULL OR e.recorded_at <= %(as_of)s)
              AND (cardinality(%(only)s::text[]) = 0 OR e.kind = ANY (%(only)s))
            ORDER BY e.seq""",  # noqa: S608 only this module's own text
            {
                "record": found.id,
                "level": level,
                "principals": reader.principals,
                "as_of": as_of,
                "only": list(only),
            },
        )
        return list(cursor.fetchall())


def read(found: Found, for_: Reader, as_of: datetime | None = None, only: Collection[str] = ()) -> Record:
    """The record as a reader may see it, now or as it stood at a moment; or only some kinds of it.

    As it is now, it is folded once for as long as the same is seen of it.
    """
    if as_of or only or found.emergency:
        return fold(entries_for(found, for_, as_of, only), found.quiet)
    as_it_is = found.id, found.quiet, frozenset(found.merged.items())
    known = remembered.of(as_it_is)
    seen, rows = _news(found, for_, list(known)) if known else ("", _rows(found, for_, found.level))
    if seen in known:
        return known[seen]
    entries = _entries_of(found, rows)
    record = fold(_covered(entries, entries), found.quiet)
    remembered.remember(as_it_is, seen_in(rows), record)
    return record


def _news(found: Found, reader: Reader, known: list[str]) -> tuple[str, list[Row]]:
    """What a reader sees of a record, as `seen_in` says it, and the rows of it unless that is known already."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH these AS MATERIALIZED (SELECT * FROM entry e WHERE e.record = %(record)s AND {VISIBLE}),
            seen AS MATERIALIZED (SELECT concat_ws(' ',
                (SELECT count(*) FROM entry_body b WHERE b.record = %(record)s
                    AND (b.statement IN (SELECT statement FROM these)) IS TRUE),
                encode(sha256(string_agg(uuid_send(id), '' ORDER BY seq)), 'hex')) AS digest FROM these)
            SELECT seen.digest, {COLUMNS} FROM seen LEFT JOIN these e ON seen.digest <> ALL (%(known)s)
            ORDER BY e.seq""",  # noqa: S608 only this module's own text
            {"record": found.id, "level": found.level, "principals": reader.principals, "known": known},
        )
        rows = cursor.fetchall()
    return rows[0][0], [row[1:] for row in rows if row[1]]


def open_part(found: Found, record: Record) -> Record:
    """What of it is open to everyone with full access: what may lie on a desk.

    Asked of the ledger's own account of reach, since what moved reach may itself be hidden from this reader.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM shown_to WHERE record = %s AND principal = 0", [found.id])
        open_to_all = {row[0] for row in cursor.fetchall()}
    kept = tuple(statement for statement in record.statements if statement.id in open_to_all)
    if len(kept) == len(record.statements):
        return record
    by_entry = {entry.id: statement for statement in kept for entry in statement.entries}
    return Record(kept, by_entry, record.quiet)


def read_known(found: Found, for_: Reader, known_to_agency: int, as_of: datetime | None = None) -> Known:
    """What an agency knows of what this reader may see, and the corrections that have not reached it."""
    return known_to(entries_for(found, for_, as_of), known_to_agency)
