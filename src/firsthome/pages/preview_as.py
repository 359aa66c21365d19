"""Preview as: the chronology as an agency, a practitioner or the family's copy would have it. Never to be changed here.

It shows only what its reader may see themselves, and it is written down with whom it was previewed as.
Source: hazard 17; safety rules 2 and 10.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from firsthome.access.directory import directory
from firsthome.access.permissions import Permission
from firsthome.kinds.record import Record
from firsthome.pages.chronology import lines_of
from firsthome.pages.family_copy import FAMILY, familys_copy
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.previewing import other_reader, page_of_others
from firsthome.record.preview import seen_as

Whom = dict[str, tuple[str, int | None, int]]
"""What the address says → what people read, the practitioner if it is one, the agency."""


@record_page(Permission.PREVIEW_AS)
def preview_as(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Choose as whom, then read the chronology as they would."""
    whom = _whom(page)
    asked = request.GET.get("as", "")
    record = _record(page, asked, whom)
    lines = lines_of(page_of_others(page, record)) if record else []
    page.previewed_as = asked if record else ""
    page.looked_at += [line.content for line in lines]
    return show(
        request,
        "preview_as",
        page=page,
        options=[(value, words) for value, (words, _, _) in whom.items()],
        family=FAMILY,
        asked=asked,
        who="the family’s copy"
        if asked == FAMILY
        else f"as {whom[asked][0]} would read it"
        if asked in whom
        else "",
        lines=lines,
    )


def _whom(page: RecordPage) -> Whom:
    """The agencies on the record, and those of their practitioners who work there today."""
    found = directory(page.reader.partnership, with_colleagues=True)
    involved = {said.agency for _, said in page.record.involvements}
    agencies = [(id_, name) for id_, name, _ in found.agencies if id_ in involved]
    ids = {name: id_ for id_, name in agencies}
    teams: Whom = {f"agency-{id_}": (name, None, id_) for id_, name in agencies}
    return teams | {
        f"practitioner-{one.practitioner}": (f"{one.name}, {one.agency}", one.practitioner, ids[one.agency])
        for one in found.colleagues
        if one.agency in ids
    }


def _record(page: RecordPage, asked: str, whom: Whom) -> Record | None:
    if asked == FAMILY:
        return familys_copy(page)
    if asked not in whom:
        return None
    _, practitioner, agency = whom[asked]
    return seen_as(page.found, page.reader, other_reader(practitioner, agency, page.reader))
