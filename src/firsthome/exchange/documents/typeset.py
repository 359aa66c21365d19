"""Setting a document: data and a template become a PDF that screen readers can read (PDF/UA-1).

Only the fonts inside the typesetter and our own beside it are used, so a document looks the same everywhere. The
template gets its data in memory: nothing about a family is written to a file.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).parent
FONTS = TEMPLATES / "fonts"
"""What the typesetter does not bring, put there by tools/build_static.py: letters without serifs, and other writing."""
PIXELS_AN_INCH = 144
EVERYWHERE = "\n -~\u00a0-\u04ff\u1e00-\u1fff\u2000-\u2040\u20a0-\u20bf\u2190-\u22ff"
WRITING = {
    "Arabic": "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "Bengali": "\u0980-\u09ff",
    "Devanagari": "\u0900-\u097f",
    "Ethiopic": "\u1200-\u139f",
    "Gujarati": "\u0a80-\u0aff",
    "Gurmukhi": "\u0a00-\u0a7f",
    "Tamil": "\u0b80-\u0bff",
}
"""The writing that our own fonts have: of the languages that many parents write, those that fit in a small font."""
OURS = "".join(letters for name, letters in WRITING.items() if any(FONTS.glob(f"NotoSans{name}_*.ttf")))
NOT_IN_FONTS = re.compile(f"[^{EVERYWHERE}{OURS}]+")
NOT_IN_PICTURES = re.compile(f"[^{EVERYWHERE}]+")
"""Outside these ranges the fonts have gaps, and a gap would make the whole document fail."""
NOT_LETTERS = {"Cc", "Cn", "Co", "Cs"}
TOO_LONG = re.compile(r"[^\s\u200b]{20}(?=[^\s\u200b]{8})")
"""A word or an address that may not fit on a line: what runs over the edge of the paper is lost."""
MAY_BREAK = "\u200b"
"""Nothing is seen of it; a line can end there."""
FROM_RIGHT, SO_FAR = "\u2067", "\u2069"
"""Nothing is seen of them; what stands between them runs from right to left."""
ISOLATES = re.compile("[\u2066-\u2069]")
NOT_READ = {"svg", "keyword"}
"""Parts of a document that are not set in lines."""


def typeset(template: str, data: dict[str, Any], day: date) -> bytes:
    """The PDF of a template of this package and its data, dated on a day."""
    try:
        return _set(template, printable(data), day)
    except RuntimeError:  # a letter that is too rare even for our own fonts
        return _set(template, printable(data, lacking=NOT_IN_PICTURES), day)


def _set(template: str, said: Any, day: date) -> bytes:
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=[FONTS] if FONTS.exists() else [],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(said)},
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


def printable(data: Any, where: str = "see the record", lacking: re.Pattern[str] = NOT_IN_FONTS) -> Any:
    """The same data in characters that the fonts have; what they lack is named in brackets, never dropped silently.

    `where` says where writing that is not printed can be found, `lacking` which letters are not there.
    """
    match data:
        case str():
            rows = map(_from_its_side, _in_letters(data, where, lacking).split("\n"))
            return TOO_LONG.sub(rf"\g<0>{MAY_BREAK}", "\n".join(rows))
        case dict():
            return {
                key: _in_letters(value, where, NOT_IN_PICTURES)
                if key in NOT_READ
                else printable(value, where, lacking)
                for key, value in data.items()
            }
        case list() | tuple():
            return [printable(value, where, lacking) for value in data]
        case _:
            return data


def _from_its_side(row: str) -> str:
    """A row that begins in writing from the right runs from the right, its full stop at its own end."""
    sides = map(unicodedata.bidirectional, row)
    begins = next((side for side in sides if side in ("L", "R", "AL")), "L")
    return row if begins == "L" else f"{FROM_RIGHT}{row}{SO_FAR}"


def _in_letters(words: str, where: str, lacking: re.Pattern[str]) -> str:
    text = ISOLATES.sub("", words.replace("\r\n", "\n").replace("\t", " "))
    text = "".join(" " if unicodedata.category(c) in NOT_LETTERS and c != "\n" else c for c in text)
    return lacking.sub(lambda found: _named(found[0], where), text)


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
