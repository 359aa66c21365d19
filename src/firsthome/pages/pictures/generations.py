"""Where everybody of a genogram stands: generations in rows, couples beside each other, children under their parents.

Pure. Rows keep their people apart whatever is said of them: first the order along each row is settled, then each row
is moved as near to its parents and children as its order allows (the least squares of an isotonic regression).
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthome.reading.bonds import Key
from firsthome.reading.genogram import Genogram

SWEEPS = 6

Unit = list[Key]
"""People of one row who stay beside each other: couples, and those who are a couple with one of them."""


def places(facts: Genogram, apart: float) -> dict[Key, float]:
    """The middle of everybody, so that neighbours in a row are at least so far apart; the leftmost is at 0."""
    rows = [_units(row, facts) for row in facts.rows]
    family = rows[:-1] if facts.apart else rows
    near = _near(facts)
    at: dict[Key, float] = {}
    for row in rows:
        at |= {key: number * apart for number, key in enumerate(key for unit in row for key in unit)}
    for sweep in range(SWEEPS):
        for row in family if sweep % 2 else family[::-1]:
            _order(row, near, at)
            at |= _spread(row, near, at, apart)
    if facts.apart and family:
        left = min((at[key] for row in family for unit in row for key in unit), default=0.0)
        at |= {key: left + number * apart for number, key in enumerate(facts.rows[-1])}
    first = min(at.values(), default=0.0)
    return {key: x - first for key, x in at.items()}


def _near(facts: Genogram) -> dict[Key, list[Key]]:
    """For everybody those of the row above and the row below whom they should stand under and over."""
    near: dict[Key, list[Key]] = {}
    for birth in facts.births:
        for parent in birth.parents:
            for child in birth.children:
                near.setdefault(parent, []).append(child)
                near.setdefault(child, []).append(parent)
    for line in facts.lines:
        near.setdefault(line.one, []).append(line.other)
        near.setdefault(line.other, []).append(line.one)
    return near


def _units(row: Sequence[Key], facts: Genogram) -> list[Unit]:
    """A row in the order it came in, couples drawn together."""
    partners: dict[Key, list[Key]] = {}
    for line in facts.couples:
        partners.setdefault(line.one, []).append(line.other)
        partners.setdefault(line.other, []).append(line.one)
    units, seen = [], set[Key]()
    for key in row:
        if key not in seen:
            middle = max(
                _component(key, partners), key=lambda one: (len(partners.get(one, ())), -row.index(one))
            )
            units.append(_chain(middle, partners))
            seen.update(units[-1])
    return units


def _component(key: Key, partners: dict[Key, list[Key]]) -> list[Key]:
    found = [key]
    for one in found:  # grows as it is walked
        found += [other for other in partners.get(one, ()) if other not in found]
    return found


def _chain(middle: Key, partners: dict[Key, list[Key]]) -> Unit:
    """Who has most partners in the middle of them, and theirs farther out on the same side."""
    ends: tuple[Unit, Unit] = ([], [])
    seen = {middle}
    for number, partner in enumerate(partners.get(middle, ())):
        if partner not in seen:
            seen.add(partner)
            side = [partner]
            for one in side:  # grows as it is walked
                farther = [other for other in partners[one] if other not in seen]
                seen.update(farther)
                side += farther
            ends[number % 2].extend(side)
    return [*ends[1][::-1], middle, *ends[0]]


def _wish(keys: Sequence[Key], near: dict[Key, list[Key]], at: dict[Key, float]) -> float:
    """Where those stand with whom they belong together; where they stand themselves, if there is nobody."""
    there = [at[other] for key in keys for other in near.get(key, ()) if other not in keys]
    there = there or [at[key] for key in keys]
    return sum(there) / len(there)


def _order(row: list[Unit], near: dict[Key, list[Key]], at: dict[Key, float]) -> None:
    """Put a row in the order in which its people would like to stand; who are alike keep theirs."""
    row.sort(key=lambda unit: _wish(unit, near, at))
    for unit in row:
        halves = unit[: len(unit) // 2], unit[-(len(unit) // 2) :]
        if len(unit) > 1 and _wish(halves[0], near, at) > _wish(halves[1], near, at):
            unit.reverse()


def _spread(
    row: list[Unit], near: dict[Key, list[Key]], at: dict[Key, float], apart: float
) -> dict[Key, float]:
    """A row as near to where its units wish to be as its order and its distances allow."""
    blocks, before = list[tuple[float, int]](), 0
    for unit in row:
        wish = _wish(unit, near, at) - (len(unit) - 1) / 2 * apart - before * apart
        blocks.append((wish, len(unit)))
        before += len(unit)
        while len(blocks) > 1 and blocks[-2][0] >= blocks[-1][0]:
            (one, weight), (other, more) = blocks[-2:]
            blocks[-2:] = [((one * weight + other * more) / (weight + more), weight + more)]
    starts = [start for start, people in blocks for _ in range(people)]
    keys = [key for unit in row for key in unit]
    return {key: starts[number] + number * apart for number, key in enumerate(keys)}
