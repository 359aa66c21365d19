"""Projections: what the ledger says, kept ready for access checks and lists. Anything here can be remade.

Most entries only add: `after` then adds. Whatever moves reach, changes what was said, or bears on dates and
access is worked out from the whole record, with the same functions that `rebuild` uses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import reduce
from typing import Any, NamedTuple
from uuid import UUID

from firsthome.access.levels import Level
from firsthome.kinds.closing import Closing
from firsthome.kinds.entry import Entry
from firsthome.kinds.family import PersonOnRecord
from firsthome.kinds.question_closed import SetAside
from firsthome.kinds.record import Record, fold
from firsthome.reading.closed import Word, said_of_it
from firsthome.reading.summary import Summary, said_by_new, summarise, together
from firsthome.record.exceptional import EMERGENCIES_FROM, KEPT, access_given, holds_that_ended, is_restricted
from firsthome.record.findable import Findable, findable_of, replace_findable
from firsthome.record.involving import close_answered
from firsthome.record.merged import as_merged, merged_on
from firsthome.record.moves import replace_moves
from firsthome.record.open_requests import OpenRequest, asks_for_reports, open_requests
from firsthome.record.outline import Outline, Part, open_parts, outline_of
from firsthome.record.projected_rows import Rows, insert_rows, remove_rows
from firsthome.record.reach import OPEN, Reach, class_of, listed, reach_of_new, reached, reaches
from firsthome.record.review import replace_review, stands_closed
from firsthome.record.rows import COLUMNS, entry_from
from firsthome.record.stored_summary import stored_summary, upsert_summaries
from firsthome.record.subject_requests import Asked, asked_on
from firsthome.record.work import bears_on_work, replace_work

ONLY_ADD = frozenset({
    "contact", "event", "vulnerability", "referral", "decision", "meeting", "plan", "action",
    "question", "hypothesis", "conversation", "change", "message", "communication", "household",
})  # fmt: skip
"""Kinds that add to lists and move nothing, unless they replace or cite something."""

Shown = set[tuple[UUID, int, int]]


class Place(NamedTuple):
    """Where a record stands in a principal's lists, by what this principal may see."""

    updated_at: datetime
    """When something was last added; at the least when they became involved."""
    due: date | None
    """The expected date, while the baby is awaited."""
    due_said_at: datetime | None
    closed: bool
    """Whether the last word that this principal may read says that the record is closed."""
    closed_said_at: datetime | None


@dataclass
class Projected:
    """Every projection of one record."""

    shown_to: Shown = field(default_factory=set)
    """(statement, principal, level)"""
    class_shown_to: Shown = field(default_factory=set)
    """(audience class, principal, level)"""
    summaries: dict[UUID, tuple[Summary, int]] = field(default_factory=dict)
    """audience class → summary, number of its last entry"""
    people: set[tuple[UUID, UUID, str, UUID]] = field(default_factory=set)
    """(person, statement, role, audience class)"""
    access: set[tuple[int, int, int, datetime, datetime, UUID]] = field(default_factory=set)
    """(principal, for which agency, level, begins, until, the involvement that gave it)"""
    involved: set[Part] = field(default_factory=set)
    """who can be rung, for those who see no more"""
    outline: Outline = field(default_factory=lambda: outline_of(Summary()))
    """what a summary holds"""
    requests: set[OpenRequest] = field(default_factory=set)
    """what agencies asked of each other and is not answered"""
    caseload: dict[tuple[int, int], Place] = field(default_factory=dict)
    """(principal, level) → the record's place among theirs, by what so much access shows"""
    caseload_days: set[tuple[int, int, date]] = field(default_factory=set)
    """(principal, level, a day for which something is planned)"""
    asked: set[Asked] = field(default_factory=set)
    """who asked what is held about them"""
    findable: set[Findable] = field(default_factory=set)
    """by what its people can be found"""
    quiet: set[str] = field(default_factory=set)
    """the questions that nobody is asked any more"""


def after(cursor: Any, record: UUID, seq: int, entry: Entry) -> None:
    """Bring the projections up to date with one entry just inserted. Only as the ledger role."""
    if only_adds(entry) and not asks_for_reports(entry) and not stands_closed(cursor, record):
        _add(cursor, record, seq, entry)
        if bears_on_work(entry):
            replace_work(cursor, record, [one for _, one in load(cursor, record)])
    else:
        remake(cursor, record)


def remake(cursor: Any, record: UUID) -> None:
    """Work every projection of a record out anew. Only as the ledger role or the owner."""
    numbered = load(cursor, record)
    entries = [entry for _, entry in numbered]
    replace_all(cursor, record, as_it_stands(cursor, record, numbered))
    replace_moves(cursor, record, entries)
    replace_review(cursor, record, entries)
    replace_work(cursor, record, entries)
    close_answered(cursor, record)


def as_it_stands(cursor: Any, record: UUID, numbered: list[tuple[int, Entry]]) -> Projected:
    """All projections of a record, with what restricts it today and whose hold has ended."""
    return project(numbered, restricted=is_restricted(cursor, record), ended=holds_that_ended(cursor, record))


def only_adds(entry: Entry) -> bool:
    """Whether an entry leaves everything that was projected before as it is."""
    return entry.kind in ONLY_ADD and entry.replaces is None and not (entry.said and entry.said.cited())


def load(cursor: Any, record: UUID) -> list[tuple[int, Entry]]:
    """Every entry of a record with its number, as it reads now. Only as the ledger role or the owner."""
    cursor.execute(
        f"""SELECT {COLUMNS}, e.seq FROM entry e
        WHERE e.record = %s ORDER BY e.seq""",  # noqa: S608 only this package's own text
        [record],
    )
    rows = [(row[-1], entry_from(row[:-1])) for row in cursor.fetchall()]
    merged = merged_on(cursor, record)
    return [(seq, as_merged(entry, merged)) for seq, entry in rows] if merged else rows


def project(
    numbered: list[tuple[int, Entry]],
    *,
    restricted: bool = False,
    ended: Mapping[int, datetime] | None = None,
) -> Projected:
    """All projections of one record from its entries, whether it is restricted, and whose hold has ended. Pure."""
    entries = [entry for _, entry in numbered]
    record = fold(entries)
    result = Projected()
    reach = reaches(entries)
    for statement, tokens in reach.items():
        result.shown_to |= _shown(statement, tokens)
    classes: dict[UUID, tuple[Reach, list[tuple[int, Entry]]]] = {}
    for seq, entry in numbered:
        tokens = listed(reach[entry.root()])
        classes.setdefault(class_of(tokens), (tokens, []))[1].append((seq, entry))
    for name, (tokens, members) in classes.items():
        result.class_shown_to |= _shown(name, tokens)
        result.summaries[name] = (summarise(entry for _, entry in members), members[-1][0])
    names = {statement: class_of(tokens) for statement, tokens in reach.items()}
    result.people = _people(record, names)
    result.asked = asked_on(record, names)
    result.findable = findable_of(record, names)
    searched = {one.audience_class for one in result.findable}
    for statement, name in names.items():
        if name in searched:
            result.class_shown_to |= _shown(name, reach[statement])
    result.access = access_given(record, ended or {}, restricted=restricted)
    result.involved = open_parts(record, reach)
    result.outline = outline_of(result.summaries[OPEN][0] if OPEN in result.summaries else Summary())
    levels = dict(sorted((agency, level) for _, agency, level, *_ in result.access))
    result.requests = set(open_requests(record, reach, levels))
    result.quiet = {said.key for _, said in record.of(SetAside) if said.for_everyone}
    recorded = {entry.id: entry.recorded_at for entry in entries if entry.recorded_at}
    words = [(word, listed(reach[word.statement.id])) for word in said_of_it(record)]
    _caseload(result, {name: tokens for name, (tokens, _) in classes.items()}, recorded, words)
    return result


def _shown(subject: UUID, reach: Reach) -> Shown:
    return {(subject, principal, int(level)) for principal, level in reach.items()}


def _people(record: Record, names: dict[UUID, UUID]) -> set[tuple[UUID, UUID, str, UUID]]:
    return {
        (said.person, statement.id, said.role.value, names[statement.id])
        for statement, said in record.of(PersonOnRecord)
    }


def _caseload(
    result: Projected,
    classes: dict[UUID, Reach],
    recorded: dict[UUID, datetime],
    words: list[tuple[Word, Reach]],
) -> None:
    """Where the record stands in the lists of each principal, from what that principal may see.

    Access begins and ends by itself, so there is a row for each level that a principal has at any time.
    """
    for principal, _, level, _, _, involvement in result.access:
        if involvement == KEPT:
            continue
        seen = reduce(
            together,
            (
                result.summaries[name][0]
                for name, tokens in classes.items()
                if reached(tokens, [principal], level)
            ),
            Summary(),
        )
        before = result.caseload.get((principal, level))
        moments = (seen.updated_at, recorded[involvement], before.updated_at if before else None)
        due = None if seen.over else seen.edd
        if level == Level.SUMMARY and not result.outline.ended:
            due = result.outline.edd
        last = next((word for word, tokens in words if reached(tokens, [principal], level)), None)
        result.caseload[principal, level] = Place(
            max(filter(None, moments)),
            due,
            seen.edd_said_at,
            last is not None and last.said.kind == Closing.kind,
            last.at if last else None,
        )
        result.caseload_days |= {(principal, level, one.day) for one in seen.planned}


def _add(cursor: Any, record: UUID, seq: int, entry: Entry) -> None:
    """A new statement that moves nothing: its reach, its class's summary, and its place in the lists."""
    reach = reach_of_new(entry)
    name = class_of(listed(reach))
    _insert_shown(cursor, record, "shown_to", "statement", _shown(entry.id, reach))
    added, before = said_by_new(entry), stored_summary(cursor, record, name)
    if before is None:  # nobody has said anything for just these before
        _insert_shown(cursor, record, "class_shown_to", "audience_class", _shown(name, listed(reach)))
    upsert_summaries(cursor, record, {name: (together(before, added) if before else added, seq)})
    cursor.execute(
        """UPDATE caseload c SET updated_at = %(at)s WHERE c.record = %(record)s AND EXISTS (
            SELECT FROM class_shown_to s WHERE s.record = c.record AND s.audience_class = %(name)s
            AND s.level <= c.level AND s.principal IN (0, c.principal))""",
        {"at": entry.recorded_at, "record": record, "name": name},
    )
    if added.dates:
        cursor.execute(
            """INSERT INTO caseload_day (principal, day, record, level)
            SELECT c.principal, planned.day, c.record, c.level FROM caseload c, unnest(%(days)s::date[]) planned (day)
            WHERE c.record = %(record)s AND EXISTS (
                SELECT FROM class_shown_to s WHERE s.record = c.record AND s.audience_class = %(name)s
                AND s.level <= c.level AND s.principal IN (0, c.principal)) ON CONFLICT DO NOTHING""",
            {"days": [one.day for one in added.planned], "record": record, "name": name},
        )


def replace_all(cursor: Any, record: UUID, projected: Projected) -> None:
    """Put freshly worked-out projections in place of those stored."""
    rows = _rows(projected)
    remove_rows(cursor, record, "shown_to", "class_shown_to", "record_summary", *rows)
    cursor.execute(
        "DELETE FROM record_access WHERE record = %s AND principal < %s", [record, EMERGENCIES_FROM]
    )
    _insert_shown(cursor, record, "shown_to", "statement", projected.shown_to)
    _insert_shown(cursor, record, "class_shown_to", "audience_class", projected.class_shown_to)
    upsert_summaries(cursor, record, projected.summaries)
    columns = ("principal", "agency", "level", "begins", "until", "source")
    insert_rows(cursor, record, rows | {"record_access": (columns, projected.access)})
    replace_findable(cursor, record, projected.findable)


def _rows(projected: Projected) -> dict[str, Rows]:
    """Table → its rows, of those that hold nothing else of a record."""
    places = [(*key, *place) for key, place in projected.caseload.items()]
    return {
        "person_index": (("person", "statement", "role", "audience_class"), projected.people),
        "record_involved": (Part._fields, projected.involved),
        "record_outline": (Outline._fields, [projected.outline]),
        "open_request": (OpenRequest._fields, projected.requests),
        "subject_request": (Asked._fields, projected.asked),
        "caseload": (("principal", "level", *Place._fields), places),
        "caseload_day": (("principal", "level", "day"), projected.caseload_days),
        "quiet_question": (("key",), [(key,) for key in projected.quiet]),
    }


def _insert_shown(cursor: Any, record: UUID, table: str, subject: str, rows: Shown) -> None:
    subjects, principals, levels = zip(*rows, strict=True)
    cursor.execute(
        f"""INSERT INTO {table} (record, {subject}, principal, level)
        SELECT %s, * FROM unnest(%s::uuid[], %s::bigint[], %s::smallint[]) ON CONFLICT DO NOTHING""",  # noqa: S608
        [record, list(subjects), list(principals), list(levels)],
    )
