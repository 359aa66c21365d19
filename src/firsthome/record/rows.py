"""Between the tables and the pure entries: one row in, one `Entry` out, and back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from pydantic_core import from_json

from firsthome.kinds.address import Address
from firsthome.kinds.entry import Audience, Body, Entry, How, Mark, Source
from firsthome.kinds.origin import Origin
from firsthome.kinds.registry import canonical, kinds, restore_said, store_said
from firsthome.kinds.when import When
from firsthome.record.chain import Envelope

COLUMNS = """e.id, e.kind, e.schema, e.statement, e.happened::text, e.learned, e.recorded_at::text, e.author,
    e.entered_by, e.agency, e.how, e.about::text, e.audience::text, e.replaces, e.mark,
    (SELECT b.body FROM entry_body b WHERE b.record = e.record AND b.entry = e.id)"""
"""What `entry_from` reads, of `entry e`. Moments as text: so they are read five times faster. Persons as text: so a row
can be remembered.

The body is looked up for each entry, because a join is planned for a record of usual length: on a long one among many
it compares every entry with every body.
"""

FROM_SOMEBODY = ("said_by", "origin", "asked")
"""Words of a source; most entries have none."""


Row = Sequence[Any]


def entry_from(row: Row) -> Entry:
    """The entry of one row of COLUMNS; without a body its words were removed by order.

    An entry never changes, so the same row is put together once while it is remembered: that halves reading a record
    which somebody has just looked at. Whether a row may be read at all is asked of the database each time. Addresses
    are not remembered: a sealed one is held no longer than it is needed.
    """
    return _put_together(*row) if row[1] == Address.kind else put_together(*row)


def _put_together(
    id_: UUID, kind: str, schema: int, statement: UUID, happened: str, learned: date, recorded_at: str, author: int,
    entered_by: int, agency: int, how: str, about: str, audience: str, replaces: UUID | None, mark: str,
    body: str | None,
) -> Entry:  # fmt: skip
    words = from_json(body) if body else {}
    when = _when(happened)
    if words.get("happened_words"):
        when = when.model_copy(update={"words": words["happened_words"]})
    said = words.get("said")
    return Entry(
        id_, kind, restore_said(kind, schema, said) if said is not None else None, author, entered_by, agency, when,
        learned, datetime.fromisoformat(recorded_at),
        _source(how) if words.keys().isdisjoint(FROM_SOMEBODY) else _source_of(how, words),
        _persons(about), _audience(audience), replaces, Mark.stored_as(mark) if mark else None,
        words.get("reason", ""), statement,
    )  # fmt: skip


put_together = lru_cache(maxsize=4096)(_put_together)
"""About eight long records for each process: some 15 MB."""


def body_of(entry: Entry) -> str:
    """The words of an entry, in the one spelling that is stored and hashed."""
    body = Body(
        said=store_said(entry.said) if entry.said else None,
        happened_words=entry.happened.words,
        said_by=entry.source.by,
        origin="" if entry.source.origin is Origin.NO_CONDITION else entry.source.origin.value,
        asked=entry.source.asked,
        reason=entry.reason,
    )
    return canonical(body.model_dump(mode="json", exclude_defaults=True))


def envelope_of(record: UUID, seq: int, entry: Entry) -> Envelope:
    """Everything of an entry but its words."""
    assert entry.recorded_at, "only the server's time goes into the ledger"
    return Envelope(
        record=record,
        id=entry.id,
        seq=seq,
        kind=entry.kind,
        schema=kinds()[entry.kind].schema_number,
        statement=entry.root(),
        happened=entry.happened.model_dump(mode="json", exclude_defaults=True, exclude={"words"}),
        learned=entry.learned,
        recorded_at=entry.recorded_at,
        author=entry.author,
        entered_by=entry.entered_by,
        agency=entry.agency,
        how=entry.source.how.value,
        about=entry.about,
        audience=entry.audience.model_dump(mode="json", exclude_defaults=True),
        replaces=entry.replaces,
        mark=entry.mark.value if entry.mark else "",
    )


@lru_cache(maxsize=4096)
def _when(text: str) -> When:
    return When.model_validate_json(text)


@lru_cache(maxsize=1024)
def _persons(text: str) -> tuple[UUID, ...]:
    """Whom an entry is about, from an array as the database writes it."""
    return tuple(map(UUID, text.strip("{}").split(","))) if text != "{}" else ()


@lru_cache(maxsize=1024)
def _audience(text: str) -> Audience:
    return Audience.model_validate_json(text)


def _source_of(how: str, words: dict[str, Any]) -> Source:
    origin = Origin.stored_as(words["origin"]) if words.get("origin") else Origin.NO_CONDITION
    return Source(
        how=How.stored_as(how), by=words.get("said_by", ""), origin=origin, asked=words.get("asked", "")
    )


@lru_cache(maxsize=16)
def _source(how: str) -> Source:
    return Source(how=How.stored_as(how))
