"""Closing a question without an entry that answers it: done elsewhere, not now, or it does not apply.

The question comes with the form: its words, and what it rests on as that is now. Source: safety rule 9.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from firsthome.access.permissions import Permission
from firsthome.kinds.entry import Entry
from firsthome.kinds.question_closed import DoneElsewhere, SetAside
from firsthome.kit.forms import Choices, Form
from firsthome.pages.adding import kept_text, take_or_ask
from firsthome.pages.around import PREFIX, Around
from firsthome.pages.draft import Draft
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.questions import open_questions, token_of, ways_for
from firsthome.pages.unsent import form_to_add, uuid_in
from firsthome.prompts.prompt import Prompt, Urgency
from firsthome.prompts.still_open import resting_on

ASKED_AROUND = {DoneElsewhere.kind: ("on", "seen_by", "agencies"), SetAside.kind: ("seen_by", "agencies")}
"""What is asked beside the form's own questions; nothing where a kind is not here."""


class Closing(Draft):
    """What is said to one question."""

    question: Prompt

    def _said_form(self, choices: Choices) -> Form[Any]:
        rests_on = tuple(sorted(resting_on(self.question, self.page.record)))
        fixed = {"key": self.question.key, "asked": self.question.question, "rests_on": rests_on}
        cannot_wait = self.question.urgency <= Urgency.CANNOT_WAIT
        leave_out = ("for_everyone",) if cannot_wait or self.model is not SetAside else ()
        return Form(self.model, choices=choices, fixed=fixed, leave_out=leave_out)

    def _around_form(self, choices: Choices) -> Form[Around]:
        leave_out = set(Around.model_fields) - set(ASKED_AROUND.get(self.model.kind, ()))
        questions = {"on": "When was it done?"} if self.model is DoneElsewhere else {}
        return Form(
            Around, choices=choices, prefix=PREFIX, leave_out=leave_out - {"reason"}, fixed={"reason": ""},
            questions=questions,
        )  # fmt: skip


@record_page(Permission.ADD_ENTRY)
def close_question(request: HttpRequest, page: RecordPage, question: str, how: str) -> HttpResponse:
    """Ask what there is to say, and go back to the questions that are left."""
    asked = next((one for one in open_questions(page) if token_of(one) == question), None)
    if asked is None:
        return _closed_already(request, page)
    ways = ways_for(asked)
    if how not in ways:
        raise Http404
    model, words = ways[how]
    posted = request.POST if request.method == "POST" else None
    kept = kept_text(request, page, form_to_add(page.found.reference, model.kind)) if posted is None else None
    if kept and kept.typed.get("question") != [question]:
        kept = None
    draft = type("Closing", (Closing,), {"question": asked})(page, model, posted=posted, kept=kept)
    return take_or_ask(request, page, draft, words, _back, asked=asked, token=question)


def _closed_already(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """It was closed by this very form, sent twice; else it is not open any more, and the words are kept as a draft."""
    if request.method != "POST" or uuid_in(request.POST, "entry") not in page.record.by_entry:
        raise Http404
    return _back(page, None)


def _back(page: RecordPage, entry: Entry | None) -> HttpResponse:
    return redirect("questions", reference=page.found.reference)
