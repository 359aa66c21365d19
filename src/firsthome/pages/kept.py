"""What somebody typed, kept when a page cannot take it: shown again, each text in its box, ready to be sent once more.

Only for forms sent from our own pages: another site must not be able to put words into somebody's form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, QueryDict
from django.http.request import UnreadablePostError
from pydantic import BaseModel

from firsthome.kinds.registry import kinds
from firsthome.kit.forms import SHORT, Shape, shape_of
from firsthome.pages import newcomer
from firsthome.pages.around import PREFIX, Around
from firsthome.pages.asked_beside import ASKED_BESIDE
from firsthome.pages.newcomer import Newcomer
from firsthome.pages.opening_questions import PARTS
from firsthome.pages.unsent import AUTHOR, NEVER_KEPT

_NEVER_SHOWN = NEVER_KEPT - {AUTHOR}
"""Whose form it is goes along with it, so that it can still come back to them."""
_PARTS_OF_A_DATE = ("-day", "-month", "-year")


class Box(NamedTuple):
    """One text that was typed, with the question it answers."""

    name: str
    label: str
    text: str
    long: bool


@dataclass(frozen=True)
class Kept:
    """A form as it was sent: where to, what was typed, and what was chosen."""

    action: str
    boxes: list[Box]
    hidden: list[tuple[str, str]]


def kept_from(request: HttpRequest) -> Kept | None:
    """What the form held; None if there was none that may be shown again."""
    if request.method != "POST" or not _sent_from_here(request):
        return None
    try:
        posted = request.POST
    except (SuspiciousOperation, UnreadablePostError):
        return None
    boxes, hidden = [], []
    for name, value in _pairs(posted):
        box = _box(name, value, posted.get("kind", ""))
        if box and value.strip():
            boxes.append(box)
        else:
            hidden.append((name, value))
    return Kept(request.get_full_path(), boxes, hidden)


def boxes_of(posted: QueryDict) -> list[Box]:
    """The words that were typed into a form; dates and numbers say nothing by themselves."""
    boxes = (_box(name, value, posted.get("kind", "")) for name, value in _pairs(posted))
    return [
        box
        for box in boxes
        if box and not box.name.endswith(_PARTS_OF_A_DATE) and any(map(str.isalpha, box.text))
    ]


def _sent_from_here(request: HttpRequest) -> bool:
    """Browsers say where a form came from; a request that does not say came from no other site's page."""
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"


def _pairs(posted: QueryDict) -> Iterator[tuple[str, str]]:
    for name, values in posted.lists():
        if name not in _NEVER_SHOWN:
            yield from ((name, str(value)) for value in values)


def _box(name: str, value: str, kind: str) -> Box | None:
    """The box for what can be typed; None for what is chosen or was never seen."""
    for end in _PARTS_OF_A_DATE:
        if name.endswith(end) and (question := _question(name.removesuffix(end), kind)):
            return Box(name, f"{question[0]} ({end[1:]})", value, long=False)
    words, typed = _question(name, kind) or ("", "")
    return Box(name, words, value, long=typed == "text" or len(value) > SHORT) if typed else None


def _question(name: str, kind: str) -> tuple[str, str] | None:
    """What a field asks, and whether a text, a line or nothing is typed."""
    model, name = _model_of(name, kind)
    info = model.model_fields.get(name) if model else None
    if info is None:
        return None
    return info.title or name, _typed(shape_of(info))


def _typed(shape: Shape) -> str:
    if shape.base not in (str, int) or shape.to:
        return ""
    return "text" if shape.limits.get("max_length", 0) > SHORT else "line"


def _model_of(name: str, kind: str) -> tuple[type[BaseModel] | None, str]:
    """Which questions a field belongs to, and what it is called there."""
    if name.startswith(PREFIX):
        return Around, name.removeprefix(PREFIX)
    if name.startswith(newcomer.PREFIX):
        return Newcomer, name.removeprefix(newcomer.PREFIX)
    for prefix, part in PARTS.items():
        if name.startswith(prefix):
            return part, name.removeprefix(prefix)
    return ASKED_BESIDE.get(kind) or kinds().get(kind), name
