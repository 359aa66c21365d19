"""The caseload: the records that a reader's agency is involved in, the latest change first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from firsthome.access.directory import directory
from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader
from firsthome.kit.dates import say_day, say_moment
from firsthome.pages.baby import how_far, how_it_ended
from firsthome.pages.frame import reader_of_page, show
from firsthome.pages.gate import page, public
from firsthome.record import caseload as caseloads

_SALT = "firsthome.caseload.after"
NOTHING = "Nothing recorded here yet"


@dataclass(frozen=True, slots=True)
class Row:
    """One record in words."""

    reference: str
    mother: str
    how_far: str
    expected: str
    last_seen: str
    next_date: str
    updated: str
    invented: str


@public
def home(request: HttpRequest) -> HttpResponse:
    """The way in: to the caseload, or to signing in."""
    return redirect("caseload" if reader_of_page(request) else "sign_in")


@page(Permission.SEE_CASELOAD)
def caseload(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Fifty records at a time, each with what a midwife asks first."""
    found = caseloads.caseload(reader, _after(request.GET.get("after", "")))
    agencies = {agency: name for agency, name, _ in directory(reader.partnership).agencies}
    today = timezone.localdate()
    return show(
        request,
        "caseload",
        rows=[_row(row, agencies, today) for row in found.rows],
        later=bool(request.GET.get("after")),
        after=_token(found.after) if found.after else "",
    )


def _row(row: caseloads.Row, agencies: dict[int, str], today: date) -> Row:
    summary = row.summary
    seen_by = agencies.get(summary.last_seen_by or 0, "another agency")
    next_date = summary.next_date(today)
    ended = how_it_ended(summary.ended_as, summary.ended_on) if summary.ended_as else ""
    return Row(
        reference=row.reference,
        mother=row.mother or "Mother not named here yet",
        how_far=ended or how_far(summary.edd, today),
        expected=say_day(summary.edd) if summary.edd and not ended else "",
        last_seen=f"{say_day(summary.last_seen)}, {seen_by}" if summary.last_seen else NOTHING,
        next_date=say_day(next_date) if next_date else NOTHING,
        updated=say_moment(summary.updated_at) if summary.updated_at else NOTHING,
        invented=row.invented,
    )


def _token(after: tuple[datetime, UUID]) -> str:
    """Where the next page goes on; signed, so that nobody can look for records with it."""
    return signing.dumps([after[0].isoformat(), after[1].hex], salt=_SALT)


def _after(token: str) -> tuple[datetime, UUID] | None:
    """The key behind a token; a token that was tampered with leads to the first page."""
    try:
        moment, record = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return datetime.fromisoformat(moment), UUID(record)
