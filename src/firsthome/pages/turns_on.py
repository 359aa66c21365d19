"""Questions that follow in the order that an answer calls for: after a missed contact first whether she is safe.

With script they move as soon as the answer is chosen. Without it the form comes back once, in that order, with
everything kept. Source: safety rule 5; domain facts, 3.8 and 7.7.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from firsthome.kinds.choices import Asked
from firsthome.kinds.contact import Contact
from firsthome.kinds.entry import Said
from firsthome.kit.form_fields import Wrong
from firsthome.pages.sections import open_questions

if TYPE_CHECKING:
    from firsthome.pages.draft import Draft

DRAWN_FOR = "drawn_for"
"""What a form says it was drawn for: the answer that decides its order, or none yet."""
FIRST_ASK = (
    "First say whether the pregnancy continues and she is safe. "
    "If nobody has asked yet, leave that answer and save again"
)


def check_first_question(draft: Draft, said: Said) -> None:
    """Ask once, before anything else, whether she is safe: where a missed contact was written down in another order."""
    drawn_for = draft.posted.get(DRAWN_FOR) if draft.posted else None
    if drawn_for is None or draft.said is None or not isinstance(said, Contact) or not said.outcome.missed:
        return
    another = open_questions(Contact, drawn_for) != open_questions(Contact, said.outcome.value)
    if another and said.pregnancy_continues is Asked.NOT_ASKED:
        draft.said.wrong["pregnancy_continues"] = Wrong(FIRST_ASK)


def drawn_for(draft: Draft) -> str:
    """The answer for which the form is drawn now."""
    return str(draft.said.typed.get(draft.model.turns_on, "")) if draft.said else ""


def orders_for_the_script(model: type[Said]) -> str:
    """What the script needs to put questions in order; empty for kinds of which the order is always the same."""
    return json.dumps({"on": model.turns_on, "orders": model.asked_in_order}) if model.turns_on else ""
