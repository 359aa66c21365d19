"""What takes an entry up: something that rests on it and does something about it."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from firsthome.kinds.analysis import Analysis
from firsthome.kinds.challenge import Challenge
from firsthome.kinds.change import Change
from firsthome.kinds.hypothesis import Hypothesis
from firsthome.kinds.planning import Action, Meeting, Plan
from firsthome.kinds.question import Question
from firsthome.kinds.record import Record, Statement
from firsthome.kinds.referral import Decision, Referral

_DOES_SOMETHING = (
    Referral,
    Decision,
    Plan,
    Action,
    Meeting,
    Analysis,
    Question,
    Hypothesis,
    Change,
    Challenge,
)
TAKES_UP = frozenset(model.kind for model in _DOES_SOMETHING)
"""What rests on an entry and does something about it. Who reads it, or that a question can wait, is no such thing."""


def takers(record: Record) -> dict[UUID, list[Statement]]:
    """Statement → those that take it up."""
    found: dict[UUID, list[Statement]] = defaultdict(list)
    for one in record.statements:
        said = one.current.said if one.kind in TAKES_UP else None
        for cited in said.cited() if said else ():
            if target := record.by_entry.get(cited):
                found[target.id].append(one)
    return found
