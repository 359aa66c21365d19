"""What a genogram shows: who is on the record, who are a couple, whose child somebody is, who lives together.

Pure, and made from one reader's Record only: what the reader may not see is not in it. What somebody only told stays
«said by …», and a family's copy holds none of it. Where words leave open how somebody is related, they are drawn apart.
Source: feature row 8; domain facts, 5.8 and hazards 10, 13, 19 and 36.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from firsthome.kinds.entry import Names
from firsthome.kinds.record import Record
from firsthome.reading.babies import babies
from firsthome.reading.bonds import NOT_FOR_THE_FAMILY, Key, Line, bonds_of, settled
from firsthome.reading.drawn_people import Person, key_of, people_of
from firsthome.reading.generations import Birth, births_of, couples_of, generations, other_bonds
from firsthome.reading.household import Home, homes


@dataclass(frozen=True, slots=True)
class Genogram:
    """Everything there is to draw."""

    people: tuple[Person, ...]
    rows: tuple[tuple[Key, ...], ...]
    """The generations, oldest first; after them whoever is in none."""
    apart: bool
    """Whether the last row is of people whose place in the family nobody has said."""
    couples: tuple[Line, ...]
    births: tuple[Birth, ...]
    twins: tuple[Key, ...]
    """The babies of this pregnancy where there are several."""
    lines: tuple[Line, ...]
    """Every other bond."""
    home: Home | None
    """The mother's home today, with those alone who live there."""


def genogram(record: Record, today: date, names: Names, *, for_family: bool = False) -> Genogram:
    """The facts of the picture."""
    every = babies(record)
    keys = [key_of(number, baby) for number, baby in enumerate(every)]
    found = homes(record, today)
    people = {one.key: one for one in people_of(record, every, names, found, for_family=for_family)}
    bonds = settled(line for line in bonds_of(record, keys, names) if {line.one, line.other} <= people.keys())
    if for_family:
        bonds = [line for line in bonds if not line.said_by and line.bond not in NOT_FOR_THE_FAMILY]
    rows = generations(record, people, bonds)
    births, drawn = births_of(record, people, bonds, rows)
    couples = couples_of(bonds, births, rows)
    drawn |= {frozenset((line.one, line.other)) for line in couples}
    apart = tuple(key for key in people if key not in rows)
    drawn_rows = [tuple(key for key in people if rows.get(key) == row) for row in sorted({*rows.values()})]
    return Genogram(
        people=tuple(people.values()),
        rows=(*drawn_rows, apart) if apart else tuple(drawn_rows),
        apart=bool(apart),
        couples=couples,
        births=births,
        twins=tuple(keys) if len(keys) > 1 else (),
        lines=tuple(other_bonds(bonds, births, drawn)),
        home=next((home for home in found if home.mothers), None),
    )
