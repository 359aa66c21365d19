"""Setting a document: data and a template become a PDF that screen readers can read (PDF/UA-1).

Only the fonts inside the typesetter and one of our own choice are used, so a document looks the same everywhere. The
template gets its data in memory: nothing about a family is written to a file.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).parent
FONTS = Path(str(files("font_source_sans_pro"))) / "files"
"""Letters without serifs, as guidance on easy-read information asks for; the typesetter brings none of its own."""
PIXELS_AN_INCH = 144
NOT_IN_FONTS = re.compile("[^\n -~\u00a0-\u04ff\u1e00-\u1fff\u2000-\u2040\u20a0-\u20bf\u2190-\u22ff]+")
"""Outside these ranges the fonts have gaps, and a gap would make the whole document fail."""
NOT_LETTERS = {"Cc", "Cn", "Co", "Cs"}
TOO_LONG = re.compile(r"[^\s\u200b]{20}(?=[^\s\u200b]{8})")
"""A word or an address that may not fit on a line: what runs over the edge of the paper is lost."""
MAY_BREAK = "\u200b"
"""Nothing is seen of it; a line can end there."""
NOT_READ = {"svg", "keyword"}
"""Parts of a document that are not set in lines."""


def typeset(template: str, data: dict[str, Any], day: date) -> bytes:
    """The PDF of a template of this package and its data, dated on a day."""
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=[FONTS],
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


def printable(data: Any, where: str = "see the record") -> Any:
    """The same data in characters that the fonts have; what they lack is named in brackets, never dropped silently.

    `where` says where writing that is not printed can be found.
    """
    match data:
        case str():
            return TOO_LONG.sub(rf"\g<0>{MAY_BREAK}", _in_letters(data, where))
        case dict():
            return {
                key: _in_letters(value, where) if key in NOT_READ else printable(value, where)
                for key, value in data.items()
            }
        case list() | tuple():
            return [printable(value, where) for value in data]
        case _:
            return data


def _in_letters(words: str, where: str) -> str:
    text = words.replace("\r\n", "\n").replace("\t", " ")
    text = "".join(" " if unicodedata.category(c) in NOT_LETTERS and c != "\n" else c for c in text)
    return NOT_IN_FONTS.sub(lambda found: _named(found[0], where), text)


def not_printable(lines: Iterable[str]) -> list[str]:
    """What the fonts lack of some lines, by name: «Gujarati writing», «crying face»."""
    return sorted({_name(found[0]) for line in lines for found in NOT_IN_FONTS.finditer(line)})


def _named(characters: str, where: str) -> str:
    """«[Gujarati writing: see the record]», «[crying face]»."""
    letters = unicodedata.category(characters[0]).startswith("L")
    return f"[{_name(characters)}{f': {where}' if letters else ''}]"


def _name(characters: str) -> str:
    """«Gujarati writing», «crying face»: what the first of some characters is called."""
    first = characters[0]
    name = unicodedata.name(first, "a character").lower()
    return f"{name.split()[0].capitalize()} writing" if unicodedata.category(first).startswith("L") else name
