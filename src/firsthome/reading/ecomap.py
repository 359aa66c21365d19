"""What an ecomap shows: the mother and the baby in the middle, who and which services are around them, and how.

Pure, and made from one reader's Record only. How strong a tie is, and which way it runs, is only what somebody said;
what was only told stays «said by …», and a family's copy holds none of it. No address is in it.
Source: feature row 8; domain facts, 5.8; safety rules 1, 2 and 11.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple
from uuid import UUID

from firsthome.kinds.entry import How, Names
from firsthome.kinds.family import Relationship, Tie
from firsthome.kinds.father_or_partner import FatherOrPartner
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.network_member import NetworkMember
from firsthome.kinds.record import Record
from firsthome.reading.drawn_people import Person
from firsthome.reading.genogram import Genogram


class Manner(Enum):
    """How somebody is tied to the mother and the baby; its value stands in the legend."""

    CLOSE = "Close"
    HELPS = "Helps: the arrow points to whom"
    HELPED = "Is helped"
    WORKS = "A service that works with the family"
    LEADS = "The lead professional’s service"
    TIE = "Nobody has said how close"
    LITTLE = "Little contact"
    CONFLICT = "In conflict"
    HARMS = "Has hurt, frightened or controlled: the arrow points to whom"
    HARMED = "Was hurt, frightened or controlled"


class Sort(Enum):
    """What stands around the middle; its value stands in the legend."""

    PERSON = "Somebody of the family or network"
    LOOK_FIRST = "Read their entries before anybody contacts them"
    SERVICE = "Service"


_MANNERS = {
    Tie.CLOSE: (Manner.CLOSE, Manner.CLOSE),
    Tie.SUPPORTS: (Manner.HELPS, Manner.HELPED),
    Tie.LITTLE_CONTACT: (Manner.LITTLE, Manner.LITTLE),
    Tie.CONFLICT: (Manner.CONFLICT, Manner.CONFLICT),
    Tie.HARMS: (Manner.HARMS, Manner.HARMED),
}
"""What a tie is, said of whom it begins with and of whom it ends with."""
DANGER = frozenset({Manner.CONFLICT, Manner.HARMS, Manner.HARMED})


class Strand(NamedTuple):
    """One line to the middle."""

    manner: Manner
    said_by: str
    entry: UUID | None


class Node(NamedTuple):
    """Somebody or a service around the middle."""

    name: str
    sort: Sort
    words: tuple[str, ...]
    strands: tuple[Strand, ...]
    entry: UUID | None


@dataclass(frozen=True, slots=True)
class Ecomap:
    """Everything there is to draw."""

    middle: tuple[Person, ...]
    people: tuple[Node, ...]
    services: tuple[Node, ...]


def ecomap(
    record: Record, today: date, names: Names, family: Genogram, *, for_family: bool = False
) -> Ecomap:
    """The facts of the picture. Who is on it, and in which words, is as the genogram has it."""
    middle = tuple(one for one in family.people if one.centre)
    around = [one for one in family.people if not one.centre]
    strands = _strands(record, names, {one.key for one in middle})
    unsafe = {said.person for _, said in record.of(FatherOrPartner) if said.person and said.unsafe}
    people = [
        _node(one, strands.get(one.key, []), one.key in unsafe, for_family=for_family) for one in around
    ]
    return Ecomap(middle, tuple(people), tuple(_services(record, today, names)))


def _node(one: Person, strands: list[Strand], unsafe: bool, *, for_family: bool) -> Node:
    if for_family:
        strands = [strand for strand in strands if not strand.said_by and strand.manner not in DANGER]
    look_first = not for_family and (unsafe or any(strand.manner is Manner.HARMS for strand in strands))
    told = dict.fromkeys(strand.said_by for strand in strands if strand.said_by)
    return Node(
        one.name,
        Sort.LOOK_FIRST if look_first else Sort.PERSON,
        (*one.words, *told),
        tuple(strands) or (Strand(Manner.TIE, "", one.entry),),
        one.entry,
    )


def _strands(record: Record, names: Names, middle: set[UUID | int]) -> dict[UUID | int, list[Strand]]:
    """The lines to the middle for each person; the same manner once, by somebody who knows before who was told."""
    found: dict[UUID | int, dict[Manner, Strand]] = {}
    for statement, said in record.of(Relationship):
        if said.tie not in _MANNERS or (said.person in middle) == (said.to in middle):
            continue
        forth, back = _MANNERS[said.tie]
        entry = statement.current.content
        told = f"said by {entry.source.by.strip() or names.agency(entry.agency)}"
        manner, who = (back, said.to) if said.person in middle else (forth, said.person)
        strand = Strand(manner, told if entry.source.how is How.SAID else "", entry.id)
        mine = found.setdefault(who, {})
        if manner not in mine or not strand.said_by:
            mine[manner] = strand
    for statement, member in record.of(NetworkMember):
        if member.can_do.strip():
            strand = Strand(Manner.HELPS, "", statement.current.content.id)
            found.setdefault(member.person, {}).setdefault(Manner.HELPS, strand)
    return {who: list(mine.values()) for who, mine in found.items()}


def _services(record: Record, today: date, names: Names) -> Iterator[Node]:
    """Each agency that is involved today, once."""
    parts: dict[int, list[tuple[UUID, Involvement]]] = {}
    for statement, said in record.involvements:
        if said.holds_on(today):
            parts.setdefault(said.agency, []).append((statement.current.content.id, said))
    for agency, told in parts.items():
        leads = any(said.lead for _, said in told)
        who = [names.practitioner(said.practitioner) for _, said in told if said.practitioner]
        roles = [said.role for _, said in told if said.role]
        entry = told[0][0]
        strand = Strand(Manner.LEADS if leads else Manner.WORKS, "", entry)
        yield Node(names.agency(agency), Sort.SERVICE, tuple(dict.fromkeys([*who, *roles])), (strand,), entry)
