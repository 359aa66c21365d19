"""The condition that an entry came with, as its page says it: who has to be asked, and what they answered."""

from __future__ import annotations

from dataclasses import dataclass

from firsthome.kinds.handling import OriginatorsAnswer
from firsthome.kinds.origin import Origin
from firsthome.kinds.record import Statement
from firsthome.kit.addresses import address
from firsthome.pages.gate import RecordPage
from firsthome.reading.handling import TakenFurther, answers_about, condition_for, condition_of


@dataclass(frozen=True, slots=True)
class Condition:
    """Who has to be asked, what they asked, what they answered last, and where a new answer is written down."""

    guessed: bool
    """Whether nobody recorded it, and it only reads so."""
    whom: str
    asked: str
    answer: str
    ask: str


def condition(page: RecordPage, statement: Statement) -> Condition | None:
    """The condition of one statement; None where it came with none."""
    origin = condition_for(statement, TakenFurther(page.reader.agency, page.names.agency))
    if origin is Origin.NO_CONDITION:
        return None
    asked = [entry.source.asked for entry in statement.entries if entry.source.asked]
    answers = answers_about(page.record, statement)
    last = answers[-1].current if answers else None
    return Condition(
        guessed=condition_of(statement) is Origin.NO_CONDITION,
        whom=origin.whom_to_ask,
        asked=asked[-1] if asked else "",
        answer=last.said.sentence(last.content, page.names) if last and last.said else "",
        ask=address("add_entry", reference=page.found.reference, kind=OriginatorsAnswer.kind),
    )
