"""Which generation everybody of a family is in, whose child somebody is, and what else there is between two. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from firsthome.kinds.family import Role
from firsthome.kinds.record import Record
from firsthome.reading.bonds import COUPLE, Bond, Key, Line
from firsthome.reading.drawn_people import Person

_BELOW = {Bond.PARENT: 1, Bond.GRANDPARENT: 2, Bond.SIBLING: 0} | dict.fromkeys(COUPLE, 0)
"""How many generations the second of a bond comes after the first."""
_ROWS = {
    Role.MOTHER: 0,
    Role.FATHER: 0,
    Role.PARTNER: 0,
    Role.BABY: 1,
    Role.SIBLING: 1,
}
_GRANDPARENTS = -1
"""Only where no bond says it: whose grandparent somebody is, the baby's or the mother's, is in no role."""


class Birth(NamedTuple):
    """Children of the same parents; without parents: brothers and sisters of whom nobody said whose they are."""

    parents: tuple[Key, ...]
    children: tuple[Key, ...]


def generations(record: Record, people: dict[Key, Person], bonds: list[Line]) -> dict[Key, int]:
    """In which generation everybody is: as their role says, else as far as bonds lead to them; then grandparents."""
    known = {key: 1 for key in people if isinstance(key, int) or key not in record.people}
    known |= {
        key: _ROWS[said.role] for key, said in record.people.items() if key in people and said.role in _ROWS
    }
    steps: dict[Key, list[tuple[Key, int]]] = {}
    for line in bonds:
        if (below := _BELOW.get(line.bond)) is not None:
            steps.setdefault(line.one, []).append((line.other, below))
            steps.setdefault(line.other, []).append((line.one, -below))
    _walk(known, steps)
    for key, said in record.people.items():
        if said.role is Role.GRANDPARENT and key in people:
            known.setdefault(key, _GRANDPARENTS)
    _walk(known, steps)
    return known


def _walk(known: dict[Key, int], steps: dict[Key, list[tuple[Key, int]]]) -> None:
    """As far as bonds lead from those whose generation is known."""
    waiting = list(known)
    for key in waiting:  # grows as it is walked
        for other, below in steps.get(key, ()):
            if other not in known:
                known[other] = known[key] + below
                waiting.append(other)


Pair = frozenset[Key]


def births_of(
    record: Record, people: dict[Key, Person], bonds: list[Line], rows: dict[Key, int]
) -> tuple[tuple[Birth, ...], set[Pair]]:
    """Children by their parents, of whom somebody knows; and the pairs of whom that says enough."""
    parents: dict[Key, list[Key]] = {}
    for line in bonds:
        if (
            line.bond is Bond.PARENT
            and not line.said_by
            and rows.get(line.one, 9) + 1 == rows.get(line.other)
        ):
            parents.setdefault(line.other, []).append(line.one)
    of: dict[tuple[Key, ...], list[Key]] = {}
    for child in people:
        if child in parents:
            two = (
                sorted(parents[child], key=list(people).index)[:2]
                if len(parents[child]) > 1
                else parents[child]
            )
            of.setdefault(tuple(two), []).append(child)
    births = [Birth(two, tuple(children)) for two, children in of.items()]
    drawn = {
        frozenset((parent, child)) for birth in births for parent in birth.parents for child in birth.children
    }
    alone = [
        key
        for key, said in record.people.items()
        if said.role is Role.SIBLING and key in people and key not in parents
    ]
    baby = next((key for key, one in people.items() if one.centre and rows.get(key) == 1), None)
    if alone and baby is not None:
        births.append(Birth((), (baby, *alone)))
    return tuple(births), drawn


def couples_of(bonds: list[Line], births: tuple[Birth, ...], rows: dict[Key, int]) -> tuple[Line, ...]:
    """Everybody who is or was a couple, the last word on each; and who have a child together."""
    found: dict[Pair, Line] = {}
    for line in bonds:
        pair = frozenset((line.one, line.other))
        if line.bond not in COUPLE or line.one not in rows or rows[line.one] != rows.get(line.other):
            continue
        if pair not in found or not line.said_by or found[pair].said_by:
            found[pair] = line
    for birth in births:
        if len(birth.parents) == 2:
            one, other = birth.parents
            found.setdefault(frozenset(birth.parents), Line(one, other, Bond.PARENTS, "", None))
    return tuple(found.values())


def other_bonds(bonds: list[Line], births: tuple[Birth, ...], drawn: set[Pair]) -> Iterator[Line]:
    """Bonds that couples and children do not show yet."""
    of_the_same = {
        frozenset((one, other))
        for birth in births
        for one in birth.children
        for other in birth.children
        if one != other
    }
    parent_of = {(parent, child) for birth in births for parent in birth.parents for child in birth.children}
    for line in bonds:
        pair = frozenset((line.one, line.other))
        shown = {
            Bond.PARENT: (line.one, line.other) in parent_of,
            Bond.SIBLING: pair in of_the_same,
            Bond.GRANDPARENT: any(
                (line.one, one) in parent_of and (one, line.other) in parent_of for _, one in parent_of
            ),
        }
        if not shown.get(line.bond, line.bond in COUPLE and pair in drawn):
            yield line
