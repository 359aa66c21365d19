"""What opening a record asks: whose it is, when the baby is expected, why it is opened, and what she knows of it.

Only what is known is needed. Answers that call for another answer are looked at together, so that somebody is told
everything there is to do at once. Source: domain facts, sections 1.5 and 3; safety rules 11 and 13.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.http import QueryDict
from pydantic import BaseModel, ConfigDict

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Line, Words, ask
from firsthome.kinds.family import Role
from firsthome.kinds.opening import Opening, Threshold
from firsthome.kinds.pregnancy import Basis, Pregnancy
from firsthome.kit.dates import say_day
from firsthome.kit.form_fields import Option, Wrong
from firsthome.kit.forms import Drawn, Form, Problem
from firsthome.pages.lawful_bases import lawful_bases
from firsthome.pages.newcomer import Name

SEEN_LATER = frozenset({"edd_earliest", "edd_latest", "known_at_week"})
"""Questions about the expected date that its own form asks."""
FOLLOW_UPS = frozenset(
    {"role", "said_by", "lawful_basis_words", "told_why", "told_decided_by", "told_review", "agreed_to"}
)
"""Questions that another answer calls for."""
A_YEAR = timedelta(days=366)
NO_NAME = "name not known"
NOT_SAID = "Not said"


class Mother(BaseModel):
    """Whose pregnancy this is."""

    model_config = ConfigDict(frozen=True)

    name: Name = ask(
        "What is the mother called?",
        f"If you do not know, write “{NO_NAME}”.",
        missing=f"Enter what the mother is called, or write “{NO_NAME}”",
    )
    born: date | None = ask("When was she born?", "Leave empty if you do not know.", default=None)


class Another(BaseModel):
    """A father or partner, where somebody has named one. A claim, whoever made it."""

    model_config = ConfigDict(frozen=True)

    name: Name = ask(
        "Is a father or partner known? What is he or she called?",
        "Leave empty if you do not know, or if it was not safe to ask. Nobody has to be asked because of this page.",
        default="",
    )
    role: Role | None = ask("What is this person to the pregnancy, as you were told?", default=None)
    said_by: Line = ask("Who says so?", "For example “she does”.", default="")


class FirstNote(BaseModel):
    """The first thing to write down."""

    model_config = ConfigDict(frozen=True)

    account: Words = ask(
        "What do you want to write down first?",
        "Two lines are enough: facts, apart from opinion. You can leave this for later.",
        default="",
    )


PARTS: Mapping[str, type[BaseModel]] = {
    "mother-": Mother,
    "pregnancy-": Pregnancy,
    "other-": Another,
    "opening-": Opening,
    "first-": FirstNote,
}
"""How the fields of each part begin, and what it asks."""
HEADINGS = {
    "mother-": "The mother",
    "pregnancy-": "The baby",
    "other-": "Father or partner",
    "opening-": "Why, and what she knows of it",
    "first-": "The first note",
}


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that was answered."""

    mother: Mother
    pregnancy: Pregnancy
    other: Another
    opening: Opening
    first: FirstNote


class Part(NamedTuple):
    """The questions of one part under their heading."""

    heading: str
    questions: list[Drawn]


class Shown(NamedTuple):
    """One question with its answer in words, and where to change it."""

    question: str
    text: str
    anchor: str


class OpeningQuestions:
    """The whole form: what was typed so far, and what is wrong with it."""

    def __init__(self, posted: QueryDict, levels: list[Option]) -> None:
        """`levels`: the levels of need as the partnership calls them."""
        self.posted = posted
        self.levels = {one.answer: one.label for one in levels}
        self.forms: dict[str, Form[Any]] = {prefix: _form(prefix, levels) for prefix in PARTS}
        self.said: dict[str, Any] = {
            prefix: form.take(posted) for prefix, form in self.forms.items() if _was_sent(prefix, posted)
        }

    def take(self, today: date) -> Answers | None:
        """The answers; None if `problems` says what to do first."""
        for prefix, form in self.forms.items():
            if prefix not in self.said:
                self.said[prefix] = form.take(self.posted)
        for prefix, field, words in self._together(today):
            self.forms[prefix].wrong.setdefault(field, Wrong(words))
        return None if self.problems else self._answers()

    def _answers(self) -> Answers:
        """What was said, the level with the name by which it is read from now on."""
        opening = self.said["opening-"]
        named = opening.model_copy(update={"level_name": self.levels[opening.level]})
        said = self.said | {"opening-": named}
        return Answers(*(said[prefix] for prefix in PARTS))

    def as_typed(self) -> None:
        """Show what was typed without saying yet what is wrong with it."""
        for form in self.forms.values():
            form.wrong.clear()

    @property
    def problems(self) -> list[Problem]:
        """What is wrong, in the order of the questions."""
        return [problem for form in self.forms.values() for problem in form.problems]

    def parts(self) -> list[Part]:
        """The questions under their headings."""
        return [Part(HEADINGS[prefix], _drawn(form)) for prefix, form in self.forms.items()]

    def shown(self) -> list[tuple[str, list[Shown]]]:
        """Question and answer under each heading, for checking before the record is opened."""
        return [(HEADINGS[prefix], list(self._shown(prefix))) for prefix in self.forms]

    def _shown(self, prefix: str) -> Iterator[Shown]:
        for name, field in self.forms[prefix].fields.items():
            text = self._called(getattr(self.said[prefix], name))
            if text or name not in FOLLOW_UPS:
                yield Shown(field.question, text or NOT_SAID, field.anchor(Wrong("")))

    def _called(self, answer: Any) -> str:
        """A level by the name that it was chosen by; everything else in its own words."""
        return self.levels[answer] if isinstance(answer, Threshold) else _in_words(answer)

    def _together(self, today: date) -> Iterator[tuple[str, str, str]]:
        """What the answers to several questions say is still to do: the part, the field, and what to do."""
        mother, pregnancy = self.said["mother-"], self.said["pregnancy-"]
        if mother and mother.born and mother.born > today:
            yield "mother-", "born", "Enter a date of birth that is not in the future"
        if pregnancy:
            yield from (("pregnancy-", *problem) for problem in _dates_that_cannot_be(pregnancy, today))
        for field, words in _half_named(self.said["other-"]):
            yield "other-", field, words
        for field, words in self.said["opening-"].left_open(today) if self.said["opening-"] else ():
            yield "opening-", field, words


def _dates_that_cannot_be(pregnancy: Pregnancy, today: date) -> Iterator[tuple[str, str]]:
    """A record is opened for a baby who is awaited, or who was born in the last months."""
    yield from pregnancy.cannot_be(today)
    if pregnancy.edd and pregnancy.edd < today - A_YEAR:
        yield "edd", "Check the year: this date is more than a year ago"


def _half_named(other: Another | None) -> Iterator[tuple[str, str]]:
    """Somebody who is named has a part in this, and the other way round."""
    if other and other.name and not other.role:
        yield "role", f"Choose what {other.name} is to the pregnancy, as you were told"
    if other and not other.name and (other.role or other.said_by):
        yield "name", f"Enter a name, or write “{NO_NAME}”"


def carried(posted: QueryDict) -> list[tuple[str, str]]:
    """Everything that was answered, for the next page to carry on: nothing of it ever stands in an address."""
    return [
        (name, str(value))
        for name, values in posted.lists()
        if name.startswith(tuple(PARTS))
        for value in values
    ]


def _was_sent(prefix: str, posted: QueryDict) -> bool:
    return any(name.startswith(prefix) for name in posted)


def _form(prefix: str, levels: list[Option]) -> Form[Any]:
    leave_out = {"pregnancy-": SEEN_LATER, "opening-": Opening.filled_in}.get(prefix, ())
    return Form(PARTS[prefix], choices=_choices(prefix, levels), prefix=prefix, leave_out=leave_out)


def _drawn(form: Form[Any]) -> list[Drawn]:
    """The questions, those that follow from another one set in."""
    group = {"formGroup": {"classes": "fh-follow-up"}}
    drawn = zip(form.fields, form.drawn(), strict=True)
    return [Drawn(one, params | (group if name in FOLLOW_UPS else {})) for name, (one, params) in drawn]


def _choices(prefix: str, levels: list[Option]) -> dict[str, list[Option]]:
    """Shorter lists than the models have: nobody opens a record from a published review."""
    match prefix:
        case "pregnancy-":
            return {"basis": [_option(one) for one in Basis if one is not Basis.REVIEW]}
        case "other-":
            return {"role": [_option(Role.FATHER), _option(Role.PARTNER)]}
        case "opening-":
            return {"lawful_basis": lawful_bases(), "level": levels}
    return {}


def _option(choice: Choice) -> Option:
    return Option(choice.value, _in_words(choice), choice)


def _in_words(answer: Any) -> str:
    """An answer as people read it; nothing for what was left open."""
    if answer is None or answer == "":
        return ""
    words = say_day(answer) if isinstance(answer, date) else str(answer)
    return f"{words[0].upper()}{words[1:]}" if isinstance(answer, Choice) else words
