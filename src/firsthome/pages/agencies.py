"""The agencies of a partnership: what each signed, who answers there, and what it records here and what not.

Readable by everybody who works in the partnership; what is agreed is put down by the partnership officer.
Source: feature rows 24 and 37; domain facts, 3.7 (each agency is the controller of its own entries).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from pydantic import BaseModel, ConfigDict

from firsthome.access.agreements import (
    KEPT,
    AgencyToday,
    agencies_today,
    agreement_of,
    keep_agreement_of,
    last_active,
)
from firsthome.access.models import SharingAgreement
from firsthome.access.permissions import Permission, role_may
from firsthome.access.principals import Reader
from firsthome.kinds.entry import Line, Words, ask
from firsthome.kit.dates import say_day
from firsthome.kit.form_fields import Wrong
from firsthome.kit.forms import Form
from firsthome.pages import errors
from firsthome.pages.frame import show
from firsthome.pages.gate import page

NOT_SAID = "Not recorded here yet"


class Agreement(BaseModel):
    """What is agreed with an agency, as the partnership officer puts it down."""

    model_config = ConfigDict(frozen=True)

    signed_on: date | None = ask(
        "When was the sharing agreement signed?", "Leave empty if it is not signed.", default=None
    )
    until: date | None = ask("Until when does it hold?", "Leave empty if no end was agreed.", default=None)
    held_at: Line = ask("Where is the signed agreement kept?", default="")
    assessed_on: date | None = ask("When was the impact assessment made?", default=None)
    controller_contact: Line = ask(
        "Who answers for the information there?",
        "For example its information governance lead or Caldicott Guardian, with how to reach them.",
        default="",
    )
    safety_officer: Line = ask("Who is its clinical safety officer?", "Where it has one.", default="")
    records_here: Words = ask("What does it record here?", default="")
    not_here: Words = ask("What does it not record here?", "And where that is kept.", default="")

    def left_open(self) -> Iterator[tuple[str, str]]:
        """Answers that do not go together: the field, and what to do."""
        if self.until and not self.signed_on:
            yield "signed_on", "Enter when it was signed, or leave both days empty"
        elif self.until and self.signed_on and self.until < self.signed_on:
            yield "until", "Enter a day after the day on which it was signed"


@page(Permission.SEE_AGENCIES)
def agencies(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Every agency of the partnership, and whether it can be given access today."""
    return show(
        request,
        "agencies",
        agencies=agencies_today(reader.partnership),
        may_keep=role_may(reader.role, Permission.KEEP_AGREEMENTS),
    )


@page(Permission.SEE_AGENCIES)
def agency(request: HttpRequest, reader: Reader, agency: int) -> HttpResponse:
    """One agency: what it signed, who answers there, what it records here, and when it was last active."""
    one = _of_this_partnership(reader, agency)
    if one is None:
        return errors.not_found(request)
    active = last_active(agency)
    return show(
        request,
        "agency",
        one=one,
        facts=_facts(agreement_of(agency)),
        active=say_day(active) if active else "Nobody has signed in yet",
        may_keep=role_may(reader.role, Permission.KEEP_AGREEMENTS),
    )


@page(Permission.KEEP_AGREEMENTS)
def keep_agreement(request: HttpRequest, reader: Reader, agency: int) -> HttpResponse:
    """Put down what is agreed with an agency today; what was put down before is kept in the log of changes."""
    one = _of_this_partnership(reader, agency)
    if one is None:
        return errors.not_found(request)
    there = agreement_of(agency)
    form = Form(Agreement, choices={}, start={name: getattr(there, name) for name in KEPT})
    said = form.take(request.POST) if request.method == "POST" else None
    for field, words in said.left_open() if said else ():
        form.wrong[field] = Wrong(words)
    if said and not form.wrong:
        keep_agreement_of(agency, said.model_dump())
        messages.success(request, "What is agreed is kept")
        return redirect("agency", agency=agency)
    return show(
        request,
        "keep_agreement",
        422 if form.wrong else 200,
        one=one,
        drawn=form.drawn(),
        problems=form.problems,
    )


def _of_this_partnership(reader: Reader, agency: int) -> AgencyToday | None:
    """The agency, if it is one of those that the reader works with."""
    return next((one for one in agencies_today(reader.partnership) if one.agency == agency), None)


def _facts(said: SharingAgreement) -> list[tuple[str, str]]:
    """What the page says, in the order in which somebody asks."""
    today = timezone.localdate()
    return [
        ("Sharing agreement", _signed(said, today)),
        ("Where it is kept", said.held_at or NOT_SAID),
        ("Impact assessment", f"Made on {say_day(said.assessed_on)}" if said.assessed_on else NOT_SAID),
        ("Who answers for the information", said.controller_contact or NOT_SAID),
        ("Clinical safety officer", said.safety_officer or NOT_SAID),
        ("What it records here", said.records_here or NOT_SAID),
        ("What it does not record here", said.not_here or NOT_SAID),
    ]


def _signed(said: SharingAgreement, today: date) -> str:
    """Whether there is an agreement that holds today, in words."""
    if said.signed_on is None:
        return "Not signed: nobody else can give this agency access to a record"
    ends = f", until {say_day(said.until)}" if said.until else ", with no end agreed"
    over = said.until is not None and said.until < today
    end = ". It has run out: nobody else can give this agency access to a record" if over else ""
    return f"Signed on {say_day(said.signed_on)}{ends}{end}"
