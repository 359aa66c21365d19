"""An entry while it is being written: its questions, what was typed, and the entry that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.http import QueryDict
from uuid_utils.compat import uuid7

from firsthome.kinds.closing import Closing
from firsthome.kinds.contact import Contact
from firsthome.kinds.entry import DATE_NOT_KNOWN, Entry, Mark, Said
from firsthome.kinds.family import PersonOnRecord
from firsthome.kinds.record import Version
from firsthome.kinds.when import When
from firsthome.kit.dates import Span
from firsthome.kit.form_fields import Wrong
from firsthome.kit.forms import Choices, Form, Problem
from firsthome.pages.about_law import check_words_about_law
from firsthome.pages.around import (
    HAPPENS,
    MOSTLY_TODAY,
    PREFIX,
    WHEN,
    Around,
    audience_of,
    says_the_same,
    source_of,
    when_answers,
    when_of,
    why_everyone,
)
from firsthome.pages.choices import choices_for
from firsthome.pages.filled_in import filled_in
from firsthome.pages.gate import RecordPage
from firsthome.pages.impossible import cannot_be, not_kept_ahead
from firsthome.pages.narrow import asks_why, check_audience
from firsthome.pages.newcomer import PREFIX as NEW
from firsthome.pages.newcomer import Known, Newcomer, person_of
from firsthome.pages.sections import Section, sections_of
from firsthome.pages.turns_on import check_first_question
from firsthome.pages.unsent import as_sent, form_to_add, form_to_change, uuid_in
from firsthome.people.actions import add_person
from firsthome.reading.after_birth import is_born
from firsthome.record.drafts import Unsent
from firsthome.record.sign import signed

GOES_ON = "Brought up to date"
"""Why something is updated that is meant to be, such as a question once there is an answer."""
TAKES_BACK = (Mark.ERROR, Mark.MISFILED)
REACH = frozenset({"seen_by", "agencies", "why_everyone", "learned"})
"""Asked for new statements only: a change reaches whomever the statement reaches."""


@dataclass(frozen=True)
class Changing:
    """Which line of a statement is being changed, and how."""

    line: Version
    mark: Mark
    gives_back: bool = False
    """Whether it undoes an error mark."""


class Draft:
    """A new entry of one kind, or a change to one that is there."""

    quick: ClassVar[bool] = False
    """Whether it is written on the page for quick notes."""

    def __init__(
        self,
        page: RecordPage,
        model: type[Said],
        changing: Changing | None = None,
        posted: QueryDict | None = None,
        kept: Unsent | None = None,
        start: Mapping[str, Any] | None = None,
        known: Known | None = None,
    ) -> None:
        self.page, self.model, self.changing, self.posted, self.kept = page, model, changing, posted, kept
        self.typed = as_sent(kept.typed) if kept else posted
        self.id = uuid_in(self.typed, "entry") or uuid7()
        self.tip = uuid_in(self.typed, "tip") or (changing.line.tip.id if changing else None)
        self.problems: list[Problem] = []
        self.start, self.known = start or {}, known
        self.before = changing.line.content.said if changing else None
        choices = choices_for(page, (model, Around), self._cited_so_far(), self.before)
        takes_back = changing is not None and changing.mark in TAKES_BACK
        self.said = None if takes_back else self._said_form(choices)
        self.newcomer = Form(Newcomer, choices={}, prefix=NEW) if self._brings_somebody() else None
        self.around = _only_reason() if takes_back else self._around_form(choices)
        if kept:
            for form in self._forms():
                form.show_again(as_sent(kept.typed))

    @property
    def title(self) -> str:
        """What people call it."""
        return self.model.title

    @property
    def name(self) -> str:
        """Under which its text is kept until it is sent."""
        reference = self.page.found.reference
        if self.changing is None or self.tip is None:
            return f"{form_to_add(reference, self.model.kind, quick=self.quick)}#{self.id}"
        return f"{form_to_change(reference, self.tip, self.changing.mark)}#{self.id}"

    def _forms(self) -> list[Form[Any]]:
        return [form for form in (self.newcomer, self.around, self.said) if form]

    # --- reading what was sent

    def take(self) -> Entry | None:
        """The entry as it was filled in, ready to append; None if `problems` say what to do first."""
        assert self.posted is not None, "only a form that was sent can be taken"
        said = self.said.take(self.posted) if self.said else None
        said = filled_in(said, self.before, self.page) if said else None
        if self.said and said:
            self.said.wrong |= {name: Wrong(words) for name, words in cannot_be(said, self.before, self.page)}
        new = self.newcomer.take(self.posted) if self.newcomer else None
        if new and new.born and said:
            said = said.model_copy(update={"born": new.born})
        around = self.around.take(self.posted)
        if said and around:
            check_audience(self, said, around)
        if said and self.said:
            check_first_question(self, said)
            check_words_about_law(self.said, said, self.posted, self.page)
        entry = self._entry(said, around) if around else None
        self.problems = [problem for form in self._forms() for problem in form.problems]
        if self.problems:
            return None
        if new:
            add_person(new.name, new.born, person_of(self.id))
        return entry

    def _entry(self, said: Said | None, around: Around) -> Entry | None:
        """The entry; None, and a problem noted beside its question, where answers do not go together."""
        try:
            parts = self._parts(said, around)
            not_kept_ahead(said, parts["happened"], self.page)
        except Wrong as wrong:
            self.around.wrong[wrong.box] = Wrong(str(wrong))
            return None
        return signed(said, self.page.reader, self.id, kind=self.model.kind, **parts)

    def _parts(self, said: Said | None, around: Around) -> dict[str, Any]:
        """Everything of the entry but what it says."""
        parts: dict[str, Any] = {
            "happened": self._when(said, around),
            "source": source_of(around),
            "about": _about(said, around),
        }
        if self.changing is None:
            own = self.page.reader.agency
            reach = {"audience": audience_of(around, own), "reason": why_everyone(around)}
            return parts | reach | {"learned": around.learned}
        return parts | {"replaces": self.tip, "mark": self.changing.mark, "reason": around.reason}

    def _when(self, said: Said | None, around: Around) -> When:
        """When it happened; what the form cannot say, such as a season, stays as it was unless it was changed."""
        if said and self._says_from_when():
            return self._from_when(said)
        if self.changing is None:
            return when_of(around, self.model.kind, self.page.today, needed=self.model.kind in HAPPENS)
        if self.said is None:
            return DATE_NOT_KNOWN
        before = self.changing.line.content.happened
        updates = self.changing.mark is Mark.UPDATE
        if not updates and says_the_same(before, around):
            return before
        return when_of(around, self.model.kind, self.page.today, needed=updates or self.model.kind in HAPPENS)

    def _says_from_when(self) -> bool:
        """Whether the kind asks by itself from when it holds; an update asks from when it is different."""
        updates = self.changing is not None and self.changing.mark is Mark.UPDATE
        return bool(self.model.holds_from) and not updates

    def _from_when(self, said: Said) -> When:
        """From the day that it says, or from today on; as before where that was not changed."""
        day: date | None = getattr(said, said.holds_from)
        if self.changing and self.before and getattr(self.before, said.holds_from) == day:
            return self.changing.line.content.happened
        return When.on(day or self.page.today)

    # --- drawing

    def sections(self) -> list[Section]:
        """The questions in the order in which people think of them."""
        mark = self.changing.mark if self.changing else None
        return sections_of(self.model, mark, self.said, self.newcomer, self.around)

    def _said_form(self, choices: Choices) -> Form[Any]:
        before, fixed = self.before, dict[str, Any]()
        if before and self.model.holds_from and not self._says_from_when():
            fixed[self.model.holds_from] = getattr(before, self.model.holds_from)
        if issubclass(self.model, PersonOnRecord):
            fixed["person"] = before.person if isinstance(before, PersonOnRecord) else self._somebody()
        fixed |= {name: getattr(before, name) for name in self.model.filled_in if before}
        leave_out = () if before else (*self.model.asked_later, *self.model.filled_in)
        if self._brings_somebody():
            leave_out = (*leave_out, "born")  # whoever is new was asked it already
        if self.model is Closing and not is_born(self.page.record):
            leave_out = (
                *leave_out,
                "after_birth",
            )  # nobody is asked about a birth that is to come, or never came
        start = {**dict(before or {}), **self.start}
        if self.changing and self.changing.mark is Mark.UPDATE:
            start = {name: answer for name, answer in start.items() if name not in self.model.asked_afresh}
        return Form(self.model, choices=choices, start=start, fixed=fixed, leave_out=leave_out)

    def _around_form(self, choices: Choices) -> Form[Around]:
        leave_out = set(REACH) if self.changing else set[str]()
        if self.model.for_leads:
            leave_out |= set(Around.model_fields) - {"reason", *WHEN}
        if not asks_why(self.model):
            leave_out.add("why_everyone")
        if self._brings_somebody() or self.model.about_whom:
            leave_out.add("about")
        if self._says_from_when():
            leave_out |= set(WHEN)
        start = {} if self.typed else self._around_start()
        return Form(
            Around, choices=choices, prefix=PREFIX, start=start, leave_out=leave_out,
            fixed={} if self.changing else {"reason": ""}, questions=self._other_words(),
        )  # fmt: skip

    def _around_start(self) -> dict[str, Any]:
        if self.changing:
            entry = self.changing.line.content
            when = self._since() if self.changing.mark is Mark.UPDATE else when_answers(entry.happened)
            return when | {"about": entry.about} | dict(entry.source)
        if self.model is Contact:
            mother, today = self.page.family.mother, self.page.today
            return {"on": Span(today, today), "about": (mother,) if mother else ()}
        return {"on": Span(self.page.today, self.page.today)} if self.model.kind in MOSTLY_TODAY else {}

    def _since(self) -> dict[str, Any]:
        """An update says from when; what is meant to be brought up to date says today, and needs no other reason."""
        today = {"on": Span(self.page.today, self.page.today)}
        if self.model.kind in MOSTLY_TODAY:
            return today | {"reason": GOES_ON}
        return today if self.model.update_asks != Said.update_asks else {}

    def _other_words(self) -> dict[str, str]:
        """An update says from when, and so does what is not an event."""
        if self.changing and self.changing.mark is Mark.UPDATE:
            return {"on": self.model.update_asks}
        asks_when = self.model.kind in HAPPENS or self._says_from_when()
        return {} if asks_when else {"on": "From when has it been so?"}

    def _brings_somebody(self) -> bool:
        return issubclass(self.model, PersonOnRecord) and self.changing is None and self.known is None

    def _somebody(self) -> UUID:
        return self.known.id if self.known else person_of(self.id)

    def _cited_so_far(self) -> set[str]:
        """The entries chosen already, which stay on offer."""
        sent = (
            {value for values in dict(self.typed.lists()).values() for value in values}
            if self.typed
            else set()
        )
        for answer in self.start.values():
            sent |= set(map(str, answer)) if isinstance(answer, tuple) else {str(answer)}
        return sent | ({str(entry) for entry in self.before.cited()} if self.before else set())


def _about(said: Said | None, around: Around) -> tuple[UUID, ...]:
    """Whom it is about: as its kind says, or as was ticked."""
    if not said or not said.about_whom:
        return around.about
    whom: UUID | tuple[UUID, ...] | None = getattr(said, said.about_whom)
    return whom if isinstance(whom, tuple) else (whom,) if whom else ()


def _only_reason() -> Form[Around]:
    leave_out = set(Around.model_fields) - {"reason"}
    return Form(Around, choices={}, prefix=PREFIX, leave_out=leave_out)
