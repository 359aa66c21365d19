"""Asking another area to take over: what stands in the way, what moves with it, and what they have to know.

Source: domain facts, 1.10 and 7.19, hazard 15; feature rows 34 and 35.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from pydantic import BaseModel, ConfigDict
from uuid_utils.compat import uuid7

from firsthome.access.directory import agencies_elsewhere
from firsthome.access.permissions import Permission
from firsthome.kinds.address import Address
from firsthome.kinds.entry import Ref, ask
from firsthome.kinds.kept_away import KeptAway
from firsthome.kinds.move import MoveAsked
from firsthome.kit.dates import say_day
from firsthome.kit.form_fields import Option, Wrong
from firsthome.kit.forms import Form, Problem
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.notes import Note
from firsthome.pages.unsent import uuid_in
from firsthome.reading.kept_to_fewer import kept_to_fewer
from firsthome.reading.overview import planned
from firsthome.reading.plan import Standing, steps
from firsthome.record.dependants import AlsoHere, goes_along, other_records
from firsthome.record.errors import MovedOn, NotAllowed, NotThere
from firsthome.record.moves import moves_on
from firsthome.record.moving import ask_to_move

SHOWN = 20


class AlsoMoving(BaseModel):
    """Which other records of the family move with this one."""

    model_config = ConfigDict(frozen=True)

    also: tuple[Annotated[UUID, Ref("also")], ...] = ask(
        "Which of these records move with it?",
        "They are asked about, answered and completed together. The words below are kept on each of them.",
        default=(),
    )


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one sort that whoever takes over has to know of."""

    title: str
    notes: list[Note]


@record_page(Permission.MOVE_RECORD)
def move(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """The moves of this record so far; what is in progress; and asking."""
    before = moves_on(page.found.id, page.reader)
    others = other_records(page.found.id, goes_along(page.record, page.today), page.reader)
    form, also = _forms(page, others)
    problems = list[Problem]()
    sent, seen = uuid_in(request.POST, "entry") or uuid7(), before[-1].latest if before else None
    if request.method == "POST" and (said := _take(form, also, others, request)):
        try:
            chosen = also.take(request.POST)
            ask_to_move(
                page.found.id,
                chosen.also if chosen else (),
                said,
                uuid_in(request.POST, "state"),
                page.reader,
                sent,
            )
        except (MovedOn, NotThere, NotAllowed) as problem:
            problems = [Problem("", str(problem))]
        else:
            messages.success(request, "They are asked. Until they say yes, nothing changes")
            return redirect("moving", move=sent)
    return show(
        request,
        "move",
        422 if request.method == "POST" else 200,
        page=page,
        before=[(one, one.stands.words) for one in before],
        under_way=any(one.under_way for one in before),
        babies=[page.names.person(baby) for baby in page.record.babies],
        out_of_reach=[one for one in others if not one.full],
        groups=list(in_progress(page)),
        drawn=[*also.drawn(), *form.drawn()],
        problems=problems + also.problems + form.problems,
        sent=sent,
        state=seen or "",
    )


def _forms(page: RecordPage, others: list[AlsoHere]) -> tuple[Form[MoveAsked], Form[AlsoMoving]]:
    options = [
        Option(str(agency), name, agency) for agency, name in agencies_elsewhere(page.reader.partnership)
    ]
    unasked = ("together",) if others else ("together", "stays")
    form = Form(MoveAsked, choices={"to_agency": options}, leave_out=unasked)
    offered = [
        Option(str(one.record), f"Record {one.reference}: {one.who}", one.record)
        for one in others
        if one.full
    ]
    return form, Form(AlsoMoving, choices={"also": offered})


def _take(
    form: Form[MoveAsked], also: Form[AlsoMoving], others: list[AlsoHere], request: HttpRequest
) -> MoveAsked | None:
    """What is asked; None if the form says what to do first."""
    said, chosen = form.take(request.POST), also.take(request.POST)
    to, elsewhere = form.typed.get("to_agency"), form.typed["elsewhere"].strip()
    if not to and not elsewhere:
        form.wrong["elsewhere"] = Wrong("Choose the agency that you ask, or write which area it is")
    if to and elsewhere:
        form.wrong["elsewhere"] = Wrong("Leave this empty, or choose no agency from the list")
    if others and chosen and len(chosen.also) < len(others) and not form.typed["stays"].strip():
        form.wrong["stays"] = Wrong("Write why a record stays, and who goes on there")
    return None if form.wrong or also.wrong else said


def in_progress(page: RecordPage) -> Iterator[Group]:
    """What this reader sees that must not be lost on the way, and what they have to decide about themselves."""
    record, names, today = page.record, page.names, page.today
    for title, notes in (
        (
            "Dates ahead",
            [
                Note(say_day(one.day), one.what, one.statement.current.tip.id)
                for one in planned(record, today)
            ],
        ),
        (
            "Actions that are not done",
            [
                Note(
                    f"By {say_day(one.due)}" if one.due else "No day set",
                    one.said.what,
                    one.statement.current.tip.id,
                )
                for one in steps(record, today)
                if one.standing in (Standing.TO_DO, Standing.OVERDUE)
            ],
        ),
        (
            "Somebody is kept away from the birth",
            [
                Note("", said.sentence(statement.current.content, names), statement.current.tip.id)
                for statement, said in record.of(KeptAway)
            ],
        ),
        (
            "Addresses that are restricted or sealed: they do not go by themselves to those who take over",
            [
                Note("", said.sentence(statement.current.content, names), statement.current.tip.id)
                for statement, said in record.of(Address)
                if said.covered
            ],
        ),
        (
            "Kept to fewer people: those who take over do not read it, unless it is shared with them",
            [
                Note(
                    names.agency(one.current.content.agency),
                    one.current.content.happened.say(),
                    one.current.tip.id,
                )
                for one in kept_to_fewer(record)
            ],
        ),
    ):
        if notes:
            yield Group(title, notes[:SHOWN])
