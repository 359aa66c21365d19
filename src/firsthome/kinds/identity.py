"""Who somebody is: the names they have or had, when they were born, their NHS number and their GP.

Names change with marriage, care and country, and are spelled in many ways; every one of them finds the person again.
Source: feature rows 57 and 58; domain facts, 7.1 and hazard 13.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Asked, Choice
from firsthome.kinds.entry import Entry, Line, Names, PersonId, Said, Words, ask, ended
from firsthome.kinds.spelled import NhsNumber, say_nhs_number
from firsthome.kit.dates import Span, say_span


class NameSort(Choice):
    """What sort of name it is."""

    USED_NOW = "used_now", "The name they go by now"
    AT_BIRTH = "at_birth", "Name at birth"
    EARLIER = "earlier", "A name they had before"
    SHORT = "short", "Short name, or what people call them"
    SPELLING = "spelling", "Another spelling of the same name"
    ALIAS = "alias", "Another name that they use"


class AlsoCalled(Said):
    """A name that somebody has or had. From when is asked around it; until when is asked here."""

    kind: ClassVar[str] = "also_called"
    title: ClassVar[str] = "Another name of somebody"
    about_whom: ClassVar[str] = "person"

    person: PersonId = ask("Whose name is it?", missing="Choose whose name it is")
    name: Line = ask("What is the name?", missing="Enter the name", min_length=1)
    sort: NameSort = ask("What sort of name is it?", missing="Choose what sort of name it is")
    until: Span | None = ask(
        "Until when?", "Leave empty if it is still used. The year alone is enough.", default=None
    )
    note: Words = ask("Anything else to say", default="")

    def cannot_be(self, today: date) -> Iterable[tuple[str, str]]:
        """A name that is used now has no end."""
        if self.sort is NameSort.USED_NOW and self.until:
            yield "until", "Leave this empty for the name they go by now, or choose another sort of name"

    def persons(self) -> tuple[UUID, ...]:
        """Whose name it is."""
        return (self.person,)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Leila Mistry: Leila Khan. Name at birth, until 2019.»"""
        until = f", until {say_span(self.until)}" if self.until else ""
        words = f"{names.person(self.person)}: {self.name}. {self.sort.label}{until}."
        return " ".join(filter(None, [words, ended(self.note)]))


class NoNumber(Choice):
    """Why there is no NHS number here. «Not known» is an answer."""

    NOT_ASKED = "not_asked", "Not asked or looked up yet"
    NOT_KNOWN = "not_known", "Asked or looked up, and not known"
    HAS_NONE = "has_none", "Has none"


class Identity(Said):
    """What tells somebody from another person of the same name, as far as it is known."""

    kind: ClassVar[str] = "identity"
    title: ClassVar[str] = "Date of birth, NHS number and GP"
    about_whom: ClassVar[str] = "person"
    update_asks: ClassVar[str] = "Since when is this known?"

    person: PersonId = ask("Who?", missing="Choose whom it is about")
    born: Span | None = ask(
        "When were they born?",
        "Leave the day empty if you know only the month, the day and the month if you know only the year.",
        default=None,
    )
    nhs_number: NhsNumber = ask("NHS number", "Ten digits. Leave empty if it is not known.", default="")
    no_number: NoNumber = ask("If there is no NHS number here: why?", default=NoNumber.NOT_ASKED)
    gp: Line = ask("GP practice", "Where they are registered, as far as is known.", default="")
    care_experienced: Asked = ask("Were they in care as a child?", default=Asked.NOT_ASKED)
    note: Words = ask("Anything else to say", default="")

    def cannot_be(self, today: date) -> Iterable[tuple[str, str]]:
        """Nobody is born in the future, and a number that is given is known."""
        if self.born and self.born.earliest and self.born.earliest > today:
            yield "born", "Enter a date of birth that is not in the future"
        if self.nhs_number and self.no_number is not NoNumber.NOT_ASKED:
            yield "no_number", "You gave an NHS number: choose “Not asked or looked up yet” here"

    def persons(self) -> tuple[UUID, ...]:
        """Whom it is about."""
        return (self.person,)

    def known(self) -> list[str]:
        """«born 27 March 1999», «NHS number 943 476 5919», «GP: Elm Surgery», «care-experienced»."""
        number = f"NHS number {say_nhs_number(self.nhs_number)}" if self.nhs_number else ""
        none = {NoNumber.NOT_KNOWN: "NHS number not known", NoNumber.HAS_NONE: "has no NHS number"}
        facts = [
            f"born {say_span(self.born)}" if self.born else "",
            number or none.get(self.no_number, ""),
            f"GP: {self.gp}" if self.gp else "",
            "care-experienced" if self.care_experienced is Asked.YES else "",
        ]
        return [fact for fact in facts if fact]

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Leila Mistry: born 27 March 1999, NHS number 943 476 5919, GP: Elm Surgery.»"""
        known = ", ".join(self.known()) or "nothing more known yet"
        return " ".join(filter(None, [f"{names.person(self.person)}: {known}.", ended(self.note)]))
