"""The caseload: the records that a reader's agency is involved in. Families are never ordered by what is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from markupsafe import Markup

from firsthome.access.directory import directory
from firsthome.access.permissions import Permission, Role, role_may
from firsthome.access.principals import Reader
from firsthome.kit.dates import say_day, say_moment
from firsthome.pages.frame import reader_of_page, show
from firsthome.pages.gate import page, public, write_found
from firsthome.pages.listed_babies import how_they_stand
from firsthome.pages.outline import how_it_stands
from firsthome.pages.pictures.strip import shapes, strip
from firsthome.pages.pictures.svg import drawn
from firsthome.pages.requests import waiting_for
from firsthome.reading.offers import engagement, say_short
from firsthome.reading.recent import offers_kept
from firsthome.reading.summary import Planned
from firsthome.record import caseload as caseloads
from firsthome.record.caseload import Key, Order, Wanted
from firsthome.record.list_rows import Row as Listed

_SALT = "firsthome.caseload.after"
NOTHING = "Nothing recorded here yet"
REQUESTS = 5
"""So many requests stand on the caseload, by due day; all of them have a page of their own."""
ORDERS = (
    (Order.UPDATED.value, "Latest change first"),
    (Order.DUE.value, "Expected date, soonest first"),
    (Order.NEXT.value, "Next date, soonest first"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One record in words."""

    reference: str
    mother: str
    how_far: str
    expected: str
    babies: str
    last_seen: str
    strip: Markup
    contacts: str
    next_date: str
    next_for: str
    updated: str
    new: str
    invented: str
    closed: bool
    no_entries: str
    """What the reader is told instead, where their access opens no entry."""


@public
def home(request: HttpRequest) -> HttpResponse:
    """The way in: to the caseload (or whom one looks after), or to signing in."""
    reader = reader_of_page(request)
    if reader and reader.role is Role.AGENCY_OFFICER:
        return redirect("staff")
    if reader and reader.role is Role.PARTNERSHIP_OFFICER:
        return redirect("agencies")
    if reader and reader.role is Role.ADOPTION_BRIDGE:
        return redirect("adoption_bridge")
    return redirect("caseload" if reader else "sign_in")


@page(Permission.SEE_CASELOAD)
def caseload(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Fifty records at a time, each with what a midwife asks first."""
    wanted, today = _wanted(request.GET), timezone.localdate()
    found = caseloads.caseload(
        reader, _after(request.GET.get("after", ""), wanted.order), wanted=wanted, today=today
    )
    if wanted.contains:
        write_found(request, [row.record for row in found.rows])
    agencies = {agency: name for agency, name, _ in directory(reader.partnership).agencies}
    return show(
        request,
        "caseload",
        rows=[_row(row, agencies, today) for row in found.rows],
        wanted=wanted,
        reviews=role_may(reader.role, Permission.REVIEW_EMERGENCIES),
        answers=role_may(reader.role, Permission.ANSWER_REQUESTS),
        orders=ORDERS,
        waiting=waiting_for(reader, today, REQUESTS) if wanted.everything else [],
        lead=reader.role is Role.SAFEGUARDING_LEAD,
        shapes=drawn(shapes()),
        later=bool(request.GET.get("after")),
        first=_address(wanted),
        following=_address(wanted, after=_token(found.after, wanted.order)) if found.after else "",
    )


def _wanted(query: QueryDict) -> Wanted:
    """What was asked for; an order that there is not is the usual one."""
    order = query.get("order", "")
    known = Order(order) if order in set(Order) else Order.UPDATED
    return Wanted(
        known,
        query.get("find", "").replace("\x00", "").strip()[:100],
        query.get("named") == "yes",
        query.get("closed") == "yes",
    )


def _row(row: Listed, agencies: dict[int, str], today: date) -> Row:
    if row.no_entries:
        return _row_without_entries(row, today)
    summary = row.summary
    seen_by = agencies.get(summary.last_seen_by or 0, "another agency")
    following = summary.next_dates(today)
    picture, contacts = _contacts(summary.contacts, summary.edd, summary.born_on, today)
    stands = how_they_stand(summary, today)
    return Row(
        reference=row.reference,
        mother=row.mother or "Mother not named here yet",
        how_far=stands.how_far,
        expected=stands.expected,
        babies=stands.babies,
        last_seen=f"{say_day(summary.last_seen)}, {seen_by}" if summary.last_seen else NOTHING,
        strip=picture,
        contacts=contacts,
        next_date=say_day(following[0].day) if following else NOTHING,
        next_for=_purposes(following),
        updated=say_moment(summary.updated_at) if summary.updated_at else NOTHING,
        new=_new(summary.updated_at, row.looked),
        invented=row.invented,
        closed=row.closed,
        no_entries="",
    )


def _row_without_entries(row: Listed, today: date) -> Row:
    """At presence that the record is there; at summary whose it is and how far she is as well."""
    told = f"{how_it_stands(row.outline, today)}. " if row.outline else ""
    return Row(
        reference=row.reference,
        mother=row.mother or ("Mother not named here yet" if row.outline else "Name not shown to your agency"),
        how_far="", expected="", babies="", last_seen="", strip=Markup(), contacts="", next_date="", next_for="",
        updated="", new="", invented=row.invented, closed=row.closed,
        no_entries=f"{told}Your agency is involved. Open it to see whom to ring.",
    )  # fmt: skip


def _purposes(dates: list[Planned]) -> str:
    """«Next contact; look again at a vulnerability»."""
    first, others = dates[:1], dates[1:]
    return "; ".join([*(one.purpose.label for one in first), *(one.purpose.within() for one in others)])


@lru_cache(maxsize=1000)
def _contacts(
    texts: tuple[str, ...] | None, edd: date | None, born_on: date | None, today: date
) -> tuple[Markup, str]:
    """The contacts of the last weeks as a picture and in words: the same all day until one is added.

    Nothing at all where the list was not worked out yet, which is not the same as no contact.
    """
    if texts is None:
        return Markup(), ""
    facts = engagement(offers_kept(texts, edd, born_on, today), today)
    return drawn(strip(facts, pointing=True)), say_short(facts)


def _new(updated: datetime | None, looked: datetime | None) -> str:
    """Whether something was added since the reader last opened the record, in a word and never in a colour."""
    if looked is None:
        return "Not opened by you yet"
    return "New since you looked" if updated and updated > looked else ""


def _address(wanted: Wanted, **more: str) -> str:
    """The address of this list from its beginning, or from where `more` says."""
    asked: dict[str, Any] = {
        "order": wanted.order.value if wanted.order is not Order.UPDATED else "",
        "find": wanted.contains,
        "named": "yes" if wanted.named else "",
        "closed": "yes" if wanted.closed else "",
        **more,
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"/caseload?{query}" if query else "/caseload"


def _token(after: Key, order: Order) -> str:
    """Where the next page goes on; signed, so that nobody can look for records with it."""
    return signing.dumps([order.value, after[0], after[1].hex], salt=_SALT)


def _after(token: str, order: Order) -> Key | None:
    """The key behind a token; one that was tampered with, or is of another order, leads to the first page."""
    try:
        of, place, record = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return (place, UUID(record)) if of == order.value else None
