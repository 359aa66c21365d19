"""What lies behind every picture over time: weeks and months along the top, and a line for each day that has a name.

Pure. Births, the expected date and today are the days with a line of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from firsthome.pages.pictures.lanes import stack
from firsthome.pages.pictures.scale import LABEL, Scale, short_day
from firsthome.pages.pictures.svg import EDGE, HAIRLINE, INK, QUIET, SHADE, line, short, text, width_of


def weeks_and_months(scale: Scale, y: float) -> tuple[str, float]:
    """Weeks, and months under them; and where the next thing can stand."""
    drawn = []
    for labels, colour in ((scale.weeks, INK), (scale.months, QUIET)):
        how = f'font-size="{LABEL}" text-anchor="middle" fill="{colour}"'
        drawn += [text(x, y + 14, words, how) for x, words in labels]
        y += 18 * bool(labels)
    return "".join(drawn), y


def days_with_a_line(scale: Scale, today: date, y: float) -> tuple[str, float, str]:
    """The names of the days that have a line of their own, where the rest begins, and those lines without an end."""
    flags = list(_named(scale, today))
    halves = [width_of(words) / 2 + 4 for _, words, _ in flags]
    middles = [min(max(x, half), scale.width - half) for (x, *_), half in zip(flags, halves, strict=True)]
    rows = stack((x - half, x + half) for x, half in zip(middles, halves, strict=True))
    top = y + 20 * (max(rows, default=-1) + 1) + 8
    named = [
        text(middle, y + 15 + 20 * row, words, f'font-weight="bold" text-anchor="middle" {EDGE}')
        for middle, (_, words, _), row in zip(middles, flags, rows, strict=True)
    ]
    lines = [
        f'<path d="M{short(x)} {short(y + 20 * row + 20)}V{{bottom}}" stroke="{INK}" stroke-width="1.5"{how}/>'
        for (x, _, how), row in zip(flags, rows, strict=True)
    ]
    return "".join(named), top, "".join(lines)


def _named(scale: Scale, today: date) -> Iterator[tuple[float, str, str]]:
    """Births, the expected date and today, as far as the axis shows them: where, in which words, drawn how."""
    axis = scale.axis
    days = [(day, f"Born {short_day(day)}", "") for day in axis.born]
    if axis.expected:
        about = "about " if axis.about else ""
        days.append((axis.expected, f"Expected {about}{short_day(axis.expected)}", ' stroke-dasharray="9 4"'))
    days.append((today, "Today", ' stroke-dasharray="2 4"'))
    for day, words, how in sorted(days):
        if axis.begins <= day <= axis.ends:
            yield scale.x(day), words, how


def where_today(scale: Scale, today: date) -> float:
    """Where today lies, or the end of the axis that is nearest to it."""
    return scale.x(min(max(today, scale.axis.first), scale.axis.last))


def ground(scale: Scale, top: float, bottom: float) -> str:
    """What lies behind the marks: shaded bands where days were pushed together, and thin lines down the weeks."""
    drawn = [
        f'<path d="M{short(left)} {short(top)}H{short(right)}V{short(bottom)}H{short(left)}Z" fill="{SHADE}"/>'
        for left, right in scale.bands
    ]
    grid = scale.weeks or scale.months
    drawn += [line(x, top, x, bottom, f'stroke="{HAIRLINE}" stroke-width="0.8"') for x, _ in grid]
    return "".join(drawn)
