"""What all pictures share: the shapes of marks, safe text and short numbers.

Pure. Colours are attributes and never carry meaning, so a picture obeys the strictest content policy and
says the same on a black and white print. Ink on paper has a contrast of 19 to 1, quiet ink 7 to 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from markupsafe import Markup, escape

from firsthome.reading.offers import Shape

INK, QUIET, HAIRLINE, SHADE, PAPER = "#0b0c0c", "#505a5f", "#cfd5d8", "#eef1f2", "#ffffff"
NUMBER = 12
"""The size of the number beside a mark."""
EDGE = f'stroke="{PAPER}" stroke-width="5" stroke-linejoin="round" paint-order="stroke"'
"""A white edge around letters, so that lines behind them do not cross them."""
REACH = 9
"""How far a shape reaches from its middle."""

BUBBLE = 14
"""How much room a speech bubble takes beside a mark."""

_THIN = f'fill="{PAPER}" stroke="{INK}"'
_LINE = f'{_THIN} stroke-width="1.8"'
_QUERY = '<text y="3.6" font-size="10" font-weight="bold" text-anchor="middle">?</text>'

SHAPES = {
    Shape.KEPT: '<circle r="6.4"/>',
    Shape.IN_PART: f'<circle r="5.5" {_LINE}/><path d="M0-5.5A5.5 5.5 0 0 0 0 5.5Z"/>',
    Shape.NOT_ATTENDED: f'<circle r="5.5" {_LINE}/><path d="M-7.5 7.5 7.5-7.5" {_LINE}/>',
    Shape.BY_FAMILY: f'<circle r="5.5" {_LINE}/>',
    Shape.BY_SERVICE: f'<path d="M-5.3-5.3H5.3V5.3H-5.3Z" {_LINE}/>',
    Shape.BY_SOMEBODY: f'<rect x="-6.5" y="-6.5" width="13" height="13" rx="4" {_THIN} stroke-width="1.2"/>{_QUERY}',
    Shape.NO_ACCESS: f'<path d="M0-6.8 7 5.4H-7Z" {_LINE} stroke-linejoin="round"/>',
    Shape.OFFERED: f'<circle r="5.7" {_LINE} stroke-linecap="round" stroke-dasharray="0.1 3.5"/>',
    Shape.PLANNED: f'<path d="M-6-6H6V6H-6Z" {_LINE} stroke-dasharray="2.4 2.4"/>',
    Shape.OUTCOME: f'<circle r="8" {_LINE}/><circle r="4" {_LINE}/>',
    Shape.MOVE: '<path d="M-8.5-2.5H.5V-7L9 0 .5 7V2.5H-8.5Z"/>',
    Shape.OTHER: f'<path d="M0-9.5 9.5 0 0 9.5-9.5 0Z" {_THIN} stroke-width="1.2"/>',
}
"""Each shape drawn around its own middle."""


@cache
def glyph(shape: Shape, letter: str = "") -> str:
    """A shape around the point 0, 0, with the letter that tells diamonds apart."""
    inside = f'<text y="3.6" font-size="10" font-weight="bold" text-anchor="middle">{letter}</text>'
    return SHAPES[shape] + (inside if letter else "")


def escaped(pieces: Iterable[str]) -> list[str]:
    """Pieces of text, safe to write: all at once, because asking costs more than making one safe.

    What stands between them can be in nothing that anybody wrote: it cannot be stored.
    """
    return str.split(escape("\0".join(pieces)), "\0")


def bubble(x: float) -> str:
    """A speech bubble that begins at a place: somebody answered this in their own words."""
    return f'<path d="M{short(x)}-7h11v8h-5l-3.5 4v-4h-2.5Z" {_LINE} stroke-linejoin="round"/>'


def count_words(number: int, at_least: bool) -> str:
    """The number beside a mark: nothing for one, «3», or «2+» for at least two."""
    return f"{number}+" if at_least else str(number) if number > 1 else ""


def text(x: float, y: float, words: str, attributes: str = "") -> str:
    """Words at a place."""
    return f'<text x="{short(x)}" y="{short(y)}"{" " * bool(attributes)}{attributes}>{escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, attributes: str) -> str:
    """A straight line."""
    return f'<path d="M{short(x1)} {short(y1)}L{short(x2)} {short(y2)}" {attributes}/>'


def short(number: float) -> str:
    """A coordinate with no more figures than an eye can see."""
    return f"{number:.1f}".removesuffix(".0")


def width_of(words: str, size: float = 14) -> float:
    """About how wide words are in Arial; rather too much than too little."""
    return len(words) * size * 0.6


def cut(words: str, limit: int) -> str:
    """The beginning of a long text, marked as such."""
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def drawn(svg: str) -> Markup:
    """A picture for a template. Whoever draws escapes each word on the way in."""
    return Markup(svg)  # noqa: S704 # nosec B704
