"""Adding a clinic's list of appointments: choose the file, read what would come of it, then add it a part at a time.

Nothing is kept before somebody has seen what would be added. What is wrong with a row stands beside it; the other rows
can be added all the same, and the list that was put right can be sent again whole.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate

from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader
from firsthome.exchange.appointment_list import (
    BY_NAME,
    COLUMNS,
    MOST_ROWS,
    Appointment,
    Faulty,
    Line,
    NotAList,
    appointment_of,
    read_list,
    twice,
)
from firsthome.exchange.appointments_in import NO_RECORD, Incoming, Placed
from firsthome.kit.forms import Problem
from firsthome.kit.one_file import FIELD, LARGEST, file_of, takes_a_file
from firsthome.pages.frame import show
from firsthome.pages.gate import page, write_found, write_try

AT_ONCE = 25
"""So many rows are added before the page says how far it is."""
TYPES = frozenset(
    {"text/csv", "text/plain", "application/csv", "application/vnd.ms-excel", "application/octet-stream"}
)
"""What browsers call a CSV file; what it is, its content shows."""
SENT_WRONG = "Choose the list again: what was sent cannot be read"


class Wrong(NamedTuple):
    """A row that cannot be added: the number of its line, what it says, and what to put right."""

    number: int
    cells: str
    faults: tuple[str, ...]


@dataclass
class Sorted:
    """What would come of a list: new and changed appointments, those that are there, and rows with something wrong."""

    new: list[Line] = field(default_factory=list)
    changed: list[Line] = field(default_factory=list)
    there: list[Line] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)

    def add(self, line: Line, placed: Placed) -> None:
        """Put a row where it belongs, with the reference of its record, however it was found."""
        named = Line(line.number, {**line.cells, "record": placed.found.reference})
        entry = placed.entry
        (self.there if entry is None else self.changed if entry.replaces else self.new).append(named)

    @property
    def to_add(self) -> list[Line]:
        """The rows of which something comes, in the order of the file."""
        return sorted([*self.new, *self.changed], key=lambda line: line.number)


@dataclass
class Tally:
    """How far adding is: what was added, changed, there already and left, of how many rows."""

    total: int
    added: int = 0
    changed: int = 0
    there: int = 0
    left: list[list[Any]] = field(default_factory=list)
    """The number of a line, and why it was not added."""

    @property
    def done(self) -> int:
        """How many rows were looked at."""
        return self.added + self.changed + self.there + len(self.left)


@page(Permission.ADD_APPOINTMENTS)
@takes_a_file
def appointments(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The form for a file, what would come of it, or how far adding it is."""
    if request.method != "POST":
        return _form(request)
    try:
        return _add(request, reader) if request.POST.get("step") == "add" else _check(request, reader)
    except NotAList as wrong:
        return _form(request, [Problem(FIELD, str(wrong))])


def _form(request: HttpRequest, problems: Sequence[Problem] = ()) -> HttpResponse:
    status = 422 if problems else 200
    return show(
        request,
        "appointments",
        status,
        problems=problems,
        columns=COLUMNS,
        most=MOST_ROWS,
        largest=LARGEST // 1024,
    )


def _check(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What would come of the file. Nothing is added."""
    lines, not_read = read_list(_content(request), LARGEST)
    found = _sorted(request, lines, reader)
    sent = json.dumps([[line.number, dict(line.cells)] for line in found.to_add], ensure_ascii=False)
    return show(request, "appointments_checked", found=found, not_read=not_read, rows=len(lines), sent=sent)


def _content(request: HttpRequest) -> bytes:
    chosen = file_of(request)
    if chosen is None:
        raise NotAList("Choose a CSV file")
    if not (chosen.name or "").lower().endswith(".csv") or chosen.content_type not in TYPES:
        raise NotAList("Choose a file that ends in .csv: save the list as “CSV UTF-8” first")
    content: bytes = chosen.read(LARGEST + 1)
    return content


def _sorted(request: HttpRequest, lines: Sequence[Line], reader: Reader) -> Sorted:
    found, read = Sorted(), list[tuple[Line, Appointment]]()
    for line in lines:
        try:
            read.append((line, appointment_of(line, localdate())))
        except Faulty as why:
            found.wrong.append(_wrong(line, why))
    again, incoming, places = twice(one for _, one in read), Incoming(reader), list[Placed]()
    for line, one in read:
        try:
            placed = _placed(incoming, one, again.get(one.number))
        except Faulty as why:
            found.wrong.append(_wrong(line, why))
            if why.faults == (NO_RECORD,):
                write_try(request, one.reference)
        else:
            places.append(placed)
            found.add(line, placed)
    found.wrong.sort()
    write_found(request, list(dict.fromkeys(one.found.id for one in places)))
    return found


def _placed(incoming: Incoming, one: Appointment, before: int | None) -> Placed:
    if before:
        raise Faulty(f"The same appointment stands in line {before} already: keep one of them")
    return incoming.place(one)


def _wrong(line: Line, why: Faulty) -> Wrong:
    return Wrong(line.number, ", ".join(f"{name} {cell}" for name, cell in line.cells.items()), why.faults)


def _add(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Add the next rows, and say how far it is; sending a part again adds nothing twice."""
    lines, tally = _sent(request)
    incoming, now = Incoming(reader), lines[:AT_ONCE]
    for line in now:
        try:
            placed = incoming.place(appointment_of(line, localdate()))
            incoming.add(placed)
        except Faulty as why:
            tally.left.append([line.number, str(why)])
        else:
            _count(tally, placed)
    rest = json.dumps([[line.number, dict(line.cells)] for line in lines[AT_ONCE:]], ensure_ascii=False)
    said = json.dumps([tally.total, tally.added, tally.changed, tally.there, tally.left], ensure_ascii=False)
    return show(request, "appointments_added", tally=tally, more=len(lines) > AT_ONCE, sent=rest, said=said)


def _count(tally: Tally, placed: Placed) -> None:
    if placed.entry is None:
        tally.there += 1
    elif placed.entry.replaces:
        tally.changed += 1
    else:
        tally.added += 1


def _sent(request: HttpRequest) -> tuple[list[Line], Tally]:
    """The rows that are still to be added, and how far it was; NotAList for what no page of ours sends."""
    try:
        lines = [
            Line(int(number), {str(name): str(cell) for name, cell in cells.items() if name in BY_NAME})
            for number, cells in json.loads(request.POST.get("rows", ""))
        ]
        said = json.loads(request.POST.get("said", "null"))
        tally = Tally(len(lines)) if said is None else _tally(*said)
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise NotAList(SENT_WRONG) from None
    if not 0 < len(lines) <= MOST_ROWS:
        raise NotAList(SENT_WRONG)
    return lines, tally


def _tally(total: Any, added: Any, changed: Any, there: Any, left: Any) -> Tally:
    rows = [[int(number), str(why)] for number, why in left]
    return Tally(int(total), int(added), int(changed), int(there), rows)
