"""How easy some words are to read: roughly for which age, and which sentences may be hard.

Worked out from how long sentences and words are (Flesch and Kincaid, 1975) and from nothing else: it knows nothing of
what they mean, of who reads them, or of any language but English. It names sentences, and never stops anybody. Sources
and limits: docs/copies-for-parents.md. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST_SENTENCE = 15
"""More words than this in a sentence are hard to read (guidance on easy-read information)."""
MANY_SYLLABLES = 4
"""A word of so many syllables is named. Shorter ones are mostly everyday words."""
FEWEST_WORDS = 20
"""Fewer words than this say nothing about how easy a text is."""
YOUNGEST = 6

_ENDS = re.compile(
    r"(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bSt\.)(?<=[.!?…])[”’\"')]*\s+(?=[^\s])|\n+"
)
_WORD = re.compile(r"[A-Za-z]+(?:[’'][A-Za-z]+)?")
_SILENT = re.compile(r"(?<=[^td])ed$|(?<=[^scxzgh])es$|(?<![^aeiouy]l)e$|(?<=som)e|(?<=ev)e(?=ry)")
_VOWELS = re.compile(r"[aeiouy]+")


@dataclass(frozen=True, slots=True)
class Hard:
    """A sentence that may be hard to read, and what makes it so."""

    sentence: str
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How easy a text is to read."""

    age: int | None
    """Roughly from which age somebody reads it with ease; None where there are too few words to say."""
    hard: list[Hard]


def reading_of(lines: Iterable[str]) -> Reading:
    """Of a text in lines; a line ends a sentence."""
    said = [one for line in lines for one in sentences(line)]
    words = [_WORD.findall(one) for one in said]
    return Reading(_age([one for one in words if one]), list(_hard(said, words)))


def sentences(words: str) -> list[str]:
    """One after the other, each with its own full stop. What ends a line ends a sentence."""
    found, start = [], 0
    for end in _ENDS.finditer(words):
        found.append(words[start : end.end()].strip())
        start = end.end()
    return [one for one in [*found, words[start:].strip()] if one]


def syllables(word: str) -> int:
    """About how many: groups of vowels that are heard."""
    return max(1, len(_VOWELS.findall(_SILENT.sub("", word.lower()))))


def _age(said: list[list[str]]) -> int | None:
    """The school year of the formula, five years on: in which year somebody is of which age."""
    words = [word for sentence in said for word in sentence]
    if len(words) < FEWEST_WORDS:
        return None
    heard = sum(map(syllables, words))
    year = 0.39 * len(words) / len(said) + 11.8 * heard / len(words) - 15.59
    return max(YOUNGEST, round(year) + 5)


def _hard(said: list[str], words: list[list[str]]) -> Iterator[Hard]:
    for sentence, found in zip(said, words, strict=True):
        long = sorted({word for word in found if word.islower() and syllables(word) >= MANY_SYLLABLES})
        why = [
            f"{len(found)} words" if len(found) > LONGEST_SENTENCE else "",
            f"long words: {', '.join(long)}" if long else "",
        ]
        if any(why):
            yield Hard(sentence, f"({'; '.join(filter(None, why))})")
