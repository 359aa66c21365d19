"""The chronology: one line for every statement and every update of it, each on its own date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from firsthome.kinds.entry import Entry, Mark, Names
from firsthome.kinds.gestation import TERM_DAYS, gestation_on, say_gestation
from firsthome.kinds.record import Record, Statement, Version
from firsthome.kinds.registry import kinds
from firsthome.kinds.when import Precision
from firsthome.kinds.worked_out import worked_out_once
from firsthome.kit.addresses import address
from firsthome.kit.dates import LONDON, say_day
from firsthome.pages.answers import source_words
from firsthome.pages.gate import RecordPage
from firsthome.reading.contested import Heard, badge, own_words

LATEST_GESTATION = TERM_DAYS + 28
"""Beyond 44 weeks a count of weeks says nothing any more."""


class Place(NamedTuple):
    """Where one line stands, with what it can be filtered by; its words are put together only where it is shown."""

    order: date
    statement: Statement
    version: Version

    @property
    def content(self) -> UUID:
        """The entry whose words stand, which is what a picture knows it by."""
        return self.version.content.id

    @property
    def kind(self) -> str:
        """What sort of thing it says."""
        return self.version.content.kind

    @property
    def agency(self) -> int:
        """Whose word it is."""
        return self.version.content.agency

    @property
    def persons(self) -> tuple[UUID, ...]:
        """Whom it is about, and whom it names."""
        said = self.version.said
        return self.version.content.about + (said.persons() if said else ())


class Line(NamedTuple):
    """One line, in words."""

    address: str
    """Where the entry that had the last word on it can be read."""
    content: UUID
    when: str
    gestation: str
    title: str
    sentence: str
    signed: str
    badges: tuple[str, ...]
    beside: tuple[str, ...] = ()
    """What somebody on the record says about it, in their own words."""


@worked_out_once
def places_of(record: Record) -> tuple[Place, ...]:
    """Every line of a record, the latest first."""
    places = [
        Place(record.day_for_order(version.content), statement, version)
        for statement in record.statements
        for version in statement.lines
    ]
    return tuple(sorted(places, key=lambda place: place.order)[::-1])


def lines_of(page: RecordPage) -> list[Line]:
    """Every line of the record in words, the latest first."""
    return words_for(page.record, page.names, entries_of(page), places_of(page.record))


def entries_of(page: RecordPage) -> str:
    """The address that the entries of the record stand under."""
    return address("record", reference=page.found.reference) + "entries/"


def words_for(record: Record, names: Names, entries: str, places: Sequence[Place]) -> list[Line]:
    """Some lines of the record in words."""
    heard = own_words(record)
    return [_line(record, names, entries, one, heard.get(one.statement.id, [])) for one in places]


def _line(record: Record, names: Names, entries: str, place: Place, heard: Heard) -> Line:
    content, said = place.version.content, place.version.said
    signed, source = _signed(names, content), source_words(content)
    return Line(
        address=f"{entries}{place.version.tip.id}",
        content=content.id,
        when=_when(content),
        gestation=_gestation(record, content),
        title=kinds()[content.kind].title,
        sentence=said.sentence(content, names) if said else "",
        signed=f"{signed}. {source}" if source else signed,
        badges=badges_of(place.statement, place.version, heard),
        beside=tuple(one.beside(names) for _, one in heard),
    )


def signature(page: RecordPage, entry: Entry) -> str:
    """«Maternity, Ada Hope»."""
    return _signed(page.names, entry)


def _signed(names: Names, entry: Entry) -> str:
    return f"{names.agency(entry.agency)}, {names.practitioner(entry.author)}"


def _when(entry: Entry) -> str:
    """When it happened; where that was not said, when it was recorded."""
    if entry.happened.precision is Precision.UNKNOWN and not entry.happened.words and entry.recorded_at:
        return f"Recorded {say_day(entry.recorded_at.astimezone(LONDON))}"
    said = entry.happened.say()
    return said[0].upper() + said[1:]


def badges_of(statement: Statement, version: Version, heard: Heard) -> tuple[str, ...]:
    """What happened to a line since it was first said, in words, and whether somebody contests it."""
    return (*_changes(statement, version), *filter(None, [badge(heard)]))


def _changes(statement: Statement, version: Version) -> tuple[str, ...]:
    if len(statement.entries) == 1 and version.said:
        return ()
    if statement.detached:
        return ("About somebody named in error",)
    if version.withdrawn:
        return (
            ("Recorded in error" if version.withdrawn.mark is Mark.ERROR else "Belongs to another family"),
        )
    badges = []
    if version.content.mark is Mark.UPDATE:
        badges.append("Update")
    elif version.tip is not statement.entries[0]:
        badges.append("Corrected")
    if version.said is None:
        badges.append("Content removed by order")
    if len(statement.standing) > 1 and version is not statement.standing[-1]:
        badges.append("Changed since then")
    return tuple(badges)


def _gestation(record: Record, content: Entry) -> str:
    """«22+4» where the day and the expected date are known."""
    edd, born = record.edd, record.born_on
    day, latest = record.happened(content)
    if edd is None or day is None or day != latest or (born and day > born):
        return ""
    days = gestation_on(day, edd)
    return say_gestation(days) if 0 <= days <= LATEST_GESTATION else ""
