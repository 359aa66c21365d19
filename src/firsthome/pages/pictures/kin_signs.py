"""The signs of a genogram: people by shape, bonds by line, each explained in a printed legend.

Pure. The shapes are those that most services use; as they are not the same everywhere, none goes unexplained, and
none is told by colour. Source: domain facts, 5.8 and hazard 36.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from firsthome.pages.pictures.svg import INK, PAPER, line, short, text, width_of
from firsthome.reading.bonds import Bond
from firsthome.reading.drawn_people import Shape

REACH = 22
"""How far a shape reaches from its middle."""
_LINE = f'fill="{PAPER}" stroke="{INK}" stroke-width="2"'
_BARE = f'fill="none" stroke="{INK}"'

DASHES = {
    Bond.PARENTS: "1 4",
    Bond.SIBLING: "10 3 2 3",
    Bond.GRANDPARENT: "16 4",
}
ALLEGED = "7 4"
ZIGZAG = frozenset({Bond.CONFLICT, Bond.HARMS})
SLASHES = {Bond.SEPARATED: 1, Bond.ENDED: 2}


def sign(shape: Shape, *, centre: bool = False, died: bool = False, reach: float = REACH) -> str:
    """A shape around the point 0, 0: with a second outline for those whom the record is about."""
    drawn = _outline(shape, reach)
    if centre:
        drawn += _outline(shape, reach - 5)
    if shape is Shape.LOST or died:
        half = reach * 0.8
        drawn += line(-half, -half, half, half, _BARE + ' stroke-width="2"')
        drawn += line(-half, half, half, -half, _BARE + ' stroke-width="2"')
    if shape is Shape.NOT_SAID:
        drawn += text(0, 5, "?", 'text-anchor="middle" font-weight="bold"')
    return drawn


def _outline(shape: Shape, r: float) -> str:
    match shape:
        case Shape.WOMAN:
            return f'<circle r="{short(r)}" {_LINE}/>'
        case Shape.MAN:
            return _path(f"M{short(-r)} {short(-r)}H{short(r)}V{short(r)}H{short(-r)}Z")
        case Shape.SEVERAL:
            back = _path(f"M{short(6 - r)} {short(-r)}H{short(r)}V{short(r - 6)}H{short(6 - r)}Z")
            return back + _path(f"M{short(-r)} {short(6 - r)}H{short(r - 6)}V{short(r)}H{short(-r)}Z")
        case Shape.NOT_SAID:
            return _path(f"M0 {short(-r)}L{short(r)} 0L0 {short(r)}L{short(-r)} 0Z")
        case _:
            return _path(f"M0 {short(-r)}L{short(r)} {short(r)}H{short(-r)}Z")


def _path(d: str) -> str:
    return f'<path d="{d}" {_LINE}/>'


def side_at(shape: Shape, y: float) -> float:
    """How far a shape reaches to either side, so far above or below its middle."""
    match shape:
        case Shape.WOMAN:
            return math.sqrt(max(0.0, REACH**2 - y**2))
        case Shape.MAN | Shape.SEVERAL:
            return REACH
        case Shape.NOT_SAID:
            return REACH - abs(y)
        case _:
            return (y + REACH) / 2


def top_at(shape: Shape, x: float) -> float:
    """How high a shape reaches above its middle, so far to one side of it: all but the triangle as far as sideways."""
    alike = shape in (Shape.WOMAN, Shape.MAN, Shape.SEVERAL, Shape.NOT_SAID)
    return side_at(shape, x) if alike else REACH - 2 * abs(x)


# --- lines ------------------------------------------------------------------------------------------------------------

Points = Sequence[tuple[float, float]]


def bond_line(points: Points, bond: Bond, *, alleged: bool) -> str:
    """A line of straight pieces in the way of a bond; what it marks stands on its longest level piece."""
    level = max(range(len(points) - 1), key=lambda number: _level(points[number], points[number + 1]))
    d = f"M{short(points[0][0])} {short(points[0][1])}"
    for number, (x, y) in enumerate(points[1:]):
        d += (
            zigzag(points[number], (x, y))
            if bond in ZIGZAG and number == level
            else f"L{short(x)} {short(y)}"
        )
    dashes = ALLEGED if alleged else DASHES.get(bond, "")
    how = f' stroke-dasharray="{dashes}"' if dashes else ""
    drawn = f'<path d="{d}" {_BARE} stroke-width="{1.5 if dashes else 2}"{how}/>'
    drawn += _slashes(points[level], points[level + 1], SLASHES.get(bond, 0))
    return drawn + (arrow(points[-2], points[-1]) if bond is Bond.HARMS else "")


def _level(one: tuple[float, float], other: tuple[float, float]) -> float:
    return abs(one[0] - other[0]) - abs(one[1] - other[1])


def zigzag(one: tuple[float, float], other: tuple[float, float]) -> str:
    """The rest of a path from one place to another, bent to and fro."""
    (x1, y1), (x2, y2) = one, other
    length = math.hypot(x2 - x1, y2 - y1) or 1
    steps = max(1, int(length / 5.5))
    bends = []
    for step in range(steps):
        part, away = (step + 0.5) / steps, 4 if step % 2 else -4
        x = x1 + (x2 - x1) * part - (y2 - y1) / length * away
        bends.append(f"L{short(x)} {short(y1 + (y2 - y1) * part + (x2 - x1) / length * away)}")
    return "".join([*bends, f"L{short(x2)} {short(y2)}"])


def _slashes(one: tuple[float, float], other: tuple[float, float], number: int) -> str:
    x, y = (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
    xs = [x + 7 * (place - (number - 1) / 2) for place in range(number)]
    return "".join(line(x - 4, y + 9, x + 4, y - 9, f'{_BARE} stroke-width="2"') for x in xs)


def arrow(before: tuple[float, float], end: tuple[float, float]) -> str:
    """The head of an arrow at the end of a line that comes from there."""
    (x1, y1), (x, y) = before, end
    length = math.hypot(x - x1, y - y1) or 1
    dx, dy = (x - x1) / length, (y - y1) / length
    left = f"{short(x - 10 * dx + 5 * dy)} {short(y - 10 * dy - 5 * dx)}"
    right = f"{short(x - 10 * dx - 5 * dy)} {short(y - 10 * dy + 5 * dx)}"
    return f'<path d="M{short(x)} {short(y)}L{left}L{right}Z" fill="{INK}"/>'


# --- the legend -------------------------------------------------------------------------------------------------------

Sign = tuple[str, float, str]
"""A sign around 0, 0, how far it reaches to the left and to the right, and what it means."""
SIZE = 13


def room_for(sign: Sign) -> float:
    """How wide a sign is with its words."""
    _, half, words = sign
    return 2 * half + 12 + width_of(words, SIZE)


def legend(signs: Sequence[Sign], y: float, width: float) -> tuple[str, float]:
    """Signs and their words in lines that fit the width; and where the picture ends."""
    drawn, x, y = [], 0.0, y + 24
    for one in signs:
        mark, half, words = one
        room = room_for(one) + 24
        if x and x + room > width:
            x, y = 0.0, y + 32
        drawn.append(f'<g transform="translate({short(x + half + 4)} {short(y)})">{mark}</g>')
        drawn.append(text(x + 2 * half + 12, y + 4, words, f'font-size="{SIZE}"'))
        x += room
    return "".join(drawn), y + 24


def sign_of_shape(shape: Shape) -> Sign:
    """A small shape and what it means."""
    return sign(shape, reach=11), 11, shape.value


def sign_of_bond(bond: Bond, *, alleged: bool = False, words: str = "") -> Sign:
    """A short line and what it means."""
    return bond_line([(-20, 0), (20, 0)], bond, alleged=alleged), 20, words or bond.value
