"""Who works for the agency: its officer or safeguarding lead ends it when somebody leaves."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from pydantic import BaseModel, StringConstraints

from firsthome.access import sessions
from firsthome.access.models import Membership
from firsthome.access.permissions import Permission, Role
from firsthome.access.principals import Reader
from firsthome.access.staff import leave, one_of_staff, staff_of
from firsthome.kinds.entry import ask
from firsthome.kit.forms import Form
from firsthome.pages import errors
from firsthome.pages.frame import show
from firsthome.pages.gate import page

ROLES = {
    Role.PRACTITIONER: "Practitioner",
    Role.SAFEGUARDING_LEAD: "Safeguarding lead",
    Role.PARTNERSHIP_OFFICER: "Partnership officer",
    Role.AGENCY_OFFICER: "Agency officer",
    Role.ADOPTION_BRIDGE: "Adoption bridge",
}


class Leaving(BaseModel):
    """What is asked when somebody stops working for the agency."""

    last_day: date = ask(
        "What is their last day?",
        "If it is today or past, they are signed out at once, everywhere.",
        missing="Enter their last day",
    )
    why: Annotated[str, StringConstraints(max_length=200)] = ask(
        "Why does it end?",
        "For example: left the trust, moved to another team.",
        missing="Write why it ends",
    )


@page(Permission.LOOK_AFTER_STAFF)
def staff(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Everybody who works for the agency today."""
    return show(request, "staff", staff=staff_of(reader.agency), agency=reader.agency_name, roles=ROLES)


@page(Permission.LOOK_AFTER_STAFF)
def staff_member(request: HttpRequest, reader: Reader, membership: int) -> HttpResponse:
    """One of them, and ending it."""
    member = one_of_staff(reader.agency, membership)
    if member is None:
        return errors.not_found(request)
    form = Form(Leaving, choices={}, start={"last_day": timezone.localdate()})
    answers = form.take(request.POST) if request.method == "POST" else None
    if answers is None or not leave(member, answers.last_day, answers.why):
        return _show_member(request, reader, member, form)
    messages.success(request, _said(member, answers.last_day))
    return redirect("staff")


@page(Permission.LOOK_AFTER_STAFF)
@require_POST
def take_second_steps(request: HttpRequest, reader: Reader, membership: int) -> HttpResponse:
    """Somebody has lost their phone and their codes: after this their password is enough, or they set up anew."""
    member = one_of_staff(reader.agency, membership)
    if member is None or not sessions.take_second_steps(membership):
        return errors.not_found(request)
    messages.success(request, f"The second steps of {member.practitioner.name} are taken away")
    return redirect("staff")


def _show_member(
    request: HttpRequest, reader: Reader, member: Membership, form: Form[Leaving]
) -> HttpResponse:
    return show(
        request,
        "staff_member",
        422 if form.problems else 200,
        member=member,
        role=ROLES[Role(member.role)],
        questions=form.drawn(),
        problems=form.problems,
        themselves=member.practitioner_id == reader.practitioner,
    )


def _said(member: Membership, last_day: date) -> str:
    name = member.practitioner.name
    if last_day > timezone.localdate():
        return f"{name} can sign in until the end of that day"
    return f"{name} does not work here any more, and is signed out everywhere"
