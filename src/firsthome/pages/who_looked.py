"""Who looked at a record: every look and every attempt, by name, for those whose task it is to ask.

A look proves that a page was sent, never that somebody knows what it says. What this reader may not see, they do not
see here either: a look at an entry that was kept from them is not in the list. Source: features, row 30.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localdate

from firsthome.access.permissions import Permission
from firsthome.audit.looks import TRIED_IN_EMERGENCY, Look, LookKey, looks_at
from firsthome.kit.dates import say_moment
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.previewing import say_preview

AT_ONCE = 100
WORDS = {
    "record": "First page of the record",
    "record_on_paper": "First page, for printing",
    "chronology_on_paper": "Chronology, for printing",
    "engagement": "How contact with services came and went",
    "engagement_on_paper": "How contact with services came and went, for printing",
    "genogram": "Genogram of the family",
    "genogram_on_paper": "Genogram of the family, for printing",
    "genogram_copy": "Genogram of the family: a copy to take along",
    "ecomap": "Ecomap: who and what is around the family",
    "ecomap_on_paper": "Ecomap, for printing",
    "ecomap_copy": "Ecomap: a copy to take along",
    "entry_on_paper": "An entry, for printing",
    "entry": "An entry, with its history",
    "to_use": "What you can use now: text to copy",
    "referral_draft": "Referral draft: a document or text to send",
    "keep_draft": "Kept what they were typing",
    "add_entry": "Form to add an entry",
    "choose_kind": "What can be added",
    "correct_entry": "Form to correct an entry",
    "keeping": "Closing, and how long it is kept",
    "separate_for_adoption": "Form for an adoption order",
    "place_hold": "Form to place a legal hold",
    "end_hold": "Form to end a legal hold",
    "subject_request": "Request to see what is held",
    "subject_item": "Request to see what is held: one entry",
    "make_subject_pack": "Request to see what is held: checked or made the answer",
    "subject_pack": "Request to see what is held: downloaded the answer",
    "give_subject_pack": "Request to see what is held: the answer was handed over",
    "who_looked": "This page: who looked",
    "exclusions": "Who is kept out of this record",
    "emergency_search": "Looked for by name and birthday in an emergency",
    "caseload_found": "Found in a search of their caseload",
    "appointments_found": "Named in a list of appointments that they added",
    "same_person_found": "Looked at, whether somebody is on record twice",
    "same_man_found": "Looked at, whether a father or partner is known in another pregnancy",
    "people_found": "Found in a search for somebody",
    "add_entry_found": "Found in a search before adding somebody",
    "open_record_found": "Found in a search before opening a record",
}
"""What a page is called here, where its own name does not say enough."""
TRIED = "Tried to open it, and was told that there is no such record"
EMERGENCY_TRIED = "Tried to open it in an emergency, and was told that there is no such record"


@dataclass(frozen=True, slots=True)
class Line:
    """One look in words."""

    when: str
    who: str
    practitioner: int | None
    what: str
    purpose: str
    """What they do for this family, as the reader may know of it."""
    denied: bool
    address: str


@record_page(Permission.SEE_LOOKS)
def who_looked(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """A hundred looks at a time, the latest first; of one person only, if asked so."""
    by, before = request.GET.get("by", ""), _key(request.GET.get("before", ""), page)
    chosen = int(by) if by.isascii() and by.isdigit() and len(by) < 18 else None
    looks = looks_at(page.found.id, page.found.reference, AT_ONCE + 1, before, chosen)
    shown = looks[:AT_ONCE]
    page.also_named |= {one.practitioner for one in shown if one.practitioner}
    return show(
        request,
        "who_looked",
        page=page,
        lines=[_line(page, one) for one in shown],
        chosen=chosen,
        who=page.names.practitioner(chosen) if chosen and shown else "",
        later=bool(before),
        earlier=_token(shown[-1], page) if len(looks) > AT_ONCE else "",
    )


def _line(page: RecordPage, look: Look) -> Line:
    who = page.names.practitioner(look.practitioner) if look.practitioner else "Nobody signed in"
    agency = f", {page.names.agency(look.agency)}" if look.agency else ""
    return Line(
        when=say_moment(look.at),
        who=who + agency,
        practitioner=look.practitioner,
        what=_what(page, look),
        purpose=_purpose(page, look),
        denied=look.denied,
        address=look.address,
    )


def _purpose(page: RecordPage, look: Look) -> str:
    """What their part in the record was for on that day; in an emergency, that it was one."""
    if look.denied:
        return ""
    if look.emergency:
        return "An emergency: its reason is with those who review it"
    day = localdate(look.at)
    theirs = [
        said for _, said in page.record.involvements if said.agency == look.agency and said.holds_on(day)
    ]
    own = [said for said in theirs if said.practitioner == look.practitioner]
    parts = own or [said for said in theirs if said.practitioner is None]
    return "; ".join(filter(None, (", ".join(filter(None, [said.role, said.why])) for said in parts)))


def _what(page: RecordPage, look: Look) -> str:
    """What was looked at, in words."""
    if look.page.startswith(TRIED_IN_EMERGENCY):
        return EMERGENCY_TRIED
    if look.page.startswith("tried "):
        return TRIED
    name = WORDS.get(look.page) or say_preview(page, look.page) or look.page.replace("_", " ").capitalize()
    name += ", opened in an emergency" if look.emergency else ""
    return (
        f"{name} ({look.entries} {'entry' if look.entries == 1 else 'entries'})" if look.entries > 1 else name
    )


def _token(last: Look, page: RecordPage) -> str:
    """Where the list goes on, signed for this record."""
    return signing.dumps([last.at.isoformat(), str(last.id)], salt=f"who_looked:{page.found.reference}")


def _key(token: str, page: RecordPage) -> LookKey | None:
    """Where the list goes on; from its beginning if the address says nothing that was signed."""
    try:
        at, id_ = signing.loads(token, salt=f"who_looked:{page.found.reference}")
    except (signing.BadSignature, ValueError):
        return None
    moment = parse_datetime(at)
    return (moment, UUID(id_)) if moment else None
