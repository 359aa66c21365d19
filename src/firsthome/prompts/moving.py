"""While a family moves to another area: who takes the next step, and who sees them until then? Pure."""

from __future__ import annotations

from collections.abc import Iterator

from firsthome.kinds.move import MoveAnswered, MoveHandover
from firsthome.procedures.timings import Timing
from firsthome.prompts.case import Case
from firsthome.prompts.prompt import Raised
from firsthome.reading.moves import Stands, under_way


def move_waits(case: Case, rule: Timing) -> Iterator[Raised]:
    """A step of a move that nobody has taken yet. Source: domain facts, 1.10 and hazard 15."""
    move = under_way(case.record)
    if move is None:
        return
    since = rule.after(move.latest.learned_on())
    asked = [case.record.by_entry[move.id]]
    if move.stands is Stands.ASKED:
        yield Raised(
            "The other area has not answered: who rings them, and who goes on seeing mother and baby until they do?",
            "Another area was asked to take over. Until it says yes and it is complete, nothing changes.",
            since,
            asked,
            move.latest.id,
            answer_with=MoveAnswered.kind,
        )
    else:
        yield Raised(
            "Both areas hold this record: what is still missing before the other area goes on alone, and who does it?",
            "The other area takes over, and the move is not complete.",
            since,
            asked,
            move.latest.id,
            answer_with=MoveHandover.kind,
        )
