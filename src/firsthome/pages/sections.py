"""The questions of a form in groups: what is asked first, and what stands folded because few need it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from firsthome.kinds.entry import Mark, Said
from firsthome.kit.forms import Drawn, Form
from firsthome.pages.around import WHEN, Around

SELDOM = ("purpose", "barrier", "times", "at_least")
"""Questions that few entries need, whatever their kind."""
ABOUT_FIRST = frozenset({"vulnerability", "event", "question"})
"""Kinds for which it has to be plain at once whom they are about."""

HOW_KNOWN, HOW_KNOWN_AND_SEEN = "How you know it", "How you know it, and who may see it"
SAID_BEFORE = "What was said before"


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
    about = ["about"] if model.kind in ABOUT_FIRST else []
    background = [name for name in around.fields if name not in (*WHEN, *about, "reason")]
    new = newcomer.drawn() if newcomer else []
    sections = [
        Section("", [*new, *around.drawn(["on", *about])]),
        fold("I do not know the date", around, ["week", "phase"]),
        *_said(model, mark, said),
        fold(HOW_KNOWN if mark else HOW_KNOWN_AND_SEEN, around, background),
        Section("", around.drawn(["reason"])),
    ]
    return [section for section in sections if section.questions]


def _said(model: type[Said], mark: Mark | None, said: Form[Any]) -> Iterator[Section]:
    """What the kind asks. An update asks first what is new, and folds what was said before."""
    folded = {**model.folded, "More about it": SELDOM}
    first = (*model.asked_later, *model.asked_afresh) if mark is Mark.UPDATE else ()
    aside = {name for names in folded.values() for name in names}
    main = [name for name in said.fields if name not in aside and (not first or name in first)]
    yield Section("", said.drawn(main))
    if first:
        rest = [name for name in said.fields if name not in (*first, *aside)]
        yield Section(
            SAID_BEFORE, said.drawn(rest), folded=True, open=any(name in said.wrong for name in rest)
        )
    for title, names in folded.items():
        yield fold(title, said, names)
