"""An entry while it is being written: its questions, what was typed, and the entry that comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from uuid_utils.compat import uuid7

from firsthome.kinds.entry import Entry, Mark, Said
from firsthome.kinds.family import PersonOnRecord
from firsthome.kinds.record import Version
from firsthome.kinds.when import When
from firsthome.kit.form_fields import Wrong
from firsthome.kit.forms import Drawn, Form, Problem
from firsthome.pages import around as asks
from firsthome.pages import newcomer
from firsthome.pages.around import HAPPENS, WHEN, Around
from firsthome.pages.choices import choices_for
from firsthome.pages.gate import RecordPage
from firsthome.pages.newcomer import Newcomer
from firsthome.people.add import add_person
from firsthome.record.sign import signed

SELDOM = frozenset({"times", "at_least", "purpose", "barrier"})
"""Questions that few entries need; they stand folded."""
PLAIN_ABOUT = frozenset({"vulnerability", "event"})
"""Kinds for which it has to be plain at once whom they are about."""
TAKES_BACK = (Mark.ERROR, Mark.MISFILED)


@dataclass(frozen=True)
class Section:
    """Questions that stand together; folded ones open by themselves where something is wrong."""

    title: str
    questions: list[Drawn]
    folded: bool = False
    open: bool = False


class Draft:
    """A new entry of one kind, or (with `line` and `mark`) a change to one that is there."""

    def __init__(
        self, page: RecordPage, model: type[Said], line: Version | None = None, mark: Mark | None = None,
        posted: QueryDict | None = None,
    ) -> None:  # fmt: skip
        self.page, self.model, self.line, self.mark, self.posted = page, model, line, mark, posted
        self.id = _uuid(posted.get("entry", "")) if posted else None
        self.id = self.id or uuid7()
        self.tip = line.tip.id if line else None
        self.forms: list[Form[Any]] = []
        self.choices = choices_for(page, (model, Around), self._chosen())
        self.said = None if mark in TAKES_BACK else self._said_form()
        self.newcomer = Form(Newcomer, choices={}, prefix=newcomer.PREFIX) if self._brings_somebody() else None
        self.around = self._around_form()
        self.problems: list[Problem] = []

    def take(self) -> Entry | None:
        """The entry as it was filled in, ready to append; None if `problems` say what to do first."""
        assert self.posted is not None, "only a form that was sent can be taken"
        forms = [form for form in (self.said, self.newcomer, self.around) if form]
        taken = {id(form): form.take(self.posted) for form in forms}
        entry = None
        if isinstance(around := taken[id(self.around)], Around) and None not in taken.values():
            entry = self._entry(taken.get(id(self.said)), around)
        self.problems = [problem for form in forms for problem in form.problems]
        if entry and self.newcomer and isinstance(new := taken[id(self.newcomer)], Newcomer):
            add_person(newcomer.person_of(self.id), new.name, new.born)
        return entry

    def sections(self) -> list[Section]:
        """The questions in the order in which people think of them."""
        if self.said is None:
            return [Section("", self.around.drawn(["reason"]))]
        asked = [name for name in self.said.fields if name not in SELDOM]
        first = [*self._about_plainly(), "on"]
        new = self.newcomer.drawn() if self.newcomer else []
        sections = [Section("", [*new, *self.around.drawn(["on"]), *self._folded_when()][:0])]
        sections = [
            Section("", [*new, *self.around.drawn(first)]),
            self._fold("I do not know the date", self.around, ["week", "phase"]),
            Section("", self.said.drawn(asked)),
            self._fold("More about it", self.said, [name for name in self.said.fields if name in SELDOM]),
            self._fold("How you know it, and who may see it", self.around, self._background()),
            Section("", self.around.drawn(["reason"])),
        ]
        return [section for section in sections if section.questions]

    def _fold(self, title: str, form: Form[Any], names: list[str]) -> Section:
        return Section(title, form.drawn(names), folded=True, open=any(name in form.wrong for name in names))
