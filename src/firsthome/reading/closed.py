"""Whether a record is closed, which legal holds stand on it, and who has signed that it may be destroyed.

Pure. Whatever is recorded after a signature undoes it: the signature was for less.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from firsthome.kinds.closing import Closing, Reopening
from firsthome.kinds.entry import Entry, Said
from firsthome.kinds.legal_hold import LegalHold, LegalHoldEnded
from firsthome.kinds.record import Record, Statement
from firsthome.kinds.sign_off import SignOff
from firsthome.kit.dates import LONDON


class Closed(NamedTuple):
    """The closing that holds."""

    statement: Statement
    said: Closing
    on: date
    """The day on which it was recorded: nobody can close a record for a day long past."""


class Word(NamedTuple):
    """Somebody said that the record is closed, or open again."""

    at: datetime
    statement: Statement
    said: Said


def closed(record: Record) -> Closed | None:
    """The last word on whether the record is closed; None while the work goes on."""
    last = next(iter(said_of_it(record)), None)
    if last is None or not isinstance(last.said, Closing):
        return None
    return Closed(last.statement, last.said, last.at.astimezone(LONDON).date())


def said_of_it(record: Record) -> list[Word]:
    """Everything that stands of whether the record is closed, the last word first."""
    words = (
        Word(_recorded(statement), statement, said)
        for model in (Closing, Reopening)
        for statement, said in record.of(model)
    )
    return sorted(words, key=lambda one: one.at, reverse=True)


def standing_holds(record: Record) -> list[tuple[Statement, LegalHold]]:
    """The legal holds that nobody has ended."""
    over = {
        about.id
        for _, said in record.of(LegalHoldEnded)
        if (about := record.by_entry.get(said.hold)) is not None
    }
    return [(statement, said) for statement, said in record.of(LegalHold) if statement.id not in over]


def signatures(record: Record) -> list[tuple[Entry, SignOff]]:
    """Those that count: recorded after everything else on the record, one of each practitioner."""
    last = last_entry(record)
    found: dict[int, tuple[Entry, SignOff]] = {}
    for statement, said in record.of(SignOff):
        content = statement.current.content
        if last is None or _recorded(statement) > last:
            found.setdefault(content.author, (content, said))
    return list(found.values())


def last_entry(record: Record) -> datetime | None:
    """When something was last recorded, signatures apart."""
    return max((one.recorded_at for one in _entries(record, but=SignOff) if one.recorded_at), default=None)


def _entries(record: Record, but: type[Said]) -> Iterator[Entry]:
    """Every version of everything: what was taken back was recorded too."""
    for statement in record.statements:
        if statement.kind != but.kind:
            yield from statement.entries


def _recorded(statement: Statement) -> datetime:
    moment = statement.current.content.recorded_at
    assert moment, "only what is on the record is read"
    return moment
