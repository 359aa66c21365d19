"""An ecomap as SVG: the mother and the baby in the middle, and around them whoever and whatever is there for them.

Pure: facts come from `reading.ecomap`. On either side boxes stand beneath each other on an arc, so that no box covers
another and no line runs through one. How strong, which way and how safe is told by line and outline, never by colour.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from uuid import UUID

from markupsafe import escape

from firsthome.pages.pictures.kin_signs import Sign, arrow, legend, zigzag
from firsthome.pages.pictures.svg import INK, PAPER, line, short, text
from firsthome.reading.ecomap import DANGER, Ecomap, Manner, Node, Sort, Strand

BOX, LEAST, SPACE = 190, 44, 18
ARC, ANGLE, MIDDLE = 260, math.radians(52), 84
"""How far the middle of an arc is from the middle of the picture, how far up and down it goes, and the circle."""
MARGIN, NAME, SMALL = 16, 14, 12
_BARE = f'fill="none" stroke="{INK}"'

Link = Callable[[UUID], str]


class Placed(NamedTuple):
    """A box: where it is, and its lines of words with their sizes."""

    node: Node
    left: float
    top: float
    height: float
    lines: tuple[tuple[str, int], ...]

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.top + self.height / 2


def ecomap_svg(facts: Ecomap, link: Link, scale: float = 1.0) -> str:
    """The picture, at its own size or at another."""
    placed, (x, y), height = arrange(facts)
    width = 2 * x
    drawn = [
        *(
            _strand(strand, number, box, (x, y))
            for box in placed
            for number, strand in enumerate(box.node.strands)
        ),
        _middle(facts, x, y),
        *(_box(box, link) for box in placed),
    ]
    signs, end = legend(list(_signs(facts)), height, width - 2 * MARGIN)
    label = f"Ecomap: {len(facts.people)} people and {len(facts.services)} services. The same stands in the table."
    return (
        f'<svg class="fh-family" xmlns="http://www.w3.org/2000/svg" role="group" aria-label="{label}" '
        f'width="{short(width * scale)}" height="{short(end * scale)}" viewBox="0 0 {short(width)} {short(end)}" '
        f'fill="{INK}" font-size="{NAME}" font-family="arial, helvetica, sans-serif">'
        f'<path d="M0 0H{short(width)}V{short(end)}H0Z" fill="{PAPER}"/>{"".join(drawn)}'
        f'<g transform="translate({MARGIN} 0)">{signs}</g></svg>'
    )


def arrange(facts: Ecomap) -> tuple[list[Placed], tuple[float, float], float]:
    """Every box, the middle of the picture, and how tall it is without its legend."""
    every = [*facts.people, *facts.services]
    half = (len(every) + 1) // 2
    if len(facts.people) >= half:
        left, right = list(facts.people[:half]), [*facts.services, *facts.people[half:]]
    else:
        left, right = (
            [*facts.people, *facts.services[: half - len(facts.people)]],
            list(facts.services[half - len(facts.people) :]),
        )
    sides = [[(node, _lines(node)) for node in side] for side in (left, right)]
    heights = [sum(_height(lines) + SPACE for _, lines in side) for side in sides]
    tall = max(*heights, 2 * MIDDLE + 40) + 2 * MARGIN
    x, y = MARGIN + BOX + ARC, tall / 2
    placed = []
    for side, height, way in zip(sides, heights, (-1, 1), strict=True):
        top = y - height / 2 + SPACE / 2
        for node, lines in side:
            tall_box = _height(lines)
            away = _away(top + tall_box / 2 - y, height / 2)
            placed.append(Placed(node, x + way * away - (BOX if way < 0 else 0), top, tall_box, lines))
            top += tall_box + SPACE
    return placed, (x, y), tall


def _away(down: float, half: float) -> float:
    """How far from the middle a box begins: farthest beside it, nearer above and below."""
    return ARC * math.cos(ANGLE * max(-1.0, min(1.0, down / (half or 1))))


def _lines(node: Node) -> tuple[tuple[str, int], ...]:
    name = textwrap.wrap(node.name, 20, max_lines=2, placeholder="…") or ["Not named"]
    words = [part for words in node.words for part in textwrap.wrap(words, 25, max_lines=2, placeholder="…")]
    return tuple([(part, NAME) for part in name] + [(part, SMALL) for part in words[:4]])


def _height(lines: Sequence[tuple[str, int]]) -> float:
    return max(LEAST, sum(size + 4 for _, size in lines) + 14)


# --- drawing ----------------------------------------------------------------------------------------------------------


def _middle(facts: Ecomap, x: float, y: float) -> str:
    names = [
        part for one in facts.middle for part in textwrap.wrap(one.name, 16, max_lines=2, placeholder="…")
    ][:6]
    circle = f'<circle cx="{short(x)}" cy="{short(y)}" r="{MIDDLE}" fill="{PAPER}" stroke="{INK}" stroke-width="3"/>'
    top = y - len(names) * 9 + 13
    how = f'text-anchor="middle" font-weight="bold" font-size="{NAME}"'
    return circle + "".join(text(x, top + 18 * number, name, how) for number, name in enumerate(names))


def _box(box: Placed, link: Link) -> str:
    down, words = 6.0, []
    for part, size in box.lines:
        down += size + 4
        weight = ' font-weight="bold"' if size == NAME else f' font-size="{size}"'
        words.append(text(BOX / 2, down, part, f'text-anchor="middle"{weight}'))
    address = link(box.node.entry) if box.node.entry else ""
    tag = f'a href="{escape(address)}"' if address else "g"
    title = escape(
        ". ".join([box.node.name, *box.node.words, *(say_strand(one) for one in box.node.strands)])
    )
    return (
        f'<{tag} transform="translate({short(box.left)} {short(box.top)})"><title>{title}</title>'
        f"{outline(box.node.sort, BOX, box.height)}{''.join(words)}</{tag[:1]}>"
    )


def outline(sort: Sort, width: float, height: float) -> str:
    """The outline that tells people from services, and whom to read about first."""
    how = f'fill="{PAPER}" stroke="{INK}" stroke-width="2"'
    if sort is Sort.SERVICE:
        return f'<rect width="{short(width)}" height="{short(height)}" rx="14" {how}/>'
    if sort is Sort.PERSON:
        return f'<rect width="{short(width)}" height="{short(height)}" {how}/>'
    return _cut_corners(width, height, 0, how) + _cut_corners(width, height, min(4, height / 8), how)


def _cut_corners(width: float, height: float, inside: float, how: str) -> str:
    w, h, c = width - inside, height - inside, min(10, height / 4)
    i = inside
    return (
        f'<path d="M{short(i + c)} {short(i)}H{short(w - c)}L{short(w)} {short(i + c)}V{short(h - c)}'
        f'L{short(w - c)} {short(h)}H{short(i + c)}L{short(i)} {short(h - c)}V{short(i + c)}Z" {how}/>'
    )


def _strand(strand: Strand, number: int, box: Placed, middle: tuple[float, float]) -> str:
    """A line from the circle to the near edge of a box; several lie beside each other."""
    x, y = middle
    near = box.left + BOX if box.left < x else box.left
    shift = 10 * ((number + 1) // 2) * (1 if number % 2 else -1)
    end = (near, box.middle + shift)
    length = math.hypot(end[0] - x, box.middle - y) or 1
    start = (x + (end[0] - x) / length * MIDDLE, y + (box.middle - y) / length * MIDDLE + shift)
    return manner_line(end, start, strand)


def manner_line(outer: tuple[float, float], inner: tuple[float, float], strand: Strand) -> str:
    """A line between somebody around and the middle, drawn as the tie is."""
    manner, told = strand.manner, ' stroke-dasharray="7 4"' if strand.said_by else ""
    (x1, y1), (x2, y2) = outer, inner
    towards = {Manner.HARMED: (inner, outer), Manner.HELPED: (inner, outer)}.get(manner, (outer, inner))
    drawn = arrow(*towards) if manner in (Manner.HELPS, Manner.HELPED, Manner.HARMS, Manner.HARMED) else ""
    if manner in DANGER:
        bent = f"M{short(x1)} {short(y1)}{zigzag(outer, inner)}"
        return f'<path d="{bent}" {_BARE} stroke-width="1.8"{told}/>{drawn}'
    if manner in (Manner.CLOSE, Manner.LEADS):
        wide = line(x1, y1, x2, y2, f'{_BARE} stroke-width="6"{told}')
        hollow = f'fill="none" stroke="{PAPER}" stroke-width="2"'
        return wide + (line(x1, y1, x2, y2, hollow) if manner is Manner.CLOSE else "")
    dots = {Manner.LITTLE: ' stroke-dasharray="2 6"', Manner.TIE: ' stroke-dasharray="1 3"'}.get(manner, told)
    return line(x1, y1, x2, y2, f'{_BARE} stroke-width="{1 if manner is Manner.TIE else 2}"{dots}') + drawn


def say_strand(strand: Strand) -> str:
    """«Helps, said by Carol»: what an arrow means is for the legend."""
    return ", ".join(filter(None, [strand.manner.value.partition(":")[0], strand.said_by]))


def _signs(facts: Ecomap) -> Iterator[Sign]:
    """Every outline and line that is drawn, in words."""
    nodes = [*facts.people, *facts.services]
    sorts = {node.sort for node in nodes}
    for sort in Sort:
        if sort in sorts:
            yield f'<g transform="translate(-18 -10)">{outline(sort, 36, 20)}</g>', 18, sort.value
    drawn = {strand.manner for node in nodes for strand in node.strands}
    for manner in Manner:
        if manner in drawn:
            yield manner_line((-22, 0), (22, 0), Strand(manner, "", None)), 22, manner.value
    if any(strand.said_by for node in nodes for strand in node.strands):
        yield (
            line(-22, 0, 22, 0, f'{_BARE} stroke-width="2" stroke-dasharray="7 4"'),
            22,
            "Said by somebody, not known here",
        )
