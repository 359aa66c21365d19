"""A record's last contacts as one tiny row of shapes, oldest first, for a line of the caseload.

Pure. It shows what was offered and what became of it, on both sides. It says nothing about a person.
"""

from __future__ import annotations

from html import escape

from firsthome.pages.pictures.svg import INK, NUMBER, REACH, count_words, glyph, short, text, width_of
from firsthome.reading.engagement import Engagement, Offer, counted, say_engagement

SHAPES_SHOWN = 12
STEP, HEIGHT = 20, 24


def strip(facts: Engagement) -> str:
    """The row as SVG, with its words as its label; nothing at all where no contact is recorded."""
    if not facts.offers:
        return ""
    before, shown = facts.offers[:-SHAPES_SHOWN], facts.offers[-SHAPES_SHOWN:]
    drawn, x = [], 1.0
    if before:
        words = f"{count_words(*_sum(before)) or '1'} before"
        drawn.append(text(x, 16.5, words))
        x += width_of(words, NUMBER) + 6
    for offer in shown:
        number = count_words(offer.times, offer.at_least)
        middle = x + REACH
        drawn.append(f'<g transform="translate({short(middle)} {HEIGHT // 2})">{glyph(offer.shape)}</g>')
        drawn.append(text(middle + REACH, 16.5, number) if number else "")
        x += STEP + (width_of(number, NUMBER) + 2) * bool(number)
    return (
        f'<svg class="fh-strip" xmlns="http://www.w3.org/2000/svg" role="img" '
        f'aria-label="{escape(say_engagement(facts))}" width="{short(x)}" height="{HEIGHT}" '
        f'viewBox="0 0 {short(x)} {HEIGHT}" fill="{INK}" font-size="{NUMBER}" '
        f'font-family="arial, helvetica, sans-serif">{"".join(drawn)}</svg>'
    )


def _sum(offers: tuple[Offer, ...]) -> tuple[int, bool]:
    """How many contacts there are in what has no room."""
    total = counted(offers)
    return total.number, total.at_least
