"""Who else needs to know, and whether those who were told have read it.

Pure. It asks after what was kept or sent, never after a family. Source: domain facts, 6, rows 1 and 2; hazard 16.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from firsthome.kinds.concern import Concern
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.record import Statement
from firsthome.kinds.referral import Decision
from firsthome.kinds.sharing import Share, Withheld
from firsthome.kinds.vulnerability import Vulnerability
from firsthome.kit.dates import say_day
from firsthome.procedures.timings import Timing, Timings
from firsthome.procedures.working_days import after_working_days
from firsthome.prompts.case import Case
from firsthome.prompts.prompt import Raised
from firsthome.reading.requests import asked
from firsthome.reading.shares import Given, given

SERIOUS = (
    EventType.INCIDENT, EventType.DISCLOSURE, EventType.CONCERN, EventType.THREAT, EventType.SELF_HARM,
    EventType.INJURY, EventType.SUDDEN_STOP, EventType.POLICE_INTELLIGENCE, EventType.ASSESSMENT_COMPLETED,
)  # fmt: skip


def known_to_one_agency(case: Case, rule: Timing) -> Iterator[Raised]:
    """A serious fact that one agency keeps: who else needs it, on what basis? Source: domain facts, 6, rows 1 and 2.

    Only those who hold it can see it, so only they are asked. That no reader is named leaves open who knows, and
    asks nothing; what is rightly kept to few by its topic is not asked about.
    """
    decided = {entry for _, said in case.record.of(Share) for entry in said.entries}
    decided |= {entry for _, said in case.record.of(Withheld) for entry in said.entries}
    settled = {case.record.by_entry[entry].id for entry in decided if entry in case.record.by_entry}
    kept = [
        one for one in case.of_kinds(Decision, Concern, Event, Vulnerability)
        if _kept_to_its_author(one) and _serious(one, rule) and one.id not in settled
    ]  # fmt: skip
    if kept:
        yield Raised(
            "Only your agency can read this here: who else needs to know it to keep the baby safe, and on what basis?",
            "It was written for one agency, and nothing recorded here says that sharing it was thought about.",
            rule.after(min(map(case.known, kept))),
            kept,
            answer_with="share",
        )


def share_not_acknowledged(case: Case, rule: Timing) -> Iterator[Raised]:
    """First somebody asks those who were told; where they still do not answer, the safeguarding lead does.

    Source: domain facts, hazard 16.
    """
    for one in given(case.record):
        if one.unread:
            lead = say_day(escalated_from(one, case.timings))
            yield Raised(
                f"What was shared on {say_day(one.on)} is not acknowledged yet: who asks whether it was read?",
                "That a page was opened does not say that somebody has read and understood it. Without an answer "
                f"by {lead}, tell your safeguarding lead, who can ask theirs.",
                rule.after(one.on),
                (one.statement,),
                one.statement.id,
                answer_with="acknowledgement",
            )


def escalated_from(one: Given, timings: Timings) -> date:
    """From which day an unanswered share is for the safeguarding lead to take up."""
    return after_working_days(one.on, timings.share_escalated.from_working_days or 0)


def request_not_answered(case: Case, rule: Timing) -> Iterator[Raised]:
    """What one agency asked another and is not answered on its day; afterwards it is for both safeguarding leads.

    Source: the day that the request itself names.
    """
    for one in asked(case.record):
        if one.open:
            yield Raised(
                f"What was asked for by {say_day(one.said.due)} is not answered here yet: who asks again, or answers?",
                "It may be given, given in part, or not given and why: each is an answer. After that day it is for "
                "the safeguarding leads of both agencies to take up.",
                rule.after(one.said.due),
                (one.statement,),
                one.statement.id,
                answer_with="information_answer",
            )


def _kept_to_its_author(one: Statement) -> bool:
    audience, its_own = one.entries[0].audience, {one.entries[0].agency}
    return not audience.everyone and not audience.practitioners and its_own.issuperset(audience.agencies)


def _serious(one: Statement, rule: Timing) -> bool:
    said = one.current.said
    if isinstance(said, Vulnerability):
        return said.possible and said.topic.value not in rule.topics
    return isinstance(said, Decision | Concern) or (isinstance(said, Event) and said.type in SERIOUS)
