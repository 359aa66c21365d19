"""The expected date: what it is now, what a change of it moved, what hangs on it, and everything said before.

It is shown after every change. What was said as a date never moves. Source: domain facts, 1.5 and hazard 21.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.kinds.pregnancy import Certainty, Pregnancy
from firsthome.kinds.record import Record, Statement
from firsthome.kit.addresses import address
from firsthome.kit.dates import Span, say_day, say_moment, say_span
from firsthome.pages.baby import how_far_between
from firsthome.pages.chronology import signature
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.pictures.svg import cut
from firsthome.procedures.timings import timings
from firsthome.prompts.moved import moved_questions, timed_by_the_expected_date
from firsthome.reading.babies import State, babies
from firsthome.reading.expected import NOT_KNOWN, Dating, datings, hanging, held, moves

LENGTH = 120


@dataclass(frozen=True, slots=True)
class MovedRow:
    """One date that a change moved: what it is, and the days before and after."""

    what: str
    before: str
    after: str
    entry: UUID | None


@dataclass(frozen=True, slots=True)
class HangsRow:
    """One date that hangs on the expected date."""

    what: str
    days: str
    entry: UUID | None


@dataclass(frozen=True, slots=True)
class SaidRow:
    """One thing that was said about the expected date, by whom and when, and how it stands."""

    sentence: str
    signed: str
    recorded: str
    reason: str
    standing: str
    entry: UUID


@record_page(Permission.READ_RECORD)
def expected_date(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Where the date comes from, what it moved, and what hangs on it."""
    record, said = page.record, page.record.pregnancy
    told = datings(record)
    page.looked_at += [one.entry.id for one in told]
    before = held(record)[-2:-1]
    return show(
        request,
        "expected_date",
        page=page,
        headline=_headline(page),
        facts=_facts(said),
        change=_change(page, told),
        moved=_moved(page, before[0]) if before else [],
        was_changed=bool(before),
        hangs=_hangs(page),
        said=[_said(page, one) for one in told],
    )


def _headline(page: RecordPage) -> str:
    """How far it is, while a baby is expected; after a birth or a loss nothing counts on."""
    if not any(baby.state is State.EXPECTED for baby in babies(page.record)):
        return ""
    return how_far_between(page.record, page.today)


def _facts(said: Pregnancy | None) -> list[tuple[str, str]]:
    if said is None:
        return []
    facts = [
        ("Expected", say_day(said.edd) if said.edd else "Not known yet"),
        ("What it rests on", str(said.basis).capitalize()),
        ("How sure", said.certainty.label if said.certainty is not Certainty.NOT_KNOWN else "Not known"),
    ]
    if said.between.earliest != said.between.latest and said.between.earliest:
        facts += [
            ("Could be", say_span(said.between)),
            ("Deadlines count from", f"{say_day(said.between.earliest)}, the earliest credible day"),
        ]
    return facts


def _change(page: RecordPage, told: list[Dating]) -> str:
    """Where the date is changed: the form of what holds, or a new one where nothing does."""
    if not page.may(Permission.CORRECT_ENTRY):
        return ""
    now = next((one for one in told if one.now), None)
    if now is None:
        return address("add_entry", reference=page.found.reference, kind=Pregnancy.kind)
    return address("correct_entry", reference=page.found.reference, entry=now.entry.id)


# --- what moved, and what hangs on it ---------------------------------------------------------------------------------


def _moved(page: RecordPage, before: Pregnancy | None) -> list[MovedRow]:
    """The last change, date by date: gestation first, then what was said in weeks, then questions timed in weeks."""
    record, was = page.record, page.record.with_pregnancy(before)
    rows = [_gestation_row(page, was)] if _headline(page) else []
    rows += [
        MovedRow(
            _what(page, one.what, one.statement), _days(one.before), _days(one.after), _entry(one.statement)
        )
        for one in moves(record, before)
    ]
    rows += [
        MovedRow(f"Asked from: {one.question}", _day(one.before), _day(one.after), None)
        for one in moved_questions(record, before, timings(), page.names.codes)
    ]
    return [row for row in rows if row.before != row.after]


def _gestation_row(page: RecordPage, was: Record) -> MovedRow:
    before, after = how_far_between(was, page.today), how_far_between(page.record, page.today)
    return MovedRow("How far the pregnancy is", before, after, None)


def _hangs(page: RecordPage) -> list[HangsRow]:
    rows = [
        HangsRow(_what(page, one.what, one.statement), _days(one.days), _entry(one.statement))
        for one in hanging(page.record)
    ]
    if _headline(page):
        rows += [
            HangsRow(f"Asked from: {question}", say_day(day), None)
            for question, day in timed_by_the_expected_date(page.record, timings(), page.names.codes)
        ]
    return rows


def _what(page: RecordPage, what: str, statement: Statement | None) -> str:
    """«At 12+0 weeks of pregnancy: The scan was late.»"""
    said = statement.current.said if statement else None
    if statement is None or said is None:
        return what
    return f"{what[0].upper()}{what[1:]}: {cut(said.sentence(statement.current.content, page.names), LENGTH)}"


def _entry(statement: Statement | None) -> UUID | None:
    return statement.current.tip.id if statement else None


def _days(span: Span) -> str:
    return "Not known" if span == NOT_KNOWN else say_span(span)


def _day(day: date | None) -> str:
    return say_day(day) if day else "Not asked"


# --- what was said ----------------------------------------------------------------------------------------------------


def _said(page: RecordPage, one: Dating) -> SaidRow:
    standing = "Holds now" if one.now else "Taken back" if one.taken_back else "Said before"
    return SaidRow(
        sentence=one.said.sentence(one.entry, page.names),
        signed=signature(page, one.entry),
        recorded=say_moment(one.entry.recorded_at) if one.entry.recorded_at else "",
        reason=one.entry.reason,
        standing=standing,
        entry=one.entry.id,
    )
