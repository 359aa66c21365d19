"""Before somebody comes onto a record it is looked whether the partnership knows them: one person, not two.

Somebody who is known is added as who they are; only if it is none of those found, somebody new.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict

from firsthome.kinds.entry import Said
from firsthome.kinds.family import PersonOnRecord
from firsthome.pages.draft import Draft
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage
from firsthome.pages.newcomer import Known
from firsthome.pages.seeking import seek, seeking
from firsthome.pages.unsent import uuid_in
from firsthome.record.names import people_as_kept

PREFIX = "seek-"
KNOWN = "known"
"""The person whom somebody chose among those found."""
STEPS = ("search", "new", "known")


def searching(request: HttpRequest) -> bool:
    """Whether a step of the search was sent, and not yet the form itself."""
    return request.method == "POST" and request.POST.get("step") in STEPS


def search_first(request: HttpRequest, page: RecordPage, model: type[Said]) -> HttpResponse | None:
    """The search, or who was found; None once somebody was chosen or is to be new."""
    step = request.POST.get("step", "")
    if not issubclass(model, PersonOnRecord) or (request.method == "POST" and step != "search"):
        return None
    form = seeking(PREFIX)
    found = seek(request, page.reader, form, request.POST) if step == "search" else None
    return show(
        request,
        "search_first",
        422 if form.problems else 200,
        page=page,
        form=form,
        problems=form.problems,
        found=found,
        here=set(page.family.people),
        carry=[(name, value) for name, value in request.POST.items() if name.startswith(PREFIX)],
    )


def known_person(typed: QueryDict | None) -> Known | None:
    """Whoever was chosen, if this reader may know of them."""
    chosen = uuid_in(typed, KNOWN)
    found = people_as_kept({chosen}) if chosen else set()
    return next((Known(person, name) for person, name, _ in found), None)


def begin_with_answers(draft: Draft, posted: QueryDict) -> None:
    """What was searched for need not be typed again."""
    if draft.newcomer:
        for name, field in seeking(PREFIX).fields.items():
            if name in draft.newcomer.fields:
                draft.newcomer.typed[name] = field.typed(posted)
