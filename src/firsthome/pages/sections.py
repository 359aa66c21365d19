"""The questions of a form in groups: what is asked first, and what stands folded because few need it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from firsthome.kinds.entry import Mark, Said
from firsthome.kit.forms import Drawn, Form
from firsthome.pages.around import HAPPENS, MOSTLY_TODAY, WHEN, Around

SELDOM = ("purpose", "barrier", "times", "at_least")
"""Questions that few entries need, whatever their kind."""
ABOUT_FIRST = frozenset({"vulnerability", "event", "question"})
"""Kinds for which it has to be plain at once whom they are about."""

MORE = "More about it"
HOW_KNOWN, HOW_KNOWN_AND_SEEN = "How you know it", "How you know it, and who may see it"
SAID_BEFORE, CHOSEN = "What was said before", "Which one it was"
NOT_TODAY, WHY = "If it was not today", "Why you are changing it"
CHOSEN_FIRST = ("guide", "topic", "question_set")
"""Chosen before the form was opened, nearly always; then they take no room."""


@dataclass(frozen=True)
class Section:
    """Questions that stand together; folded ones open by themselves where something was typed or is wrong."""

    title: str
    questions: list[Drawn]
    folded: bool = False
    open: bool = False


def fold(title: str, form: Form[Any], names: Collection[str]) -> Section:
    """Whom it is about may be filled in beforehand, so that alone does not open anything."""
    used = any(
        name in form.wrong or (name != "about" and form.touched(name))
        for name in names
        if name in form.fields
    )
    return Section(title, form.drawn(names), folded=True, open=used)


def sections_of(
    model: type[Said],
    mark: Mark | None,
    said: Form[Any] | None,
    newcomer: Form[Any] | None,
    around: Form[Around],
) -> list[Section]:
    """The questions in the order in which people think of them."""
    if said is None:
        return [Section("", around.drawn(["reason"]))]
    words_first = model.kind in MOSTLY_TODAY - HAPPENS and mark in (None, Mark.UPDATE)
    about = ["about"] if model.kind in ABOUT_FIRST and not (words_first and mark) else []
    background = [name for name in around.fields if name not in (*WHEN, *about, "reason")]
    new = newcomer.drawn() if newcomer else []
    told = list(_said(model, mark, said))
    if words_first:
        begins = [*told, Section("", around.drawn(about)), _closed(NOT_TODAY, around, WHEN)]
    else:
        when = fold("I do not know the date", around, ["week", "phase"])
        begins = [Section("", [*new, *around.drawn(["on"])]), when, Section("", around.drawn(about)), *told]
    why = around.drawn(["reason"])
    sections = [
        *begins,
        fold(HOW_KNOWN if mark else HOW_KNOWN_AND_SEEN, around, background),
        _closed(WHY, around, ["reason"]) if mark is Mark.UPDATE and words_first else Section("", why),
    ]
    return [section for section in sections if section.questions]


def _said(model: type[Said], mark: Mark | None, said: Form[Any]) -> Iterator[Section]:
    """What the kind asks. An update asks first what is new, and folds what was said before."""
    if model.turns_on:
        yield from _as_it_turns_out(model, said)
        return
    folded = {**model.folded, MORE: SELDOM}
    chosen = [name for name in CHOSEN_FIRST if said.typed.get(name)] if model.filled_in else []
    aside = {*chosen, *(name for names in folded.values() for name in names)}
    first = {*model.asked_later, *model.asked_afresh} if mark is Mark.UPDATE else set()
    yield Section(
        "", said.drawn([name for name in said.fields if name not in aside and (not first or name in first)])
    )
    for title, names in folded.items():
        yield fold(title, said, [name for name in names if not first or name in first])
    if first:
        chosen = [name for name in said.fields if name not in first]
    yield _closed(SAID_BEFORE if first else CHOSEN, said, chosen)


def _as_it_turns_out(model: type[Said], said: Form[Any]) -> Iterator[Section]:
    """What an answer calls for stands open, in its order; every other question can still be found."""
    first = open_questions(model, said.typed.get(model.turns_on))
    folded = [name for names in model.folded.values() for name in names]
    yield Section("", said.drawn_as(first))
    for title, names in model.folded.items():
        yield fold(title, said, names)
    yield fold(MORE, said, [name for name in said.fields if name not in (*first, *folded)])


def open_questions(model: type[Said], answer: str | None) -> tuple[str, ...]:
    """The question on which the others turn, and then those that an answer to it calls for."""
    return model.turns_on, *model.asked_in_order[answer if answer in model.asked_in_order else ""]


def _closed(title: str, form: Form[Any], names: Collection[str]) -> Section:
    """What was answered already stays folded, unless something is wrong with it."""
    return Section(title, form.drawn(names), folded=True, open=any(name in form.wrong for name in names))
