"""Who lives with the mother today, as far as anybody has said, and nobody else.

Pure. Where an entry says who lives where she lives, it alone decides; else whoever is said to live with her. What was
only told by somebody stays what somebody told: it puts nobody inside the outline of a home.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from firsthome.kinds.choices import Asked
from firsthome.kinds.entry import Entry, How
from firsthome.kinds.family import Relationship, Tie
from firsthome.kinds.father_or_partner import FatherOrPartner
from firsthome.kinds.household import Household
from firsthome.kinds.record import Record
from firsthome.reading.babies import State, babies


@dataclass(frozen=True, slots=True)
class Home:
    """One home today."""

    living: frozenset[UUID]
    some_nights: frozenset[UUID]
    where: str
    entry: Entry | None
    """The entry that says so; None where it follows from single ties."""
    mothers: bool
    """Whether the mother lives there; otherwise it is the home of somebody who lives elsewhere."""


def homes(record: Record, today: date) -> list[Home]:
    """Every home of which somebody said that it is so today: the mother's first. Nobody lives in two of them."""
    said = [
        (statement.current.content, household)
        for statement, household in record.of(Household)
        if household.holds_on(today) and statement.current.content.source.how is not How.SAID
    ]
    said.reverse()
    said.sort(key=lambda one: record.mother not in one[1].living)
    found, placed = [], set[UUID]()
    for entry, household in said:
        living = frozenset(household.living) - placed
        mothers = record.mother in living
        living |= _unborn(record) - placed if mothers else frozenset()
        placed |= living
        if living:
            found.append(
                Home(living, frozenset(household.some_nights), household.where.strip(), entry, mothers)
            )
    if record.mother and record.mother not in placed:
        together = _said_to_live_with(record, record.mother) - placed
        if together:
            found.insert(
                0, Home(together | {record.mother} | _unborn(record), frozenset(), "", None, mothers=True)
            )
    return found


def _unborn(record: Record) -> frozenset[UUID]:
    """An unborn baby is where the mother is; where it is after the birth, somebody has to say."""
    return frozenset(one.person for one in babies(record) if one.person and one.state is State.EXPECTED)


def _said_to_live_with(record: Record, mother: UUID) -> frozenset[UUID]:
    together, elsewhere = set[UUID](), set[UUID]()
    for statement, said in record.of(Relationship):
        if said.tie is Tie.LIVES_WITH and statement.current.content.source.how is not How.SAID:
            together |= {said.person, said.to} if mother in (said.person, said.to) else set()
    for statement, man in record.of(FatherOrPartner):
        if man.person and man.lives_there is Asked.NO:
            elsewhere.add(man.person)
        if (
            man.person
            and man.lives_there is Asked.YES
            and statement.current.content.source.how is not How.SAID
        ):
            together.add(man.person)
    return frozenset(together - elsewhere - {mother})
