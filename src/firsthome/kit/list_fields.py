"""Questions that are answered from a list: with one of its answers, or with any number of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.http import QueryDict

from firsthome.kit.form_fields import Field, Option, Wrong

FEW = 7
"""So many answers still read well as radios; more become a list to choose from."""


class Later(Sequence[Option]):
    """Options that are looked up once they are shown to somebody; before that, only if somebody has chosen one.

    `answers` says which there are, where that is quicker than putting them into words.
    """

    def __init__(
        self,
        look_up: Callable[[], Sequence[Option]],
        answers: Callable[[], Mapping[str, Any]] | None = None,
    ) -> None:
        self._look_up, self._answers = look_up, answers

    @cached_property
    def _options(self) -> Sequence[Option]:
        return self._look_up()

    @cached_property
    def answers(self) -> Mapping[str, Any]:
        """What each value stands for."""
        return self._answers() if self._answers else _answers_of(self)

    def __getitem__(self, place: Any) -> Any:
        return self._options[place]

    def __len__(self) -> int:
        return len(self._options)


def _answers_of(options: Sequence[Option]) -> dict[str, Any]:
    return {option.value: option.answer for option in options}


@dataclass(frozen=True, kw_only=True)
class Choosing(Field):
    """Answers from a list. With nothing on it, it asks nothing, unless an answer is needed."""

    options: Sequence[Option] = ()

    @property
    def nothing_to_choose(self) -> bool:
        """Whether there is nothing on its list."""
        return not self.required and not self.options

    @property
    def answers(self) -> Mapping[str, Any]:
        """What each value on its list stands for."""
        return self.options.answers if isinstance(self.options, Later) else _answers_of(self.options)

    def answer(self, typed: Any) -> Any:
        """The answer; whatever is sent for a list with nothing on it answers nothing, as it was not asked."""
        asked = self.required or self.empty(typed) or self.answers
        return super().answer(typed) if asked else self.default


@dataclass(frozen=True, kw_only=True)
class OneOf(Choosing):
    """One answer from a list: radios when they are few, a list to choose from when they are many."""

    nothing: str = "Not said"

    @property
    def component(self) -> str:  # type: ignore[override]
        """Radios or a list."""
        return "radios" if len(self._offered()) <= FEW else "select"

    def shown(self, answer: Any) -> Any:
        """The value that stands for an answer."""
        return next((option.value for option in self.options if option.answer == answer), "")

    def read(self, typed: Any) -> Any:
        """The answer chosen."""
        answers = self.answers
        if typed not in answers:
            raise Wrong(f"Choose one of the answers to “{self.question}”")
        return answers[typed]

    def _offered(self) -> list[Option]:
        nothing = [Option("", self.nothing, None)] if not self.required and self.default is None else []
        return [*self.options, *nothing]

    def params(self, typed: Any, wrong: Wrong | None) -> dict[str, Any]:
        """Radios in a fieldset, or a labelled list."""
        offered = self._offered()
        params = super().params(typed, wrong)
        if self.component == "select":
            first = [] if offered[-1].value == "" else [Option("", "Choose", None)]
            items = [
                {"value": option.value, "text": option.label, "selected": option.value == typed}
                for option in (*first, *offered)
            ]
            return params | {"label": self._label(), "items": items}
        items = [option.item(checked=option.value == typed) for option in offered]
        return (
            params
            | {"idPrefix": self.name, "fieldset": self._fieldset(), "items": items}
            | self._size("radios")
        )


@dataclass(frozen=True, kw_only=True)
class SomeOf(Choosing):
    """Any number of answers from a list."""

    component: ClassVar[str] = "checkboxes"

    def typed(self, posted: QueryDict) -> Any:
        """Every value that was ticked."""
        return posted.getlist(self.name)

    def shown(self, answer: Any) -> Any:
        """The values that stand for the answers."""
        return [option.value for option in self.options if option.answer in (answer or ())]

    def empty(self, typed: Any) -> bool:
        """Whether nothing was ticked."""
        return not any(typed)

    def read(self, typed: Any) -> Any:
        """The answers ticked, in the order of the list."""
        answers = self.answers
        if set(typed) - answers.keys():
            raise Wrong(f"Choose from the list under “{self.question}”")
        return tuple(answer for value, answer in answers.items() if value in typed)

    def params(self, typed: Any, wrong: Wrong | None) -> dict[str, Any]:
        """Checkboxes in a fieldset."""
        items = [option.item(checked=option.value in typed) for option in self.options]
        boxes = {"idPrefix": self.name, "fieldset": self._fieldset(), "items": items}
        return super().params(typed, wrong) | boxes | self._size("checkboxes")
