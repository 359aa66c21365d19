"""What the pictures of a family say, as rows of words: made from the same facts, so that both say the same. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from firsthome.pages.pictures.ecomap import say_strand
from firsthome.reading.bonds import Bond, Key, Line
from firsthome.reading.drawn_people import Person, Shape
from firsthome.reading.ecomap import Ecomap
from firsthome.reading.genogram import Genogram

GENOGRAM_HEADS = ("Who", "Drawn as", "What is said of them", "How they are related")
ECOMAP_HEADS = ("Who", "Drawn as", "What is said of them", "How they are tied to the mother and the baby")
NOWHERE = ("Not recorded here", None)
HOME = "Lives in the mother’s home"


class Row(NamedTuple):
    """One person or service."""

    who: str
    entry: UUID | None
    drawn_as: str
    words: tuple[str, ...]
    ties: tuple[tuple[str, UUID | None], ...]
    """Each in words, and the entry that says so."""

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """The same as four cells of text."""
        return self.who, self.drawn_as, "; ".join(self.words), "\n".join(words for words, _ in self.ties)


def genogram_rows(facts: Genogram) -> list[Row]:
    """Everybody in a genogram, generation by generation."""
    people = {one.key: one for one in facts.people}
    ties: dict[Key, list[tuple[str, UUID | None]]] = {key: [] for key in people}
    for birth in facts.births:
        _of_birth(birth.parents, birth.children, people, ties)
    for line in (*facts.couples, *facts.lines):
        for key, words in _of_line(line, people):
            ties[key].append((words, line.entry))
    return [
        Row(
            one.name,
            one.entry,
            _drawn_as(one),
            (*one.words, HOME) if _at_home(one, facts) else one.words,
            tuple(ties[one.key]) or (NOWHERE,),
        )
        for row in facts.rows
        for one in (people[key] for key in row)
    ]


def ecomap_rows(facts: Ecomap) -> list[Row]:
    """Everybody and every service around the middle."""
    return [
        Row(
            node.name,
            node.entry,
            node.sort.value,
            node.words,
            tuple((say_strand(strand), strand.entry) for strand in node.strands),
        )
        for node in (*facts.people, *facts.services)
    ]


def _drawn_as(one: Person) -> str:
    more = ["second outline"] if one.centre else []
    more += ["crossed: died"] if one.died else []
    return ", ".join([one.shape.value, *more])


def _at_home(one: Person, facts: Genogram) -> bool:
    if not facts.home:
        return False
    return one.key in facts.home.living if isinstance(one.key, UUID) else one.shape is Shape.EXPECTED


def _of_birth(
    parents: tuple[Key, ...],
    children: tuple[Key, ...],
    people: dict[Key, Person],
    ties: dict[Key, list[tuple[str, UUID | None]]],
) -> None:
    for child in children:
        if parents:
            ties[child].append((f"Child of {_names(parents, people)}", None))
        else:
            others = tuple(other for other in children if other != child)
            ties[child].append(
                (f"Brother or sister of {_names(others, people)}; parents not recorded here", None)
            )
    for parent in parents:
        ties[parent].append((f"Parent of {_names(children, people)}", None))


def _of_line(line: Line, people: dict[Key, Person]) -> Iterator[tuple[Key, str]]:
    said = f", {line.said_by}" if line.said_by else ""
    one, other = people[line.one].name, people[line.other].name
    forth, back = _WORDS[line.bond]
    yield line.one, f"{forth} {other}{said}"
    yield line.other, f"{back} {one}{said}"


_WORDS = {
    Bond.TOGETHER: ("Couple with", "Couple with"),
    Bond.SEPARATED: ("Separated from", "Separated from"),
    Bond.ENDED: ("No longer a couple with", "No longer a couple with"),
    Bond.PARENTS: ("Has a child with", "Has a child with"),
    Bond.PARENT: ("Parent of", "Child of"),
    Bond.SIBLING: ("Brother or sister of", "Brother or sister of"),
    Bond.GRANDPARENT: ("Grandparent of", "Grandchild of"),
    Bond.CONFLICT: ("In conflict with", "In conflict with"),
    Bond.HARMS: ("Has hurt, frightened or controlled", "Was hurt, frightened or controlled by"),
}


def _names(keys: tuple[Key, ...], people: dict[Key, Person]) -> str:
    *most, last = [people[key].name for key in keys]
    return f"{', '.join(most)} and {last}" if most else last
