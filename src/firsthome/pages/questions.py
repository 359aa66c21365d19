"""The questions that nobody has answered here yet, in order, each with what can be done about it.

Worked out from what this page's reader may see. A record's first page shows five of them; all stand on a page here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from firsthome.access.permissions import Permission
from firsthome.kinds.question_closed import DoneElsewhere, PutOff, SetAside, ToAQuestion
from firsthome.kinds.record import Statement
from firsthome.kinds.registry import kinds
from firsthome.kit.addresses import address
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.notes import Note
from firsthome.pages.where_to_answer import resting, where_to_answer
from firsthome.procedures.briefings import briefings_about
from firsthome.procedures.library import resources_about
from firsthome.procedures.timings import timings
from firsthome.prompts.asking import questions as asking
from firsthome.prompts.prompt import Prompt, Urgency
from firsthome.reading.closed import closed
from firsthome.record.drafts import drafts_of

AT_FIRST = 5
"""How many stand on a record's first page."""
WAYS: dict[str, tuple[type[ToAQuestion], str]] = {
    "elsewhere": (DoneElsewhere, "Done elsewhere"),
    "later": (PutOff, "Not now"),
    "not-here": (SetAside, "Does not apply"),
}
"""What can be said to a question beside answering it: in the address, as an entry, and as people read it."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that nobody has answered, what it rests on, and what can be done about it."""

    question: str
    why: str
    rests_on: list[Note]
    source: str
    reading: list[tuple[str, str]]
    """What there is to read about it: address and title."""
    answer: str
    """The address of a form that would answer it; empty where this reader has none."""
    action: str
    closing: list[tuple[str, str]]
    """The other things that can be said to it: address and words."""


@record_page(Permission.READ_RECORD, prints=True)
def questions(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """All of them, in order."""
    draft = request.GET.get("draft", "")
    if draft and (kept := _form_of(page, draft)):
        return redirect(kept)
    return show(
        request,
        "questions",
        page=page,
        asked=drawn_questions(page, open_questions(page)),
        closed=closed(page.record),
    )


def open_questions(page: RecordPage) -> list[Prompt]:
    """What is asked of this page's reader today."""
    return asking(page.record, timings(), page.today, page.names.codes)


def drawn_questions(page: RecordPage, prompts: Sequence[Prompt]) -> list[Question]:
    """Some of them in words, with the addresses of what can be done."""
    return [_question(page, prompt) for prompt in prompts]


def ways_for(prompt: Prompt) -> dict[str, tuple[type[ToAQuestion], str]]:
    """What can be said to a question. One that cannot wait is not put off."""
    return {
        name: way for name, way in WAYS.items() if name != "later" or prompt.urgency > Urgency.CANNOT_WAIT
    }


def token_of(prompt: Prompt) -> str:
    """What an address calls a question: it says nothing about anybody."""
    return hashlib.sha256(prompt.key.encode()).hexdigest()[:24]


def _question(page: RecordPage, prompt: Prompt) -> Question:
    answer, action = where_to_answer(page, prompt)
    return Question(
        prompt.question,
        prompt.why,
        [_cited(one) for one in resting(page, prompt)],
        prompt.source,
        _reading(prompt),
        answer,
        action,
        _closing(page, prompt),
    )


def _reading(prompt: Prompt) -> list[tuple[str, str]]:
    """The briefings and resources of the partnership that name this question."""
    briefs = [(address("briefing", briefing=one.key), one.title) for one in briefings_about(prompt.asked_by)]
    return briefs + [
        (f"{address('library')}#{one.key}", one.title) for one in resources_about(prompt.asked_by)
    ]


def _closing(page: RecordPage, prompt: Prompt) -> list[tuple[str, str]]:
    if not page.may(Permission.ADD_ENTRY):
        return []
    where = {"reference": page.found.reference, "question": token_of(prompt)}
    return [
        (address("close_question", **where, how=name), words) for name, (_, words) in ways_for(prompt).items()
    ]


def _cited(statement: Statement) -> Note:
    content = statement.current.content
    return Note(kinds()[statement.kind].title, content.happened.say(), statement.current.tip.id)


def _form_of(page: RecordPage, entry: str) -> str:
    """Where a draft that was kept under this page's address goes on."""
    here = address("questions", reference=page.found.reference)
    kept = next((one for one in drafts_of(page.reader, here) if one.name == f"{here}#{entry}"), None)
    question, kind = (kept.typed.get(name, [""])[0] for name in ("question", "kind")) if kept else ("", "")
    how = next((name for name, (model, _) in WAYS.items() if model.kind == kind), "")
    if not (how and question.isalnum()):
        return ""
    there = address("close_question", reference=page.found.reference, question=question, how=how)
    return f"{there}?draft={UUID(entry)}"
