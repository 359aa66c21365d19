"""What was opened in an emergency, for the safeguarding leads who review it: why, what was looked at, the outcome."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from pydantic import BaseModel, ConfigDict

from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader
from firsthome.audit.looks import LookInEmergency, looks_in_emergency
from firsthome.kinds.entry import Words, ask
from firsthome.kit.dates import say_moment
from firsthome.kit.form_fields import Wrong
from firsthome.kit.forms import Form
from firsthome.pages import errors
from firsthome.pages.frame import show
from firsthome.pages.gate import page
from firsthome.pages.who_looked import WORDS
from firsthome.record.emergency import ReviewOutcome, opening_to_review, openings_to_review, review
from firsthome.record.errors import NotThere


class Reviewed(BaseModel):
    """What a safeguarding lead found."""

    model_config = ConfigDict(frozen=True)

    outcome: ReviewOutcome = ask(
        "Was it appropriate to open it?", missing="Choose whether it was appropriate"
    )
    words: Words = ask(
        "What did you find, and what was done?",
        "Needed if it was not appropriate.",
        default="",
    )


@dataclass(frozen=True, slots=True)
class PageLookedAt:
    """One sort of page that was looked at: how often, between when and when, and how many entries it opened."""

    page: str
    times: int
    first: str
    last: str
    entries: int


@page(Permission.REVIEW_EMERGENCIES)
def emergency_openings(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The queue: those without an outcome first."""
    return show(request, "emergency_openings", openings=openings_to_review())


@page(Permission.REVIEW_EMERGENCIES)
def emergency_opening(request: HttpRequest, reader: Reader, opening: UUID) -> HttpResponse:
    """One opening: why, what was looked at, and the outcome."""
    found = opening_to_review(opening)
    if found is None:
        return errors.not_found(request)
    form = Form(Reviewed, choices={})
    if request.method == "POST" and _keep(form, request, opening, reader):
        messages.success(request, "The outcome is kept")
        return redirect("emergency_openings")
    return show(
        request,
        "emergency_opening",
        200 if request.method != "POST" else 422,
        opening=found,
        looked_at=_pages(looks_in_emergency(opening)),
        questions=form.drawn(),
        problems=form.problems,
    )


def _keep(form: Form[Reviewed], request: HttpRequest, opening: UUID, reader: Reader) -> bool:
    """Whether the outcome was kept; else the form says what to do."""
    answers = form.take(request.POST)
    if answers is None:
        return False
    if answers.outcome is ReviewOutcome.NOT_APPROPRIATE and not answers.words:
        form.wrong["words"] = Wrong("Write what was done about it")
        return False
    try:
        review(opening, answers.outcome, answers.words, reader)
    except NotThere as problem:
        form.wrong["outcome"] = Wrong(str(problem))
        return False
    return True


def _pages(looks: list[LookInEmergency]) -> list[PageLookedAt]:
    """One line for each sort of page, in the order in which they were first looked at; nothing of what they held."""
    names = {
        look.page: (WORDS.get(look.page) or look.page.replace("_", " ").capitalize())
        for look in looks
        if not look.denied
    }
    times = Counter(look.page for look in looks if not look.denied)
    found = []
    for name, words in names.items():
        moments = [look.at for look in looks if look.page == name and not look.denied]
        opened = sum(look.entries for look in looks if look.page == name)
        found.append(
            PageLookedAt(words, times[name], say_moment(moments[0]), say_moment(moments[-1]), opened)
        )
    return found
