"""Answers that people write in a way of their own: weeks and days of pregnancy, an NHS number, the time of day.

What is stored is plain (a number of days, ten digits); the marker tells a form how to read and how to say it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator

from firsthome.kinds.gestation import read_gestation, say_gestation

_WEIGHTS = range(10, 1, -1)
"""How much each of the first nine digits of an NHS number counts for its last one."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """Marks a field that is read from a line of text; `read` says in a ValueError what to type."""

    read: Callable[[str], Any]
    say: Callable[[Any], str]


def read_nhs_number(text: str) -> str:
    """The ten digits of an NHS number, its last one checked (modulus 11); ValueError says what to do."""
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise ValueError("Enter the NHS number with ten digits, like 943 476 5919")
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11
    if check % 11 != int(digits[-1]):
        raise ValueError("Check the NHS number against where you read it: one digit is not right")
    return digits


def say_nhs_number(digits: str) -> str:
    """«943 476 5919»."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def read_time(text: str) -> str:
    """«03:12» by the clock on the wall; ValueError says what to type."""
    found = re.fullmatch(r"([01]?\d|2[0-3])[:.]?([0-5]\d)", text.strip(), re.ASCII)
    if not found:
        raise ValueError("Enter the time by the 24-hour clock, like 03:12")
    return f"{int(found[1]):02}:{found[2]}"


def _or_nothing(read: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: read(text) if text else text


Weeks = Annotated[int, Spelled(read_gestation, say_gestation)]
"""Days of pregnancy, written as weeks and days."""
NhsNumber = Annotated[
    str, AfterValidator(_or_nothing(read_nhs_number)), Spelled(read_nhs_number, say_nhs_number)
]
"""Ten digits, or nothing while it is not known."""
TimeOfDay = Annotated[str, AfterValidator(_or_nothing(read_time)), Spelled(read_time, str)]
"""A time of the day in Europe/London, or nothing while it is not known."""
