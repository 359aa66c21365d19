"""The partnership's timetable as a text to read: what is in force, who approved it, and what is proposed to change.

The partnership officer approves a changed file after reading the change in sentences. Source: hazard 20; safety rule 8.
"""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from firsthome.access.permissions import Permission, role_may
from firsthome.access.principals import Reader
from firsthome.kit.dates import say_day, say_moment
from firsthome.pages.frame import show
from firsthome.pages.gate import page
from firsthome.procedures.changes import changes
from firsthome.procedures.timetable import Edition, Milestone, Timetable, Value, read_edition
from firsthome.record.approved import Approved, approvals, approve, in_file, why_not


@page(Permission.READ_LIBRARY)
def procedure(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Every milestone with its values and their sources, as they are in force today."""
    approved, text = approvals(reader), in_file()
    file, today = read_edition(text), timezone.localdate()
    held = Timetable(editions=tuple(one.edition for one in reversed(approved)) or (file,)).on(today)
    return show(
        request,
        "procedure",
        edition=held,
        since=say_day(held.effective_from),
        every=[(one, _values(one)) for one in held.milestones.values()],
        councils=[
            (held.councils[council], [(one, _values(one)) for one in own.values()])
            for council, own in held.local.items()
        ],
        approved=[(say_day(one.effective_from), one.by, say_moment(one.at)) for one in approved],
        proposed=_proposed(approved, file),
        may_approve=role_may(reader.role, Permission.APPROVE_PROCEDURE),
    )


@page(Permission.APPROVE_PROCEDURE)
def approve_procedure(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Read what would change, and approve it; a file that changed meanwhile is read again first."""
    approved, text = approvals(reader), in_file()
    seal, reason = hashlib.sha256(text.encode()).hexdigest(), why_not(text, approved, timezone.localdate())
    read_before = request.POST.get("seal") == seal
    if request.method == "POST" and read_before and not reason:
        approve(reader, text)
        messages.success(request, "The timetable is approved")
        return redirect("procedure")
    file = read_edition(text)
    return show(
        request,
        "approve_procedure",
        422 if request.method == "POST" else 200,
        edition=file,
        since=say_day(file.effective_from),
        first=not approved,
        sentences=_proposed(approved, file),
        unconfirmed=_unconfirmed(file),
        reason=reason,
        changed_meanwhile=request.method == "POST" and not read_before,
        seal=seal,
    )


def _proposed(approved: list[Approved], file: Edition) -> list[str]:
    """What the file would change in what was approved last; nothing while nothing was approved."""
    return changes(approved[0].edition, file) if approved else []


def _values(one: Milestone) -> list[tuple[str, str]]:
    return [
        *((_sentence("By", value), f"{value.say_source()}.") for value in one.by),
        *((_sentence("Not before", value), f"{value.say_source()}.") for value in one.not_before),
    ]


def _sentence(start: str, value: Value) -> str:
    return f"{start}: {value.rule.say()}"


def _unconfirmed(file: Edition) -> list[str]:
    """What is approved as a placeholder: whoever approves has to see which those are."""
    return [
        f"{one.what}: {value.rule.say()}"
        for one in file.milestones.values()
        for value in one.values
        if not value.confirmed
    ]
