"""One move, as both areas see it: what was asked, what came of it, and the step that comes next.

Whoever is asked reads here what asking said they would, before they answer. A step that was decided on an older state
is not taken, says why, and keeps what was typed. Source: feature row 34.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from uuid_utils.compat import uuid7

from firsthome.access.directory import directory
from firsthome.access.permissions import Permission, role_may
from firsthome.access.principals import Reader
from firsthome.kinds.entry import Entry
from firsthome.kinds.move import (
    MoveAnswered,
    MoveAsked,
    MoveCompleted,
    MoveEnd,
    MoveEnded,
    MoveHandover,
    MoveStep,
    TakenOver,
)
from firsthome.kinds.registry import kinds
from firsthome.kit.dates import say_day, say_moment
from firsthome.kit.form_fields import Option, Wrong
from firsthome.kit.forms import Form, Problem
from firsthome.pages.frame import show
from firsthome.pages.gate import page, write_found
from firsthome.pages.unsent import uuid_in
from firsthome.reading.moves import CAN_COME, Next
from firsthome.record.errors import MovedOn, NotAllowed, NotThere
from firsthome.record.moves import Listed, has_agreed, moving_together
from firsthome.record.moving import may_take, take_step
from firsthome.record.names import KnownNames
from firsthome.record.told_of_moves import Told, names_of, what_is_told

HEADINGS = {
    Next.ANSWER: "Answer the other area",
    Next.WITHDRAW: "Take back what you asked",
    Next.HAND_OVER: "Write down the handover",
    Next.COMPLETE: "Complete the move",
    Next.REVOKE: "Take the move back",
}
HINTS = {
    Next.ANSWER: "From your yes on, both areas hold the record. Whoever you name reads it, "
    "except what is kept to fewer people.",
    Next.WITHDRAW: "They read why. The record stays where it is.",
    Next.HAND_OVER: "Talk first, then write down here what was said. Both areas read it.",
    Next.COMPLETE: "From then on only the new area goes on. The parts of everybody in the old area end at once; their "
    "safeguarding leads still read what their own agency wrote.",
    Next.REVOKE: "The record stays with the area that asked. The parts of everybody in the other area end at once.",
}
MODELS: dict[Next, tuple[type[MoveStep], dict[str, Any]]] = {
    Next.ANSWER: (MoveAnswered, {}),
    Next.WITHDRAW: (MoveEnded, {"how": MoveEnd.WITHDRAWN}),
    Next.HAND_OVER: (MoveHandover, {}),
    Next.COMPLETE: (MoveCompleted, {}),
    Next.REVOKE: (MoveEnded, {"how": MoveEnd.REVOKED}),
}


@dataclass(frozen=True, slots=True)
class Written:
    """One step in words."""

    title: str
    paragraphs: list[str]
    signed: str


@page(Permission.MOVE_RECORD)
def moving(request: HttpRequest, reader: Reader, move: UUID) -> HttpResponse:
    """Where a move stands, everything that was said in it, and what comes next."""
    group = _group(request, move, reader)
    told = [what_is_told(one) for one in group]
    names = names_of(told)
    return show(
        request,
        "moving",
        group=group,
        first=group[0],
        told=told,
        expected=[_expected(one) for one in told],
        steps=[_written(entry, names) for entry in told[0].steps],
        can_come=[(one, HEADINGS[one]) for one in _open(group, reader)],
        ring=names.ring.get(group[0].asked_for, ""),
        file=group[0].full and has_agreed([group[0]]) and role_may(reader.role, Permission.MAKE_RECORD_FILE),
    )


@page(Permission.MOVE_RECORD)
def move_step(request: HttpRequest, reader: Reader, move: UUID, step: str) -> HttpResponse:
    """Take one step, decided on the state that the page shows."""
    if step not in list(Next):
        raise Http404
    group, which = _group(request, move, reader), Next(step)
    if not may_take(group, which, reader):
        raise Http404
    seen = uuid_in(request.POST, "state") or group[0].latest
    form = _form(which, group[0], seen, reader)
    sent, problems = uuid_in(request.POST, "entry") or uuid7(), list[Problem]()
    if request.method == "POST" and (said := _take(form, group[0], request)):
        try:
            take_step(said, reader, sent)
        except (MovedOn, NotThere, NotAllowed) as problem:
            problems = [Problem("", str(problem))]
            group = _group(request, move, reader)
        else:
            messages.success(request, "It is written down, and the other area is told")
            return _where_it_goes_on(move, reader)
    told = what_is_told(group[0])
    return show(
        request,
        "move_step",
        422 if request.method == "POST" else 200,
        group=group,
        first=group[0],
        heading=HEADINGS[which],
        hint=HINTS[which],
        last=_written(told.steps[-1], names_of([told])),
        can_come=which in CAN_COME.get(group[0].stands, ()),
        step=which,
        drawn=form.drawn(),
        problems=problems + form.problems,
        sent=sent,
        state=group[0].latest,
    )


def _where_it_goes_on(move: UUID, reader: Reader) -> HttpResponse:
    """Whoever said no, or is no part of it now, follows the move no more: then there is no page of it to go to."""
    return redirect("moving", move=move) if moving_together(move, reader) else redirect("requests")


def _group(request: HttpRequest, move: UUID, reader: Reader) -> Sequence[Listed]:
    """What moves together; 404 for whoever may not follow it. Each record was looked at by that."""
    group = moving_together(move, reader)
    if not group:
        raise Http404
    write_found(request, [one.record for one in group])
    return group


def _open(group: Sequence[Listed], reader: Reader) -> list[Next]:
    return [one for one in CAN_COME.get(group[0].stands, ()) if may_take(group, one, reader)]


def _form(step: Next, one: Listed, seen: UUID, reader: Reader) -> Form[MoveStep]:
    model, fixed = MODELS[step]
    colleagues = directory(reader.partnership, with_colleagues=True) if step is Next.ANSWER else None
    own = {id_: name for id_, name, _ in colleagues.agencies} if colleagues else {}
    there = [
        Option(str(who.practitioner), who.name, who.practitioner)
        for who in (colleagues.colleagues if colleagues else ())
        if who.agency == own.get(one.to_agency or 0)
    ]
    unasked = () if step is not Next.ANSWER else ("taken_over_by",) if one.to_agency else ("practitioner",)
    return Form(
        model,
        choices={"practitioner": there},
        fixed=fixed | {"move": one.id, "after": seen},
        leave_out=unasked,
    )


def _take(form: Form[MoveStep], one: Listed, request: HttpRequest) -> MoveStep | None:
    """The step; None if the form says what to do first."""
    said = form.take(request.POST)
    if isinstance(said, MoveAnswered):
        who = "practitioner" if one.to_agency else "taken_over_by"
        if said.answer is TakenOver.YES and not getattr(said, who):
            form.wrong[who] = Wrong("Say who takes over")
        if said.answer is TakenOver.NO and not said.why_not:
            form.wrong["why_not"] = Wrong("Write why you do not take over, and who should be asked")
    return None if form.wrong else said


def _written(entry: Entry, names: KnownNames) -> Written:
    assert entry.said, "the words of a step are never removed"
    assert entry.recorded_at, "a step that was read was recorded"
    signed = (
        f"{names.agency(entry.agency)}, {names.practitioner(entry.author)}, {say_moment(entry.recorded_at)}"
    )
    said = entry.said
    paragraphs = said.parts(names) if isinstance(said, MoveAsked) else [said.sentence(entry, names)]
    return Written(kinds()[entry.kind].title, paragraphs, signed)


def _expected(one: Told) -> str:
    if one.born:
        return f"born on {say_day(one.born)}"
    return f"expected on {say_day(one.expected)}" if one.expected else ""
