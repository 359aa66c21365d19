"""Who can see a record, how much, until when and why: every part that its reader may see, and where it is changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from firsthome.access.directory import areas_before, directory
from firsthome.access.permissions import Permission
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.record import Statement
from firsthome.kit.dates import say_day
from firsthome.pages.chronology import signature
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page

LEFT = "Does not work there today, so this opens nothing"


@dataclass(frozen=True, slots=True)
class Part:
    """One part in words, and the entry that gives it."""

    who: str
    left: str
    how_much: str
    how_long: str
    why: str
    said_by: str
    entry: UUID


@record_page(Permission.SEE_ACCESS)
def who_can_see(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Parts that hold today or will, the highest level first; then those that have ended."""
    there = {
        (one.practitioner, one.agency)
        for one in directory(page.reader.partnership, with_colleagues=True).colleagues
    }
    before, today = areas_before(), page.today
    by_level = sorted(page.record.involvements, key=lambda one: -one[1].level.rank)
    held = [one for one in by_level if one[1].agency not in before]
    return show(
        request,
        "who_can_see",
        page=page,
        now=[_part(page, *one, there) for one in held if one[1].holds_on(today)],
        later=[_part(page, *one, there) for one in held if _begins_later(one[1], today)],
        ended=[_part(page, *one, there) for one in by_level if one not in held or _over(one[1], today)],
        areas=sorted(set(before.values())),
    )


def _over(said: Involvement, today: date) -> bool:
    return said.ends is not None and said.ends < today


def _begins_later(said: Involvement, today: date) -> bool:
    return said.begins is not None and said.begins > today and not _over(said, today)


def _part(page: RecordPage, statement: Statement, said: Involvement, there: set[tuple[int, str]]) -> Part:
    agency = page.names.agency(said.agency)
    who = (
        f"{page.names.practitioner(said.practitioner)}, {agency}"
        if said.practitioner
        else f"Everybody at {agency}"
    )
    has_left = bool(said.practitioner) and (said.practitioner, agency) not in there
    content = statement.current.content
    begins = said.begins or content.happened.earliest
    return Part(
        who=f"{who}, lead professional" if said.lead else who,
        left=LEFT if has_left else "",
        how_much=said.level.label,
        how_long=f"{f'From {say_day(begins)} ' if begins else ''}{_until(said)}",
        why=said.why,
        said_by=signature(page, content),
        entry=statement.current.tip.id,
    )


def _until(said: Involvement) -> str:
    return f"until the end of {say_day(said.ends)}" if said.ends else "with no end planned"
