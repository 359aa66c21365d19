"""The timeline of a record as SVG, and the same as rows of words.

Pure: facts come from `reading.timeline`, the address behind each mark is asked for. What happened is told by
shape, never by colour. Marks that would cover each other are stacked; where a stack grows too high, alike
neighbours are joined into one mark with a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from markupsafe import escape

from firsthome.pages.pictures.ground import days_with_a_line, ground, weeks_and_months, where_today
from firsthome.pages.pictures.lanes import ROW, Symbol, arrange
from firsthome.pages.pictures.scale import Scale
from firsthome.pages.pictures.svg import (
    EDGE,
    HAIRLINE,
    INK,
    NUMBER,
    QUIET,
    bubble,
    cut,
    escaped,
    glyph,
    line,
    short,
    text,
    width_of,
)
from firsthome.reading.contested import CONTESTED, OWN_WORDS
from firsthome.reading.offers import Shape
from firsthome.reading.timeline import Mark, Timeline

WIDTH, NARROW, LEGEND_NARROW = 960, 680, 330
CAPTION = 24
TITLE_LIMIT = 220
TALL = 700
"""From here on the axis stands under the lanes as well."""

THREAD = f'fill="none" stroke="{QUIET}" stroke-width="2"'
"""The bar over days of which one is meant."""

_NUMBER = f'font-size="{NUMBER}" font-weight="bold" {EDGE}'

Link = Callable[[tuple[Mark, ...]], str]
"""The address behind a mark: of its entry, or of the list that begins with the first of several."""


def timeline_svg(facts: Timeline, link: Link, width: int = WIDTH) -> str:
    """The picture. It is drawn at this width and keeps it, so that words stay readable where it is scrolled."""
    scale = Scale(facts.axis, width)
    marks: list[list[Mark]] = [[] for _ in facts.lanes]
    for mark in facts.marks:
        marks[mark.lane].append(mark)
    lanes = [arrange(group, scale) for group in marks]
    axis, y = weeks_and_months(scale, 0)
    flags, top, lines = days_with_a_line(scale, facts.today, y)
    parts, y = [], top
    for name, rows in zip(facts.lanes, lanes, strict=True):
        parts += [line(0, y, width, y, f'stroke="{HAIRLINE}"'), _caption(name, y)]
        for depth, row in enumerate(rows):
            parts += _drawn(row, short(y + CAPTION + ROW * depth + ROW / 2), link)
        y += CAPTION + ROW * max(1, len(rows)) + 8
    parts.append(line(0, y, width, y, f'stroke="{HAIRLINE}"'))
    behind = ground(scale, top, y) + lines.format(bottom=short(y))
    again, below = weeks_and_months(scale, y + 4) if y > TALL else ("", y)
    symbols = [symbol for rows in lanes for row in rows for symbol in row]
    legend, bottom = _legend(facts, symbols, below, width if width >= WIDTH else LEGEND_NARROW)
    return (
        f'<svg class="fh-timeline" xmlns="http://www.w3.org/2000/svg" role="group" '
        f'aria-label="{escape(_label(facts))}" width="{width}" height="{short(bottom)}" '
        f'viewBox="0 0 {width} {short(bottom)}" data-today="{short(where_today(scale, facts.today))}" '
        f'fill="{INK}" font-size="14" font-family="arial, helvetica, sans-serif">'
        f"{behind}{axis}{flags}{''.join(parts)}{again}{legend}</svg>"
    )


# --- lanes and marks --------------------------------------------------------------------------------------------------


def _caption(name: str, y: float) -> str:
    """The lane's name on a white edge, so that lines behind it do not cross its letters."""
    return text(4, y + 17, name, f'font-weight="bold" {EDGE}')


def _drawn(row: Sequence[Symbol], y: str, link: Link) -> Iterator[str]:
    """Each symbol of a row as a link to what it stands for: a bar over the days it may have been on, the shape, and
    what stands beside it.
    """
    addresses = escaped(link(symbol.marks) for symbol in row)
    titles = escaped(_title(symbol.marks) for symbol in row)
    for symbol, address, title in zip(row, addresses, titles, strict=True):
        first = symbol.marks[0].line
        sign = glyph(first.sign.shape, first.sign.letter)
        if not symbol.exact:
            sign = _bar(symbol) + sign
        if symbol.number or first.contested:
            sign += _beside(symbol, bool(first.contested))
        tag, end = (f'a href="{address}"', "a") if address else ("g", "g")
        yield f'<{tag} transform="translate({short(symbol.middle)} {y})"><title>{title}</title>{sign}</{end}>'


def _beside(symbol: Symbol, answered: bool) -> str:
    """The number, and a speech bubble where somebody whom it is about answered it."""
    number, right = symbol.number, symbol.half + 2
    beside = f'<text x="{short(right)}" y="4.3" {_NUMBER}>{number}</text>' if number else ""
    return beside + bubble(right + 1 + width_of(number, NUMBER)) if answered else beside


def _bar(symbol: Symbol) -> str:
    """The days it may have been on: a cap where an end is known, an arrow where it is open."""
    half, inner = short(symbol.half), short(symbol.half - 5)
    left = any(mark.begins_before for mark in symbol.marks)
    right = any(mark.ends_after for mark in symbol.marks)
    ends = _end(f"-{half}", f"-{inner}", is_open=left) + _end(half, inner, is_open=right)
    return f'<path d="M-{half} 0H{half}{ends}" {THREAD}/>'


def _end(x: str, inner: str, *, is_open: bool) -> str:
    return f"M{inner}-4.5L{x} 0L{inner} 4.5" if is_open else f"M{x}-5V5"


def _title(marks: tuple[Mark, ...]) -> str:
    """What a pointer or a screen reader hears of a mark."""
    first = marks[0]
    answered = f"{first.line.contested}. " if first.line.contested else ""
    if len(marks) == 1:
        return answered + cut(f"{first.words}, {first.agency}: {first.sentence}", TITLE_LIMIT)
    alike = f"{len(marks)} entries close together, {first.line.sign.what.lower()}"
    return f"{answered}{alike}: {first.words} to {marks[-1].words}"


# --- the legend -----------------------------------------------------------------------------------------------------


def _legend(facts: Timeline, symbols: Sequence[Symbol], y: float, width: int) -> tuple[str, float]:
    """What the shapes that are present mean, and what is not drawn; and where the picture ends."""
    drawn = []
    x, y = 14.0, y + 26
    for sign, words in _signs(symbols):
        room = width_of(words) + 40
        if x > 14 and x + room > width:
            x, y = 14.0, y + 24
        drawn.append(
            f'<g transform="translate({short(x)} {short(y - 5)})">{sign}</g>{text(x + 16, y, words)}'
        )
        x += room
    for words in _not_drawn(facts):
        y += 24
        drawn.append(text(4, y, words))
    return "".join(drawn), y + 14


def _signs(symbols: Sequence[Symbol]) -> Iterator[tuple[str, str]]:
    """Each shape that is present with its meaning, then bars and numbers if there are any."""
    first = [symbol.marks[0].line for symbol in symbols]
    order = list(Shape)
    for sign in sorted({one.sign for one in first}, key=lambda sign: (order.index(sign.shape), sign.letter)):
        yield glyph(sign.shape, sign.letter), sign.what
    vague = [mark for symbol in symbols if not symbol.exact for mark in symbol.marks]
    if vague:
        yield f'<path d="M-10 0H10M-10-5V5M10-5V5" {THREAD}/>', "Some time within these days"
    if any(mark.begins_before or mark.ends_after for mark in vague):
        yield f'<path d="M-10 0H10M5-4.5 10 0 5 4.5" {THREAD}/>', "Or beyond: that end is open"
    if any(symbol.number for symbol in symbols):
        yield text(-4, 5, "3", 'font-size="12" font-weight="bold"'), "How many; 2+ means at least 2"
    answered = {one.contested for one in first}
    if words := [badge for badge in (CONTESTED, OWN_WORDS) if badge in answered]:
        yield bubble(-6), " or ".join([words[0], *(one[0].lower() + one[1:] for one in words[1:])])


def _not_drawn(facts: Timeline) -> Iterator[str]:
    if not facts.marks:
        yield "Nothing with a date is recorded here yet." if not facts.outside else "Nothing in this period."
    if facts.undated:
        count = len(facts.undated)
        yield f"Date not known: {count} {'entry' if count == 1 else 'entries'}, only in the list."
    if facts.outside:
        yield f"Outside this period: {facts.outside} {'entry' if facts.outside == 1 else 'entries'}."


def _label(facts: Timeline) -> str:
    count = len(facts.marks)
    return (
        f"Timeline: {count} dated {'entry' if count == 1 else 'entries'}, "
        f"each a link. The same stands in the list."
    )
