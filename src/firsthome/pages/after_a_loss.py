"""After a loss: what stopped, what stays, what staff do once and say that they did, who helps, and words to use.

Each baby by itself. A page that nobody finds where no loss is recorded. Source: safety rule 4; hazard 11.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from pydantic import BaseModel, ConfigDict
from uuid_utils.compat import uuid7

from firsthome.access.permissions import Permission
from firsthome.kinds.after_loss import AfterLoss, Task, Tick
from firsthome.kinds.entry import Words, ask
from firsthome.kinds.missing_alert import MissingAlert
from firsthome.kinds.national_flag import FlagState, NationalFlag
from firsthome.kinds.pregnancy import LOSSES, Outcome, Result
from firsthome.kinds.record import Statement
from firsthome.kit.addresses import address
from firsthome.kit.dates import say_day
from firsthome.kit.forms import Drawn, Form, Problem
from firsthome.pages.baby import told
from firsthome.pages.chronology import signature
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.time_out import author_of_form
from firsthome.pages.unsent import form_to_add, uuid_in
from firsthome.procedures.loss import after_a_loss as path_of
from firsthome.reading.babies import babies, of_no_baby_in_particular, only_losses, ticks
from firsthome.reading.overview import planned
from firsthome.record.append import append
from firsthome.record.drafts import drop_draft
from firsthome.record.errors import NotThere, SameIdOtherContent
from firsthome.record.sign import signed

APPOINTMENTS = ("contact", "meeting", "action")
"""Kinds of which a date may be for the baby; her own safeguarding and her own health go on."""
INTROS = {
    Task.APPOINTMENTS: "What is planned here. Some of it may be for her, or for somebody else, and goes on:"
}
SENT_BEFORE = "You sent this a moment ago, with other words. What you wrote first is on the record."


class Ticking(BaseModel):
    """What is asked when a task is ticked."""

    model_config = ConfigDict(frozen=True)

    tick: Tick = ask("How does it stand?", missing="Choose whether it is done or not needed")
    note: Words = ask("Who was told, or why it is not needed", default="")


@dataclass(frozen=True, slots=True)
class Tickable:
    """One task after one loss: who did it and when, or the form to say so."""

    task: str
    key: str
    intro: str
    helps: list[str]
    done: str
    note: str
    entry: UUID | None
    drawn: list[Drawn]
    sent: UUID


@dataclass(frozen=True, slots=True)
class Lost:
    """One baby who was lost: what was said, who confirmed it, and the tasks that follow."""

    name: str
    told: str
    confirmed: str
    confirm: str
    cared_for: str
    naming: bool
    """Whether the words differ from what the law calls a loss at that week."""
    outcome: UUID
    tasks: list[Tickable]


@record_page(Permission.READ_RECORD)
def after_a_loss(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """What happens now; a form that is sent ticks one task."""
    losses = _losses(page)
    if not losses:
        raise Http404
    problems: list[Problem] = []
    if request.method == "POST":
        page.need(Permission.ADD_ENTRY)
        answer = _tick(request, page, [statement for _, statement, _ in losses])
        if isinstance(answer, HttpResponse):
            return answer
        problems = answer
    return show(
        request,
        "after_a_loss",
        422 if problems else 200,
        page=page,
        lost=[_lost(request, page, *one) for one in losses],
        everything=only_losses(page.record),
        path=path_of(),
        problems=problems,
        asked_task=request.POST.get("task", ""),
        kind=AfterLoss.kind,
        may_add=page.may(Permission.ADD_ENTRY),
        author=author_of_form(page.reader),
    )


def _losses(page: RecordPage) -> list[tuple[str, Statement, Outcome]]:
    """Each baby who was lost, by what to call it; and a loss of which nobody said which baby it was."""
    found = [
        (page.names.person(baby.person) if baby.person else "Baby", *baby.loss)
        for baby in babies(page.record)
        if baby.loss
    ]
    unnamed = [one for one in of_no_baby_in_particular(page.record) if one[1].result in LOSSES]
    return [*found, *(("One of the babies; nobody said which", *one) for one in unnamed)]


def _lost(request: HttpRequest, page: RecordPage, name: str, statement: Statement, said: Outcome) -> Lost:
    page.looked_at.append(statement.current.content.id)
    tip = statement.current.tip.id
    confirm = address("correct_entry", reference=page.found.reference, entry=tip)
    return Lost(
        name=name,
        told=told(page, statement, said),
        confirmed=said.confirmed_by,
        confirm=f"{confirm}?mark=update" if page.may(Permission.CORRECT_ENTRY) else "",
        cared_for=said.cared_for,
        naming=_named_otherwise(said),
        outcome=tip,
        tasks=[_task(request, page, statement, task) for task in _tasks(page)],
    )


def _tasks(page: RecordPage) -> list[Task]:
    """Every task; alerts only where there is one that nobody stood down, or was when the task was ticked."""
    alert = any(True for _ in page.record.of(MissingAlert))
    return [task for task in Task if task is not Task.ALERT or alert]


def _named_otherwise(said: Outcome) -> bool:
    """Whether the law has another word at that week. A hint for people: nothing is ever changed by it."""
    if said.gestation is None:
        return False
    late = said.gestation >= path_of().naming.stillbirth_from_days
    return said.result is (Result.MISCARRIAGE if late else Result.STILLBIRTH)


def _task(request: HttpRequest, page: RecordPage, loss: Statement, task: Task) -> Tickable:
    done = ticks(page.record, loss).get(task)
    key = f"{loss.id}:{task.value}"
    form, sent = Form(Ticking, choices={}, prefix=f"{task.value}-{loss.id.hex[-6:]}-"), uuid7()
    if request.method == "POST" and request.POST.get("task") == key:
        form.take(request.POST)
        sent = uuid_in(request.POST, "entry") or sent
    entry = done[0].current.content if done else None
    return Tickable(
        task=task.label,
        key=key,
        intro=INTROS.get(task, ""),
        helps=list(_helps(page, task)),
        done=f"{done[1].tick.label}, {say_day(entry.learned_on())}: {signature(page, entry)}"
        if done and entry
        else "",
        note=done[1].note if done else "",
        entry=done[0].current.tip.id if done else None,
        drawn=[] if done else form.drawn(),
        sent=sent,
    )


def _helps(page: RecordPage, task: Task) -> list[str]:
    """What the task is about, from what is recorded here: dates that are planned, and agencies with whom to ring."""
    if task is Task.APPOINTMENTS:
        agency = page.names.agency
        return [
            f"{say_day(one.day)}: {one.what}, {agency(one.statement.current.content.agency)}"
            for one in planned(page.record, page.today)
            if one.day >= page.today and one.statement.kind in APPOINTMENTS
        ]
    if task is Task.AGENCIES:
        today = {
            said.agency for _, said in page.record.involvements if not said.ends or said.ends >= page.today
        }
        return sorted(
            ": ".join(filter(None, [page.names.agency(one), page.names.ring.get(one, "")])) for one in today
        )
    if task is Task.NATIONAL_FLAG:
        return [
            _sentence(page, one) for one, said in page.record.of(NationalFlag) if said.state is FlagState.SET
        ]
    if task is Task.ALERT:
        return [_sentence(page, one) for one, said in page.record.of(MissingAlert) if not said.stood_down]
    return []


def _sentence(page: RecordPage, one: Statement) -> str:
    content = one.current.content
    return f"{content.happened.say()}: {content.said.sentence(content, page.names)}" if content.said else ""


def _tick(request: HttpRequest, page: RecordPage, losses: list[Statement]) -> HttpResponse | list[Problem]:
    """Say that one task is done, or not needed. It is an entry: who and when are on it."""
    asked = {f"{loss.id}:{task.value}": (loss, task) for loss in losses for task in Task}
    found = asked.get(request.POST.get("task", ""))
    if found is None:
        raise Http404
    loss, task = found
    there = redirect("after_a_loss", reference=page.found.reference)
    if task in ticks(page.record, loss):  # somebody else was quicker, or it was sent twice
        return there
    form = Form(Ticking, choices={}, prefix=f"{task.value}-{loss.id.hex[-6:]}-")
    said = form.take(request.POST)
    if said is None:
        return form.problems
    entry = AfterLoss(outcome=loss.current.tip.id, task=task, tick=said.tick, note=said.note)
    sent = uuid_in(request.POST, "entry") or uuid7()
    try:
        append(page.found.id, signed(entry, page.reader, sent), page.reader)
    except SameIdOtherContent:
        return [Problem("", SENT_BEFORE)]
    except NotThere as problem:
        return [Problem("", str(problem))]
    drop_draft(page.reader, f"{form_to_add(page.found.reference, AfterLoss.kind)}#{sent}")
    messages.success(request, f"{task.label}: {said.tick.label.lower()}")
    return there
