"""The chronology: one line for every statement and every update of it, each on its own date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import QueryDict

from firsthome.kinds.entry import DATE_NOT_KNOWN, Entry, Mark
from firsthome.kinds.gestation import TERM_DAYS, gestation_on, say_gestation
from firsthome.kinds.record import Statement, Version
from firsthome.kinds.registry import kinds
from firsthome.kit.dates import LONDON, say_day
from firsthome.pages.answers import source_words
from firsthome.pages.gate import RecordPage

LATEST_GESTATION = TERM_DAYS + 28
"""Beyond 44 weeks a count of weeks says nothing any more."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, in words, with what it can be filtered by."""

    entry: UUID
    order: date
    when: str
    gestation: str
    title: str
    sentence: str
    signed: str
    source: str
    badges: tuple[str, ...]
    kind: str
    agency: int
    persons: frozenset[UUID]


def lines_of(page: RecordPage) -> list[Line]:
    """Every line of the record, the latest first."""
    lines = [
        _line(page, statement, version) for statement in page.record.statements for version in statement.lines
    ]
    return sorted(lines, key=lambda line: line.order)[::-1]


def _line(page: RecordPage, statement: Statement, version: Version) -> Line:
    content, record, names = version.content, page.record, page.names
    said = version.said
    return Line(
        entry=version.tip.id,
        order=record.day_for_order(content),
        when=_when(content),
        gestation=_gestation(page, version),
        title=kinds()[content.kind].title,
        sentence=said.sentence(content, names) if said else "",
        signed=f"{names.agency(content.agency)}, {names.practitioner(content.author)}",
        source=source_words(content),
        badges=badges_of(statement, version),
        kind=content.kind,
        agency=content.agency,
        persons=frozenset({*content.about, *(said.persons() if said else ())}),
    )


def _when(entry: Entry) -> str:
    """When it happened; where that was not said, when it was recorded."""
    if entry.happened == DATE_NOT_KNOWN and entry.recorded_at:
        return f"Recorded {say_day(entry.recorded_at.astimezone(LONDON))}"
    said = entry.happened.say()
    return said[0].upper() + said[1:]


def badges_of(statement: Statement, version: Version) -> tuple[str, ...]:
    """What happened to a line since it was first said, in words."""
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


def _gestation(page: RecordPage, version: Version) -> str:
    """«22+4» where the day and the expected date are known."""
    edd, span = page.record.edd, page.record.happened(version.content)
    if edd is None or span.earliest is None or span.earliest != span.latest:
        return ""
    days = gestation_on(span.earliest, edd)
    born = page.record.born_on
    return (
        say_gestation(days) if 0 <= days <= LATEST_GESTATION and not (born and span.earliest > born) else ""
    )


@dataclass(frozen=True)
class Filters:
    """What of the chronology is to be seen. An unknown value filters nothing."""

    agency: str = ""
    person: str = ""
    kind: str = ""
    order: str = ""

    @classmethod
    def asked(cls, query: QueryDict) -> Filters:
        """From the address of the page."""
        return cls(*(query.get(name, "") for name in ("agency", "person", "kind", "order")))

    def any(self) -> bool:
        """Whether anything is left out."""
        return bool(self.agency or self.person or self.kind)

    def apply(self, lines: list[Line]) -> list[Line]:
        """The lines that are to be seen, in the order asked for."""
        seen = [line for line in lines if self._fits(line)]
        return seen[::-1] if self.order == "oldest" else seen

    def _fits(self, line: Line) -> bool:
        return (
            self.agency in ("", str(line.agency))
            and self.kind in ("", line.kind)
            and (not self.person or self.person in map(str, line.persons))
        )


def filter_options(lines: list[Line], page: RecordPage) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """For each filter its name, its label, and what this record offers: no more than what can be seen on it."""
    agencies = {str(line.agency): page.names.agency(line.agency) for line in lines}
    people = {str(person): page.names.person(person) for person in page.record.people}
    sorts = {line.kind: line.title for line in lines}
    options = (("agency", "Agency", agencies), ("person", "About", people), ("kind", "What", sorts))
    return [(name, label, sorted(found.items(), key=lambda one: one[1])) for name, label, found in options]
