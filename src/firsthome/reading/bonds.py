"""What is said of two people in a family: couples, parents, brothers and sisters, conflict and harm.

Pure. What somebody only told, or the words themselves leave open, stays «said by …».
Source: domain facts, 5.8 and hazards 10, 13 and 19.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple
from uuid import UUID

from firsthome.kinds.entry import Entry, How, Names
from firsthome.kinds.family import PersonOnRecord, Relationship, Role, Tie
from firsthome.kinds.father_or_partner import FatherOrPartner, HowKnown
from firsthome.kinds.record import Record
from firsthome.reading.kin import Side, claimed_in, over_in, side_in

Key = UUID | int
"""Somebody on the record, or the number of a baby who is expected and whom nobody has put on it."""


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


class Line(NamedTuple):
    """A bond between two people."""

    one: Key
    other: Key
    bond: Bond
    said_by: str
    """«said by Shannon» where nobody here knows it; empty where somebody does."""
    entry: UUID | None


def bonds_of(record: Record, keys: list[Key], names: Names) -> Iterator[Line]:
    """What follows from what somebody is to the pregnancy, then what was said of two people: the last word counts."""
    yield from _by_role(record, keys, names)
    for statement, said in record.of(Relationship):
        if (bond := BONDS.get(said.tie)) and said.person != said.to:
            entry = statement.current.content
            alleged = said.tie is Tie.SAID_TO_BE_PARENT
            yield Line(said.person, said.to, bond, told_by(entry, names, alleged=alleged), entry.id)


def _by_role(record: Record, keys: list[Key], names: Names) -> Iterator[Line]:
    on_record = list(record.of(PersonOnRecord))
    fathers = [said.person for _, said in on_record if said.role is Role.FATHER]
    only_father = fathers[0] if len(fathers) == 1 else None
    sides = {Side.MOTHER: record.mother, Side.FATHER: only_father, Side.NOT_SAID: None}
    for statement, said in on_record:
        entry = statement.current.content
        said_by = told_by(entry, names, alleged=is_alleged(record, said))
        through = sides[side_in(said.role_words)]
        match said.role:
            case Role.FATHER:
                doubt = doubt_about(record, said.person)
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


def is_alleged(record: Record, said: PersonOnRecord) -> bool:
    """Whether a claim is all there is: the words say so, or more than one man is on the record as the father."""
    fathers = sum(one.role is Role.FATHER for one in record.people.values())
    if said.role is Role.FATHER and fathers > 1:
        return True
    return said.role is not Role.MOTHER and claimed_in(said.role_words)


def doubt_about(record: Record, person: UUID) -> str | None:
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


def told_by(entry: Entry, names: Names, *, alleged: bool = False) -> str:
    """«said by Shannon», where the author does not know it themselves or it is only a claim; else nothing."""
    if entry.source.how is not How.SAID and not alleged:
        return ""
    return f"said by {entry.source.by.strip() or names.agency(entry.agency)}"


def settled(lines: Iterable[Line]) -> list[Line]:
    """Each bond of two people once: by somebody who knows before by somebody who was told."""
    found: dict[tuple[frozenset[Key], Key | None, Bond], Line] = {}
    for line in lines:
        first = line.one if line.bond in DIRECTED else None
        which = frozenset((line.one, line.other)), first, line.bond
        if which not in found or (found[which].said_by and not line.said_by):
            found[which] = line
    return list(found.values())
