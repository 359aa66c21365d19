"""Questions about dates, in three boxes, as people write them: whole, or without the day, or only the year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.http import QueryDict

from firsthome.kit.dates import MONTHS, Span, whole_month, whole_year
from firsthome.kit.form_fields import Field, Wrong

_PARTS = ("day", "month", "year")


@dataclass(frozen=True, kw_only=True)
class Day(Field):
    """A whole date, in three boxes, as people write it."""

    component: ClassVar[str] = "date"

    def typed(self, posted: QueryDict) -> Any:
        """What stands in the three boxes."""
        return {part: posted.get(f"{self.name}-{part}", "") for part in _PARTS}

    def shown(self, answer: Any) -> Any:
        """A date taken apart."""
        return {part: str(getattr(answer, part)) if answer else "" for part in _PARTS}

    def empty(self, typed: Any) -> bool:
        """Whether all three boxes are empty."""
        return not any(text.strip() for text in typed.values())

    def read(self, typed: Any) -> Any:
        """The date, if there is such a day."""
        return _whole_day(typed, self.question)

    def anchor(self, wrong: Wrong) -> str:
        """The box to go to; the first if it is none in particular."""
        return f"{self.name}-{wrong.box or 'day'}"

    def params(self, typed: Any, wrong: Wrong | None) -> dict[str, Any]:
        """Three boxes in a fieldset."""
        return super().params(typed, wrong) | {
            "namePrefix": self.name,
            "fieldset": {**self._fieldset(), "role": "group"},
            "items": [self._box(part, typed[part], wrong) for part in _PARTS],
        }

    def _box(self, part: str, text: str, wrong: Wrong | None) -> dict[str, Any]:
        error = " govuk-input--error" if wrong and wrong.box in ("", part) else ""
        return {
            "id": f"{self.name}-{part}",
            "name": part,
            "label": part.capitalize(),
            "value": text,
            "classes": f"govuk-input--width-{4 if part == 'year' else 2}{error}",
        }


@dataclass(frozen=True, kw_only=True)
class RoughDay(Day):
    """A date of which the day, or the day and the month, may be unknown. The answer is a span of days."""

    def shown(self, answer: Any) -> Any:
        """As much of the date as the span tells."""
        first = answer.earliest if answer else None
        if first is None:
            return dict.fromkeys(_PARTS, "")
        parts = super().shown(first)
        if answer != Span(first, first):
            parts["day"] = ""
        if answer == whole_year(first.year):
            parts["month"] = ""
        return parts

    def read(self, typed: Any) -> Any:
        """The day, the whole month, or the whole year."""
        if typed["day"].strip():
            day = _whole_day(typed, self.question)
            return Span(day, day)
        year = _year(typed["year"], self.question)
        return whole_month(year, _month(typed["month"])) if typed["month"].strip() else whole_year(year)


def _whole_day(typed: dict[str, str], question: str) -> date:
    day = typed["day"].strip()
    if not day:
        raise Wrong(f"Enter the day for “{question}”", "day")
    if not day.isdecimal() or not 1 <= int(day[:4]) <= 31:
        raise Wrong("Enter the day as a number from 1 to 31", "day")
    month, year = _month(typed["month"]), _year(typed["year"], question)
    try:
        return date(year, month, int(day))
    except ValueError:
        raise Wrong(
            f"There is no {int(day)} {MONTHS[month]} {year}: check the day and the month", "day"
        ) from None


def _month(typed: str) -> int:
    text = typed.strip().lower()
    if not text:
        raise Wrong("Enter the month as well", "month")
    if text.isdecimal() and 1 <= int(text[:4]) <= 12:
        return int(text)
    names = [number for number, name in enumerate(MONTHS) if len(text) >= 3 and name.lower().startswith(text)]
    if len(names) != 1:
        raise Wrong("Enter the month as a number from 1 to 12, or its name", "month")
    return names[0]


def _year(typed: str, question: str) -> int:
    text = typed.strip()
    if not text:
        raise Wrong(f"Enter the year for “{question}”", "year")
    if not (text.isdecimal() and len(text) == 4 and 1900 <= int(text) <= 2100):
        raise Wrong("Enter the year with four numbers, like 2025", "year")
    return int(text)
