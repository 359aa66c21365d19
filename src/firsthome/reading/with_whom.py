"""Whom a contact was offered to, always said in the same order. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from firsthome.kinds.entry import Entry, Names
from firsthome.kinds.family import Role
from firsthome.kinds.record import Record


class WithWhom:
    """Whom contacts of a record were offered to: babies aside unless nobody else is named, always in the same order."""

    def __init__(self, record: Record) -> None:
        self._babies = set(record.babies)
        self._place = {person: number for number, person in enumerate(record.people)}
        self._known: dict[tuple[UUID, ...], tuple[UUID, ...]] = {}

    def of(self, entry: Entry) -> tuple[UUID, ...]:
        """Those of one contact."""
        about = entry.about
        if about not in self._known:
            named = set(about) - self._babies or set(about)
            self._known[about] = tuple(sorted(named, key=self._order))
        return self._known[about]

    def _order(self, person: UUID) -> tuple[int, UUID]:
        return self._place.get(person, len(self._place)), person


def first_the_mother(record: Record, adults: Sequence[UUID]) -> list[UUID]:
    """The same people with the mother first."""
    return sorted(
        adults, key=lambda one: one not in record.people or record.people[one].role is not Role.MOTHER
    )


def say_with_whom(record: Record, names: Names, agency: int, adults: Sequence[UUID]) -> str:
    """«Maternity, with Leila Mistry and Marek»."""
    called = [names.person(person) for person in first_the_mother(record, adults)]
    return f"{names.agency(agency)}, with {' and '.join(called)}" if called else names.agency(agency)
