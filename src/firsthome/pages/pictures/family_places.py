"""Where everybody of a genogram stands and where every line runs, before anything is drawn.

Pure. First people find their places, then upright lines ask for theirs, then level ones; then rows know how tall
they are.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

from firsthome.pages.pictures.generations import places
from firsthome.pages.pictures.kin_signs import REACH
from firsthome.pages.pictures.routes import APART, CELL, GAP, Lane, Routes, Track
from firsthome.pages.pictures.svg import width_of
from firsthome.reading.bonds import Key
from firsthome.reading.bonds import Line as Tie
from firsthome.reading.drawn_people import Person
from firsthome.reading.generations import Birth
from firsthome.reading.genogram import Genogram

NAME, SMALL = 14, 12
MARGIN = 16
SIDE_PORTS = (9.0, 14.0, 5.0, 18.0)
TOP_PORTS = (9.0, -9.0, 14.0, -14.0, 5.0, -5.0)
"""Where lines leave somebody on either side, and come in from above: how far from the middle."""

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
    far = {pair: asking.way(tie, layer=0) for pair, tie in couples.items() if not stands_beside(tie, placed)}
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


def stands_beside(tie: Tie, placed: Placed) -> bool:
    """Whether the two of a bond are neighbours in a row."""
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
        descent.bar = self.routes.track(row, 1, *children, *hangs_from(descent, self.placed))

    def _beside(self, key: Key, towards: float) -> Lane:
        row = self.placed.row_of[key]
        place = self.placed.rows[row].index(key)
        return self.routes.lane(row, place + (towards >= self.placed.x[key]))

    def _port(self, taken: dict[Key, int], key: Key, ports: tuple[float, ...]) -> float:
        number = taken[key] = taken.get(key, -1) + 1
        return ports[number % len(ports)]


def _lower(way: Way, placed: Placed) -> Key:
    return sorted((way.tie.one, way.tie.other), key=lambda key: placed.row_of[key])[1]


def hangs_from(descent: Descent, placed: Placed) -> list[float]:
    """Where children's line begins; nowhere for children of whom nobody said whose they are."""
    if descent.drop:
        return [descent.drop.x]
    if descent.couple:
        return [sum(placed.x[parent] for parent in descent.birth.parents) / 2]
    return []
