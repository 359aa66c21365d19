"""A clinic's list of appointments as a CSV file: which columns it has, and what is wrong with a row, in plain words.

Pure. Each row is one offered contact. Whose it is says the record's reference or an NHS number, never a name: columns
that are not named here, a name among them, are not read. What stands in a cell stays text, whatever it begins with.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from firsthome.kinds.choices import Choice
from firsthome.kinds.contact import Contact, ContactOutcome, OfferedHow, Setting
from firsthome.kinds.entry import LINE_LIMIT
from firsthome.kinds.spelled import read_nhs_number

MOST_ROWS = 500
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WORDS = 2_000
"""So long may a text in a cell be: what is longer is written as an entry."""
_ISO, _BRITISH = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"), re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


class NotAList(Exception):
    """The file as a whole cannot be read. Says what to do."""


class Faulty(Exception):
    """A row cannot be taken. `faults` says everything that is to be put right in it."""

    def __init__(self, *faults: str) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class Column(NamedTuple):
    """One column: its name, what it says, an example, and how a cell is read."""

    name: str
    says: str
    example: str
    read: Callable[[str], Any]
    field: str = ""
    """The question of a contact that it answers."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it stands in the file: the number of its line, and its cells by column, empty ones left out."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Appointment:
    """One row that can be taken: whose record, which appointment, on which day, and what is said of it."""

    number: int
    reference: str
    nhs_number: str
    key: str
    """What tells it from the other appointments of that record: the clinic's own number, or day, place and purpose."""
    day: date
    said: Contact


def read_list(content: bytes, largest: int) -> tuple[list[Line], list[str]]:
    """The rows of a file, and its columns that are not read; NotAList says why it cannot be read at all."""
    if len(content) > largest:
        raise NotAList(f"Split the list: a file can have up to {largest // 1024} KB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAList(
            "Save the list as “CSV UTF-8” and choose it again: its letters cannot be read"
        ) from None
    if "\x00" in text or not text.strip():
        raise NotAList(
            "Choose a CSV file with a list of appointments: this is empty, or another sort of file"
        )
    rows = _rows(text)
    header = [_name(cell) for cell in next(rows, (0, []))[1]]
    _check_header(header)
    lines = [line for number, cells in rows if (line := _line(number, header, cells)).cells]
    if not lines:
        raise NotAList("The list has no rows under its first line")
    if len(lines) > MOST_ROWS:
        raise NotAList(f"Split the list: it has {len(lines)} rows, and {MOST_ROWS} can be added at once")
    return lines, [name for name in header if name and name not in BY_NAME]


def appointment_of(line: Line, today: date) -> Appointment:
    """What a row says; Faulty names everything that is to be put right in it."""
    answers, faults = dict[str, Any](), list[str]()
    for name, cell in line.cells.items():
        try:
            answers[name] = BY_NAME[name].read(cell)
        except ValueError as wrong:
            faults.append(f"{name}: {wrong}")
    faults += [f"{name}: is empty" for name in NEEDED if name not in line.cells]
    if not line.cells.keys() & {"record", "nhs_number"}:
        faults.append("record: write the record’s reference here, or an NHS number under nhs_number")
    day, outcome = answers.get("date"), answers.get("outcome")
    if day and outcome and outcome is not ContactOutcome.OFFERED and day > today:
        faults.append("date: is still to come, so the outcome can only be “offered”")
    if faults:
        raise Faulty(*faults)
    assert day, "a date is needed"
    said = Contact(**{one.field: answers[one.name] for one in COLUMNS if one.field and one.name in answers})
    return Appointment(
        line.number, answers.get("record", ""), answers.get("nhs_number", ""), _key(answers, said), day, said
    )


def twice(appointments: Iterable[Appointment]) -> dict[int, int]:
    """Rows that say the same appointment as one before: the number of each, and of the first."""
    first, found = dict[tuple[str, str], int](), dict[int, int]()
    for one in appointments:
        before = first.setdefault((one.reference or one.nhs_number, one.key), one.number)
        if before != one.number:
            found[one.number] = before
    return found


# --- the file ---------------------------------------------------------------------------------------------------------


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of its line; between its cells stands whatever stands in the first line."""
    first = text.splitlines()[0]
    between = max(",;\t", key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=between, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        raise NotAList(
            f"Check line {reader.line_num}: a quotation mark is open or stands in the wrong place"
        ) from None


def _name(cell: str) -> str:
    return "_".join(cell.strip().lower().split())[:40]


def _check_header(header: list[str]) -> None:
    missing = [name for name in NEEDED if name not in header]
    if not {"record", "nhs_number"} & set(header):
        missing.append("record or nhs_number")
    if missing:
        raise NotAList(f"Write the names of the columns into the first line. Missing: {', '.join(missing)}")
    if len(named := [name for name in header if name in BY_NAME]) != len(set(named)):
        raise NotAList("Two columns have the same name: keep one of them")


def _line(number: int, header: list[str], cells: list[str]) -> Line:
    read = ((name, cell.strip()) for name, cell in zip(header, cells, strict=False) if name in BY_NAME)
    return Line(number, {name: cell for name, cell in read if cell})


# --- its cells --------------------------------------------------------------------------------------------------------


def _key(answers: Mapping[str, Any], said: Contact) -> str:
    if number := answers.get("appointment"):
        return f"number {number}"
    return f"day {answers['date']} {said.setting.value if said.setting else ''} {said.purpose}"


def _day(cell: str) -> date:
    if found := _ISO.fullmatch(cell):
        year, month, day = map(int, found.groups())
    elif found := _BRITISH.fullmatch(cell):
        day, month, year = map(int, found.groups())
    else:
        raise ValueError("write the date like 3/12/2026 or 2026-12-03")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError("there is no such day") from None


def _words_of(choice: type[Choice]) -> str:
    """The short words for the answers of a list, as a cell may write them."""
    return ", ".join(one.value.replace("_", " ") for one in choice)


def _one_of(choice: type[Choice]) -> Callable[[str], Choice]:
    """An answer by its short word or by the words that people read."""
    answers = {
        word.casefold(): one for one in choice for word in (one.value, one.value.replace("_", " "), one.label)
    }

    def read(cell: str) -> Choice:
        if found := answers.get(" ".join(cell.split()).casefold()):
            return found
        raise ValueError(f"write one of: {_words_of(choice)}")

    return read


def _text(limit: int) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if _CONTROLS.search(cell):
            raise ValueError("has characters that cannot be kept: type it anew")
        if len(cell) > limit:
            raise ValueError(f"shorten it to {limit:,} characters")
        return cell

    return read


def _reference(cell: str) -> str:
    letters = re.sub(r"[\s-]", "", cell).upper()
    if not re.fullmatch(r"[0-9A-Z]{8}", letters):
        raise ValueError("write the reference as it stands on the record, like AB2C-3DEF")
    return f"{letters[:4]}-{letters[4:]}"


_WORD, _LONG = _text(LINE_LIMIT), _text(_WORDS)

COLUMNS = (
    Column(
        "record", "The record’s reference. Needed, unless there is an NHS number.", "AB2C-3DEF", _reference
    ),
    Column(
        "nhs_number",
        "Of the mother or the baby, where it stands on the record.",
        "943 476 5919",
        read_nhs_number,
    ),
    Column(
        "appointment", "The clinic’s own number of the appointment, where it has one.", "A-20417", _text(60)
    ),
    Column("date", "The day it was or will be on.", "3/12/2026", _day),
    Column(
        "outcome",
        f"What became of it: {_words_of(ContactOutcome)}.",
        "not attended",
        _one_of(ContactOutcome),
        "outcome",
    ),
    Column("how", f"Where or how: {_words_of(Setting)}.", "clinic", _one_of(Setting), "setting"),
    Column("purpose", "What it was for.", "Scan", _LONG, "purpose"),
    Column("offered_on", "When it was offered.", "19/11/2026", _day, "offered_on"),
    Column(
        "offered_how",
        f"How it was offered: {_words_of(OfferedHow)}.",
        "letter",
        _one_of(OfferedHow),
        "offered_how",
    ),
    Column("moved_by", "Who moved or cancelled it.", "Her mother rang", _WORD, "moved_by"),
    Column(
        "reason", "The reason that was given, and by whom.", "The bus did not come", _LONG, "reason_given"
    ),
    Column("in_the_way", "What may have been in the way.", "The fare", _LONG, "barrier"),
    Column("next_date", "When the next one is.", "10/12/2026", _day, "next_date"),
    Column("note", "Anything else that was seen or said.", "Rang at noon", _LONG, "account"),
)
BY_NAME = {one.name: one for one in COLUMNS}
NEEDED = ("date", "outcome")
