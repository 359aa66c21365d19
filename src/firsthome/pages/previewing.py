"""What somebody else would read, drawn as they would read it: for checking a share, and for the preview.

Persons whom they may not know stay unnamed. Only what the person who asks may see themselves is ever shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from firsthome.access.principals import Reader
from firsthome.kinds.entry import Entry
from firsthome.kinds.record import Record
from firsthome.kinds.sharing import Share
from firsthome.pages.chronology import Line, lines_of
from firsthome.pages.gate import RecordPage
from firsthome.record.preview import of_agency, of_practitioner, seen_as


@dataclass(frozen=True, slots=True)
class Reading:
    """What one receiver would read of what is shared, and how much of it would still not reach them."""

    who: str
    lines: list[Line]
    not_reached: int


def other_reader(practitioner: int | None, agency: int, like: Reader) -> Reader:
    """Somebody of an agency, or one practitioner of it."""
    return of_practitioner(practitioner, agency, like) if practitioner else of_agency(agency, like)


def page_of_others(page: RecordPage, record: Record) -> RecordPage:
    """The same record with a part of it only, and only the names that this part gives."""
    named = {who: name for who, name in page.names.persons.items() if who in record.people}
    others = RecordPage(page.found, page.reader)
    others.record = record
    others.names = replace(page.names, persons=named)
    return others


def readings(
    page: RecordPage, entry: Entry, said: Share, receivers: list[tuple[int | None, int]]
) -> list[Reading]:
    """For each receiver, the entries of a share as they would read them once it is added."""
    return [_reading(page, entry, said, who, agency) for who, agency in receivers]


def _reading(page: RecordPage, entry: Entry, said: Share, practitioner: int | None, agency: int) -> Reading:
    record = seen_as(page.found, page.reader, other_reader(practitioner, agency, page.reader), after=entry)
    wanted = {page.record.by_entry[one].id for one in said.entries}
    others = page_of_others(page, record)
    shared = {one.current.content.id for one in record.statements if one.id in wanted}
    lines = [line for line in lines_of(others) if record.by_entry[line.content].id in wanted]
    who = page.names.practitioner(practitioner) if practitioner else page.names.agency(agency)
    return Reading(who, lines, len(wanted) - len(shared))


def say_preview(page: RecordPage, look: str) -> str:
    """As whom a look was a preview: «Preview, as Health visiting»; nothing where it was not one."""
    name, _, whom = look.partition(" ")
    if name != "preview_as" or not whom:
        return ""
    what, _, number = whom.partition("-")
    if not number.isdecimal():
        return "Preview, as the family’s copy"
    called = page.names.agency if what == "agency" else page.names.practitioner
    return f"Preview, as {called(int(number))}"
