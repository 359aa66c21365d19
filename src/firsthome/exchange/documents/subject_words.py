"""What an entry says, as the person whom it is about would read it: the one text that is reviewed, sealed and released.

It hangs on nothing that changes by itself (no weeks of pregnancy, no roles), so that a review stays good until
somebody says something new. No word of a restricted or sealed address ever stands in it. Pure.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from uuid import UUID

from firsthome.exchange.documents.answers import answers
from firsthome.exchange.documents.wording import how_known
from firsthome.kinds.entry import Entry, Mark, Names
from firsthome.kinds.own_words import OwnWords
from firsthome.kinds.record import Record, Statement
from firsthome.kit.dates import say_day
from firsthome.reading.contested import own_words

AN_ADDRESS = "[taken out: an address]"
REMOVED = "The words of this entry were removed by order."
CHANGED = {
    Mark.UPDATE: "Since then it has changed.",
    Mark.CORRECTION: "Corrected.",
    Mark.ERROR: "Marked as recorded in error.",
    Mark.MISFILED: "Marked as belonging to another family.",
}
WRITTEN = "Written down by"
SHORTEST = 5
"""Shorter lines of an address, such as «UK», would take out half of a text."""

Spans = Collection[tuple[int, int]]


def words_of(
    record: Record, statement: Statement, agency: int, person: UUID, names: Names, addresses: Collection[str]
) -> str:
    """Every version that an agency said of one statement, each with who wrote it and how they know it."""
    own = [entry for entry in statement.entries if entry.agency == agency]
    lines = [line for entry in own for line in _version(entry, names)]
    lines += _beside(record, statement, agency, person, names)
    return without_addresses("\n".join(lines), addresses)


def _version(entry: Entry, names: Names) -> Iterator[str]:
    yield f"{entry.happened.say()[:1].upper()}{entry.happened.say()[1:]}"
    if entry.mark:
        yield " ".join(filter(None, [CHANGED[entry.mark], entry.reason.strip()]))
    if entry.said:
        sentence = entry.said.sentence(entry, names)
        yield sentence
        yield from (f"{question} {answer}" for question, answer in answers(entry.said, sentence, names))
    elif entry.mark not in (Mark.ERROR, Mark.MISFILED):
        yield REMOVED
    assert entry.recorded_at, "only recorded entries are read"
    who = f"{names.practitioner(entry.author)}, {names.agency(entry.agency)}"
    yield f"{WRITTEN} {who}, on {say_day(entry.recorded_at.date())}. {how_known(entry)}"


def _beside(record: Record, statement: Statement, agency: int, person: UUID, names: Names) -> Iterator[str]:
    """Their own words about it, and what others said that this agency wrote down."""
    for entry, said in own_words(record).get(statement.id, []):
        if entry.agency == agency or said.person == person:
            yield f"Contested, or added to. {said.beside(names)}" if isinstance(said, OwnWords) else ""


def without_addresses(text: str, addresses: Collection[str]) -> str:
    """The same, without the words of addresses that may not be read in passing, however they are spaced."""
    for address in sorted(addresses, key=len, reverse=True):
        parts = re.findall(r"\w+", address)
        if len("".join(parts)) >= SHORTEST:
            text = re.sub(
                r"(?<!\w)" + r"[\W_]*".join(parts) + r"(?!\w)", AN_ADDRESS, text, flags=re.IGNORECASE
            )
    return text


def seal_of(words: str) -> str:
    """The sha256 of the words: a review names it, and falls away when they change."""
    return hashlib.sha256(words.encode()).hexdigest()


def spans_of(text: str, words: str) -> list[tuple[int, int]]:
    """Every place of some words in a text, upper or lower case, never inside a longer word."""
    parts = re.split(r"\s+", words.strip())
    begin = r"(?<!\w)" if re.match(r"\w", parts[0]) else ""
    end = r"(?!\w)" if re.search(r"\w$", parts[-1]) else ""
    pattern = begin + r"\s+".join(map(re.escape, parts)) + end
    return [found.span() for found in re.finditer(pattern, text, re.IGNORECASE)]


def without(text: str, spans: Spans, instead: str) -> str:
    """The same with other words in these places; places that touch or overlap are one."""
    kept, at = [], 0
    for first, last in sorted(spans):
        if first >= at:
            kept += [text[at:first], instead]
        at = max(at, last)
    return "".join([*kept, text[at:]])
