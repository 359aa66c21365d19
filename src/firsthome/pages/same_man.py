"""Fathers and partners who may be known in another pregnancy: for safeguarding leads, until two of them have checked.

What the check takes is on the page, and of the other family nothing is. Source: safety rule 12.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from pydantic import BaseModel, ConfigDict

from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader
from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Words, ask
from firsthome.kit.form_fields import Wrong
from firsthome.kit.forms import Form
from firsthome.pages import errors
from firsthome.pages.frame import show
from firsthome.pages.gate import page, write_found
from firsthome.record.errors import NotAllowed, NotThere
from firsthome.record.same_man import (
    NEEDED,
    Identifier,
    PossibleMan,
    check_first,
    check_second,
    possible_men,
    two_men,
)


class SameMan(Choice):
    """Whether it is the same man."""

    SAME = "same", "The same"
    TWO = "two", "Two different people"


class Checked(BaseModel):
    """What a safeguarding lead found out."""

    model_config = ConfigDict(frozen=True)

    same: SameMan = ask("Is it the same person?", missing="Choose whether it is the same person")
    identifiers: tuple[Identifier, ...] = ask(
        "What did you check?",
        "Two of these at least, each with the agency that keeps the other record. A name and a birthday alone are "
        "shared by many. Leave it empty where they are two people.",
        default=(),
    )
    words: Words = ask("How do you know?", missing="Write how you know")


@page(Permission.CHECK_SAME_MAN)
def same_men(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What is possible and unchecked, what waits for a second lead, and what was decided."""
    return show(request, "same_men", men=possible_men())


@page(Permission.CHECK_SAME_MAN)
def same_man(request: HttpRequest, reader: Reader, pair: UUID) -> HttpResponse:
    """One of them: the first check, the second, or taking it back."""
    found = next((one for one in possible_men() if one.pair == pair), None)
    if found is None:
        return errors.not_found(request)
    write_found(request, [found.record_one, found.record_other])
    form = Form(Checked, choices={})
    if request.method == "POST":
        try:
            if done := _decide(request, form, found, reader):
                messages.success(request, done)
                return redirect("same_men")
        except (NotAllowed, NotThere) as problem:
            form.wrong["same"] = Wrong(str(problem))
    return show(
        request,
        "same_man",
        422 if form.problems else 200,
        found=found,
        may_second=_waits_for(found, reader),
        questions=form.drawn(),
        problems=form.problems,
    )


def _decide(request: HttpRequest, form: Form[Checked], found: PossibleMan, reader: Reader) -> str:
    """What was done, in words; nothing where an answer is missing."""
    if "agree" in request.POST:
        check_second(found.pair, reader)
        return "Checked by two: those who work with either family now read that he is known elsewhere, and whom to ring"
    answers = form.take(request.POST)
    if answers is None:
        return ""
    if answers.same is SameMan.TWO:
        two_men(found.pair, answers.words, reader)
        return "Kept: they are two people"
    if len(set(answers.identifiers)) < NEEDED:
        form.wrong["identifiers"] = Wrong("Choose two things that you checked, or more")
        return ""
    check_first(found.pair, list(answers.identifiers), answers.words, reader)
    return "Kept: nobody learns of it until a second safeguarding lead has checked it too"


def _waits_for(found: PossibleMan, reader: Reader) -> bool:
    waits = found.asked_by and not found.seconded_at and not found.two_at
    return bool(waits and found.asked_by != reader.practitioner)
