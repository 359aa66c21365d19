"""A birth, in one action: every baby at once, each with what is known by now. «Not known yet» is always an answer.

Each baby gets an outcome and a statement of its own. The plan stays where it is and goes on. All of it can be undone
in one action. Days are Europe/London dates as somebody says them: no clock makes one. Source: domain facts, 7.4, 3.3.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from uuid_utils.compat import uuid7

from firsthome.access.permissions import Permission
from firsthome.kinds.entry import Entry, Said, Source
from firsthome.kinds.newborn import Newborn
from firsthome.kinds.planning import Action, Plan, Progress
from firsthome.kinds.pregnancy import Outcome, Result
from firsthome.kinds.record import Record
from firsthome.kinds.when import When
from firsthome.kit.form_fields import Wrong
from firsthome.kit.forms import Drawn, Form, Problem
from firsthome.pages.birth_questions import Born, OneBaby, TheBirth
from firsthome.pages.births_made import made_by, outcomes_of
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.time_out import author_of_form
from firsthome.pages.unsent import as_sent, form_to_add, kept_for, uuid_in
from firsthome.reading.babies import Baby, State, babies
from firsthome.record.append import append
from firsthome.record.drafts import drop_draft
from firsthome.record.errors import NotThere, SameIdOtherContent
from firsthome.record.sign import signed

SENT_BEFORE = (
    "You sent this a moment ago, with other answers. What you wrote first is on the record: correct it there."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One baby on the form: what to call it, and its questions."""

    baby: Baby
    name: str
    form: Form[OneBaby]

    @property
    def drawn(self) -> list[Drawn]:
        """The questions, ready for their components."""
        return self.form.drawn()


@record_page(Permission.ADD_ENTRY)
def birth(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Ask about every baby of whom nothing final was said, and record what was answered."""
    posted = request.POST if request.method == "POST" else None
    draft = request.GET.get("draft", "")
    kept = kept_for(page.reader, page.found.reference, [_form_name(page)], draft) if draft else None
    typed = posted if posted is not None else as_sent(kept.typed) if kept else None
    sent = uuid_in(typed, "entry") or uuid7()
    shared = Form(TheBirth, choices={})
    to_ask = _to_ask(page.record, sent)
    asked = [_asked(page, number, baby, alone=len(to_ask) == 1) for number, baby in enumerate(to_ask)]
    if kept and posted is None:
        shared.show_again(as_sent(kept.typed))
        for one in asked:
            one.form.show_again(as_sent(kept.typed))
    problems: list[Problem] = []
    if posted is not None:
        problems = _record(page, sent, shared, asked, posted)
        if not problems:
            return _recorded(request, page, sent, asked)
    return show(
        request, "birth", 422 if problems else 200, page=page, shared=shared.drawn(), asked=asked, sent=sent,
        problems=problems, kind=Newborn.kind, author=author_of_form(page.reader), stays=list(_stays(page)),
    )  # fmt: skip


def _form_name(page: RecordPage) -> str:
    return form_to_add(page.found.reference, Newborn.kind)


def _to_ask(record: Record, sent: UUID) -> list[Baby]:
    """Babies on the record who are expected, and those born of whom no more is known.

    Whoever sends the same form twice is asked about the same babies.
    """
    return [
        baby
        for baby in babies(record)
        if baby.person
        and (
            baby.state in (State.EXPECTED, State.NOT_KNOWN)
            or (baby.state is State.BORN and not baby.newborn)
            or any(statement.id in outcomes_of(sent) for statement, _ in baby.outcomes)
        )
    ]


def _asked(page: RecordPage, number: int, baby: Baby, *, alone: bool) -> Asked:
    assert baby.person, "only babies on the record are asked about"
    start = {"born": Born.ALIVE} if baby.state is State.BORN else None
    form = Form(
        OneBaby,
        choices={},
        prefix=f"baby-{number}-",
        start=start,
        leave_out=("another_day",) if alone else (),
    )
    return Asked(baby, page.names.person(baby.person), form)


# --- taking the answers -----------------------------------------------------------------------------------------------


def _record(
    page: RecordPage, sent: UUID, shared: Form[TheBirth], asked: list[Asked], posted: QueryDict
) -> list[Problem]:
    """Keep all of it or nothing; what to do first, if there is something."""
    the_birth, answers = shared.take(posted), [one.form.take(posted) for one in asked]
    known = [answer for answer in answers if answer]
    if the_birth:
        _check_days(page, shared, the_birth, asked, answers)
    _check_numbers(asked, known)
    problems = [*shared.problems, *(problem for one in asked for problem in one.form.problems)]
    if not problems and all(answer.born is Born.NOT_YET for answer in known):
        problems = [Problem("baby-0-born", "Choose for which baby this is: nothing would be recorded")]
    if problems or the_birth is None:
        return problems
    try:
        with transaction.atomic():
            for entry in _entries(page, sent, the_birth, asked, known):
                append(page.found.id, entry, page.reader)
    except SameIdOtherContent:
        return [Problem("", SENT_BEFORE)]
    except NotThere as problem:
        return [Problem("", str(problem))]
    return []


def _check_days(
    page: RecordPage,
    shared: Form[TheBirth],
    the_birth: TheBirth,
    asked: list[Asked],
    answers: list[OneBaby | None],
) -> None:
    """No birth lies ahead, and no twin is born days from the other without somebody looking again."""
    ahead = "This day is still to come: correct it"
    if the_birth.on and the_birth.on > page.today:
        shared.wrong["on"] = Wrong(ahead, "day")
    for one, answer in zip(asked, answers, strict=True):
        if answer and answer.another_day and answer.another_day > page.today:
            one.form.wrong["another_day"] = Wrong(ahead, "day")


def _check_numbers(asked: list[Asked], answers: list[OneBaby]) -> None:
    """Two babies never have one NHS number, and one who did not live was given none."""
    seen: set[str] = set()
    for one, answer in zip(asked, answers, strict=False):
        if answer.nhs_number and answer.nhs_number in seen:
            one.form.wrong["nhs_number"] = Wrong(
                "Check this NHS number: another baby on this form has the same"
            )
        seen.add(answer.nhs_number)


def _entries(
    page: RecordPage, sent: UUID, the_birth: TheBirth, asked: list[Asked], answers: list[OneBaby]
) -> Iterator[Entry]:
    """For each baby an outcome, unless it was said before, and what is known of the baby."""
    told = [pair for pair in zip(asked, answers, strict=True) if pair[1].born is not Born.NOT_YET]
    for number, (one, answer) in enumerate(told):
        assert one.baby.person, "only babies on the record are asked about"
        made, day = made_by(sent, number, one.baby.person), answer.another_day or the_birth.on
        result = Result.LIVE_BIRTH if answer.born is Born.ALIVE else Result.STILLBIRTH
        said = Outcome(
            baby=made.baby, result=result, place=the_birth.place, gestation=the_birth.gestation,
            confirmed_by=the_birth.confirmed_by,
        )  # fmt: skip
        parts: list[tuple[UUID, Said]] = [(made.newborn, answer.newborn(made.baby))]
        if one.baby.state is not State.BORN or any(told.id == made.outcome for told, _ in one.baby.outcomes):
            parts = [(made.outcome, said), *parts]
        for id_, part in parts:
            happened = When.on(day) if day else When()
            source = Source(how=the_birth.how, by=the_birth.by)
            yield signed(part, page.reader, id_, happened=happened, about=(made.baby,), source=source)


def _recorded(request: HttpRequest, page: RecordPage, sent: UUID, asked: list[Asked]) -> HttpResponse:
    """Back to the record, which shows each baby; or to what happens now, where a baby did not live."""
    drop_draft(page.reader, f"{_form_name(page)}#{sent}")
    lost = any(one.form.typed["born"] == Born.STILLBORN.value for one in asked)
    messages.success(request, "The birth is recorded. It can be undone below, if it was recorded in error.")
    return redirect("after_a_loss" if lost else "record", reference=page.found.reference)


def _stays(page: RecordPage) -> Iterator[str]:
    """What goes on after the birth."""
    plans = sum(1 for _ in page.record.of(Plan))
    actions = sum(1 for _, said in page.record.of(Action) if said.progress is Progress.TO_DO)
    yield {0: "No plan is recorded here yet.", 1: "The plan goes on."}.get(plans, f"All {plans} plans go on.")
    if actions:
        some = "1 action is still to do," if actions == 1 else f"{actions} actions are still to do, each"
        yield f"{some} with its owner and day."
