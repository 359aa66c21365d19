"""Questions that begin to count at birth.

Pure: each takes a record as its reader sees it, and none of them knows what day it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from firsthome.kinds.record import Record
from firsthome.procedures.births import births
from firsthome.procedures.timings import Timings
from firsthome.prompts.prompt import Prompt, Urgency
from firsthome.reading.babies import State, babies


def nhs_number_missing(record: Record, timings: Timings) -> Iterator[Prompt]:
    """A baby who was born has an NHS number: it is asked for while it is missing. Source: domain facts, 7.4."""
    asked = births().nhs_number
    for baby in babies(record):
        if baby.state is State.BORN and baby.birth and not (baby.newborn and baby.newborn[1].nhs_number):
            statement = baby.birth[0]
            known = statement.current.content.learned_on()
            yield Prompt(
                key=f"nhs_number_missing:{baby.person or statement.id}",
                question="What is the baby’s NHS number?",
                why="The baby was born, and no NHS number is recorded here. It ties the baby’s own records together.",
                rests_on=(baby.newborn[0].id if baby.newborn else statement.id,),
                source=asked.say_source(),
                applies_from=max(known, (baby.born_on or known) + timedelta(days=asked.from_days or 0)),
                urgency=Urgency.CONSIDER,
                answer_with="newborn",
            )
