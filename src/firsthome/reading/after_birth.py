"""Whether the plan was looked at again once the baby was there: no record closes by itself at a birth.

Pure, of what one reader may see. Which meetings are reviews is the procedure's. Source: domain facts, hazard 23.
"""

from __future__ import annotations

from collections.abc import Mapping

from firsthome.kinds.record import Record
from firsthome.procedures.timetable import timetable
from firsthome.reading.babies import State, babies
from firsthome.reading.clocks import Days
from firsthome.reading.reached import reached

REVIEWS = ("post_birth_review", "first_review")
"""Milestones that are one; what is not needed was thought about too."""


def is_born(record: Record) -> bool:
    """Whether a baby is there who lives, as far as is known here."""
    return any(one.state is State.BORN for one in babies(record))


def not_reviewed(record: Record, codes: Mapping[int, str]) -> bool:
    """Whether a baby is born, and nothing says that the plan was looked at again since. `codes`: agency → its sort."""
    if not is_born(record):
        return False
    since = Days(record.born_on, record.born_on) if record.born_on else None
    known = timetable().latest.milestones
    return not any(reached(record, codes, key, known[key], since) for key in REVIEWS if key in known)
