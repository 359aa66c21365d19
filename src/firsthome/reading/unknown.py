"""What is still unknown: questions that wait for an answer, and what somebody said they did not know.

Pure. Nothing here counts how many questions were asked, and none is ever a mark against anybody.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from firsthome.kinds.hypothesis import Hypothesis
from firsthome.kinds.question import Question
from firsthome.kinds.record import Record, Statement
from firsthome.kinds.referral import Decision
from firsthome.kinds.vulnerability import AffectedNow
from firsthome.reading.babies import about_lost, only_losses
from firsthome.reading.overview import Told
from firsthome.reading.vulnerabilities import worries


def open_questions(record: Record) -> list[tuple[Statement, Question]]:
    """Questions that wait for an answer: those with a day first, then in the order in which they were asked.

    Of a baby who was lost nothing waits any more.
    """
    waiting = [
        (statement, said)
        for statement, said in record.of(Question)
        if said.open and not about_lost(record, statement.current.content)
    ]
    return sorted(waiting, key=lambda one: one[1].due_on(record.edd) or date.max)


def answered_questions(record: Record) -> list[tuple[Statement, Question]]:
    """Questions that were answered or cannot be known, in the order in which they were asked."""
    return [(statement, said) for statement, said in record.of(Question) if not said.open]


def hypotheses_about(record: Record) -> dict[UUID | None, list[tuple[Statement, Hypothesis]]]:
    """What might explain each statement, side by side; under None what explains nothing in particular."""
    found: dict[UUID | None, list[tuple[Statement, Hypothesis]]] = {}
    for statement, said in record.of(Hypothesis):
        about = record.by_entry.get(said.about_entry) if said.about_entry else None
        found.setdefault(about.id if about else None, []).append((statement, said))
    return found


def still_unknown(record: Record) -> list[Told]:
    """Open questions, then what somebody did not know when they decided, then what is not known about the baby.

    After a loss nothing is asked about that baby.
    """
    told = [Told(statement, said.unknown) for statement, said in open_questions(record)]
    told += [Told(statement, said.not_known) for statement, said in record.of(Decision) if said.not_known]
    told += [
        Told(one.statement, f"{one.said.topic.label}: whether the baby is affected now")
        for one in worries(record)
        if one.said.affected_now is AffectedNow.NOT_KNOWN and not only_losses(record)
    ]
    return told
