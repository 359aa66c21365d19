"""Records as they were last read, for as long as somebody sees exactly the same of them.

Which entries a reader may see, and which of them still have their words, is asked of the database every time, under its
row policies. Only where that is something new do the rows come, in the same answer, and the record is folded. A Record
never changes, so whatever is worked out of it stays with it.
"""

from __future__ import annotations

import hashlib
from uuid import UUID

from firsthome.kinds.record import Record
from firsthome.kit.latest import Latest
from firsthome.record.rows import Row, put_together

RECORDS = 32
"""How many each process remembers: some 70 MB, if each had 500 entries."""


def seen_in(rows: list[Row]) -> str:
    """What is seen in the rows of `rows.COLUMNS`: how many entries have their words, and which these are, in order.

    Words only ever go, by order: the same entries and as many with words are the same words.
    """
    with_words = sum(row[-1] is not None for row in rows)
    ids = b"".join(row[0].bytes for row in rows)
    return f"{with_words} {hashlib.sha256(ids).hexdigest()}" if rows else f"{with_words}"


AsItIs = tuple[UUID, frozenset[str], frozenset[tuple[UUID, UUID]]]
"""A record, the questions that are quiet on it, and who is read as whom."""

_records: Latest[tuple[AsItIs, str], Record] = Latest(RECORDS)


def of(as_it_is: AsItIs) -> dict[str, Record]:
    """All that is remembered of a record, by what was seen of it."""
    return {seen: record for (which, seen), record in _records.items() if which == as_it_is}


def remember(as_it_is: AsItIs, seen: str, record: Record) -> None:
    """Keep it, in place of the one that was kept longest ago."""
    _records.keep((as_it_is, seen), record)


def forget() -> None:
    """As if nothing had been read or listed yet."""
    put_together.cache_clear()
    for memory in Latest.everything:
        memory.forget()
