"""Notices: what happened that its reader should know of."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader
from firsthome.pages.frame import show
from firsthome.pages.gate import page
from firsthome.record.notices import mark_read, notices_for


@page(Permission.SEE_CASELOAD)
def notices(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The latest notices; a button says that the new ones shown here were read."""
    if request.method == "POST":
        mark_read(reader, _ids(request.POST.getlist("read")))
        return redirect("notices")
    return show(request, "notices", found=notices_for(reader))


def _ids(typed: list[str]) -> list[UUID]:
    """The ids that the page carried; anything else is left out."""
    found = []
    for one in typed:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found
