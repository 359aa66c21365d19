"""What a genogram shows: who is on the record, who are a couple, whose child somebody is, who lives together.

Pure, and made from one reader's Record only: what the reader may not see is not in it. What somebody only told stays
«said by …», and a family's copy holds none of it. Where words leave open how somebody is related, they are drawn apart.
Source: feature row 8; domain facts, 5.8 and hazards 10, 13, 19 and 36.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple
from uuid import UUID

from firsthome.kinds import newborn
from firsthome.kinds.entry import Entry, How, Names
from firsthome.kinds.family import PersonOnRecord, Relationship, Role, Tie
from firsthome.kinds.father_or_partner import FatherOrPartner, HowKnown
from firsthome.kinds.record import Record
from firsthome.reading.babies import Baby, State, babies
from firsthome.reading.household import Home, homes
from firsthome.reading.kin import Sex, Side, claimed_in, over_in, several_in, sex_in, side_in


class Shape(Enum):
    """How somebody is drawn; its value stands in the legend."""

    WOMAN = "Woman or girl"
    MAN = "Man or boy"
    NOT_SAID = "Somebody of whom the record does not say it"
    SEVERAL = "More than one person"
    EXPECTED = "Baby not born yet"
    LOST = "Pregnancy or baby lost"


class Bond(Enum):
    """What a line between two people means; its value stands in the legend."""

    TOGETHER = "Couple"
    SEPARATED = "Separated"
    ENDED = "No longer a couple"
    PARENTS = "Parents of the same child, nothing more said"
    PARENT = "Parent and child"
    SIBLING = "Brother or sister"
    GRANDPARENT = "Grandparent and grandchild"
    CONFLICT = "In conflict"
    HARMS = "Has hurt, frightened or controlled: the arrow points to whom"


BONDS = {
    Tie.PARENT: Bond.PARENT,
    Tie.SAID_TO_BE_PARENT: Bond.PARENT,
    Tie.PARTNER: Bond.TOGETHER,
    Tie.FORMER_PARTNER: Bond.ENDED,
    Tie.SEPARATED: Bond.SEPARATED,
    Tie.SIBLING: Bond.SIBLING,
    Tie.GRANDPARENT: Bond.GRANDPARENT,
    Tie.CONFLICT: Bond.CONFLICT,
    Tie.HARMS: Bond.HARMS,
}
"""Ties that a genogram draws; the others stand in the ecomap and in the words beside both."""
COUPLE = frozenset({Bond.TOGETHER, Bond.SEPARATED, Bond.ENDED, Bond.PARENTS})
DIRECTED = frozenset({Bond.PARENT, Bond.GRANDPARENT, Bond.HARMS})
NOT_FOR_THE_FAMILY = frozenset({Bond.CONFLICT, Bond.HARMS})
"""A copy may lie where the other person reads it."""
_BELOW = {Bond.PARENT: 1, Bond.GRANDPARENT: 2, Bond.SIBLING: 0} | dict.fromkeys(COUPLE, 0)
"""How many generations the second of a bond comes after the first."""
_ROWS = {
    Role.MOTHER: 0,
    Role.FATHER: 0,
    Role.PARTNER: 0,
    Role.BABY: 1,
    Role.SIBLING: 1,
    Role.GRANDPARENT: -1,
}

Key = UUID | int
"""Somebody on the record, or the number of a baby who is expected and whom nobody has put on it."""


class Person(NamedTuple):
    """Somebody as they are drawn."""

    key: Key
    name: str
    shape: Shape
    centre: bool
    """The mother and the babies of this pregnancy, whom the record is about."""
    died: bool
    words: tuple[str, ...]
    entry: UUID | None
    """The entry that puts them on the record."""


class Line(NamedTuple):
    """A bond between two people."""

    one: Key
    other: Key
    bond: Bond
    said_by: str
    """«said by Shannon» where nobody here knows it; empty where somebody does."""
    entry: UUID | None


class Birth(NamedTuple):
    """Children of the same parents; without parents: brothers and sisters of whom nobody said whose they are."""

    parents: tuple[Key, ...]
    children: tuple[Key, ...]


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
    found = homes(record, today)
    people = {one.key: one for one in _people(record, every, names, found, for_family=for_family)}
    bonds = _settled(line for line in _bonds(record, every, names) if {line.one, line.other} <= people.keys())
    if for_family:
        bonds = [line for line in bonds if not line.said_by and line.bond not in NOT_FOR_THE_FAMILY]
    rows = _generations(record, people, bonds)
    births, drawn = _births(record, people, bonds, rows)
    couples = _couples(bonds, births, rows)
    drawn |= {frozenset((line.one, line.other)) for line in couples}
    apart = tuple(key for key in people if key not in rows)
    generations = [tuple(key for key in people if rows.get(key) == row) for row in sorted({*rows.values()})]
    return Genogram(
        people=tuple(people.values()),
        rows=(*generations, apart) if apart else tuple(generations),
        apart=bool(apart),
        couples=couples,
        births=births,
        twins=tuple(_key(number, baby) for number, baby in enumerate(every)) if len(every) > 1 else (),
        lines=tuple(_others(bonds, births, drawn)),
        home=next((home for home in found if home.mothers), None),
    )


# --- who --------------------------------------------------------------------------------------------------------------


def _key(number: int, baby: Baby) -> Key:
    return baby.person or number


def _people(
    record: Record, every: list[Baby], names: Names, found: list[Home], *, for_family: bool
) -> Iterator[Person]:
    those = {baby.person: baby for baby in every if baby.person}
    on_record = {
        said.person: (statement.current.content, said) for statement, said in record.of(PersonOnRecord)
    }
    for person, (entry, said) in on_record.items():
        doubt = _doubt(record, person) if said.role is Role.FATHER else None
        if for_family and (doubt or _said_by(entry, names, alleged=_is_alleged(record, said))):
            continue
        baby = those.get(person)
        yield Person(
            person,
            names.person(person),
            _shape(said, baby),
            said.role in (Role.MOTHER, Role.BABY),
            bool(baby and baby.birth and baby.loss),
            tuple(filter(None, [*_words(said, baby), *_where(person, found)])),
            entry.id,
        )
    for number, baby in enumerate(every):
        if baby.person is None:
            name = "Baby" if len(every) == 1 else "Another baby"
            yield Person(number, name, _of_baby(baby), True, False, (_say(baby),), None)
        elif baby.person not in on_record:
            name = names.person(baby.person)
            yield Person(baby.person, name, _of_baby(baby), True, False, (_say(baby),), None)


def _shape(said: PersonOnRecord, baby: Baby | None) -> Shape:
    if baby:
        return _of_baby(baby)
    if several_in(said.role_words):
        return Shape.SEVERAL
    sure = {Role.MOTHER: Sex.WOMAN, Role.FATHER: Sex.MAN}.get(said.role) or sex_in(said.role_words)
    return {Sex.WOMAN: Shape.WOMAN, Sex.MAN: Shape.MAN, Sex.NOT_SAID: Shape.NOT_SAID}[sure]


def _of_baby(baby: Baby) -> Shape:
    if baby.state is State.EXPECTED:
        return Shape.EXPECTED
    if baby.loss and not baby.birth:
        return Shape.LOST
    sex = baby.newborn[1].sex if baby.newborn else None
    return {newborn.Sex.FEMALE: Shape.WOMAN, newborn.Sex.MALE: Shape.MAN}.get(sex, Shape.NOT_SAID)  # type: ignore[arg-type]


def _words(said: PersonOnRecord, baby: Baby | None) -> list[str]:
    role = said.role_words or ("" if baby else said.role.label)
    return [role, f"aged {said.age}" if said.age else "", _say(baby) if baby else ""]


def _say(baby: Baby) -> str:
    """«expected», «born», «lost»."""
    if baby.state is State.BORN and baby.born_on:
        return f"born {baby.born_on.day}/{baby.born_on.month}/{baby.born_on.year}"
    return baby.state.value


def _where(person: UUID, found: list[Home]) -> Iterator[str]:
    """Where somebody lives, if that is another home than the mother's; never an address."""
    for home in found:
        if home.mothers and person in home.some_nights:
            yield "some nights in her home"
        elif not home.mothers and person in home.living:
            yield f"lives elsewhere: {home.where}" if home.where else "lives elsewhere"


# --- bonds ------------------------------------------------------------------------------------------------------------


def _bonds(record: Record, every: list[Baby], names: Names) -> Iterator[Line]:
    """What follows from what somebody is to the pregnancy, then what was said of two people: the last word counts."""
    yield from _by_role(record, every, names)
    for statement, said in record.of(Relationship):
        if (bond := BONDS.get(said.tie)) and said.person != said.to:
            entry = statement.current.content
            alleged = said.tie is Tie.SAID_TO_BE_PARENT
            yield Line(said.person, said.to, bond, _said_by(entry, names, alleged=alleged), entry.id)


def _by_role(record: Record, every: list[Baby], names: Names) -> Iterator[Line]:
    keys = [_key(number, baby) for number, baby in enumerate(every)]
    on_record = list(record.of(PersonOnRecord))
    fathers = [said.person for _, said in on_record if said.role is Role.FATHER]
    only_father = fathers[0] if len(fathers) == 1 else None
    sides = {Side.MOTHER: record.mother, Side.FATHER: only_father, Side.NOT_SAID: None}
    for statement, said in on_record:
        entry = statement.current.content
        said_by = _said_by(entry, names, alleged=_is_alleged(record, said))
        through = sides[side_in(said.role_words)]
        match said.role:
            case Role.FATHER:
                doubt = _doubt(record, said.person)
                said_by = said_by if doubt is None or (len(fathers) > 1 and not doubt) else doubt
                yield from (Line(said.person, key, Bond.PARENT, said_by, entry.id) for key in keys)
            case Role.MOTHER:
                yield from (Line(said.person, key, Bond.PARENT, said_by, entry.id) for key in keys)
            case Role.PARTNER if record.mother and record.mother != said.person:
                bond = Bond.ENDED if over_in(said.role_words) else Bond.TOGETHER
                yield Line(said.person, record.mother, bond, said_by, entry.id)
            case Role.SIBLING if through and through != said.person:
                yield Line(through, said.person, Bond.PARENT, said_by, entry.id)
            case Role.GRANDPARENT if through and through != said.person:
                yield Line(said.person, through, Bond.PARENT, said_by, entry.id)
            case _:
                pass


def _is_alleged(record: Record, said: PersonOnRecord) -> bool:
    """Whether a claim is all there is: the words say so, or more than one man is on the record as the father."""
    fathers = sum(one.role is Role.FATHER for one in record.people.values())
    if said.role is Role.FATHER and fathers > 1:
        return True
    return said.role is not Role.MOTHER and claimed_in(said.role_words)


def _doubt(record: Record, person: UUID) -> str | None:
    """What stands against a father being known as such: empty where it is known, None where nobody has said."""
    found = [said for _, said in record.of(FatherOrPartner) if said.person == person and said.how_known]
    doubts = [said for said in found if said.how_known is not HowKnown.KNOWN]
    if not doubts:
        return "" if found else None
    last = doubts[-1]
    by = f"said by {last.said_by.strip()}" if last.said_by.strip() else ""
    if last.how_known is HowKnown.CLAIMS:
        return by or "said by themselves"
    how = {HowKnown.DISPUTED: "disputed", HowKnown.DENIED: "denied", HowKnown.MORE_THAN_ONE: "one of several"}
    return (
        ", ".join(filter(None, [how.get(last.how_known, "") if last.how_known else "", by]))
        or "not known here"
    )


def _said_by(entry: Entry, names: Names, *, alleged: bool = False) -> str:
    if entry.source.how is not How.SAID and not alleged:
        return ""
    return f"said by {entry.source.by.strip() or names.agency(entry.agency)}"


def _settled(lines: Iterable[Line]) -> list[Line]:
    """Each bond of two people once: by somebody who knows before by somebody who was told."""
    found: dict[tuple[frozenset[Key], Key | None, Bond], Line] = {}
    for line in lines:
        first = line.one if line.bond in DIRECTED else None
        which = frozenset((line.one, line.other)), first, line.bond
        if which not in found or (found[which].said_by and not line.said_by):
            found[which] = line
    return list(found.values())


# --- generations, couples, children -----------------------------------------------------------------------------------


def _generations(record: Record, people: dict[Key, Person], bonds: list[Line]) -> dict[Key, int]:
    """In which generation everybody is: as their role says, else as far as bonds lead to them."""
    known = {key: 1 for key in people if isinstance(key, int) or key not in record.people}
    known |= {
        key: _ROWS[said.role] for key, said in record.people.items() if key in people and said.role in _ROWS
    }
    steps: dict[Key, list[tuple[Key, int]]] = {}
    for line in bonds:
        if (below := _BELOW.get(line.bond)) is not None:
            steps.setdefault(line.one, []).append((line.other, below))
            steps.setdefault(line.other, []).append((line.one, -below))
    waiting = list(known)
    for key in waiting:  # grows as it is walked
        for other, below in steps.get(key, ()):
            if other not in known:
                known[other] = known[key] + below
                waiting.append(other)
    return known


Pair = frozenset[Key]


def _births(
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


def _couples(bonds: list[Line], births: tuple[Birth, ...], rows: dict[Key, int]) -> tuple[Line, ...]:
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


def _others(bonds: list[Line], births: tuple[Birth, ...], drawn: set[Pair]) -> Iterator[Line]:
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
