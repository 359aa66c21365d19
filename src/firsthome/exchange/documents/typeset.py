"""Setting a document: data and a template become a PDF that screen readers can read (PDF/UA-1).

Only the fonts inside the typesetter are used, so a document looks the same everywhere. The template gets its
data in memory: nothing about a family is written to a file.
"""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).parent
PIXELS_AN_INCH = 144
NOT_IN_FONTS = re.compile("[^\n -~\u00a0-\u04ff\u1e00-\u1fff\u2000-\u2040\u20a0-\u20bf\u2190-\u22ff]+")
"""Outside these ranges the fonts have gaps, and a gap would make the whole document fail."""
NOT_LETTERS = {"Cc", "Cn", "Co", "Cs"}


def typeset(template: str, data: dict[str, Any], day: date) -> bytes:
    """The PDF of a template of this package and its data, dated on a day."""
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(printable(data))},
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(day, time(), UTC),
    )


def draw_alone(template: str, data: dict[str, Any]) -> bytes:
    """The one page of a template as a PNG."""
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(printable(data))},
        format="png",
        ppi=PIXELS_AN_INCH,
    )


def printable(data: Any) -> Any:
    """The same data in characters that the fonts have; what they lack is named in brackets, never dropped silently."""
    match data:
        case str():
            text = data.replace("\r\n", "\n").replace("\t", " ")
            text = "".join(" " if unicodedata.category(c) in NOT_LETTERS and c != "\n" else c for c in text)
            return NOT_IN_FONTS.sub(lambda found: _named(found[0]), text)
        case dict():
            return {key: printable(value) for key, value in data.items()}
        case list() | tuple():
            return [printable(value) for value in data]
        case _:
            return data


def _named(characters: str) -> str:
    """«[Gujarati writing: see the record]», «[crying face]»."""
    first = characters[0]
    name = unicodedata.name(first, "a character").lower()
    if unicodedata.category(first).startswith("L"):
        return f"[{name.split()[0].capitalize()} writing: see the record]"
    return f"[{name}]"
