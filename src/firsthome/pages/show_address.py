"""The one page that shows a restricted or sealed address, to those whom it reaches. Each look has its own name.

Nothing else shows it: reading leaves its words out everywhere else (`record/addresses.py`). Source: hazard 7.
"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.pages.entry import signature
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.safe_contact import safe_contact_of
from firsthome.record.addresses import address_of


@record_page(Permission.SEE_SEALED_ADDRESS)
def show_address(request: HttpRequest, page: RecordPage, entry: UUID) -> HttpResponse:
    """One address in full. Who asks for it is written down before they see it."""
    looked = address_of(page.found, page.reader, entry)
    if looked is None:
        raise Http404
    page.looked_at.append(looked.entry.id)
    return show(
        request,
        "show_address",
        page=page,
        entry=entry,
        address=looked.address,
        whose=page.names.person(looked.address.person),
        signed=signature(page, looked.entry.agency, looked.entry.author),
        safe=safe_contact_of(page),
    )
