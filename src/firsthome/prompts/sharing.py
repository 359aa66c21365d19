"""What was shared and not acknowledged: who asks whether it was read, and from when it is the safeguarding lead's.

Pure. It asks after what was sent, never after a family. Source: domain facts, hazard 16.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from firsthome.kinds.record import Record
from firsthome.kit.dates import say_day
from firsthome.procedures.timings import Timings
from firsthome.procedures.working_days import after_working_days
from firsthome.prompts.prompt import Prompt, Urgency
from firsthome.reading.requests import asked
from firsthome.reading.shares import Given, given


def not_acknowledged(record: Record, timings: Timings) -> Iterator[Prompt]:
    """First somebody asks those who were told; where they still do not answer, the safeguarding lead does."""
    for one in given(record):
        if one.unread:
            yield Prompt(
                key=f"share_not_acknowledged:{one.statement.id}",
                question=f"What was shared on {say_day(one.on)} is not acknowledged yet: who asks whether it was read?",
                why="That a page was opened does not say that somebody has read and understood it. Without an answer "
                f"by {say_day(escalated_from(one, timings))}, tell your safeguarding lead, who can ask theirs.",
                rests_on=(one.statement.id,),
                source=timings.share_not_acknowledged.say_source(),
                applies_from=after_working_days(
                    one.on, timings.share_not_acknowledged.from_working_days or 0
                ),
                urgency=Urgency.DUE,
                answer_with="acknowledgement",
            )


def escalated_from(one: Given, timings: Timings) -> date:
    """From which day an unanswered share is for the safeguarding lead to take up."""
    return after_working_days(one.on, timings.share_escalated.from_working_days or 0)


def not_answered(record: Record, timings: Timings) -> Iterator[Prompt]:
    """What one agency asked another and is not answered on its day; afterwards it is for both safeguarding leads."""
    for one in asked(record):
        if one.open:
            day = say_day(one.said.due)
            yield Prompt(
                key=f"request_not_answered:{one.statement.id}",
                question=f"What was asked for by {day} is not answered here yet: who asks again, or answers?",
                why="It may be given, given in part, or not given and why: each is an answer. After that day it is for "
                "the safeguarding leads of both agencies to take up.",
                rests_on=(one.statement.id,),
                source="The day that the request itself names",
                applies_from=one.said.due,
                urgency=Urgency.DUE,
                answer_with="information_answer",
            )
