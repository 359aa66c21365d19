"""The plan, the birth plan, the ward's card, the chronology, minutes and the assessment, to take along: sealed PDFs.

From what may be printed and from nothing else. No name of a file says anything about anybody, and asking for one is
written down. Source: safety rules 2 and 10.
"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.exchange.documents.assessment import assessment_pdf
from firsthome.exchange.documents.minutes import minutes_pdf
from firsthome.exchange.documents.plan_document import birth_plan_pdf, chronology_pdf, plan_pdf
from firsthome.exchange.documents.ward_card import ward_card_pdf
from firsthome.kinds.contribution import Contribution
from firsthome.kinds.entry import Entry
from firsthome.kinds.record import Statement
from firsthome.kit.dates import say_day
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.making import making
from firsthome.pages.paper_pictures import family_picture, time_picture
from firsthome.pages.unsent import uuid_in
from firsthome.reading import plan as reading
from firsthome.reading.babies import only_losses
from firsthome.reading.copies import latest_birth_plan
from firsthome.reading.meetings import Met, meetings
from firsthome.record.approved import in_force

BIRTH = {"birth-plan": birth_plan_pdf, "ward-card": ward_card_pdf}


@record_page(Permission.MAKE_COPY)
def plan_document(request: HttpRequest, page: RecordPage, document: str) -> HttpResponse:
    """One document as a PDF; `?version=` asks for an earlier one, which says that it is old."""
    page.paper = True
    asked = request.GET.get("version", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 5 else None
    match document:
        case "plan":
            made = _plan(page, number)
        case "chronology":
            made = _chronology(page)
        case "minutes":
            made = _minutes(page, _meeting(page, uuid_in(request.GET, "meeting")), number)
        case "assessment":
            made = _assessment(page)
        case "birth-plan" | "ward-card" if not only_losses(page.record):
            made = _birth(page, document, number)
        case _:
            raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{document}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _plan(page: RecordPage, number: int | None) -> bytes:
    found = reading.editions(page.record)
    latest = found[0] if found else None
    edition = next((one for one in found if one.said.number == number), None) if number else latest
    if number and not edition:
        raise Http404
    looked = edition.said.parts if edition else reading.part_ids(page.record)
    page.looked_at += [one for one in looked if one in page.record.by_entry]
    return plan_pdf(making(page), edition, latest)


def _chronology(page: RecordPage) -> bytes:
    page.looked_at += [one.current.content.id for one in page.record.statements]
    return chronology_pdf(making(page), [*family_picture(page), *time_picture(page)])


def _assessment(page: RecordPage) -> bytes:
    for one, said in page.record.of(Contribution):
        page.looked_at += [
            one.current.content.id,
            *(id_ for id_ in said.rests_on if id_ in page.record.by_entry),
        ]
    return assessment_pdf(making(page), list(family_picture(page)))


def _meeting(page: RecordPage, asked: UUID | None) -> Met:
    """The meeting that is asked for by any of its versions."""
    for met in meetings(page.record, in_force(page.reader, "meetings", page.today)):
        if asked in {entry.id for entry in met.statement.entries}:
            return met
    raise Http404


def _minutes(page: RecordPage, met: Met, number: int | None) -> bytes:
    entry, version, old = _version(met.statement, number)
    page.looked_at += [entry.id, *(one.current.content.id for one, _ in (*met.parts, *met.actions))]
    return minutes_pdf(making(page), page.names.codes, met, entry, version, old)


def _birth(page: RecordPage, document: str, number: int | None) -> bytes:
    found = latest_birth_plan(page.record)
    if found is None:
        raise Http404
    entry, version, old = _version(found[0], number)
    page.looked_at.append(entry.id)
    return BIRTH[document](making(page), entry, version, old)


def _version(statement: Statement, number: int | None) -> tuple[Entry, int, str]:
    """The version that is asked for, else the one that holds: its entry, its number, and by what it was superseded."""
    versions = [entry for entry in statement.entries if entry.said]
    holds = statement.current.content
    now = next(place for place, one in enumerate(versions, 1) if one.id == holds.id)
    asked = number or now
    if not 0 < asked <= len(versions):
        raise Http404
    old = "" if asked == now else f"Superseded by version {now} of {say_day(holds.learned_on())}"
    return versions[asked - 1], asked, old
