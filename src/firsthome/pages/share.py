"""Sharing entries, or deciding not to: choose them, say with whom and why, check as the receiver will read it.

Everything typed goes from page to page inside the forms and is kept as its author's draft; no address says anything.
Source: domain facts, 3.6 and 7.15; hazard 17.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from uuid_utils.compat import uuid7

from firsthome.access.agreements import without_agreement
from firsthome.access.directory import Directory, directory
from firsthome.access.permissions import Permission
from firsthome.kinds.entry import Audience, Entry
from firsthome.kinds.sharing import Consent, Share, Withheld
from firsthome.kit.form_fields import Option, Wrong
from firsthome.kit.forms import Form, Problem
from firsthome.pages.about_law import READ, check_words_about_law, told_about_law
from firsthome.pages.answers import answers_of
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.lawful_bases import lawful_bases
from firsthome.pages.previewing import Reading, readings
from firsthome.pages.sharing_choice import (
    about_the_family,
    agency_options,
    entry_options,
    full_agencies,
    involved_enough,
    may_be_shared,
    practitioner_options,
)
from firsthome.pages.sharing_questions import SOMEBODY, Chosen, Sharing, Withholding
from firsthome.pages.time_out import author_of_form
from firsthome.pages.unsent import as_sent, form_to_add, keep, kept_for, name_in, uuid_in
from firsthome.procedures.sharing import sharing
from firsthome.record.append import append
from firsthome.record.drafts import drop_draft
from firsthome.record.errors import NoAgreement, NotThere, SameIdOtherContent
from firsthome.record.sign import signed

SENT_BEFORE = (
    "You shared this a moment ago, with other answers. Look at who was told what before you send it again."
)


@record_page(Permission.SHARE_ENTRIES)
def share(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """The page that comes next: choosing, asking, checking or sharing."""
    if request.method != "POST":
        return _begin(request, page)
    journey = Journey(page, request.POST)
    if journey.entries is None:
        return _choose(request, journey, 422)
    match request.POST.get("step", ""):
        case "ask":
            return _ask(request, journey)
        case "check":
            return _check(request, journey)
        case "send":
            return _send(request, journey)
        case _:
            return _choose(request, journey)


class Journey:
    """One act of sharing on its way: what was typed so far, and the entry that comes of it."""

    def __init__(self, page: RecordPage, typed: QueryDict) -> None:
        self.page, self.typed = page, typed
        self.withholds = typed.get("kind") == Withheld.kind
        self.model: type[Sharing | Withholding] = Withholding if self.withholds else Sharing
        self.id = uuid_in(typed, "entry") or uuid7()
        page.also_named |= {int(one) for one in typed.getlist("practitioners") if one.isdecimal()}
        offered = about_the_family(page) if self.withholds else may_be_shared(page)
        options = entry_options(page, offered, set(typed.getlist("entries")))
        self.chosen: Form[Chosen] = Form(Chosen, choices={"entry": options})
        taken = self.chosen.take(typed) if "entries" in typed or "step" in typed else None
        self.entries = taken.entries if taken else None
        self.problems: list[Problem] = []
        self.not_theirs = False

    @cached_property
    def people(self) -> Directory:
        """Who works in the partnership."""
        return directory(self.page.reader.partnership, with_colleagues=True)

    @cached_property
    def form(self) -> Form[Any]:
        """The questions of sharing, or of not sharing."""
        choices = {
            "agency": agency_options(self.page, self.people),
            "practitioner": practitioner_options(self.page, self.people),
            "lawful_basis": lawful_bases(),
            "consent": [_option(one) for one in Consent if one is not Consent.NOT_STATED],
        }
        reader, names = self.page.reader, self.page.names
        me = f"{names.practitioner(reader.practitioner)}, {names.agency(reader.agency)}"
        return Form(self.model, choices=choices, start={"decided_by": me})

    def take(self) -> Entry | None:
        """The entry, ready to be added; None if `problems` says what to do first."""
        answers = self.form.take(self.typed)
        assert self.entries, "entries come first"
        if not self.form.typed["agencies"] and not self.form.typed["practitioners"]:
            self.form.wrong["agencies"] = Wrong(SOMEBODY)
        for field, words in self._left_open(answers):
            self.form.wrong.setdefault(field, Wrong(words))
        if answers:
            check_words_about_law(self.form, answers, self.typed, self.page)
        if answers is None or self.form.wrong:
            self.problems = self.form.problems
            return None
        return signed(answers.said(self.entries), self.page.reader, self.id, audience=self._audience(answers))

    def _left_open(self, answers: Sharing | Withholding | None) -> list[tuple[str, str]]:
        if isinstance(answers, Withholding):
            own = [one for one in self._agencies_of(answers) if one == self.page.reader.agency]
            outside = [("practitioners", "Choose somebody outside your own agency")] if own else []
            return [*answers.left_open(self.page.today), *outside]
        if isinstance(answers, Sharing):
            return [*answers.left_open(), *self._cannot_be_told(answers)]
        return []

    def _cannot_be_told(self, answers: Sharing) -> list[tuple[str, str]]:
        """Receivers who have to be involved first, or whose agency has not signed for it."""
        agencies, practitioners = involved_enough(self.page)
        teams = [("agencies", one) for one in answers.agencies if one not in agencies]
        named = [
            ("practitioners", one)
            for one in answers.practitioners
            if one not in practitioners and self._agency(one) not in agencies
        ]
        found = [(field, self._involve_first(field, one)) for field, one in (*teams, *named)]
        own = self.page.reader.agency
        if missing := without_agreement(answers.agencies, answers.practitioners, own):
            found.append(("agencies", str(NoAgreement(missing))))
        return found

    def _involve_first(self, field: str, one: int) -> str:
        names = self.page.names
        called = names.agency(one) if field == "agencies" else self._colleague(one)
        return f"Involve {called} first, so that they can read what you share, then come back"

    def _colleague(self, practitioner: int) -> str:
        return next(one.name for one in self.people.colleagues if one.practitioner == practitioner)

    def _agency(self, practitioner: int) -> int | None:
        """For which agency somebody works today."""
        called = next((one.agency for one in self.people.colleagues if one.practitioner == practitioner), "")
        return next((id_ for id_, name, _ in self.people.agencies if name == called), None)

    def _agencies_of(self, answers: Withholding) -> set[int]:
        """The agencies that a decision not to share is about, those of practitioners too."""
        named = {self._agency(one) for one in answers.practitioners}
        return {*answers.agencies, *(one for one in named if one)}

    def _audience(self, answers: Sharing | Withholding) -> Audience:
        """Everyone with full access; of a decision not to share, never those who would have been told."""
        if isinstance(answers, Sharing):
            return Audience()
        return Audience(everyone=False, agencies=full_agencies(self.page, self._agencies_of(answers)))

    def receivers(self, said: Share) -> list[tuple[int | None, int]]:
        """Practitioner, if one is named, and agency of everybody who is told."""
        named = [(one, self._agency(one)) for one in said.practitioners]
        return [(None, one) for one in said.agencies] + [(who, agency) for who, agency in named if agency]


def _option(consent: Consent) -> Option:
    return Option(consent.value, consent.label, consent)


def _begin(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Choosing; or the page that its reader left, where they ask to go on with it."""
    asked = request.GET.get("draft", "")
    kept = kept_for(page.reader, page.found.reference, [_form(page)], asked) if asked else None
    if kept and kept.name.endswith(f"#{asked}"):
        journey = Journey(page, as_sent(kept.typed))
        return _ask(request, journey) if journey.entries else _choose(request, journey)
    typed = QueryDict(mutable=True)
    typed["kind"] = Withheld.kind if request.GET.get("kind") == Withheld.kind else Share.kind
    if one := uuid_in(request.GET, "entry"):
        typed["entries"] = str(one)
    journey = Journey(page, typed)
    journey.chosen.wrong.clear()
    journey.not_theirs = one is not None and journey.entries is None
    return _choose(request, journey)


def _form(page: RecordPage) -> str:
    return form_to_add(page.found.reference, Share.kind)


def _choose(request: HttpRequest, journey: Journey, status: int = 200) -> HttpResponse:
    problems = journey.chosen.problems if status != 200 else []
    return _show(request, journey, "share", status, drawn=journey.chosen.drawn(), problems=problems)


def _ask(request: HttpRequest, journey: Journey) -> HttpResponse:
    """The questions, with what was typed so far."""
    if "decided_by" in journey.typed:
        journey.form.show_again(journey.typed)
    return _questions(request, journey, 200)


def _questions(request: HttpRequest, journey: Journey, status: int) -> HttpResponse:
    return _show(
        request, journey, "share_ask", status,
        drawn=journey.form.drawn(), problems=journey.problems, caution=sharing().caution, sources=sharing(),
        about_law=told_about_law(journey.form) or (READ if READ in journey.typed else ""),
    )  # fmt: skip


def _check(request: HttpRequest, journey: Journey) -> HttpResponse:
    """What was answered, and what the receivers will read; or what to do first. Either way it is kept."""
    page = journey.page
    name = name_in(page.found.reference, journey.typed)
    if name:
        keep(page.reader, name, journey.typed, None)
    entry = journey.take()
    if entry is None:
        return _questions(request, journey, 422)
    shown: list[Reading] = []
    if isinstance(entry.said, Share):
        shown = readings(page, entry, entry.said, journey.receivers(entry.said))
    page.looked_at += journey.entries or ()
    answers = _answers(journey, entry)
    return _show(request, journey, "share_check", answers=answers, readings=shown, problems=[])


def _answers(journey: Journey, entry: Entry) -> list[tuple[str, str]]:
    """Question and answer, as the entry will say them."""
    first = {"What is shared?", "What is not shared?", "When", "About", "How they know"}
    return [(one.question, one.text) for one in answers_of(entry, journey.page) if one.question not in first]


def _send(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Add it, once; then nothing of it waits any more."""
    page, entry = journey.page, journey.take()
    if entry is None:
        return _questions(request, journey, 422)
    try:
        append(page.found.id, entry, page.reader)
    except SameIdOtherContent:
        journey.problems = [Problem("", SENT_BEFORE)]
        return _questions(request, journey, 409)
    except NotThere as problem:
        journey.problems = [Problem("", str(problem))]
        return _questions(request, journey, 422)
    drop_draft(page.reader, f"{_form(page)}#{journey.id}")
    words = "Your decision not to share is kept" if journey.withholds else "Shared"
    messages.success(request, words, extra_tags=str(entry.id))
    return redirect("who_was_told", reference=page.found.reference)


def _show(
    request: HttpRequest, journey: Journey, template: str, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the journey, with what every one of them carries on."""
    carry = [
        (name, str(value))
        for name, values in journey.typed.lists()
        if name in journey.model.model_fields or name == READ or name.startswith("review-")
        for value in values
    ]
    around = {
        "page": journey.page,
        "withholds": journey.withholds,
        "not_theirs": journey.not_theirs,
        "kind": Withheld.kind if journey.withholds else Share.kind,
        "sent": journey.id,
        "entries": [str(one) for one in journey.entries or ()],
        "carry": carry,
        "author": author_of_form(journey.page.reader),
    }
    return show(request, template, status, **(around | context))
