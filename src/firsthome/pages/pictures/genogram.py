"""A genogram as SVG: generations in rows, with a legend of every sign that is drawn.

Pure: facts come from `reading.genogram`, the address behind each person is asked for. First everything finds its
place (people, then upright lines, then level ones), then it is drawn.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from markupsafe import escape

from firsthome.pages.pictures.generations import places
from firsthome.pages.pictures.kin_signs import (
    REACH,
    Points,
    Sign,
    bond_line,
    legend,
    side_at,
    sign,
    sign_of_bond,
    sign_of_shape,
    top_at,
)
from firsthome.pages.pictures.routes import APART, CELL, GAP, Lane, Routes, Track
from firsthome.pages.pictures.svg import EDGE, INK, PAPER, QUIET, SHADE, cut, line, short, text, width_of
from firsthome.reading.genogram import Birth, Bond, Genogram, Key, Person, Shape
from firsthome.reading.genogram import Line as Tie

NAME, SMALL = 14, 12
MARGIN = 16
LEAST_WIDTH = 330
SIDE_PORTS = (9.0, 14.0, 5.0, 18.0)
TOP_PORTS = (9.0, -9.0, 14.0, -14.0, 5.0, -5.0)
HOME = f'fill="{SHADE}" stroke="{INK}" stroke-width="3" stroke-dasharray="3 5"'
"""The outline of a home; half of it is covered again, so that its parts have one outline."""
THIN = f'fill="none" stroke="{INK}" stroke-width="1.5"'

Link = Callable[[UUID], str]
"""The address of an entry; empty in a copy that leaves the service."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(slots=True)
class Placed:
    """Where everything of a genogram is."""

    facts: Genogram
    people: dict[Key, Person]
    rows: list[list[Key]]
    """Each row from left to right."""
    row_of: dict[Key, int]
    x: dict[Key, float]
    y: dict[Key, float] = field(default_factory=dict)
    """The middles of the shapes."""
    words: dict[Key, list[tuple[str, int]]] = field(default_factory=dict)
    """The lines under each shape, and their sizes."""
    tops: list[float] = field(default_factory=list)
    bottoms: list[float] = field(default_factory=list)

    def cell(self, key: Key) -> Box:
        """All that somebody takes: shape, name and words."""
        row = self.row_of[key]
        return self.x[key] - CELL / 2, self.tops[row], self.x[key] + CELL / 2, self.bottoms[row]


@dataclass(slots=True)
class Way:
    """How one bond runs: where it leaves somebody, along which lanes and tracks, and where it comes in."""

    tie: Tie
    start: Lane
    out: float
    between: list[Track | Lane]
    end: Lane | None
    """Beside somebody of the same row; None where it comes in from above."""
    port: float


@dataclass(slots=True)
class Descent:
    """How children hang from their parents."""

    birth: Birth
    drop: Lane | None
    couple: Way | None
    """The line of a couple who do not stand beside each other."""
    bar: Track | None = None


def genogram_svg(facts: Genogram, link: Link, scale: float = 1.0) -> str:
    """The picture, at its own size or at another."""
    placed, ways, descents = arrange(facts)
    width = max((placed.x[key] for key in placed.x), default=0.0) + CELL / 2 + GAP + MARGIN
    width = max(width, LEAST_WIDTH)
    bottom = max(placed.bottoms, default=0.0) + 24
    bottom = max(
        [bottom, *(track.y + 24 for way in ways for track in way.between if isinstance(track, Track))]
    )
    parts = [
        _home(placed),
        *(_descent(one, placed) for one in descents),
        *(_couple(tie, placed) for tie in facts.couples if _beside(tie, placed)),
        *(_way(way, placed) for way in ways),
        *(_person(one, placed, link) for one in facts.people),
    ]
    if facts.apart:
        y = placed.tops[-1] - 8
        parts.append(text(MARGIN, y, "Others on the record", f'font-size="{SMALL}" fill="{QUIET}"'))
    signs, end = legend(list(_signs(facts)), bottom, width - MARGIN)
    parts.append(f'<g transform="translate({MARGIN} 0)">{signs}</g>')
    return (
        f'<svg class="fh-family" xmlns="http://www.w3.org/2000/svg" role="group" aria-label="{escape(_label(facts))}" '
        f'width="{short(width * scale)}" height="{short(end * scale)}" viewBox="0 0 {short(width)} {short(end)}" '
        f'fill="{INK}" font-size="{NAME}" font-family="arial, helvetica, sans-serif">'
        f'<path d="M0 0H{short(width)}V{short(end)}H0Z" fill="{PAPER}"/>{"".join(parts)}</svg>'
    )


# --- where everything is ----------------------------------------------------------------------------------------------


def arrange(facts: Genogram) -> tuple[Placed, list[Way], list[Descent]]:
    """A place for everybody and for every line."""
    x = {key: at + MARGIN + GAP + CELL / 2 for key, at in places(facts, APART).items()}
    rows = [sorted(row, key=x.__getitem__) for row in facts.rows]
    row_of = {key: number for number, row in enumerate(rows) for key in row}
    placed = Placed(facts, {one.key: one for one in facts.people}, rows, row_of, x)
    placed.words = {one.key: _lines(one) for one in facts.people}
    routes = Routes([[x[key] for key in row] for row in rows])
    asking = _Asking(placed, routes)
    couples = {frozenset((tie.one, tie.other)): tie for tie in facts.couples}
    far = {pair: asking.way(tie, layer=0) for pair, tie in couples.items() if not _beside(tie, placed)}
    ways = [*far.values(), *(asking.way(tie, layer=2) for tie in facts.lines)]
    descents = [asking.descent(birth, far.get(frozenset(birth.parents))) for birth in facts.births]
    routes.settle_lanes()
    for way in ways:
        asking.run(way)
    for descent in descents:
        asking.bar(descent)
    _settle_rows(placed, routes)
    return placed, ways, descents


def _lines(one: Person) -> list[tuple[str, int]]:
    """The name and what is said of somebody, in lines that fit under the shape."""
    name = textwrap.wrap(one.name, 17, max_lines=3, placeholder="…") or ["Not named"]
    words = [part for words in one.words for part in textwrap.wrap(words, 20, max_lines=3, placeholder="…")]
    return [(part, NAME) for part in name] + [(part, SMALL) for part in words[:6]]


def _settle_rows(placed: Placed, routes: Routes) -> None:
    y = float(MARGIN)
    for number, row in enumerate(placed.rows):
        y += 22 * (placed.facts.apart and number == len(placed.rows) - 1)
        placed.tops.append(y)
        placed.y |= dict.fromkeys(row, y + REACH + 6)
        y += 2 * REACH + 14 + max((sum(size + 3 for _, size in placed.words[key]) for key in row), default=0)
        placed.bottoms.append(y)
        y = routes.settle_tracks(number, y)


def _beside(tie: Tie, placed: Placed) -> bool:
    row = placed.rows[placed.row_of[tie.one]]
    return tie.other in row and abs(row.index(tie.one) - row.index(tie.other)) == 1


@dataclass(slots=True)
class _Asking:
    """Asks for lanes and tracks, and remembers which places at a shape are taken."""

    placed: Placed
    routes: Routes
    sides: dict[Key, int] = field(default_factory=dict)
    heads: dict[Key, int] = field(default_factory=dict)

    def way(self, tie: Tie, layer: int) -> Way:
        """A line between two who do not stand beside each other as a couple; it begins with who stands higher."""
        upper, lower = sorted((tie.one, tie.other), key=lambda key: self.placed.row_of[key])
        row, last = self.placed.row_of[upper], self.placed.row_of[lower]
        start = self._beside(upper, self.placed.x[lower])
        between: list[Track | Lane] = [Track(row, layer, 0, 0)]
        for number in range(row + 1, last):
            gap = self.routes.nearest_gap(number, self.placed.x[lower])
            between += [self.routes.lane(number, gap), Track(number, layer, 0, 0)]
        out = self._port(self.sides, upper, SIDE_PORTS)
        if row == last:
            return Way(
                tie,
                start,
                out,
                between,
                self._beside(lower, self.placed.x[upper]),
                self._port(self.sides, lower, SIDE_PORTS),
            )
        return Way(tie, start, out, between, None, self._port(self.heads, lower, TOP_PORTS))

    def descent(self, birth: Birth, couple: Way | None) -> Descent:
        """The way down from parents: between them, from their line, or beside the one who is known."""
        if not birth.parents or couple:
            return Descent(birth, None, couple)
        row = self.placed.row_of[birth.parents[0]]
        places = [self.placed.rows[row].index(parent) for parent in birth.parents]
        return Descent(birth, self.routes.lane(row, max(places) if len(places) == 2 else places[0] + 1), None)

    def run(self, way: Way) -> None:
        """Ask for the level parts of a line, once it is known where its upright ones are."""
        pieces: list[Track | Lane] = [way.start, *way.between]
        pieces += [way.end] if way.end else []
        end = way.end.x if way.end else self.placed.x[_lower(way, self.placed)] + way.port
        xs = [piece.x for piece in pieces if isinstance(piece, Lane)] + ([] if way.end else [end])
        room = width_of(way.tie.said_by, SMALL) + 8 if way.tie.said_by else 0.0
        tracks = [piece for piece in way.between if isinstance(piece, Track)]
        made = [
            self.routes.track(track.row, track.layer, xs[number], xs[number + 1], room=0 if number else room)
            for number, track in enumerate(tracks)
        ]
        lanes = [piece for piece in way.between if isinstance(piece, Lane)]
        way.between = [made[0]]
        for lane, track in zip(lanes, made[1:], strict=True):
            way.between += [lane, track]

    def bar(self, descent: Descent) -> None:
        """Ask for the line from which children hang."""
        birth = descent.birth
        children = [self.placed.x[child] for child in birth.children]
        row = self.placed.row_of[birth.children[0]] - 1
        if row < 0:
            return  # brothers and sisters with nobody above them hang from a line of their own, drawn over them
        descent.bar = self.routes.track(row, 1, *children, *_from(descent, self.placed))

    def _beside(self, key: Key, towards: float) -> Lane:
        row = self.placed.row_of[key]
        place = self.placed.rows[row].index(key)
        return self.routes.lane(row, place + (towards >= self.placed.x[key]))

    def _port(self, taken: dict[Key, int], key: Key, ports: tuple[float, ...]) -> float:
        number = taken[key] = taken.get(key, -1) + 1
        return ports[number % len(ports)]


def _lower(way: Way, placed: Placed) -> Key:
    return sorted((way.tie.one, way.tie.other), key=lambda key: placed.row_of[key])[1]


def _from(descent: Descent, placed: Placed) -> list[float]:
    """Where children's line begins; nowhere for children of whom nobody said whose they are."""
    if descent.drop:
        return [descent.drop.x]
    if descent.couple:
        return [sum(placed.x[parent] for parent in descent.birth.parents) / 2]
    return []


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
    xs = [x for x, _ in children] + _from(descent, placed)
    alone = not birth.parents
    shift = -7 if alone else 0
    drawn = [_descent_from(descent, bar, placed)]
    twins = [key for key in birth.children if key in placed.facts.twins] if not alone else []
    apex = sum(placed.x[key] for key in twins) / len(twins) if len(twins) > 1 else 0.0
    dashes = ' stroke-dasharray="10 3 2 3"' if alone else ""
    hung = [apex if len(twins) > 1 and key in twins else placed.x[key] + shift for key in birth.children]
    ends = [*hung, *_from(descent, placed)]
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
        (x,) = _from(descent, placed)
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


# --- the home ---------------------------------------------------------------------------------------------------------


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
            if min(one[2], other[2]) - max(one[0], other[0]) > CELL / 2
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


def _home(placed: Placed) -> str:
    boxes = boxes_of_home(placed)
    paths = [
        f"M{short(left)} {short(top)}H{short(right)}V{short(bottom)}H{short(left)}Z"
        for left, top, right, bottom in boxes
    ]
    edges = "".join(f'<path d="{path}" {HOME}/>' for path in paths)
    return edges + "".join(f'<path d="{path}" fill="{SHADE}"/>' for path in paths)


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
