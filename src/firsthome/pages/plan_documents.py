"""The plan, the birth plan, the ward's card and the chronology, to take along: from what may be printed, and sealed.

No name of a file says anything about anybody, and asking for one is written down. Source: safety rules 2 and 10.
"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.exchange.documents.plan_document import Making, birth_plan_pdf, chronology_pdf, plan_pdf
from firsthome.exchange.documents.ward_card import ward_card_pdf
from firsthome.kinds.entry import Entry
from firsthome.kit.dates import say_day
from firsthome.pages.gate import RecordPage, record_page
from firsthome.reading import plan as reading
from firsthome.reading.babies import only_losses
from firsthome.reading.copies import latest_birth_plan
from firsthome.record.addresses import words_never_on_paper

BIRTH = {"birth-plan": birth_plan_pdf, "ward-card": ward_card_pdf}


@record_page(Permission.MAKE_COPY)
def plan_document(request: HttpRequest, page: RecordPage, document: str) -> HttpResponse:
    """One document as a PDF; `?version=` asks for an earlier one, which says that it is old."""
    page.paper = True
    asked = request.GET.get("version", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 5 else None
    if document == "plan":
        made = _plan(page, number)
    elif document == "chronology":
        page.looked_at += [one.current.content.id for one in page.record.statements]
        made = chronology_pdf(_making(page))
    elif document in BIRTH and not only_losses(page.record):
        made = _birth(page, document, number)
    else:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{document}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _making(page: RecordPage) -> Making:
    reader = page.reader
    return Making(
        record=page.record,
        names=page.names,
        by=f"{page.names.practitioner(reader.practitioner)}, {page.names.agency(reader.agency)}",
        today=page.today,
        ring=page.names.ring,
        protected=words_never_on_paper(page.found),
    )


def _plan(page: RecordPage, number: int | None) -> bytes:
    found = reading.editions(page.record)
    latest = found[0] if found else None
    edition = next((one for one in found if one.said.number == number), None) if number else latest
    if number and not edition:
        raise Http404
    looked = edition.said.parts if edition else reading.part_ids(page.record)
    page.looked_at += [one for one in looked if one in page.record.by_entry]
    return plan_pdf(_making(page), edition, latest)


def _birth(page: RecordPage, document: str, number: int | None) -> bytes:
    found = latest_birth_plan(page.record)
    if found is None:
        raise Http404
    versions = [entry for entry in found[0].entries if entry.said]
    holds = found[0].current.content
    asked = number or versions.index(holds) + 1
    if not 0 < asked <= len(versions):
        raise Http404
    entry = versions[asked - 1]
    page.looked_at.append(entry.id)
    return BIRTH[document](_making(page), entry, asked, _old(entry.id, holds, versions))


def _old(entry: UUID, holds: Entry, versions: list[Entry]) -> str:
    if entry == holds.id:
        return ""
    return f"Superseded by version {versions.index(holds) + 1} of {say_day(holds.learned_on())}"
