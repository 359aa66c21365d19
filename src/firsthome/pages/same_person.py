"""Two persons who may be one: the list that says why, deciding about a pair, agreeing as the second, and undoing it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from pydantic import BaseModel, ConfigDict
from uuid_utils.compat import uuid7

from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader
from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Words, ask
from firsthome.kit.form_fields import Wrong
from firsthome.kit.forms import Form
from firsthome.pages import errors
from firsthome.pages.frame import show
from firsthome.pages.gate import page, write_found
from firsthome.pages.unsent import uuid_in
from firsthome.record.errors import NotAllowed, NotThere
from firsthome.record.merging import Pair, agree, keep_apart, merge, merges, pairs, undo


class Same(Choice):
    """Whether two are one, and by which name they are then called."""

    FIRST = "first", "One person: keep the first one and their name"
    SECOND = "second", "One person: keep the second one and their name"
    TWO = "two", "Two people"


class Decided(BaseModel):
    """What is decided about a pair."""

    model_config = ConfigDict(frozen=True)

    same: Same = ask("Are they one person?", missing="Choose whether they are one person")
    why: Words = ask("How do you know?", missing="Write how you know")


class Undone(BaseModel):
    """Why something is not so."""

    model_config = ConfigDict(frozen=True)

    why: Words = ask("Why are they two people?", missing="Write why they are two people")


@page(Permission.MERGE_PEOPLE)
def same_people(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Everybody who may be somebody else as well, and what was decided."""
    found, decided = pairs(), merges(reader)
    return show(request, "same_people", pairs=found, merges=decided)


@page(Permission.MERGE_PEOPLE)
def same_person(request: HttpRequest, reader: Reader, first: UUID, second: UUID) -> HttpResponse:
    """One pair: what is known of both, and whether they are one."""
    pair = next((pair for pair in pairs() if (pair.one, pair.other) == (first, second)), None)
    if pair is None:
        return errors.not_found(request)
    write_found(request, list(dict.fromkeys((pair.record_one, pair.record_other))))
    form = Form(Decided, choices={})
    if request.method == "POST" and (answers := form.take(request.POST)):
        try:
            messages.success(request, _decide(request, pair, answers, reader))
        except (NotAllowed, NotThere) as problem:
            form.wrong["same"] = Wrong(str(problem))
        else:
            return redirect("same_people")
    return show(
        request,
        "same_person",
        422 if form.problems else 200,
        pair=pair,
        questions=form.drawn(),
        problems=form.problems,
        sent=uuid_in(request.POST, "merge") or uuid7(),
    )


def _decide(request: HttpRequest, pair: Pair, answers: Decided, reader: Reader) -> str:
    """What was done, in words."""
    if answers.same is Same.TWO:
        keep_apart(pair.one, pair.other, answers.why, reader)
        return "They stay two people"
    gone, kept = (pair.other, pair.one) if answers.same is Same.FIRST else (pair.one, pair.other)
    done = merge(uuid_in(request.POST, "merge") or uuid7(), gone, kept, answers.why, reader)
    return (
        "They are one person now" if done else "Kept: it waits for a practitioner of another agency to agree"
    )


@page(Permission.MERGE_PEOPLE)
def merged_person(request: HttpRequest, reader: Reader, merge: UUID) -> HttpResponse:
    """Something that was decided: agreeing to it as the second person, or undoing it."""
    found = next((one for one in merges(reader) if one.id == merge), None)
    if found is None:
        return errors.not_found(request)
    form = Form(Undone, choices={})
    if request.method == "POST" and found.undone_at is None:
        try:
            if "agree" in request.POST:
                agree(merge, reader)
                messages.success(request, "They are one person now")
                return redirect("same_people")
            if answers := form.take(request.POST):
                undo(merge, answers.why, reader)
                messages.success(request, "They are two people again")
                return redirect("same_people")
        except (NotAllowed, NotThere) as problem:
            form.wrong["why"] = Wrong(str(problem))
    return show(
        request,
        "merged_person",
        422 if form.problems else 200,
        found=found,
        questions=form.drawn(),
        problems=form.problems,
    )
