"""What a practitioner copies into another system: one entry, or the record as they see it, as plain text.

Pure. Lines of 80 characters at most, and no typographic characters that another system would garble. What was
taken back is left out. What is not everybody's to read says so, and so does whatever follows from it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from firsthome.exchange.documents import parts
from firsthome.exchange.documents.answers import answers
from firsthome.exchange.documents.passing_on import NamesIn, may_be_passed_on
from firsthome.exchange.documents.sections import FILL_IN, Line, Section
from firsthome.exchange.documents.wording import (
    ABSENCE,
    EVALUATION,
    author,
    baby_called,
    expected,
    gestation_today,
    how_known,
    how_sure,
    when,
)
from firsthome.kinds.entry import Entry, Mark, Names
from firsthome.kinds.handling import Use
from firsthome.kinds.record import Record, Statement, Version
from firsthome.kit.dates import say_day, say_moment
from firsthome.procedures.folder import OWN
from firsthome.procedures.timings import timings
from firsthome.prompts.asking import questions
from firsthome.reading.babies import only_losses
from firsthome.reading.contested import beside

WIDTH = 80
ASK_FIRST = "Do not pass on without asking"
TYPOGRAPHIC = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
        "…": "...",
        "\u00a0": " ",
    }
)


def plain_text(
    record: Record,
    names: Names,
    what: UUID | None,
    today: date,
    *,
    agency: int,
    ring: Mapping[int, str] | None = None,
    partnership: str = OWN,
    open_part: Record | None = None,
) -> str:
    """Text to copy: the statement that `what` names (its id or an entry's), or the whole record where it is None.

    `record` is what somebody of `agency` sees; `open_part` is what of it the ledger knows to be open, where that
    was asked; `ring` says whom to ring at which agency. KeyError means that the record has no such entry, or that
    it was taken back.
    """
    free = may_be_passed_on(open_part or record, names, agency, Use.SHARE, today)
    seen_by = names.agency(agency)
    if what is not None:
        return _one(record, free, names, record.by_entry[what], _top(seen_by, today))

    def drawn(part: Record) -> list[Section]:
        return _whole(part, NamesIn(names, part.people), today, ring or {}, partnership)

    return as_text(_top(seen_by, today), _marked(drawn(record), drawn(free)))


def as_text(top: list[str], sections: list[Section]) -> str:
    """Headed sections as plain text, each line at most 80 characters long."""
    lines = [row for words in top for row in _wrap(words)]
    for section in sections:
        lines += ["", *_wrap(section.heading.upper())]
        lines += [row for line in section.lines for row in _said(line, section.form)] or _wrap(section.empty)
    return "\n".join(lines) + "\n"


def _top(seen_by: str, today: date) -> list[str]:
    return [f"Copy made on {say_day(today)} of what {seen_by} may see.", ABSENCE, EVALUATION]


# --- the whole record ------------------------------------------------------------------------------------------------


def _whole(
    record: Record, names: Names, today: date, ring: Mapping[int, str], partnership: str
) -> list[Section]:
    asked = parts.unknown(questions(record, timings(partnership), today))
    return [
        _baby(record, names, today),
        parts.people(record, names),
        parts.involved(record, names, ring, today),
        parts.happened(record, names),
        asked,
    ]


def _baby(record: Record, names: Names, today: date) -> Section:
    """The baby first. After a reported loss nothing is counted any more."""
    lines = [Line(baby_called(record, names))]
    if not only_losses(record):
        due = expected(record, names) or "Nothing recorded here yet about when the baby is expected."
        sure, weeks = how_sure(record), gestation_today(record, today)
        lines += [Line(due), Line(sure or "Nothing recorded here yet about that.", "How sure is that date?")]
        lines += [Line(weeks, f"Gestation on {say_day(today)}")] if weeks else []
    return Section("The baby", tuple(lines))


def _marked(seen: list[Section], free: list[Section]) -> list[Section]:
    """Mark every line that a copy of the freely readable part would not have, word for word."""
    return [
        replace(section, lines=tuple(line if line in other.lines else _mark(line) for line in section.lines))
        for section, other in zip(seen, free, strict=True)
    ]


def _mark(line: Line) -> Line:
    return replace(line, text=f"[{ASK_FIRST}] {line.text}")


# --- one statement ---------------------------------------------------------------------------------------------------


def _one(record: Record, free: Record, names: Names, statement: Statement, top: list[str]) -> str:
    """All lines of a statement that stand, and what was corrected."""
    standing = [line for line in statement.standing if line.said]
    if not standing:
        raise KeyError(statement.id)
    if _lines(record, names, statement) != _lines(free, NamesIn(names, free.people), statement):
        top = [*top, f"{ASK_FIRST}: this is kept to fewer people, or somebody set a condition."]
    sections = [_version(record, line, names) for line in standing]
    return as_text(top, [*sections, *_corrections(record, statement, names)])


def _lines(record: Record, names: Names, statement: Statement) -> list[Section]:
    """What a part of the record says of a statement; nothing where it is not in that part."""
    here = next((one for one in record.statements if one.id == statement.id), None)
    return [_version(record, line, names) for line in here.standing if line.said] if here else []


def _version(record: Record, line: Version, names: Names) -> Section:
    """Who wrote it, when it happened, how they know, the sentence, and every answer that it leaves out."""
    entry, said = line.content, line.said
    assert said, "only lines that say something are copied"
    sentence = said.sentence(entry, names)
    lines = [
        Line(when(record, entry), "When it happened"),
        Line(author(record, entry, names), "Written by"),
        *([Line(say_moment(entry.recorded_at), "Recorded")] if entry.recorded_at else []),
        Line(how_known(entry), "How it is known"),
        *([Line(", ".join(map(names.person, entry.about)), "About")] if entry.about else []),
        Line(sentence),
        *(Line(answer, question) for question, answer in answers(said, sentence, names)),
        *(Line(words) for words in beside(record, record.by_entry[entry.id], names)),
        *(Line(words, "It rests on") for words in _rests_on(record, entry, names)),
    ]
    heading = f"{said.title}: since then" if entry.mark is Mark.UPDATE else said.title
    return Section(heading, tuple(lines))


def _rests_on(record: Record, entry: Entry, names: Names) -> Iterator[str]:
    """What it rests on, as far as it stands."""
    for cited in entry.said.cited() if entry.said else ():
        statement = record.by_entry.get(cited)
        if statement and statement.current.said:
            line = parts.fact(record, statement.current, names)
            yield f"{line.label}: {line.text} ({line.detail})"


def _corrections(record: Record, statement: Statement, names: Names) -> Iterator[Section]:
    """What was corrected, by whom, why, and what it said before."""
    before = {entry.id: entry for entry in statement.entries}
    lines = []
    for entry in (one for one in statement.entries if one.mark is Mark.CORRECTION):
        day = f"Corrected on {say_day(entry.learned_on())}"
        lines.append(Line(entry.reason or "No reason recorded here.", day, author(record, entry, names)))
        old = before.get(entry.replaces) if entry.replaces else None
        if old and old.said:
            lines.append(Line(old.said.sentence(old, names), "Before that it said"))
    if lines:
        yield Section("What was corrected", tuple(lines))


# --- characters ------------------------------------------------------------------------------------------------------


def _said(line: Line, form: bool) -> list[str]:
    words = line.text or (f"{FILL_IN}." if form else "")
    rows = _wrap(f"{line.label}: {words}" if line.label else words, "* ", "  ")
    return rows + _wrap(line.detail, "  ", "  ")


def _wrap(words: str, first: str = "", after: str = "") -> list[str]:
    """Words in rows of 80 characters; the writer's own line breaks stay."""
    rows: list[str] = []
    for paragraph in filter(str.strip, words.translate(TYPOGRAPHIC).splitlines()):
        rows += textwrap.wrap(
            paragraph, WIDTH, initial_indent=after if rows else first, subsequent_indent=after
        )
    return rows
