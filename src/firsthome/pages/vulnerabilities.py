"""The register: every vulnerability that was recorded, of each adult, past and ruled out too, with its dates.

It lists and never counts: no number, no score, no order but that of days. Source: features, row 5; safety rule 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.kinds.entry import ended
from firsthome.kinds.vulnerability import Vulnerability
from firsthome.kit.dates import say_day
from firsthome.pages.chronology import signature
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.worries import say_later, say_now
from firsthome.reading.babies import only_losses
from firsthome.reading.vulnerabilities import Worry, register

NOBODY = "Whom it is about was not said"


@dataclass(frozen=True, slots=True)
class Row:
    """One vulnerability: what it is, since when, who says so, and what was said of it."""

    head: str
    when: str
    signed: str
    facts: tuple[tuple[str, str], ...]
    review: str
    support: bool
    entry: UUID


@record_page(Permission.READ_RECORD, prints=True)
def vulnerabilities(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """For each adult, the mother first."""
    adults = [
        (_called(page, who), [_row(page, one) for one in found]) for who, found in register(page.record)
    ]
    page.looked_at += [one.statement.current.tip.id for _, found in register(page.record) for one in found]
    return show(request, "vulnerabilities", page=page, adults=adults, may_add=page.may(Permission.ADD_ENTRY))


def _called(page: RecordPage, who: UUID | None) -> str:
    """«Ashwin Mistry, father»"""
    if who is None:
        return NOBODY
    said = page.record.people.get(who)
    role = (said.role_words or said.role.label.lower()) if said else ""
    return ", ".join(filter(None, [page.names.person(who), role]))


def _row(page: RecordPage, one: Worry) -> Row:
    said, content = one.said, one.statement.current.content
    when = content.happened.say()
    baby = "" if only_losses(page.record) or not said.possible else say_now(said)
    later = "" if only_losses(page.record) else say_later(said)
    facts = (
        ("What was seen or said", ended(said.account)),
        ("What came of asking", said.say_asked()),
        ("The baby now", baby),
        ("Later", later),
        ("What helps", ended(said.protective)),
        ("What was done so far", ended(said.response)),
        ("What comes next", ended(said.next_step)),
        ("Specialist service", _service(said)),
        ("Measured", _measured(one)),
    )
    return Row(
        head=f"{said.topic.label}: {said.standing.label.lower()}",
        when=when[0].upper() + when[1:],
        signed=signature(page, content),
        facts=tuple(fact for fact in facts if fact[1]),
        review=_review(page, one),
        support=not said.topic.counts,
        entry=one.statement.current.tip.id,
    )


def _service(said: Vulnerability) -> str:
    return " ".join(filter(None, [said.say_service(), ended(said.service_outcome)]))


def _measured(one: Worry) -> str:
    """«Breath test, version 2: 9 ppm, on 3 March 2025.»"""
    said = one.said
    if not said.tool:
        return ""
    version = f", {said.tool_version}" if said.tool_version else ""
    score = f": {said.tool_score}" if said.tool_score else ""
    return ended(f"{said.tool}{version}{score}" + (f", on {say_day(said.tool_on)}" if said.tool_on else ""))


def _review(page: RecordPage, one: Worry) -> str:
    """When somebody looks again, or that the day has passed."""
    day = one.said.review
    if day is None:
        return "No day to look again is set"
    return (
        f"Was to be looked at again on {say_day(day)}"
        if day < page.today
        else f"To be looked at again on {say_day(day)}"
    )
