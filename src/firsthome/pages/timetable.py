"""The timetable page: what the procedure asks for, what is done and what is due, and what set each day.

Everything is worked out in `reading` from what this page's reader may see. Nothing is ever counted against anybody: a
day that has passed asks what happened. Source: feature row 15; safety rules 1, 4, 8 and 9.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from markupsafe import Markup

from firsthome.access.permissions import Permission
from firsthome.kinds.gestation import gestation_on, say_gestation
from firsthome.kinds.milestone import Reached
from firsthome.kit.addresses import address
from firsthome.kit.dates import Span, say_day, say_span
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.overview import heading
from firsthome.pages.pictures.milestones import Drawn, milestones_svg
from firsthome.pages.pictures.svg import drawn
from firsthome.procedures.rules import After, AtWeek, BeforeExpected
from firsthome.procedures.timetable import Milestone, Value
from firsthome.procedures.timings import timings
from firsthome.prompts.case import Case
from firsthome.reading.axis import axis_for
from firsthome.reading.babies import only_losses
from firsthome.reading.clocks import Days
from firsthome.reading.closed import closed
from firsthome.reading.timetable import Clock, Counted, Stands, clocks, council_of, counts_from
from firsthome.record.approved import timetable_of

TO_DO = (Stands.DUE, Stands.WAITS, Stands.NOT_SET)
DONE = (Stands.DONE, Stands.NOT_NEEDED)
ORDER = {
    "To be done": TO_DO,
    "Done": DONE,
    "Has not begun to count": (Stands.NOT_BEGUN,),
    "Ended by a decision": (Stands.ENDED,),
    "Belonged before the birth": (Stands.CLOSED,),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One milestone as the table says it."""

    key: str
    what: str
    help: str
    stands: str
    by: str
    set_by: list[str]
    doubt: list[str]
    owner: str
    entry: str
    links: list[tuple[str, str]]
    """What can be said to it: words and address."""


@record_page(Permission.READ_RECORD, prints=True)
def timetable(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Gestation along the top, the milestones beneath, and the same in tables."""
    procedure, lost = timetable_of(page.found.id), only_losses(page.record)
    every = clocks(page.record, procedure, page.names.codes)
    edition = procedure.on(page.today)
    council = edition.councils.get(council_of(page.record), "")
    groups = [(title, [_row(page, one) for one in _in(every, stands)]) for title, stands in ORDER.items()]
    return show(
        request,
        "timetable",
        page=page,
        heading=heading(page),
        lost=lost,
        shut=closed(page.record) is not None,
        edition=edition,
        since=say_day(edition.effective_from),
        council=council,
        has_councils=bool(edition.councils),
        picture=Markup() if lost else _picture(page, every),
        groups=[(title, rows) for title, rows in groups if rows],
        may_add=page.may(Permission.ADD_ENTRY) and not page.paper,
    )


def _in(every: list[Clock], stands: tuple[Stands, ...]) -> list[Clock]:
    """Those that stand so, by their day; those without a day last, in the order of the procedure."""
    found = [one for one in every if one.stands in stands]
    return sorted(found, key=lambda one: _day(one) or date.max)


def _day(clock: Clock) -> date | None:
    if clock.met and clock.met.days:
        return clock.met.days.latest
    return clock.due.earliest if clock.due else None


def _picture(page: RecordPage, every: list[Clock]) -> Markup:
    rows = []
    for one in _in(every, TO_DO + DONE):
        days = one.met.days if one.met else one.due
        if days and one.stands is not Stands.NOT_NEEDED:
            words = f"{_stands(page, one)}. {_by(page, one)}"
            rows.append(Drawn(one.key, one.milestone.what, words, *days, done=one.met is not None))
    if not rows:
        return Markup()
    axis = axis_for(page.record, page.today, [Span(row.first, row.last) for row in rows], None)
    return drawn(milestones_svg(rows, axis, page.today))


# --- one row ----------------------------------------------------------------------------------------------------------


def _row(page: RecordPage, one: Clock) -> Row:
    entries = address("record", reference=page.found.reference) + "entries/"
    return Row(
        one.key,
        one.milestone.what,
        one.milestone.help,
        _stands(page, one),
        _by(page, one),
        list(_set_by(page, one)),
        _doubt(one),
        _owner(page, one.milestone),
        _shown_by(one, entries),
        _links(page, one),
    )


def _stands(page: RecordPage, one: Clock) -> str:
    """In words, as a sentence, and never as a mark against anybody."""
    match one.stands:
        case Stands.DONE:
            assert one.met
            how = "Done elsewhere" if one.met.how is Reached.ELSEWHERE else "Done"
            where = f". Record of truth: {one.met.where}" if one.met.where else ""
            return f"{how}{_on(page, one.met.days)}{where}"
        case Stands.NOT_NEEDED:
            return "Not needed for this family"
        case Stands.NOT_BEGUN:
            return _begins_with(one)
        case Stands.CLOSED:
            return "Not recorded here before the birth"
        case Stands.ENDED:
            return _ended(one)
        case Stands.WAITS:
            return "Waits. " + " ".join(pause.why for _, pause in one.pauses if pause.ends is None)
        case _:
            return _nothing_yet(page, one)


def _shown_by(one: Clock, entries: str) -> str:
    """Where the entry can be read that shows it, or that ended it."""
    if one.stands is Stands.ENDED and one.ended:
        return f"{entries}{one.ended.entry.id}"
    return f"{entries}{one.met.entry.id}" if one.met else ""


def _ended(one: Clock) -> str:
    """Why nobody waits for it any more, and what begins it again."""
    assert one.ended
    entry, said = one.ended
    meant = said.settled.within() if said.settled else ""
    needs = one.edition.milestones[one.milestone.needs]
    again = f"It begins again with: {needs.what[0].lower()}{needs.what[1:]}"
    return f"Ended by what was decided, {entry.happened.say()}: {meant}. {again}"


def _nothing_yet(page: RecordPage, one: Clock) -> str:
    """Absence here is not absence of care: only of services that record such things here is it said that nothing is."""
    held = one.milestone.held_in
    past = bool(one.due and one.due.earliest < page.today)
    if _recorded_here(page, one.milestone):
        return "The day has passed, and nothing is recorded here yet" if past else "Nothing recorded here yet"
    if not held:
        return "The day has passed: what happened?" if past else "To be done"
    return f"{'The day has passed: what happened? ' if past else ''}Kept in another system: {held}"


def _recorded_here(page: RecordPage, milestone: Milestone) -> bool:
    by = milestone.shown_by
    kinds = {*by.kinds, *(["meeting"] if by.meetings else []), *(["assessment"] if by.events else [])}
    case = Case(page.record, timings(), page.names.codes)
    owners = [agency for agency in case.around if not milestone.owner or case.code(agency) == milestone.owner]
    return any(kinds & case.declared_by(agency) for agency in owners)


def _begins_with(one: Clock) -> str:
    needs = one.edition.milestones.get(one.milestone.needs)
    if needs is None:
        return "Begins with the birth"
    return f"Begins once this is recorded here: {needs.what[0].lower()}{needs.what[1:]}"


def _by(page: RecordPage, one: Clock) -> str:
    if one.due is None:
        return "" if one.met or one.stands not in TO_DO else "No day is set"
    if one.at_once:
        return f"At once, from {_days(page, one.due)}: its day had passed already when it began to count"
    due, floor = _days(page, one.due), f"; not before {_days(page, one.floor)}" if one.floor else ""
    doubt = "; the two do not fit together, so somebody has to decide" if one.does_not_fit else ""
    wide = "" if one.due.earliest == one.due.latest else ": the earliest day counts"
    return f"By {due}{wide}{floor}{doubt}"


def _on(page: RecordPage, days: Days | None) -> str:
    return (
        f" on {_days(page, days)}"
        if days and days[0] == days[1]
        else f", {_days(page, days)}"
        if days
        else ""
    )


def _days(page: RecordPage, days: Days) -> str:
    """«24 March 2025 (20+6)», or «between … and …»."""
    said = say_span(Span(*days))
    edd, born = page.record.edd, page.record.born_on
    if days.earliest != days.latest or not edd or (born and days.latest >= born):
        return said
    weeks = gestation_on(days.latest, edd)
    return f"{said} ({say_gestation(weeks)})" if 0 <= weeks <= 42 * 7 else said


def _set_by(page: RecordPage, one: Clock) -> Iterator[str]:
    """Each value, what it counts from and who says so; the first that comes to a day decides."""
    if one.stands in (Stands.NOT_BEGUN, Stands.STOPPED):
        return
    several = sum(bool(counted.days) for counted in one.set_by) > 1
    for place, counted in enumerate(one.set_by):
        decides = " This one decides." if several and not place and counted.days else ""
        yield f"{_counted(one, counted)}{decides}"
    for counted in one.floor_by:
        yield f"Not before: {_counted(one, counted)}"


def _counted(one: Clock, counted: Counted) -> str:
    rule = counted.value.rule.say()
    span = counts_from(counted.value, one.facts)
    said = f"{rule[0].upper()}{rule[1:]}"
    if span and span.earliest:
        said += f", {_counted_from(counted.value)} {say_span(span)}"
    if counted.days:
        said += f": {say_span(Span(*counted.days))}"
    return f"{said}. {counted.value.say_source()}."


def _counted_from(value: Value) -> str:
    match value.rule:
        case AtWeek() | BeforeExpected():
            return "with the baby expected"
        case After():
            return "which was"
        case _:
            return ""


def _doubt(one: Clock) -> list[str]:
    """What is not confirmed is said beside the day itself, not only in its source."""
    open_values = [counted.value for counted in one.set_by[:1] if one.stands is Stands.DUE]
    return ["Not confirmed by your partnership" for value in open_values if not value.confirmed]


def _owner(page: RecordPage, milestone: Milestone) -> str:
    if not milestone.owner:
        return ""
    named = [
        page.names.agency(agency)
        for agency, code in page.names.codes.items()
        if code.replace("-", "_") == milestone.owner
    ]
    return ", ".join(dict.fromkeys(named)) or milestone.owner.replace("_", " ").capitalize()


def _links(page: RecordPage, one: Clock) -> list[tuple[str, str]]:
    if page.paper or one.stands not in (*TO_DO, Stands.CLOSED) or not page.may(Permission.ADD_ENTRY):
        return []
    said = address("add_entry", reference=page.found.reference, kind="milestone") + f"?milestone={one.key}"
    pause = address("add_entry", reference=page.found.reference, kind="pause") + f"?milestone={one.key}"
    links = [
        ("Done elsewhere", f"{said}&reached=elsewhere"),
        ("Done", f"{said}&reached=here"),
        ("Not needed", f"{said}&reached=not_needed"),
    ]
    if one.stands is Stands.DUE:
        return [*links, ("It has to wait", pause)]
    waits = [entry for entry, said in one.pauses if said.ends is None]
    return links + [("Say until when it waits", _changes(page, entry)) for entry in waits[:1]]


def _changes(page: RecordPage, entry: UUID) -> str:
    return address("correct_entry", reference=page.found.reference, entry=entry) + "?mark=update"
