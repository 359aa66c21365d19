"""Briefings of about seven minutes, readable in the product: one Markdown file each, with its source on top.

A small part of Markdown is enough: headings («## »), paragraphs, and lists («- »).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import NamedTuple

from firsthome.procedures.folder import OWN, place
from firsthome.procedures.sharing import Sourced
from firsthome.procedures.topics import TopicWord


class Block(NamedTuple):
    """A paragraph, or the points of a list."""

    is_list: bool
    lines: tuple[str, ...]


class Part(NamedTuple):
    """A heading and what stands under it."""

    heading: str
    blocks: tuple[Block, ...]


class Briefing(Sourced):
    """One briefing: about what, in which words, and where that comes from."""

    key: str
    title: str
    what: str
    about: tuple[TopicWord, ...]
    parts: tuple[Part, ...]


@cache
def briefings(partnership: str = OWN) -> dict[str, Briefing]:
    """The briefings of one partnership's folder by their key; a malformed file is refused with every error."""
    files = sorted(place(partnership, "briefings").glob("*.md"))
    return {file.stem: _read(file.stem, file.read_text()) for file in files}


def briefings_about(*words: str, partnership: str = OWN) -> tuple[Briefing, ...]:
    """Those about any of some words: a vulnerability's topic, or the name of a question."""
    return tuple(one for one in briefings(partnership).values() if set(words) & set(one.about))


def _read(key: str, text: str) -> Briefing:
    """What stands between two lines of «+++» says what it is; the rest is to be read."""
    _, head, body = text.split("+++\n", 2)
    return Briefing.model_validate({"key": key, "parts": tuple(_parts(body)), **tomllib.loads(head)})


def _parts(body: str) -> Iterator[Part]:
    for part in body.strip().removeprefix("## ").split("\n## "):
        heading, _, rest = part.partition("\n")
        yield Part(heading.strip(), tuple(_blocks(rest)))


def _blocks(text: str) -> Iterator[Block]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for is_list, group in groupby(lines, key=lambda line: line.startswith("- ")):
        if is_list:
            yield Block(True, tuple(line.removeprefix("- ") for line in group))
        else:
            yield from (Block(False, (line,)) for line in group)
