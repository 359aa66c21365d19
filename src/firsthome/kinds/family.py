"""Who is on the record, and how they are related. Babies are persons from the first day."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, Line, Names, PersonId, Said, Words, ask, ended


class Role(Choice):
    """What somebody is to this pregnancy."""

    MOTHER = "mother", "Mother"
    BABY = "baby", "Baby of this pregnancy"
    FATHER = "father", "Father"
    PARTNER = "partner", "Mother's partner"
    SIBLING = "sibling", "Brother or sister"
    GRANDPARENT = "grandparent", "Grandparent"
    RELATIVE = "relative", "Other relative"
    FRIEND = "friend", "Friend or neighbour"
    OTHER = "other", "Somebody else"


class PersonOnRecord(Said):
    """A person, and what they are to this pregnancy, as far as it is known."""

    kind: ClassVar[str] = "person"
    title: ClassVar[str] = "Person"

    person: PersonId = ask("Who?", missing="Choose or add the person")
    role: Role = ask("What are they to this pregnancy?", missing="Choose what they are to this pregnancy")
    role_words: Line = ask("In the words used", "For example «said to be the father».", default="")
    age: Line = ask("Age, as said", default="")
    born: date | None = ask("Date of birth, as said", "Leave empty if it is not known.", default=None)
    note: Words = ask("Anything else to say", default="")

    def persons(self) -> tuple[UUID, ...]:
        """The person."""
        return (self.person,)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Ashwin Mistry: father.»"""
        age = f", aged {self.age}" if self.age else ""
        role = self.role_words or self.role.label.lower()
        return " ".join(filter(None, [f"{names.person(self.person)}: {role}{age}.", ended(self.note)]))


class Tie(Choice):
    """How two persons are related. «Said to be» stays an allegation until somebody knows."""

    PARENT = "parent", "is a parent of"
    SAID_TO_BE_PARENT = "said_to_be_parent", "is said to be a parent of"
    PARTNER = "partner", "is the partner of"
    FORMER_PARTNER = "former_partner", "was the partner of"
    SEPARATED = "separated", "is separated from"
    SIBLING = "sibling", "is a brother or sister of"
    GRANDPARENT = "grandparent", "is a grandparent of"
    LIVES_WITH = "lives_with", "lives with"
    CLOSE = "close", "is close to"
    SUPPORTS = "supports", "supports"
    LITTLE_CONTACT = "little_contact", "has little contact with"
    CONFLICT = "conflict", "is in conflict with"
    HARMS = "harms", "has hurt, frightened or controlled"
    OTHER = "other", "has another tie to"


class Relationship(Said):
    """How two persons are related, as said by somebody."""

    kind: ClassVar[str] = "relationship"
    title: ClassVar[str] = "Relationship"

    person: PersonId = ask("Who?", missing="Choose a person")
    tie: Tie = ask("How are they related?", missing="Choose how they are related")
    to: PersonId = ask("To whom?", missing="Choose the other person")
    note: Words = ask("Anything else to say", default="")

    def persons(self) -> tuple[UUID, ...]:
        """Both."""
        return (self.person, self.to)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Ashwin Mistry is the partner of Leila Mistry.»"""
        tie = f"{names.person(self.person)} {self.tie.label} {names.person(self.to)}."
        return " ".join(filter(None, [tie, ended(self.note)]))
