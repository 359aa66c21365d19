"""The timetable of a record as SVG: gestation along the top, one line for each milestone that has a day.

Pure. Done and still to do differ by shape alone: nothing is red and nothing is green, and a day that has passed looks
like any other. Each mark leads to its row in the table beneath, which says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import escape

from firsthome.pages.pictures.ground import days_with_a_line, ground, weeks_and_months, where_today
from firsthome.pages.pictures.scale import Scale
from firsthome.pages.pictures.svg import EDGE, HAIRLINE, INK, QUIET, cut, glyph, line, short, text, width_of
from firsthome.reading.axis import Axis
from firsthome.reading.offers import Shape

WIDTH = 960
ROW, CAPTION_LIMIT = 40, 90


class Drawn(NamedTuple):
    """One milestone in the picture."""

    key: str
    what: str
    words: str
    """How it stands, as the table says it."""
    first: date
    last: date
    done: bool


def milestones_svg(rows: Sequence[Drawn], axis: Axis, today: date, width: int = WIDTH) -> str:
    """The picture, at a width at which its words can be read."""
    scale = Scale(axis, width)
    weeks, y = weeks_and_months(scale, 0)
    flags, top, lines = days_with_a_line(scale, today, y)
    parts, y = [], top
    for row in rows:
        parts += [line(0, y, width, y, f'stroke="{HAIRLINE}"'), _row(row, scale, y)]
        y += ROW
    parts.append(line(0, y, width, y, f'stroke="{HAIRLINE}"'))
    behind = ground(scale, top, y) + lines.format(bottom=short(y))
    label = (
        f"Timetable: {len(rows)} milestones with a day, each a link. The same stands in the tables beneath."
    )
    return (
        f'<svg class="fh-timeline" xmlns="http://www.w3.org/2000/svg" role="group" aria-label="{escape(label)}" '
        f'width="{width}" height="{short(y + 40)}" viewBox="0 0 {width} {short(y + 40)}" '
        f'data-today="{short(where_today(scale, today))}" fill="{INK}" font-size="14" '
        f'font-family="arial, helvetica, sans-serif">{behind}{weeks}{flags}{"".join(parts)}{_legend(y + 26)}</svg>'
    )


def _row(row: Drawn, scale: Scale, y: float) -> str:
    """The milestone's name over its mark; where its days are a range, a bar reaches over them."""
    axis = scale.axis
    first, last = (scale.x(min(max(day, axis.first), axis.last)) for day in (row.first, row.last))
    middle, name = y + 27, cut(row.what, CAPTION_LIMIT)
    room = width_of(name, 13)
    left = min(max(first - room / 2, 4), scale.width - room - 4)
    bar = f'<path d="M{short(first)} {short(middle)}H{short(last)}" stroke="{QUIET}" stroke-width="2"/>'
    mark = glyph(Shape.KEPT if row.done else Shape.PLANNED)
    named = text(left, y + 14, name, f'font-size="13" {EDGE}')
    title = escape(f"{row.what}: {row.words}")
    return (
        f'<a href="#milestone-{escape(row.key)}"><title>{title}</title>{bar if last > first else ""}{named}'
        f'<g transform="translate({short(first)} {short(middle)})">{mark}</g></a>'
    )


def _legend(y: float) -> str:
    signs = ((Shape.KEPT, "Done"), (Shape.PLANNED, "To be done by this day; a bar where it is not certain"))
    drawn, x = [], 14.0
    for shape, words in signs:
        drawn.append(f'<g transform="translate({short(x)} {short(y - 5)})">{glyph(shape)}</g>')
        drawn.append(text(x + 16, y, words))
        x += width_of(words) + 40
    return "".join(drawn)
