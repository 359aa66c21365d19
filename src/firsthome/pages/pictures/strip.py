"""A record's last contacts as one tiny row of shapes, oldest first, for a line of the caseload.

Pure. It shows what was offered and what became of it, on both sides. It says nothing about a person.
"""

from __future__ import annotations

from functools import cache

from markupsafe import escape

from firsthome.pages.pictures.svg import INK, NUMBER, REACH, count_words, glyph, short, text, width_of
from firsthome.reading.offers import COUNTED_AS, Engagement, Offer, counted, say_engagement

SHAPES_SHOWN = 12
STEP, HEIGHT = 20, 24
_DRAWN = {shape: f'<g transform="translate(%s {HEIGHT // 2})">{glyph(shape)}</g>' for shape in COUNTED_AS}
_POINTING = {shape: f'<use href="#shape-{shape.value}" x="%s" y="{HEIGHT // 2}"/>' for shape in COUNTED_AS}
"""The mark of each shape, with room for where it stands."""


def strip(facts: Engagement, *, pointing: bool = False) -> str:
    """The row as SVG, with its words as its label; nothing at all where no contact is recorded.

    One that is `pointing` draws nothing itself but points to `shapes`, which stand once on its page: a list of fifty
    strips is a third as long.
    """
    if not facts.offers:
        return ""
    before, shown = facts.offers[:-SHAPES_SHOWN], facts.offers[-SHAPES_SHOWN:]
    drawn, x = [], 1.0
    if before:
        words = f"{count_words(*_sum(before)) or '1'} before"
        drawn.append(text(x, 16.5, words))
        x += width_of(words, NUMBER) + 6
    marks = _POINTING if pointing else _DRAWN
    for offer in shown:
        drawn.append(marks[offer.shape] % short(x + REACH))
        x += STEP
        if number := count_words(offer.times, offer.at_least):
            drawn.append(text(x - STEP + 2 * REACH, 16.5, number))
            x += width_of(number, NUMBER) + 2
    return (
        f'<svg class="fh-strip" xmlns="http://www.w3.org/2000/svg" role="img" '
        f'aria-label="{escape(say_engagement(facts))}" width="{short(x)}" height="{HEIGHT}" '
        f'viewBox="0 0 {short(x)} {HEIGHT}" fill="{INK}" font-size="{NUMBER}" '
        f'font-family="arial, helvetica, sans-serif">{"".join(drawn)}</svg>'
    )


@cache
def shapes() -> str:
    """Every shape of a strip, drawn once and out of sight, for strips that point to them."""
    defined = "".join(f'<g id="shape-{shape.value}">{glyph(shape)}</g>' for shape in COUNTED_AS)
    size = 'width="0" height="0" aria-hidden="true"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><defs>{defined}</defs></svg>'


def _sum(offers: tuple[Offer, ...]) -> tuple[int, bool]:
    """How many contacts there are in what has no room."""
    total = counted(offers)
    return total.number, total.at_least
