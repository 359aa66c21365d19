"""The library: what to read, briefings of seven minutes, and where families can be pointed to.

None of it is about a family. Links are shown, and never opened by this service. What a reader thinks of a briefing
stays theirs. Source: briefing, section 07.
"""

from __future__ import annotations

from typing import Annotated

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from pydantic import BaseModel, ConfigDict, StringConstraints

from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader
from firsthome.kinds.entry import ask
from firsthome.kit.dates import say_day, say_moment
from firsthome.kit.forms import Form
from firsthome.learning.reflections import Kept, forget_reflection, keep_reflection, reflections_of
from firsthome.pages import errors
from firsthome.pages.frame import show
from firsthome.pages.gate import page
from firsthome.pages.topic_help import say_source, signpost
from firsthome.procedures import library as shelf
from firsthome.procedures.briefings import briefings
from firsthome.procedures.signposts import signposts as all_signposts

Thought = Annotated[str, StringConstraints(max_length=10_000, pattern=r"^[^\x00]*$")]


class Thoughts(BaseModel):
    """What a reader makes of a briefing."""

    model_config = ConfigDict(frozen=True)

    words: Thought = ask(
        "What do you take from it?",
        "Only you can ever read this, not your manager and not your agency. Write nothing here about a family.",
        default="",
    )


@page(Permission.READ_LIBRARY)
def library(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What the briefing names, what the partnership adds, and the briefings that can be read here."""
    kept, today = reflections_of(reader), timezone.localdate()
    checking = shelf.library().checking
    rows = [
        (one, checking.say(one.link_checked, today), _review(one), say_source(one))
        for one in shelf.library().resource
    ]
    return show(
        request,
        "library",
        named=[row for row in rows if row[0].named_by_the_briefing],
        own=[row for row in rows if not row[0].named_by_the_briefing],
        briefings=[(one, _read_on(kept.get(one.key))) for one in briefings().values()],
    )


@page(Permission.READ_LIBRARY)
def briefing(request: HttpRequest, reader: Reader, briefing: str) -> HttpResponse:
    """One briefing, and what its reader keeps of it for themselves."""
    one = briefings().get(briefing)
    if one is None:
        return errors.not_found(request)
    kept = reflections_of(reader).get(briefing)
    form = Form(Thoughts, choices={}, start={"words": kept.words if kept else ""})
    if request.method == "POST" and "forget" in request.POST:
        forget_reflection(reader, briefing)
        messages.success(request, "What you kept is gone")
        return redirect("briefing", briefing=briefing)
    said = form.take(request.POST) if request.method == "POST" else None
    if said:
        keep_reflection(reader, briefing, said.words)
        messages.success(request, "Kept, for you alone")
        return redirect("briefing", briefing=briefing)
    return show(
        request,
        "briefing",
        422 if form.problems else 200,
        one=one,
        source=say_source(one),
        read_on=_read_on(kept),
        drawn=form.drawn(),
        problems=form.problems,
    )


@page(Permission.READ_LIBRARY)
def signposts(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Every service that somebody can be pointed to, how to refer today, and when somebody last made sure."""
    today = timezone.localdate()
    return show(request, "signposts", services=[signpost(one, today) for one in all_signposts().service])


def _review(resource: shelf.Resource) -> str:
    return (
        f"To be looked at again by {say_day(resource.review)}"
        if resource.review
        else "No day for a review known"
    )


def _read_on(kept: Kept | None) -> str:
    return f"You read and thought about this on {say_moment(kept.read_at)}" if kept else ""
