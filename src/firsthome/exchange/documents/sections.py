"""What a copy or a document is made of: headed sections of lines, whatever they are drawn as."""

from __future__ import annotations

from dataclasses import dataclass

FILL_IN = "Not recorded here: fill in before you send"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is said: what it is about (a date, a question), the words, and how it is known."""

    text: str
    label: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading, and what to say where nothing is recorded."""

    heading: str
    lines: tuple[Line, ...]
    empty: str = ""
    form: bool = False
    """Its labels are questions: where the words are missing, a person fills them in."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, what it shows in a sentence, and the rows of words that say the same."""

    title: str
    svg: str
    alt: str
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
