"""My work and my team's work, by the day on which it is due; and who sees to it while somebody is away.

Never sorted or counted by questions. Words about a family stay in its record. Source: feature rows 49 and 50.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from pydantic import BaseModel, ConfigDict

from firsthome.access.absences import absences, come_back, go_away
from firsthome.access.directory import directory
from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader
from firsthome.kinds.entry import PractitionerId, ask
from firsthome.kinds.milestone import milestone_called
from firsthome.kit.addresses import address
from firsthome.kit.dates import say_day
from firsthome.kit.form_fields import Option
from firsthome.kit.forms import Form, Problem
from firsthome.pages.frame import show
from firsthome.pages.gate import page
from firsthome.record.work_list import Key, Listed
from firsthome.record.work_list import work as listed

_SALT = "work"
TEAM = "team"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to see to: by when, what sort of thing, for which family, whose, and where one goes on."""

    when: str
    passed: bool
    what: str
    about: str
    whose: str
    note: str
    opens: str


class AwayForm(BaseModel):
    """From when until when somebody is away, and who sees to their work."""

    model_config = ConfigDict(frozen=True)

    cover: PractitionerId = ask(
        "Who sees to your work?",
        "Somebody of your agency. Ask them first.",
        missing="Choose who sees to your work",
    )
    begins: date = ask("From when are you away?", missing="Enter the first day")
    ends: date = ask("Until when?", "The last day on which you are away.", missing="Enter the last day")


@page(Permission.SEE_CASELOAD)
def work(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What is due first stands first."""
    today, team = timezone.localdate(), request.GET.get("whose") == TEAM
    away = absences(reader, today)
    covered = {one.practitioner for one in away if one.cover == reader.practitioner and one.begins <= today}
    people = [] if team else [reader.practitioner, *sorted(covered)]
    rows, following = listed(reader, people, _after(request.GET.get("after", "")))
    return show(
        request,
        "work",
        rows=[_row(one, reader, today) for one in rows],
        team=team,
        later="after" in request.GET,
        following=_address(team, following) if following else "",
        covered=sorted({one.name for one in away if one.practitioner in covered}),
        own=[one for one in away if one.practitioner == reader.practitioner],
    )


@page(Permission.SEE_CASELOAD)
def away(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Say who covers, or take it back."""
    if request.method == "POST" and request.POST.get("back", "").isdecimal():
        come_back(reader, int(request.POST["back"]))
        messages.success(request, "Your work is yours again")
        return redirect("work")
    form = Form(AwayForm, choices={"practitioner": _colleagues(reader)})
    said = form.take(request.POST) if request.method == "POST" else None
    problems = [*form.problems, *([] if said is None else _cannot_be(said))]
    if said and not problems:
        go_away(reader, said.cover, said.begins, said.ends)
        messages.success(request, "Your work shows to whoever covers for you")
        return redirect("work")
    return show(request, "away", 422 if problems else 200, drawn=form.drawn(), problems=problems)


def _cannot_be(said: AwayForm) -> Iterator[Problem]:
    if said.ends < said.begins:
        yield Problem("ends", "Enter a last day that is not before the first")
    elif said.ends < timezone.localdate():
        yield Problem("ends", "Enter a last day from today on")


def _colleagues(reader: Reader) -> list[Option]:
    found = directory(reader.partnership, with_colleagues=True)
    name = next((name for agency, name, _ in found.agencies if agency == reader.agency), "")
    return [
        Option(str(one.practitioner), one.name, one.practitioner)
        for one in found.colleagues
        if one.agency == name and one.practitioner != reader.practitioner
    ]


def _row(one: Listed, reader: Reader, today: date) -> Row:
    passed = one.due < today
    if one.statement:
        what, opens = "Action", address("entry", reference=one.reference, entry=one.statement)
    else:
        what = milestone_called(one.item)
        opens = f"{address('timetable', reference=one.reference)}#milestone-{one.item}"
    return Row(
        f"{'Was due on' if passed else 'Due on'} {say_day(one.due)}",
        passed,
        what,
        f"{one.mother or 'Mother not named here yet'}, record {one.reference}",
        "Yours" if one.practitioner == reader.practitioner else one.name or "For your team",
        _note(one),
        opens,
    )


def _note(one: Listed) -> str:
    """What has to be known before it is done, or who knows of it as well."""
    if one.after_loss:
        return "A loss was reported. Look at this before anything of it reaches the family."
    return f"The safeguarding lead has this too, since {say_day(one.further)}." if one.further else ""


def _address(team: bool, after: Key) -> str:
    token = signing.dumps([after[0].isoformat(), after[1].hex, after[2]], salt=_SALT)
    asked: dict[str, Any] = {"whose": TEAM} if team else {}
    return f"{address('work')}?{urlencode({**asked, 'after': token})}"


def _after(token: str) -> Key | None:
    """Where a token goes on; one that was tampered with leads to the first page."""
    try:
        due, record, item = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return date.fromisoformat(due), UUID(record), item
