"""Who is drawn in the pictures of a family, as what and with which words. Pure; never an address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple
from uuid import UUID

from firsthome.kinds import newborn
from firsthome.kinds.entry import Names
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.record import Record
from firsthome.kit.dates import say_day
from firsthome.reading.babies import Baby, State
from firsthome.reading.bonds import Key, doubt_about, is_alleged, told_by
from firsthome.reading.household import Home
from firsthome.reading.kin import Sex, several_in, sex_in


class Shape(Enum):
    """How somebody is drawn; its value stands in the legend."""

    WOMAN = "Woman or girl"
    MAN = "Man or boy"
    NOT_SAID = "Somebody of whom the record does not say it"
    SEVERAL = "More than one person"
    EXPECTED = "Baby not born yet"
    LOST = "Pregnancy or baby lost"


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


def key_of(number: int, baby: Baby) -> Key:
    """The baby as a person, or its number while nobody has put it on the record."""
    return baby.person or number


def people_of(
    record: Record, every: Sequence[Baby], names: Names, found: list[Home], *, for_family: bool
) -> Iterator[Person]:
    """Everybody on the record, and the babies who are only expected; in a family's copy nobody who is only alleged."""
    those = {baby.person: baby for baby in every if baby.person}
    on_record = {
        said.person: (statement.current.content, said) for statement, said in record.of(PersonOnRecord)
    }
    for person, (entry, said) in on_record.items():
        doubt = doubt_about(record, person) if said.role is Role.FATHER else None
        if for_family and (doubt or told_by(entry, names, alleged=is_alleged(record, said))):
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
        return f"born {say_day(baby.born_on)}"
    return baby.state.value


def _where(person: UUID, found: list[Home]) -> Iterator[str]:
    """Where somebody lives, if that is another home than the mother's; never an address."""
    for home in found:
        if home.mothers and person in home.some_nights:
            yield "some nights in her home"
        elif not home.mothers and person in home.living:
            yield f"lives elsewhere: {home.where}" if home.where else "lives elsewhere"
