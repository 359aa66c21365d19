"""Who does something: a practitioner, an agency, somebody of the family's network, or whoever the words name."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from firsthome.kinds.entry import Names


class Doer(Protocol):
    """The four ways in which an entry can say who does it."""

    @property
    def practitioner(self) -> int | None:
        """A practitioner."""

    @property
    def agency(self) -> int | None:
        """An agency, where nobody is named yet."""

    @property
    def person(self) -> UUID | None:
        """Somebody on the record: an aunt, a neighbour."""

    @property
    def owner_words(self) -> str:
        """Anybody else, in words."""


def doer(said: Doer, names: Names) -> str:
    """«Ada Hope», «Carol Pryce», «Maternity»; nothing where nobody is named."""
    if said.practitioner:
        return names.practitioner(said.practitioner)
    if said.person:
        return names.person(said.person)
    return said.owner_words.strip() or (names.agency(said.agency) if said.agency else "")


def somebody(said: Doer) -> bool:
    """Whether anybody is named."""
    return bool(said.practitioner or said.person or said.owner_words.strip() or said.agency)
