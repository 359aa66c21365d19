"""Which questions are timed by the expected date, and what a change of that date did to them.

Pure, and true of every question there is or will be: it asks each of them twice and compares the days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from firsthome.kinds.pregnancy import Pregnancy
from firsthome.kinds.record import Record
from firsthome.procedures.timings import Timings
from firsthome.prompts.asking import all_questions
from firsthome.prompts.prompt import Prompt
from firsthome.reading.babies import only_losses

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MovedQuestion:
    """A question, from which day it was asked before, and from which it is asked now; None for not at all."""

    question: str
    before: date | None
    after: date | None


def moved_questions(
    record: Record, before: Pregnancy | None, timings: Timings, services: Mapping[int, str] | None = None
) -> list[MovedQuestion]:
    """The open questions that a change of the expected date moved, brought up or ended.

    What was answered is asked by no function any more, so a date that was met never moves.
    """
    was, now = _days(record.with_pregnancy(before), timings, services), _days(record, timings, services)
    words = {prompt.key: prompt.question for prompt in (*was.values(), *now.values())}
    found = [
        MovedQuestion(words[key], _applies(was.get(key)), _applies(now.get(key))) for key in {**was, **now}
    ]
    return [one for one in found if one.before != one.after]


def timed_by_the_expected_date(
    record: Record, timings: Timings, services: Mapping[int, str] | None = None
) -> Iterator[tuple[str, date]]:
    """The open questions whose day hangs on the expected date, by trying what another one would do."""
    said = record.pregnancy
    if said is None or not said.between.earliest or only_losses(record):
        return
    moved = {
        name: getattr(said, name) + A_DAY
        for name in ("edd", "edd_earliest", "edd_latest")
        if getattr(said, name)
    }
    other = record.with_pregnancy(said.model_copy(update=moved))
    now, then = _days(record, timings, services), _days(other, timings, services)
    for key, prompt in now.items():
        if _applies(then.get(key)) != prompt.applies_from:
            yield prompt.question, prompt.applies_from


def _days(record: Record, timings: Timings, services: Mapping[int, str] | None) -> dict[str, Prompt]:
    return {prompt.key: prompt for prompt in all_questions(record, timings, services)}


def _applies(prompt: Prompt | None) -> date | None:
    return prompt.applies_from if prompt else None
