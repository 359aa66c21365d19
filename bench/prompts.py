"""How long all questions take for one reader of a long record: they are worked out anew whenever it is opened."""

from __future__ import annotations

from itertools import cycle
from uuid import uuid4

from bench.measure import Figure, alone
from firsthome.kinds.entry import Entry
from firsthome.kinds.record import fold
from firsthome.learning.care import vulnerable
from firsthome.learning.simulate import SERVICES
from firsthome.procedures.timings import timings
from firsthome.prompts.asking import questions

BAR = 5
"""Milliseconds."""


def long_record(entries: int) -> list[Entry]:
    """An invented family where much is difficult, with more of everything that comes again and again."""
    diary = next(one for one in map(vulnerable, range(50)) if not one.lost_on and len(one.in_order()) > 80)
    written = diary.in_order()
    again = cycle(
        [one for one in written if one.mark is None and one.kind in {"contact", "event", "message"}]
    )
    while len(written) < entries:
        id_ = uuid4()
        written.append(next(again)._replace(id=id_, statement=id_))
    return written


def all_questions(entries: int) -> Figure:
    """Everything that is asked of one reader, from a record that is read but not asked yet."""
    written = long_record(entries)
    today = written[-1].learned_on()
    records = iter([fold(written) for _ in range(200)])
    return alone(
        f"all questions, a record of {entries}",
        lambda: questions(next(records), timings(), today, SERVICES),
        BAR,
    )
