"""Which questions are still open: not those that were done elsewhere, can wait, or do not apply.

Pure. From what the reader may read, and from the keys that somebody quieted for everyone, which come without a reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from firsthome.kinds.question_closed import CLOSES, ToAQuestion
from firsthome.kinds.record import Record
from firsthome.prompts.prompt import Prompt


def still_open(prompts: Iterable[Prompt], record: Record, today: date) -> list[Prompt]:
    """The questions that nobody has closed, in the order in which they came."""
    said_to: dict[str, list[ToAQuestion]] = {}
    for model in CLOSES:
        for _, said in record.of(model):
            said_to.setdefault(said.key, []).append(said)
    return [
        prompt
        for prompt in prompts
        if prompt.key not in record.quiet
        and not any(said.closes(resting_on(prompt, record), today) for said in said_to.get(prompt.key, ()))
    ]


def resting_on(prompt: Prompt, record: Record) -> frozenset[UUID]:
    """The entries that a question rests on as they are now: the last word on each statement."""
    found = (record.by_entry.get(one) for one in prompt.rests_on)
    return frozenset(statement.current.tip.id for statement in found if statement)
