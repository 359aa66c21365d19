"""What we do not know yet, who will find out, and what might explain it. Nobody is asked to have asked enough.

Source: briefing, section 06; feature row 18.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.kinds.hypothesis import Hypothesis, Likelihood
from firsthome.kinds.question import Question
from firsthome.kinds.record import Statement
from firsthome.kit.dates import say_day
from firsthome.pages.choices import short_words
from firsthome.pages.entry import signature
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.procedures.starters import starters
from firsthome.reading.unknown import answered_questions, hypotheses_about, open_questions


@dataclass(frozen=True, slots=True)
class Cited:
    """An entry that something rests on: where it stands, and how it begins."""

    entry: UUID
    words: str


@dataclass(frozen=True, slots=True)
class Possibility:
    """What might explain something, with both sides of it."""

    entry: UUID
    words: str
    stands: str
    for_words: str
    for_entries: list[Cited]
    against_words: str
    against_entries: list[Cited]
    next_step: str
    signed: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, and what might explain it."""

    entry: UUID
    content: UUID
    words: str
    who_and_when: str
    answer: str
    about: Cited | None
    signed: str
    possibilities: list[Possibility]


class Explained(NamedTuple):
    """Possible explanations of one entry that is no question."""

    about: Cited | None
    possibilities: list[Possibility]


@record_page(Permission.READ_RECORD)
def still_unknown(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Open questions first, then what might explain other entries, then what was answered."""
    explaining = {
        about: [_possibility(page, *one) for one in ones]
        for about, ones in hypotheses_about(page.record).items()
    }
    asked = [_asked(page, *one, explaining) for one in open_questions(page.record)]
    answered = [_asked(page, *one, explaining) for one in answered_questions(page.record)]
    own = {statement.id for statement, _ in page.record.of(Question)}
    others = [Explained(_about(page, about), ones) for about, ones in explaining.items() if about not in own]
    page.looked_at += [one.entry for one in (*asked, *answered)]
    return show(
        request,
        "still_unknown",
        page=page,
        asked=asked,
        answered=answered,
        others=others,
        starters=starters(),
        may_add=page.may(Permission.ADD_ENTRY),
        may_change=page.may(Permission.CORRECT_ENTRY),
    )


def _asked(
    page: RecordPage, statement: Statement, said: Question, explaining: dict[UUID | None, list[Possibility]]
) -> Asked:
    due = said.due_on(page.record.edd)
    in_weeks = f" ({say_day(due)}, as expected now)" if due and said.due_week and not said.due else ""
    about = page.record.by_entry.get(said.about_entry) if said.about_entry else None
    line = statement.current
    return Asked(
        entry=line.tip.id,
        content=line.content.id,
        words=said.unknown,
        who_and_when=said.who_and_when(page.names).rstrip(".") + in_weeks,
        answer=said.answer_words(),
        about=_about(page, about.id) if about else None,
        signed=_signed(page, statement),
        possibilities=explaining.get(statement.id, []),
    )


def _possibility(page: RecordPage, statement: Statement, said: Hypothesis) -> Possibility:
    return Possibility(
        entry=statement.current.tip.id,
        words=said.explains,
        stands="" if said.likelihood is Likelihood.POSSIBLE else said.likelihood.label,
        for_words=said.for_words,
        for_entries=[Cited(one, short_words(page, one)) for one in said.for_entries],
        against_words=said.against_words,
        against_entries=[Cited(one, short_words(page, one)) for one in said.against_entries],
        next_step=said.next_step,
        signed=_signed(page, statement),
    )


def _about(page: RecordPage, statement: UUID | None) -> Cited | None:
    return Cited(statement, short_words(page, statement)) if statement else None


def _signed(page: RecordPage, statement: Statement) -> str:
    content = statement.current.content
    return f"{signature(page, content.agency, content.author)}, {content.happened.say()}"
