"""The outline of the mother's home in a genogram: around those who live there, and nobody else. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from firsthome.pages.pictures.family_places import Box, Placed
from firsthome.pages.pictures.routes import CELL
from firsthome.pages.pictures.svg import INK, SHADE, short
from firsthome.reading.bonds import Key
from firsthome.reading.drawn_people import Person, Shape

HOME = f'fill="{SHADE}" stroke="{INK}" stroke-width="3" stroke-dasharray="3 5"'
"""The outline of a home; half of it is covered again, so that its parts have one outline."""


def boxes_of_home(placed: Placed) -> list[Box]:
    """What the outline of the mother's home encloses: those who live there, and nobody else."""
    home = placed.facts.home
    living = home.living if home else frozenset()
    found: list[Box] = []
    above: list[Box] = []
    for row in placed.rows:
        boxes = [_around(part, placed) for part in _neighbours(row, living, unborn=placed)]
        found += [
            (max(one[0], other[0]), one[3] - 1, min(one[2], other[2]), other[1] + 1)
            for one in above
            for other in boxes
            if min(one[2], other[2]) - max(one[0], other[0]) > CELL / 4
        ]
        found += boxes
        above = boxes
    return found


def lives_there(one: Person, placed: Placed) -> bool:
    """Whether somebody lives in the mother's home; a baby whom nobody has put on the record yet is where she is."""
    home = placed.facts.home
    return bool(home) and (
        one.key in home.living if home and isinstance(one.key, UUID) else one.shape is Shape.EXPECTED
    )


def _neighbours(row: list[Key], living: frozenset[UUID], unborn: Placed) -> Iterator[list[Key]]:
    part: list[Key] = []
    for key in row:
        if lives_there(unborn.people[key], unborn):
            part.append(key)
        elif part:
            yield part
            part = []
    if part:
        yield part


def _around(part: list[Key], placed: Placed) -> Box:
    left, top, _, _ = placed.cell(part[0])
    _, _, right, bottom = placed.cell(part[-1])
    return left - 5, top - 4, right + 5, bottom + 4


def home_outline(placed: Placed) -> str:
    """The outline, its parts joined where they touch."""
    boxes = boxes_of_home(placed)
    paths = [
        f"M{short(left)} {short(top)}H{short(right)}V{short(bottom)}H{short(left)}Z"
        for left, top, right, bottom in boxes
    ]
    edges = "".join(f'<path d="{path}" {HOME}/>' for path in paths)
    return edges + "".join(f'<path d="{path}" fill="{SHADE}"/>' for path in paths)
