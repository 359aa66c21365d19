"""Each baby of a pregnancy by itself: expected, born, lost, or not known here. Twins may differ.

Pure. A reported loss counts at once, whoever confirmed it; taken back, it was never there. What was said of no baby in
particular is never pinned on one where there are several. Source: safety rule 4; domain facts, 7.3 and hazard 11.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from firsthome.kinds.after_loss import AfterLoss, Task
from firsthome.kinds.entry import Entry
from firsthome.kinds.newborn import Newborn
from firsthome.kinds.pregnancy import LOSSES, Outcome, Result
from firsthome.kinds.record import Record, Statement, first_to_say
from firsthome.kinds.worked_out import worked_out_once

Ended = tuple[Statement, Outcome]


class State(Enum):
    """How it stands with one baby, as far as anybody has said."""

    EXPECTED = "expected"
    BORN = "born"
    LOST = "lost"
    NOT_KNOWN = "not known here"
    """Moved away, or somebody said that the outcome is not known."""


@dataclass(frozen=True, slots=True)
class Baby:
    """One baby, and what was said of how the pregnancy ended for it."""

    person: UUID | None
    """None for a baby who is expected and whom nobody has put on the record."""
    outcomes: tuple[Ended, ...]
    """Everything that stands, in the order in which it was first said."""
    newborn: tuple[Statement, Newborn] | None

    @property
    def loss(self) -> Ended | None:
        """The loss, if one was reported; one that a clinician confirmed before any other."""
        losses = [one for one in self.outcomes if one[1].result in LOSSES]
        return max(losses, key=lambda one: bool(one[1].confirmed_by), default=None)

    @property
    def birth(self) -> Ended | None:
        """The live birth, if there was one, also where the baby died later."""
        births = [one for one in self.outcomes if one[1].result is Result.LIVE_BIRTH]
        return max(births, key=lambda one: bool(_day(*one)), default=None)

    @property
    def told(self) -> Ended | None:
        """What decides: a loss before a birth, a birth before what is not known."""
        return self.loss or self.birth or (self.outcomes[-1] if self.outcomes else None)

    @property
    def state(self) -> State:
        """How it stands with this baby."""
        if self.loss:
            return State.LOST
        if self.birth:
            return State.BORN
        return State.NOT_KNOWN if self.outcomes else State.EXPECTED

    @property
    def born_on(self) -> date | None:
        """The day of the live birth, where it is known to the day."""
        return _day(*self.birth) if self.birth else None


@worked_out_once
def babies(record: Record) -> tuple[Baby, ...]:
    """Every baby on the record, then those who are only expected: at least one, in the order they came on."""
    found = list(dict.fromkeys([*record.babies, *(said.baby for _, said in record.outcomes if said.baby)]))
    persons: list[UUID | None] = [*found, *[None] * (expected(record) - len(found))]
    alone = len(persons) == 1
    newborns = {said.baby: (statement, said) for statement, said in record.of(Newborn)}
    return tuple(
        Baby(
            person,
            tuple(
                one
                for one in record.outcomes
                if (person and one[1].baby == person) or (alone and one[1].baby is None)
            ),
            newborns.get(person) if person else None,
        )
        for person in persons
    )


def expected(record: Record) -> int:
    """How many babies this pregnancy is about: as many as were said, or as are on the record, at least one."""
    return max(len(record.babies), (record.pregnancy.babies or 1) if record.pregnancy else 1)


def all_at_home(record: Record) -> bool:
    """Whether every baby who lives is said to be at home already, and none is still expected."""
    every = [baby for baby in babies(record) if baby.state in (State.BORN, State.EXPECTED)]
    return bool(every) and all(baby.newborn and baby.newborn[1].at_home for baby in every)


def of_no_baby_in_particular(record: Record) -> list[Ended]:
    """Outcomes of one of several babies, nobody having said which."""
    if len(babies(record)) == 1:
        return []
    return [one for one in record.outcomes if one[1].baby is None]


def only_losses(record: Record) -> bool:
    """Whether no baby of this pregnancy is still expected or living, as far as anybody has said.

    A baby who was born and then died is lost; one loss that two agencies report is still one, and a loss of which
    nobody said which baby it was may be one that was reported already.
    """
    every = babies(record)
    lost = sum(baby.state is State.LOST for baby in every)
    unnamed = any(said.result in LOSSES for _, said in of_no_baby_in_particular(record))
    return (lost or int(unnamed)) >= len(every)


def lost_babies(record: Record) -> set[UUID]:
    """The babies of whom a loss was reported."""
    return {baby.person for baby in babies(record) if baby.person and baby.state is State.LOST}


def about_lost(record: Record, entry: Entry) -> bool:
    """Whether an entry is about babies who were lost, and about nobody else."""
    return bool(entry.about) and set(entry.about) <= lost_babies(record)


def unconfirmed_losses(record: Record) -> list[Ended]:
    """Losses that no clinician has confirmed yet, once for each baby."""
    losses = [baby.loss for baby in babies(record) if baby.loss]
    losses += [one for one in of_no_baby_in_particular(record)[:1] if one[1].result in LOSSES]
    return [one for one in losses if not one[1].confirmed_by]


def ticks(record: Record, loss: Statement) -> dict[Task, tuple[Statement, AfterLoss]]:
    """What staff have done after one loss; the last word on each task."""
    return {
        said.task: (statement, said)
        for statement, said in record.of(AfterLoss)
        if (told := record.by_entry.get(said.outcome)) and told.id == loss.id
    }


def _day(statement: Statement, outcome: Outcome) -> date | None:
    """The day of an outcome, where it is known to the day; no midnight moves it, for it is a plain date."""
    happened = first_to_say(statement, outcome).happened
    return happened.earliest if happened.earliest == happened.latest else None
