"""The questions of a form: how each sort of answer is asked, read back, and shown again as it was typed.

Every message says what to do, in plain words, and names the box to go to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from django.http import QueryDict

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Wrong(Exception):
    """An answer that cannot be taken. Says what to do, and in which box if there are several."""

    def __init__(self, message: str, box: str = "") -> None:
        super().__init__(message)
        self.box = box


class Option(NamedTuple):
    """One answer to choose: what the browser sends, what people read, what it stands for."""

    value: str
    label: str
    answer: Any
    help: str = ""
    """When it fits, under the answer."""

    def item(self, **more: Any) -> dict[str, Any]:
        """What its component needs."""
        hint = {"hint": {"text": self.help}} if self.help else {}
        return {"value": self.value, "text": self.label} | hint | more


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question. `missing` says what to do when an answer is needed and there is none."""

    name: str
    question: str
    hint: str = ""
    missing: str = ""
    required: bool = False
    default: Any = None

    component: ClassVar[str] = "input"

    def typed(self, posted: QueryDict) -> Any:
        """What was typed or chosen, exactly as it came."""
        return posted.get(self.name, "")

    def shown(self, answer: Any) -> Any:
        """What stands in the boxes for an answer that is there already."""
        return "" if answer is None else str(answer)

    def answer(self, typed: Any) -> Any:
        """The answer; Wrong says what to do if it cannot be taken."""
        if self.empty(typed):
            if self.required:
                raise Wrong(self.missing)
            return self.default
        return self.read(typed)

    @property
    def nothing_to_choose(self) -> bool:
        """Whether it asks nothing, because there is nothing to choose."""
        return False

    def empty(self, typed: Any) -> bool:
        """Whether nothing was said."""
        return not typed.strip()

    def read(self, typed: Any) -> Any:
        """The answer in what was typed, which is not empty."""
        raise NotImplementedError

    def anchor(self, wrong: Wrong) -> str:
        """The id of the box that an error leads to."""
        return f"{self.name}-{wrong.box}" if wrong.box else self.name

    def params(self, typed: Any, wrong: Wrong | None) -> dict[str, Any]:
        """What the component needs to be drawn."""
        params: dict[str, Any] = {"id": self.name, "name": self.name}
        if self.hint:
            params["hint"] = {"text": self.hint}
        if wrong:
            params["errorMessage"] = {"text": str(wrong)}
        return params

    def _label(self) -> dict[str, Any]:
        return {"text": self.question, "classes": "govuk-label--s"}

    def _size(self, component: str) -> dict[str, Any]:
        """Questions that can be left as they are take less room."""
        return {} if self.required else {"classes": f"govuk-{component}--small"}

    def _fieldset(self) -> dict[str, Any]:
        return {"legend": {"text": self.question, "classes": "govuk-fieldset__legend--s"}}


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """A line, or a box of several lines."""

    limit: int = 300
    lines: int = 1

    @property
    def component(self) -> str:  # type: ignore[override]
        """A box of one line or of several."""
        return "textarea" if self.lines > 1 else "input"

    def read(self, typed: Any) -> Any:
        """The text without stray spaces around it."""
        text = typed.replace("\r\n", "\n").strip()
        if self.lines == 1:
            text = " ".join(text.split())
        if _CONTROLS.search(text):
            raise Wrong(
                f"Type “{self.question}” instead of pasting it: it has characters that cannot be kept"
            )
        if len(text) > self.limit:
            raise Wrong(
                f"Shorten “{self.question}” to {self.limit:,} characters or fewer; it is {len(text):,} now"
            )
        return text

    def params(self, typed: Any, wrong: Wrong | None) -> dict[str, Any]:
        """A label, and what was typed."""
        params = super().params(typed, wrong) | {"label": self._label(), "value": typed}
        return params | ({"rows": self.lines} if self.lines > 1 else {})


@dataclass(frozen=True, kw_only=True)
class Line(Field):
    """A line that has to be written in a way of its own, such as «22+4»; `spelled` reads it and says it."""

    spelled: Any

    def shown(self, answer: Any) -> Any:
        """As people write it."""
        return self.spelled.say(answer) if answer else ""

    def read(self, typed: Any) -> Any:
        """The answer; what is wrong with it is said by whoever reads it."""
        try:
            return self.spelled.read(typed)
        except ValueError as wrong:
            raise Wrong(str(wrong)) from None

    def params(self, typed: Any, wrong: Wrong | None) -> dict[str, Any]:
        """A short box."""
        box = {"label": self._label(), "value": typed, "classes": "govuk-input--width-10"}
        return super().params(typed, wrong) | box


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    """A whole number."""

    least: int | None = None
    most: int | None = None

    def read(self, typed: Any) -> Any:
        """The number, inside its limits."""
        text = typed.strip()
        if not (text.isascii() and text.removeprefix("-").isdecimal()) or len(text) > 9:
            raise Wrong(f"Enter a whole number for “{self.question}”, like 3")
        number = int(text)
        if (self.least is not None and number < self.least) or (self.most is not None and number > self.most):
            raise Wrong(f"Enter a number from {self.least} to {self.most} for “{self.question}”")
        return number

    def params(self, typed: Any, wrong: Wrong | None) -> dict[str, Any]:
        """A short box that brings up digits on a phone."""
        box = {
            "label": self._label(),
            "value": typed,
            "classes": "govuk-input--width-4",
            "inputmode": "numeric",
        }
        return super().params(typed, wrong) | box
