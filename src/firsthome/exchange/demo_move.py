"""The Okoro family is to move: Other Shire is asked to take over, and has not answered yet."""

from __future__ import annotations

from uuid import uuid4

from firsthome.access.principals import Reader
from firsthome.exchange.demo_writing import Pen
from firsthome.kinds.move import MoveAsked
from firsthome.record.moving import ask_to_move


def ask_other_shire(pen: Pen, who: dict[str, Reader]) -> None:
    """Their safeguarding lead finds it under “Requests”, and can say yes."""
    asked = MoveAsked(
        to_agency=who["other_lead"].agency,
        why="Emeka begins work there, and they have found two rooms near his sister.",
        told="Ngozi and Emeka know and want it. His sister knows; nobody else was told.",
        takes_over="The community midwives of their hospital, and a health visitor",
        in_progress="Baby was born five days ago. First week: weight and feeding on day ten, at home. The NHS number "
        "and the blood spot are still to come. Sunita Rao promised to go along to the Tuesday group.",
        safety="Ring Ngozi herself; mornings are best.",
    )
    ask_to_move(pen.record, (), asked, None, who["midwife"], uuid4())
