"""A genogram as SVG: generations in rows, with a legend of every sign that is drawn.

Pure: facts come from `reading.genogram`, the address behind each person is asked for. First everything finds its
place (people, then upright lines, then level ones), then it is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from markupsafe import escape

from firsthome.pages.pictures.family_places import (
    MARGIN,
    NAME,
    SMALL,
    Descent,
    Placed,
    Way,
    arrange,
    hangs_from,
    stands_beside,
)
from firsthome.pages.pictures.home_outline import HOME, home_outline
from firsthome.pages.pictures.kin_signs import (
    REACH,
    Points,
    Sign,
    bond_line,
    legend,
    room_for,
    side_at,
    sign,
    sign_of_bond,
    sign_of_shape,
    top_at,
)
from firsthome.pages.pictures.routes import CELL, GAP, Lane, Track
from firsthome.pages.pictures.svg import EDGE, INK, PAPER, QUIET, SHADE, cut, line, short, text
from firsthome.reading.bonds import Bond, Key
from firsthome.reading.bonds import Line as Tie
from firsthome.reading.drawn_people import Person, Shape
from firsthome.reading.genogram import Genogram

LEAST_WIDTH = 480
THIN = f'fill="none" stroke="{INK}" stroke-width="1.5"'

Link = Callable[[UUID], str]
"""The address of an entry; empty in a copy that leaves the service."""


def genogram_svg(facts: Genogram, link: Link, scale: float = 1.0) -> str:
    """The picture, at its own size or at another."""
    placed, ways, descents = arrange(facts)
    tracks = [track for way in ways for track in way.between if isinstance(track, Track)]
    right = max([*placed.x.values(), 0.0]) + CELL / 2 + GAP
    signs = list(_signs(facts))
    widest = max(map(room_for, signs), default=0.0)
    width = max([LEAST_WIDTH, right + MARGIN, widest + 2 * MARGIN, *(track.end + MARGIN for track in tracks)])
    bottom = max([0.0, *placed.bottoms, *(track.y for track in tracks)]) + 24
    parts = [
        home_outline(placed),
        *(_descent(one, placed) for one in descents),
        *(_couple(tie, placed) for tie in facts.couples if stands_beside(tie, placed)),
        *(_way(way, placed) for way in ways),
        *(_person(one, placed, link) for one in facts.people),
    ]
    if facts.apart:
        y = placed.tops[-1] - 12
        parts.append(text(MARGIN, y, "Others on the record", f'font-size="{SMALL}" fill="{QUIET}"'))
    explained, end = legend(signs, bottom, width - MARGIN)
    parts.append(f'<g transform="translate({MARGIN} 0)">{explained}</g>')
    return (
        f'<svg class="fh-family" xmlns="http://www.w3.org/2000/svg" role="group" aria-label="{escape(_label(facts))}" '
        f'width="{short(width * scale)}" height="{short(end * scale)}" viewBox="0 0 {short(width)} {short(end)}" '
        f'fill="{INK}" font-size="{NAME}" font-family="arial, helvetica, sans-serif">'
        f'<path d="M0 0H{short(width)}V{short(end)}H0Z" fill="{PAPER}"/>{"".join(parts)}</svg>'
    )


# --- drawing ----------------------------------------------------------------------------------------------------------


def _person(one: Person, placed: Placed, link: Link) -> str:
    x, y = placed.x[one.key], placed.y[one.key]
    drawn = [sign(one.shape, centre=one.centre, died=one.died)]
    down = REACH + 4.0
    for words, size in placed.words[one.key]:
        down += size + 3
        weight = ' font-weight="bold"' if size == NAME else f' font-size="{size}"'
        drawn.append(text(0, down, words, f'text-anchor="middle"{weight}'))
    title = f"<title>{escape('. '.join([one.name, *one.words]))}</title>"
    address = link(one.entry) if one.entry else ""
    tag = f'a href="{escape(address)}"' if address else "g"
    return f'<{tag} transform="translate({short(x)} {short(y)})">{title}{"".join(drawn)}</{tag[:1]}>'


def _couple(tie: Tie, placed: Placed) -> str:
    """A couple beside each other: a level line between their shapes."""
    left, right = sorted((tie.one, tie.other), key=placed.x.__getitem__)
    y = placed.y[left]
    start = placed.x[left] + side_at(placed.people[left].shape, 0)
    end = placed.x[right] - side_at(placed.people[right].shape, 0)
    room = int((end - start) / (SMALL * 0.6))
    middle = (start + end) / 2
    said = (
        text(middle, y - 12, cut(tie.said_by, room), f'text-anchor="middle" font-size="{SMALL}"')
        if tie.said_by
        else ""
    )
    return _titled(tie, placed, bond_line([(start, y), (end, y)], tie.bond, alleged=bool(tie.said_by)) + said)


def _way(way: Way, placed: Placed) -> str:
    points = _points(way, placed)
    drawn = bond_line(points, way.tie.bond, alleged=bool(way.tie.said_by))
    if way.tie.said_by:
        track = way.between[0]
        assert isinstance(track, Track)
        drawn += text(track.start + 4, track.y - 4, way.tie.said_by, f'font-size="{SMALL}" {EDGE}')
    return _titled(way.tie, placed, drawn)


def _points(way: Way, placed: Placed) -> Points:
    """The corners of a line, from the first of its two people to the second, who may stand higher."""
    upper, lower = sorted((way.tie.one, way.tie.other), key=lambda key: placed.row_of[key])
    points = _out(upper, way.start, way.out, placed)
    for piece in way.between:
        if isinstance(piece, Track):
            points.append((points[-1][0], piece.y))
        else:
            points.append((piece.x, points[-1][1]))
    if way.end:
        points += [(way.end.x, points[-1][1]), *_out(lower, way.end, way.port, placed)[::-1]]
    else:
        x = placed.x[lower] + way.port
        points += [(x, points[-1][1]), (x, placed.y[lower] - top_at(placed.people[lower].shape, way.port))]
    return points if upper == way.tie.one else points[::-1]


def _out(key: Key, lane: Lane, port: float, placed: Placed) -> list[tuple[float, float]]:
    """Out of a shape and to the lane beside it."""
    y = placed.y[key] + port
    half = side_at(placed.people[key].shape, port)
    return [(placed.x[key] + (half if lane.x > placed.x[key] else -half), y), (lane.x, y)]


def _descent(descent: Descent, placed: Placed) -> str:
    birth = descent.birth
    children = [(placed.x[child], placed.y[child] - REACH) for child in birth.children]
    bar = descent.bar.y if descent.bar else min(y for _, y in children) - 8
    xs = [x for x, _ in children] + hangs_from(descent, placed)
    alone = not birth.parents
    shift = -7 if alone else 0
    drawn = [_descent_from(descent, bar, placed)]
    twins = [key for key in birth.children if key in placed.facts.twins] if not alone else []
    apex = sum(placed.x[key] for key in twins) / len(twins) if len(twins) > 1 else 0.0
    dashes = ' stroke-dasharray="10 3 2 3"' if alone else ""
    hung = [apex if len(twins) > 1 and key in twins else placed.x[key] + shift for key in birth.children]
    ends = [*hung, *hangs_from(descent, placed)]
    drawn.append(line(min(ends), bar, max(ends), bar, THIN + dashes))
    for key, start in zip(birth.children, hung, strict=True):
        top = placed.y[key] - top_at(placed.people[key].shape, shift)
        drawn.append(line(start, bar, placed.x[key] + shift, top, THIN + dashes))
    return "".join(drawn) if xs else ""


def _descent_from(descent: Descent, bar: float, placed: Placed) -> str:
    """From a couple's line, or from beside one parent, down to the line of the children."""
    if descent.couple:
        track = descent.couple.between[0]
        assert isinstance(track, Track)
        (x,) = hangs_from(descent, placed)
        return line(x, track.y, x, bar, THIN)
    if not descent.drop:
        return ""
    parent = descent.birth.parents[0]
    x, y = descent.drop.x, placed.y[parent]
    if len(descent.birth.parents) == 1:
        (begins, y), _ = _out(
            parent, descent.drop, 0 if not _has_partner_at(parent, descent.drop, placed) else 20, placed
        )
        return line(begins, y, x, y, THIN) + line(x, y, x, bar, THIN)
    return line(x, y, x, bar, THIN)


def _has_partner_at(parent: Key, drop: Lane, placed: Placed) -> bool:
    """Whether the line to a partner leaves on the side where children's line would."""
    row = placed.rows[drop.row]
    after = row[drop.gap] if drop.gap < len(row) else None
    return any({tie.one, tie.other} == {parent, after} for tie in placed.facts.couples)


def _titled(tie: Tie, placed: Placed, drawn: str) -> str:
    names = placed.people[tie.one].name, placed.people[tie.other].name
    said = f", {tie.said_by}" if tie.said_by else ""
    return (
        f"<g><title>{escape(f'{names[0]} and {names[1]}: {tie.bond.value.lower()}{said}')}</title>{drawn}</g>"
    )


# --- the legend -------------------------------------------------------------------------------------------------------


def _signs(facts: Genogram) -> Iterator[Sign]:
    """Every sign that is drawn, in words."""
    shapes = {one.shape for one in facts.people}
    yield from (sign_of_shape(shape) for shape in Shape if shape in shapes)
    if any(one.centre for one in facts.people):
        yield sign(Shape.WOMAN, centre=True, reach=11), 11, "Second outline: whom this record is about"
    if any(one.died for one in facts.people):
        yield sign(Shape.NOT_SAID, died=True, reach=11), 11, "Crossed: died"
    ties = [*facts.couples, *facts.lines]
    told = {tie.bond for tie in ties if not tie.said_by}
    yield from (sign_of_bond(bond) for bond in Bond if bond in told and bond is not Bond.PARENT)
    if any(birth.parents for birth in facts.births):
        yield sign_of_bond(Bond.PARENT, words="Child under its parents")
    if any(not birth.parents for birth in facts.births):
        words = "Brothers and sisters: whose children they are is not recorded here"
        yield sign_of_bond(Bond.SIBLING, words=words)
    said = {tie.bond for tie in ties if tie.said_by}
    for bond in Bond:
        if bond in said:
            yield sign_of_bond(bond, alleged=True, words=f"{bond.value}: said by somebody, not known here")
    if facts.home:
        where = f": {facts.home.where}" if facts.home.where else ""
        box = f'<path d="M-18-9H18V9H-18Z" {HOME}/><path d="M-18-9H18V9H-18Z" fill="{SHADE}"/>'
        yield box, 18, f"Lives in the mother’s home{where}"


def _label(facts: Genogram) -> str:
    count = len(facts.people)
    return f"Genogram of {count} {'person' if count == 1 else 'people'}. The same stands in the table."
