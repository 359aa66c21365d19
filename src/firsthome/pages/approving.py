"""What a partnership approves of its procedure beside the timetable: levels, meetings, and the stages of a challenge.

Everybody reads what is in force, who approved it, and what is proposed; the partnership officer approves. An edition
holds from the day after. Source: hazard 20; safety rule 8.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from firsthome.access.permissions import Permission, role_may
from firsthome.access.principals import Reader
from firsthome.kit.dates import days_after, say_day, say_moment
from firsthome.pages.frame import show
from firsthome.pages.gate import page
from firsthome.pages.topic_help import say_source
from firsthome.procedures.parts import CALLED, PARTS, called, differences, say
from firsthome.procedures.sharing import Sourced
from firsthome.record.approved import approvals, approve, in_force, why_not_part

APART = ("name", "title", "source", "dated", "confirmed")
"""What stands in the heading, and beneath."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that a part says, in words."""

    called: str
    facts: list[tuple[str, str]]
    source: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One part as everybody reads it."""

    key: str
    called: str
    standing: str
    things: list[Thing]
    proposed: list[str]
    earlier: list[str]


@page(Permission.READ_LIBRARY)
def approved_parts(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Part by part: what is in force, who approved it, and what the file would change."""
    today = timezone.localdate()
    return show(
        request,
        "approved_parts",
        parts=[_shown(reader, key, today) for key in PARTS],
        may_approve=role_may(reader.role, Permission.APPROVE_PROCEDURE),
    )


@page(Permission.APPROVE_PROCEDURE)
def approve_part(request: HttpRequest, reader: Reader, part: str) -> HttpResponse:
    """Read what would change, and approve it; a file that changed meanwhile is read again first."""
    if part not in PARTS:
        raise Http404
    text, before, today = PARTS[part].text_in(), approvals(reader, part), timezone.localdate()
    seal, reason = hashlib.sha256(text.encode()).hexdigest(), why_not_part(part, text, before, today)
    read_before = request.POST.get("seal") == seal
    since = days_after(today, 1)
    if request.method == "POST" and read_before and not reason:
        approve(reader, text, part, since)
        messages.success(request, f"Approved: {PARTS[part].called.lower()}")
        return redirect("approved_parts")
    return show(
        request,
        "approve_part",
        422 if request.method == "POST" else 200,
        called=PARTS[part].called,
        since=say_day(since),
        first=not before,
        sentences=_proposed(part, text, before[0].text) if before else [],
        things=_things(PARTS[part].read(text).values()),
        unconfirmed=[called(one) for one in PARTS[part].read(text).values() if not one.confirmed],
        reason=reason,
        changed_meanwhile=request.method == "POST" and not read_before,
        seal=seal,
        part=part,
    )


def _shown(reader: Reader, key: str, today: date) -> Shown:
    part, approved = PARTS[key], approvals(reader, key)
    said = [
        f"In force from {say_day(one.effective_from)}: approved by {one.by} on {say_moment(one.at)}"
        for one in approved
    ]
    return Shown(
        key,
        part.called,
        f"{said[0]}." if said else "",
        _things(in_force(reader, key, today).values()),
        _proposed(key, part.text_in(), approved[0].text) if approved else [],
        said[1:],
    )


def _proposed(part: str, text: str, approved: str) -> list[str]:
    read = PARTS[part].read
    return differences(read(approved), read(text))


def _things(every: Iterable[Sourced]) -> list[Thing]:
    return [Thing(called(one), _facts(one), f"{say_source(one)}.") for one in every]


def _facts(one: Sourced) -> list[tuple[str, str]]:
    """Each answer that is there, under what it is called."""
    answers = [(name, getattr(one, name)) for name in type(one).model_fields if name not in APART]
    return [
        (f"{CALLED[name][0].upper()}{CALLED[name][1:]}", _plainly(answer))
        for name, answer in answers
        if answer not in (None, "", ())
    ]


def _plainly(answer: Any) -> str:
    """An answer under its name: words as they are, and several of them one after the other."""
    if isinstance(answer, bool):
        return say(answer)
    return "; ".join(answer).replace("_", " ") if isinstance(answer, tuple) else str(answer)
