"""Looking for somebody among the people whom the reader may know of."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from firsthome.access.permissions import Permission, role_may
from firsthome.access.principals import Reader
from firsthome.pages.frame import show
from firsthome.pages.gate import page
from firsthome.pages.seeking import seek, seeking


@page(Permission.FIND_PEOPLE)
def people(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The search, and under it who was found."""
    form = seeking()
    found = seek(request, reader, form, request.POST) if request.method == "POST" else None
    return show(
        request,
        "people",
        422 if form.problems else 200,
        form=form,
        problems=form.problems,
        found=found,
        leads=role_may(reader.role, Permission.CHECK_SAME_MAN),
    )
