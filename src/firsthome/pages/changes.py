"""How each change goes that a parent wants, day by day, in their own scale's words. Nothing is added up.

Source: briefing, section 06; domain facts, 5.2: a note per behaviour with its date, never a badge.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.kinds.change import Change, Step
from firsthome.kinds.record import Statement
from firsthome.pages.choices import short_words
from firsthome.pages.entry import signature
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.still_unknown import Cited
from firsthome.reading.change import Evidence, StepOn, evidence, steps


@dataclass(frozen=True, slots=True)
class Day:
    """What was said about a change on one day."""

    when: str
    step: str
    shown_by: str
    entries: list[Cited]
    lapse: str
    signed: str
    entry: UUID


@dataclass(frozen=True, slots=True)
class Going:
    """One change: what the parent wants, and how it goes."""

    entry: UUID
    heading: str
    facts: list[tuple[str, str]]
    scale: list[tuple[str, str]]
    days: list[Day]
    whose_word: str


@record_page(Permission.READ_RECORD)
def changes(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Each behaviour by itself, in the order in which it was first said."""
    going = [_going(page, statement, said) for statement, said in page.record.of(Change)]
    page.looked_at += [day.entry for one in going for day in one.days]
    return show(
        request,
        "changes",
        page=page,
        going=going,
        may_add=page.may(Permission.ADD_ENTRY),
        may_change=page.may(Permission.CORRECT_ENTRY),
    )


def _going(page: RecordPage, statement: Statement, said: Change) -> Going:
    facts = [
        ("What they want", f"“{said.wants.strip()}”" if said.wants.strip() else ""),
        ("Why now", said.why_now),
        ("What would make it hard", said.hard),
        ("Support now", said.support),
        ("Support after the birth", said.support_after_birth or "Nothing recorded here yet"),
    ]
    return Going(
        entry=statement.current.tip.id,
        heading=f"{said.behaviour.rstrip('.')}, {page.names.person(said.person)}",
        facts=[fact for fact in facts if fact[1]],
        scale=[(step.label, said.anchor(step)) for step in Step if said.anchor(step)],
        days=[_day(page, one) for one in steps(statement)],
        whose_word=_whose(evidence(page.record, statement)),
    )


def _day(page: RecordPage, one: StepOn) -> Day:
    entry, said = one
    return Day(
        when=entry.happened.say(),
        step=said.step_words(),
        shown_by=said.shown_by(),
        entries=[Cited(each, short_words(page, each)) for each in said.evidence_entries],
        lapse=said.lapse,
        signed=signature(page, entry.agency, entry.author),
        entry=entry.id,
    )


def _whose(found: Evidence) -> str:
    """Whose word there is so far, said as help."""
    if found.seen:
        return "Somebody has seen it, or it was measured."
    if found.on_word_only:
        return "So far somebody says so. What would show that it is holding, and who could help it last?"
    return "Nothing recorded here yet that shows how it goes."
