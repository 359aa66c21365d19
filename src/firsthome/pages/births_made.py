"""What one birth put on the record: found again from any of its outcomes, so that all of it can be undone together."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID, uuid5

from firsthome.kinds.newborn import Newborn
from firsthome.kinds.record import Record, Statement

MOST_BABIES = 8


class Made(NamedTuple):
    """What one birth put on the record for one baby."""

    baby: UUID
    outcome: UUID
    newborn: UUID


def made_by(sent: UUID, number: int, baby: UUID) -> Made:
    """The ids of what a form makes for its baby of a number: the first outcome has the form's own.

    So one outcome leads to all that was made with it, and a form that is sent twice makes nothing twice.
    """
    outcome = sent if number == 0 else uuid5(sent, f"baby {number}")
    return Made(baby, outcome, uuid5(outcome, "newborn"))


def made_together(record: Record, outcome: UUID) -> list[Statement]:
    """What the same birth put on the record, whichever of its outcomes it is found by: outcomes, then the babies' own.

    What is known of a baby stays where somebody else said, too, how the pregnancy ended for it.
    """
    told = {statement.id: (statement, said) for statement, said in record.outcomes}
    group = next((ids for first in told if outcome in (ids := outcomes_of(first))), {outcome})
    outcomes = [one for id_, one in told.items() if id_ in group]
    others = {said.baby for id_, (_, said) in told.items() if id_ not in group}
    born = {said.baby for _, said in outcomes} - others
    newborns = [statement for statement, said in record.of(Newborn) if said.baby in born]
    return [*(statement for statement, _ in outcomes), *newborns]


def outcomes_of(sent: UUID) -> set[UUID]:
    """The ids that the outcomes of one form can have."""
    return {made_by(sent, number, sent).outcome for number in range(MOST_BABIES)}
