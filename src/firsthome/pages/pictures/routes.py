"""The ways between the people of a genogram: down beside somebody, along under their row, and in from above.

Pure. A line never crosses anybody: it runs in the gaps between people and in the space between rows, and no two lines
lie on one another there. Where a line stands is asked for first and known when all have asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from firsthome.pages.pictures.lanes import stack

CELL, GAP = 150, 50
APART = CELL + GAP
TRACK = 17
"""How far lines under a row are from each other."""
EDGE = 12


@dataclass(eq=False, slots=True)
class Lane:
    """A place for one upright line in a gap of a row; the gaps of a row are counted from its left edge."""

    row: int
    gap: int
    x: float = 0.0


@dataclass(eq=False, slots=True)
class Track:
    """A place for one level line under a row; `layer` keeps couples above their children and those above the rest."""

    row: int
    layer: int
    start: float
    end: float
    y: float = 0.0


@dataclass(slots=True)
class Routes:
    """Every gap and every space between rows, and who runs in it."""

    rows: list[list[float]]
    """For each row the middles of its people, from left to right."""
    lanes: list[Lane] = field(default_factory=list)
    tracks: list[Track] = field(default_factory=list)

    def lane(self, row: int, gap: int) -> Lane:
        """Ask for a line in a gap."""
        self.lanes.append(Lane(row, gap))
        return self.lanes[-1]

    def nearest_gap(self, row: int, x: float) -> int:
        """The gap of a row through which the way from there is shortest."""
        return sum(middle <= x for middle in self.rows[row])

    def track(self, row: int, layer: int, *xs: float, room: float = 0) -> Track:
        """Ask for a line under a row that reaches all of these, with room for words from its left end on."""
        start = min(xs)
        self.tracks.append(Track(row, layer, start, max(*xs, start + room)))
        return self.tracks[-1]

    def settle_lanes(self) -> None:
        """Put the lines of each gap beside each other."""
        gaps: dict[tuple[int, int], list[Lane]] = {}
        for lane in self.lanes:
            gaps.setdefault((lane.row, lane.gap), []).append(lane)
        for (row, gap), lanes in gaps.items():
            middles = self.rows[row]
            left = middles[gap - 1] + CELL / 2 if gap else middles[0] - CELL / 2 - GAP
            for number, lane in enumerate(lanes, 1):
                lane.x = left + GAP * number / (len(lanes) + 1)

    def settle_tracks(self, row: int, top: float) -> float:
        """Put the lines under a row beneath each other, from there on down; and say where the next row can begin."""
        y = top + EDGE
        for layer in sorted({track.layer for track in self.tracks if track.row == row}):
            tracks = [track for track in self.tracks if (track.row, track.layer) == (row, layer)]
            tracks.sort(key=lambda track: track.start)
            depths = stack((track.start - 6, track.end + 6) for track in tracks)
            for track, depth in zip(tracks, depths, strict=True):
                track.y = y + TRACK * depth
            y += TRACK * (max(depths) + 1)
        return y + EDGE
