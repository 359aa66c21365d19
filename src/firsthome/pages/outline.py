"""The record's first page for those who see no entries: at presence whom to ring, at summary how far she is as well."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.kit.dates import say_day
from firsthome.pages.baby import how_far
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage
from firsthome.record.outline import Outline, outline_for, to_ring

LOST = "A loss was recorded"


def outline(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Who is involved and whom to ring: no entry, no free text, and no name but with a summary.

    Why: docs/decisions/0005-levels.md.
    """
    involved = to_ring(page.found.id)
    lead = [one for one in involved if one.lead]
    leading = {one.agency for one in lead}
    known = outline_for(page.found.id) if page.may(Permission.SEE_SUMMARY) else None
    mother, told = known or ("", None)
    return show(
        request,
        "outline",
        page=page,
        lead=lead,
        others=[one for one in involved if not one.lead and (one.practitioners or one.agency not in leading)],
        mother=mother,
        summary=told,
        stands=how_it_stands(told, page.today) if told else "",
        expected=say_day(told.edd) if told and told.edd and not told.ended else "",
    )


def how_it_stands(outline: Outline, today: date) -> str:
    """How far the pregnancy is, or that it is over: after a loss nothing counts on, and nobody is told more here."""
    if outline.lost:
        return LOST
    if outline.born_on:
        return f"Born on {say_day(outline.born_on)}"
    return "The pregnancy has ended, or she has moved" if outline.ended else how_far(outline.edd, today)
