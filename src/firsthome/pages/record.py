"""The record: the baby first, then who is who, whom to ring, and what happened."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from firsthome.access.directory import directory
from firsthome.access.permissions import Permission
from firsthome.kinds.family import Role
from firsthome.kit.dates import say_day
from firsthome.pages.baby import baby_today
from firsthome.pages.chronology import Filters, filter_options, lines_of
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page


@dataclass(frozen=True)
class Involved:
    """One agency or practitioner, and whom to ring."""

    who: str
    details: str
    ring: str
    ended: bool


@record_page(Permission.READ_RECORD)
def record(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """One pregnancy, as far as this reader may see it."""
    lines = lines_of(page)
    filters = Filters.asked(request.GET)
    return show(
        request,
        "record",
        page=page,
        heading=heading(page),
        baby=baby_today(page),
        people=people(page),
        involved=involved(page),
        lines=filters.apply(lines),
        of=len(lines),
        filters=filters,
        options=filter_options(lines, page),
    )


def heading(page: RecordPage) -> str:
    """«Baby of Leila Mistry», whether born or not."""
    mother, babies = page.record.mother, len(page.record.babies)
    baby = "Unborn baby" if not page.record.outcomes else "Baby"
    baby = baby.replace("aby", "abies") if babies > 1 else baby
    return f"{baby} of {page.names.person(mother)}" if mother else baby


def people(page: RecordPage) -> list[tuple[str, str]]:
    """Everybody on the record with what they are to the pregnancy, the mother and the babies first."""
    order = list(Role)
    known = sorted(page.record.people.items(), key=lambda one: order.index(one[1].role))
    return [
        (page.names.person(person), ", ".join(filter(None, [said.role_words or said.role.label, said.age])))
        for person, said in known
    ]


def involved(page: RecordPage) -> list[Involved]:
    """Who is involved and whom to ring; the lead professional first, those whose part has ended last."""
    ring = {agency: contact for agency, _, contact in directory(page.reader.partnership).agencies}
    today, found = page.today, []
    for _, said in page.record.involvements:
        ended = said.ends is not None and said.ends < today
        details = [page.names.practitioner(said.practitioner)] if said.practitioner else []
        details += ["lead professional"] if said.lead else []
        details += [said.role] if said.role else []
        details += [f"{'ended' if ended else 'until'} {say_day(said.ends)}"] if said.ends else []
        one = Involved(page.names.agency(said.agency), ", ".join(details), ring.get(said.agency, ""), ended)
        found.append((ended, not said.lead, one))
    return [one for _, _, one in sorted(found, key=lambda row: (*row[:2], row[2].who))]
