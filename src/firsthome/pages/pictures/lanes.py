"""Where the marks of one lane stand: in rows that leave each other room, joined as little as keeps rows few.

Pure. Nothing is left out: each mark is in exactly one symbol.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from firsthome.pages.pictures.scale import Scale
from firsthome.pages.pictures.svg import BUBBLE, NUMBER, REACH, count_words, width_of
from firsthome.reading.timeline import Mark

ROW = 21
STACKED = 5
"""How many marks may lie above each other before alike neighbours are joined."""
JOINED_WITHIN = (2 * ROW, 4 * ROW)
"""How far apart they may be, tried one after the other; never so far that a mark leaves its month by much."""


@dataclass(slots=True)
class Symbol:
    """One or more alike marks at one place of a lane. Not frozen: hundreds are made while somebody waits."""

    marks: tuple[Mark, ...]
    exact: bool
    """Whether its days are known."""
    middle: float
    """Where the shape stands."""
    half: float
    """How far it reaches to either side: the shape, or the bar over the days it may have been on."""
    number: str
    """How many contacts, or other things, this stands for; nothing for one."""
    start: float
    """Where it begins to need room."""
    end: float
    """Where the next symbol may begin."""


def symbol_of(marks: tuple[Mark, ...], start: float, end: float) -> Symbol:
    """A symbol for alike marks from here to there: a shape in the middle, on a bar where days are not exact."""
    middle, exact, line = (start + end) / 2, marks[0].exact, marks[0].line
    half = REACH if exact else max((end - start) / 2, REACH + 3)
    number = count_words(line.times, line.at_least) if len(marks) == 1 else _how_many(marks)
    beside = (width_of(number, NUMBER) if number else 0) + (BUBBLE if line.contested else 0)
    return Symbol(marks, exact, middle, half, number, middle - half - 1, middle + half + beside + 3)


def _alone(mark: Mark, scale: Scale) -> Symbol:
    line, start = mark.line, scale.x(mark.first)
    if not mark.exact:
        return symbol_of((mark,), start, scale.x(mark.last))
    if line.times > 1 or line.at_least or line.contested:
        return symbol_of((mark,), start, start)
    return Symbol((mark,), True, start, REACH, "", start - REACH - 1, start + REACH + 3)  # nearly every one


def _how_many(marks: tuple[Mark, ...]) -> str:
    return count_words(sum([mark.line.times for mark in marks]), any(mark.line.at_least for mark in marks))


def arrange(marks: Sequence[Mark], scale: Scale) -> list[list[Symbol]]:
    """Symbols in rows that leave each other room, joined as little as keeps the rows few."""
    symbols = [_alone(mark, scale) for mark in marks]
    tried = []
    for apart in JOINED_WITHIN:
        if not _crowded(symbols):
            tried.append(_rows(symbols))
            if len(tried[-1]) <= STACKED:
                return tried[-1]
        symbols = _join(symbols, apart)
    return min([*tried, _rows(symbols)], key=len)


def _crowded(symbols: Sequence[Symbol]) -> bool:
    """Whether they need more room than so many rows have, however they are laid: then no rows are tried."""
    if not symbols:
        return False
    room = max([symbol.end for symbol in symbols]) - min([symbol.start for symbol in symbols])
    return sum([symbol.end - symbol.start for symbol in symbols]) > STACKED * room


def _rows(symbols: Sequence[Symbol]) -> list[list[Symbol]]:
    """Each symbol in the first row in which nothing is in its way."""
    rows: list[list[Symbol]] = []
    for symbol in symbols:
        start = symbol.start
        for row in rows:
            if row[-1].end <= start:
                row.append(symbol)
                break
        else:
            rows.append([symbol])
    return rows


def stack(extents: Iterable[tuple[float, float]]) -> list[int]:
    """For each extent the first row in which nothing is in its way."""
    ends: list[float] = []
    depths = []
    for start, end in extents:
        for depth, taken in enumerate(ends):
            if taken <= start:
                ends[depth] = end
                break
        else:
            depth = len(ends)
            ends.append(end)
        depths.append(depth)
    return depths


def _join(symbols: Sequence[Symbol], apart: float) -> list[Symbol]:
    """Alike symbols whose ends lie in the same stretches become one; what is contested stays apart from the rest."""
    alike: defaultdict[tuple[object, ...], list[Symbol]] = defaultdict(list)
    for symbol in symbols:
        line, middle, half = symbol.marks[0].line, symbol.middle, symbol.half
        if symbol.exact:
            alike[line.sign, line.contested, middle // apart].append(symbol)
        else:
            stretch = (middle - half) // apart, (middle + half) // apart
            alike[line.sign, line.contested, stretch].append(symbol)
    joined = [group[0] if len(group) == 1 else _as_one(group) for group in alike.values()]
    return sorted(joined, key=attrgetter("start"))


def _as_one(symbols: list[Symbol]) -> Symbol:
    """One symbol for several; for exact days it stands amid them, else it covers all their days."""
    marks = tuple([mark for symbol in symbols for mark in symbol.marks])
    reach = 0 if symbols[0].exact else 1
    start = min([symbol.middle - symbol.half * reach for symbol in symbols])
    return symbol_of(marks, start, max([symbol.middle + symbol.half * reach for symbol in symbols]))
