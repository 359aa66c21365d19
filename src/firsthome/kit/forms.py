"""A form drawn from any pydantic model: the model's fields are the questions, the caller passes the choices in.

Reading a form collects every error at once, each with the box it belongs to, and keeps everything as typed.
Nothing of pydantic's own wording is ever shown.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import cache, cached_property, lru_cache
from typing import Any, Generic, NamedTuple, TypeVar, Union, get_args, get_origin

from django.http import QueryDict
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from firsthome.kit.date_fields import Day, RoughDay
from firsthome.kit.dates import Span
from firsthome.kit.form_fields import Field, Line, Number, Option, Text, Wrong
from firsthome.kit.list_fields import Choosing, OneOf, SomeOf

M = TypeVar("M", bound=BaseModel)
Choices = Mapping[str, Sequence[Option]]
"""Options by the name of a field, or by what a reference names (`to`)."""

SHORT = 1000
"""A text that may be longer than this gets a box of several lines."""
_YES_NO = (Option("yes", "Yes", True), Option("no", "No", False))


@dataclass(frozen=True, slots=True)
class Shape:
    """What sort of answer a field of a model takes."""

    base: Any
    to: str = ""
    """What a reference names, from a marker with an attribute `to`."""
    many: bool = False
    limits: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    spelled: Any = None
    """How it is read from a line and said again, from a marker with `read` and `say`."""


class Problem(NamedTuple):
    """One line of the error summary: where to go, and what to do."""

    anchor: str
    text: str


class Drawn(NamedTuple):
    """One question, ready for its component."""

    component: str
    params: dict[str, Any]


def shape_of(info: FieldInfo) -> Shape:
    """Look through Optional, tuple and Annotated for the type, the marker and the limits."""
    base: Any = info.annotation
    metadata, many = list(info.metadata), False
    while True:
        inner = [part for part in get_args(base) if part not in (type(None), ...)]
        if hasattr(base, "__metadata__"):
            metadata += base.__metadata__
            base = inner[0]
        elif get_origin(base) in (Union, types.UnionType):
            base = inner[0]
        elif get_origin(base) is tuple:
            base, many = inner[0], True
        else:
            break
    limits = {
        name: value
        for item in metadata
        for name in ("ge", "le", "max_length")
        if (value := getattr(item, name, None)) is not None
    }
    to = next((item.to for item in metadata if hasattr(item, "to")), "")
    spelled = next((item for item in metadata if hasattr(item, "read") and hasattr(item, "say")), None)
    return Shape(base, to, many, limits, spelled)


class Form(Generic[M]):
    """The questions of one model, what was answered so far, and what is wrong with it.

    `fixed` are answers that are not asked; `leave_out` are questions that keep their default; `questions`
    are asked in other words than the model's.
    """

    def __init__(
        self,
        model: type[M],
        *,
        choices: Choices,
        start: M | Mapping[str, Any] | None = None,
        prefix: str = "",
        fixed: Mapping[str, Any] | None = None,
        leave_out: Collection[str] = (),
        questions: Mapping[str, str] | None = None,
    ) -> None:
        self.model = model
        self.prefix = prefix
        self.fixed = dict(fixed or {})
        self._asked = {
            name: _with_options(field, listed_as, choices)
            for name, (field, listed_as) in _questions(model, prefix).items()
            if name not in self.fixed and name not in leave_out
        }
        for name, words in (questions or {}).items():
            self._asked[name] = replace(self._asked[name], question=words)
        self._start = dict(start) if start else {}
        self.wrong: dict[str, Wrong] = {}

    @cached_property
    def fields(self) -> dict[str, Field]:
        """The questions that are shown; only now it is looked whether there is something to choose."""
        return {name: field for name, field in self._asked.items() if not field.nothing_to_choose}

    @cached_property
    def typed(self) -> dict[str, Any]:
        """What stands in the boxes: to begin with what was answered before, or nothing."""
        return {
            name: field.shown(self._start.get(name, field.default)) for name, field in self.fields.items()
        }

    def take(self, posted: QueryDict) -> M | None:
        """The model that was filled in; None if anything is wrong with it, and then `problems` says what."""
        self.show_again(posted)
        answers = dict(self.fixed)
        for name, field in self._asked.items():
            try:
                answers[name] = field.answer(self.typed[name])
            except Wrong as wrong:
                self.wrong[name] = wrong
        return None if self.wrong else self._made(answers)

    def show_again(self, posted: QueryDict) -> None:
        """Show what was typed before, without judging it: nobody has sent it yet."""
        self.typed = {name: field.typed(posted) for name, field in self._asked.items()}

    def _made(self, answers: dict[str, Any]) -> M | None:
        try:
            return self.model(**answers)
        except ValidationError as error:
            for part in error.errors(include_url=False):
                name = str(part["loc"][0]) if part["loc"] else ""
                name = name if name in self.fields else next(iter(self.fields))
                question = self.fields[name].question
                self.wrong[name] = Wrong(f"Check your answer to “{question}”: it cannot be kept as it is")
            return None

    def touched(self, name: str) -> bool:
        """Whether a question has another answer than the one it starts with."""
        field = self.fields[name]
        return bool(self.typed[name] != field.shown(field.default))

    @property
    def problems(self) -> list[Problem]:
        """What is wrong, in the order of the questions."""
        return [
            Problem(field.anchor(self.wrong[name]), str(self.wrong[name]))
            for name, field in (self.fields if self.wrong else {}).items()
            if name in self.wrong
        ]

    def drawn_as(self, names: Sequence[str]) -> list[Drawn]:
        """Some of the questions, in this order instead of the model's."""
        return [drawn for name in names for drawn in self.drawn([name])]

    def drawn(self, names: Collection[str] | None = None) -> list[Drawn]:
        """The questions (or some of them) in their order, with what was typed."""
        return [
            Drawn(field.component, field.params(self.typed[name], self.wrong.get(name)))
            for name, field in self.fields.items()
            if names is None or name in names
        ]


@lru_cache(maxsize=500)  # a form about one loss has a prefix of its own
def _questions(model: type[BaseModel], prefix: str) -> dict[str, tuple[Field, tuple[str, ...]]]:
    """What the fields of a model ask, each with the names under which the caller may pass its choices in."""
    return {
        name: (_field(prefix + name, info), _listed_as(name, shape_of(info)))
        for name, info in model.model_fields.items()
    }


def _listed_as(name: str, shape: Shape) -> tuple[str, ...]:
    if shape.to:
        return name, shape.to
    return (name,) if _is_closed_list(shape) else ()


def _is_closed_list(shape: Shape) -> bool:
    return isinstance(shape.base, type) and issubclass(shape.base, Enum)


@cache
def named_by(model: type[BaseModel]) -> frozenset[str]:
    """What the references of a model name."""
    return frozenset(shape_of(info).to for info in model.model_fields.values()) - {""}


def _with_options(field: Field, listed_as: tuple[str, ...], choices: Choices) -> Field:
    """A question with what is on its list today, if that was passed in."""
    name = next((name for name in listed_as if name in choices), None)
    return replace(field, options=choices[name]) if name and isinstance(field, Choosing) else field


def _field(name: str, info: FieldInfo) -> Field:
    """The question that a field of a model asks."""
    extra = info.json_schema_extra
    missing = str(extra.get("missing", "")) if isinstance(extra, dict) else ""
    about: dict[str, Any] = {
        "name": name,
        "question": info.title or name,
        "hint": info.description or "",
        "missing": missing,
        "required": info.is_required(),
        "default": None if info.is_required() else info.get_default(call_default_factory=True),
    }
    shape = shape_of(info)
    if shape.to:
        return (SomeOf if shape.many else OneOf)(**about)
    if _is_closed_list(shape):
        return (SomeOf if shape.many else OneOf)(**about, options=_members(shape.base))
    return _plain(shape, about)


def _plain(shape: Shape, about: dict[str, Any]) -> Field:
    if shape.spelled:
        return Line(**about, spelled=shape.spelled)
    if shape.base is bool:
        return OneOf(**about, options=_YES_NO)
    if shape.base is int:
        return Number(**about, least=shape.limits.get("ge"), most=shape.limits.get("le"))
    if shape.base is Span:
        return RoughDay(**about)
    if shape.base is date:
        return Day(**about)
    limit = shape.limits.get("max_length", SHORT)
    return Text(**about, limit=limit, lines=4 if limit > SHORT else 1)


def _members(choice: type[Enum]) -> tuple[Option, ...]:
    """Every answer of a closed list, in the words that people read."""
    return tuple(
        Option(str(member.value), getattr(member, "label", member.name), member) for member in choice
    )
