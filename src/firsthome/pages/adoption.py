"""Separating a baby's record after an adoption order: one act, checked before it is done, and the bridge across.

Nothing typed here becomes a draft, and nothing of the new record is ever shown to whoever did it.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from pydantic import BaseModel, ConfigDict

from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader
from firsthome.kinds.entry import Line, PersonId, PractitionerId, Words, ask
from firsthome.kit.dates import say_day
from firsthome.kit.form_fields import Option, Wrong
from firsthome.kit.forms import Form, Problem
from firsthome.pages.adoption_facts import Fact, facts, names_somebody
from firsthome.pages.choices import choices_for
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, page, record_page
from firsthome.pages.newcomer import Name
from firsthome.record.adoption import Carried, OtherSide, Separation, other_side, separate
from firsthome.record.errors import NotThere

DONE = "It is done. Those whom you named have word of it; nothing on this record leads there"


class ToSeparate(BaseModel):
    """What is asked before a record is separated."""

    model_config = ConfigDict(frozen=True)

    baby: PersonId = ask("For which baby was the order made?", missing="Choose the baby")
    made_on: date = ask(
        "On which day was the order made?", "For example 27 3 2026.", missing="Enter the day of the order"
    )
    court: Line = ask(
        "Which court made it?",
        "Kept apart: nobody reads it on either record.",
        missing="Enter which court made it",
    )
    seen_by: Line = ask(
        "Who has seen the order itself?",
        "Kept apart, like the court.",
        missing="Enter who has seen the order",
    )
    name: Name = ask(
        "What is the child called from now on?",
        "As it is to stand on the new record.",
        missing="Enter what the child is called from now on",
    )
    born: date = ask("When was the child born?", missing="Enter the day on which the child was born")
    named: tuple[PractitionerId, ...] = ask(
        "Who may read the new record?",
        "By name. Nobody else can: not you either, unless you tick yourself.",
        missing="Choose who may read the new record",
    )


class Act:
    """The act on its way: what was typed so far."""

    def __init__(self, page: RecordPage, typed: QueryDict) -> None:
        self.page, self.typed = page, typed
        babies = [Option(str(one), page.names.person(one), one) for one in page.record.babies]
        self.form = Form(ToSeparate, choices=choices_for(page, [ToSeparate]) | {"baby": babies})
        self.problems: list[Problem] = []

    @cached_property
    def offered(self) -> list[Fact]:
        """Facts that may go along."""
        return list(facts(self.page.record))

    def words(self, fact: Fact) -> str:
        """What was typed for a fact, or the words to begin with."""
        return self.typed.get(f"words-{fact.entry.id}", fact.words).strip()

    def ticked(self, fact: Fact) -> bool:
        """Whether it goes along."""
        return str(fact.entry.id) in self.typed.getlist("carry")

    @property
    def chosen(self) -> list[Fact]:
        """Those that go along."""
        return [fact for fact in self.offered if self.ticked(fact)]

    def take(self) -> Separation | None:
        """The act; None if `problems` says what to do first."""
        said = self.form.take(self.typed)
        if said and said.made_on > self.page.today:
            self.form.wrong["made_on"] = Wrong("Enter a day that is not in the future")
        if said and said.born > said.made_on:
            self.form.wrong["born"] = Wrong("Enter a day of birth that is not after the order")
        self.problems = [*self.form.problems, *self._words_that_lead_back(said)]
        if said is None or self.problems:
            return None
        return Separation(
            said.baby, said.made_on, said.court, said.seen_by, said.name, said.born, said.named,
            tuple(Carried(self.words(fact), fact.entry.happened) for fact in self.chosen),
        )  # fmt: skip

    def _words_that_lead_back(self, said: ToSeparate | None) -> list[Problem]:
        found = []
        for fact in self.chosen:
            box, words = f"words-{fact.entry.id}", self.words(fact)
            name = names_somebody(
                words, self.page.names, self.page.found.reference, said.name if said else ""
            )
            if said and fact.baby != said.baby:
                found.append(Problem(box, "Choose only what is about this baby: one fact is about another"))
            elif not words:
                found.append(Problem(box, "Write what is known, or do not let it go along"))
            elif name:
                found.append(Problem(box, f"Take out “{name}”: it leads back to the birth family"))
        return found


@record_page(Permission.SEPARATE_FOR_ADOPTION)
def separate_for_adoption(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Ask, show everything for checking, and then do it."""
    act = Act(page, request.POST)
    step = request.POST.get("step", "") if request.method == "POST" else ""
    taken = act.take() if step in ("check", "send") else None
    if taken and step == "send":
        try:
            separate(page.found.id, taken, page.reader, invented=bool(page.found.invented))
        except NotThere as problem:
            act.problems = [Problem("", str(problem))]
        else:
            messages.success(request, DONE)
            return redirect("record", reference=page.found.reference)
    if taken and not act.problems:
        return show(
            request, "separate_for_adoption_check", page=page, act=act, answers=_answers(act, taken),
            carry=[(name, value) for name, values in request.POST.lists()
                   if name not in ("csrfmiddlewaretoken", "step") for value in values],
        )  # fmt: skip
    if step == "ask":
        act.form.show_again(request.POST)
    return show(
        request, "separate_for_adoption", 422 if act.problems else 200, page=page, act=act,
        questions=act.form.drawn(), problems=act.problems,
    )  # fmt: skip


def _answers(act: Act, taken: Separation) -> list[tuple[str, str]]:
    people = {option.value: option.label for option in act.form.fields["named"].options}  # type: ignore[attr-defined]
    return [
        ("Baby on this record", act.page.names.person(taken.baby)),
        ("Day of the order", say_day(taken.made_on)),
        ("Court", taken.court),
        ("Who has seen the order", taken.seen_by),
        ("The child’s name from now on", taken.name),
        ("Born", say_day(taken.born)),
        ("Who may read the new record", "; ".join(people[str(one)] for one in taken.named)),
    ]


class Across(BaseModel):
    """What is asked before the bridge is crossed."""

    model_config = ConfigDict(frozen=True)

    reference: Line = ask("Which record do you start from?", "Its reference.", missing="Enter the reference")
    why: Words = ask(
        "Why do you need to know?",
        "Who asks, and on what order or right. It is kept with your name, whatever is found.",
        missing="Write why you need to know",
    )


@page(Permission.CROSS_ADOPTION)
def adoption_bridge(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Find what an adoption order separated: for one named role, and each asking is written down."""
    form, found = Form(Across, choices={}), list[OtherSide]()
    asked = form.take(request.POST) if request.method == "POST" else None
    if asked:
        found = other_side(asked.reference.strip().upper(), asked.why)
    return show(
        request, "adoption_bridge", 422 if form.problems else 200, questions=form.drawn(), problems=form.problems,
        asked=asked, found=found,
    )  # fmt: skip
