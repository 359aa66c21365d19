"""Where a question can be answered, and what the link to there says.

Where it is known which conversation, which message, with whom or about which entry, the form begins with that.
"""

from __future__ import annotations

from urllib.parse import urlencode

from firsthome.access.permissions import Permission
from firsthome.kinds.contact import Contact
from firsthome.kinds.entry import Said
from firsthome.kinds.message import Message
from firsthome.kinds.move import MoveStep
from firsthome.kinds.record import Statement
from firsthome.kinds.registry import kinds
from firsthome.kinds.requests import InformationAnswer, InformationRequest
from firsthome.kinds.sharing import Acknowledgement
from firsthome.kit.addresses import address
from firsthome.pages.adding import adding, permission_to_add
from firsthome.pages.gate import RecordPage
from firsthome.pages.unsent import form_to_add
from firsthome.prompts.prompt import Prompt


def resting(page: RecordPage, prompt: Prompt) -> list[Statement]:
    """The statements that a question rests on."""
    return [page.record.by_entry[entry] for entry in prompt.rests_on if entry in page.record.by_entry]


def where_to_answer(page: RecordPage, prompt: Prompt) -> tuple[str, str]:
    """Where it can be answered: in the entry that it asks about, or in a new one; and what the link says."""
    model, reference, facts = kinds()[prompt.answer_with], page.found.reference, resting(page, prompt)
    if own := _own_page(page, model, facts):
        return own
    if not page.may(permission_to_add(model)):
        return "", ""
    if prompt.begins:
        return f"{form_to_add(reference, model.kind)}?{urlencode(prompt.begins)}", adding(model)
    if model is Contact:
        return form_to_add(reference, model.kind), adding(model)
    if model is Message:
        return address("messages_given", reference=reference), "See which message is missing for whom"
    asked = next((one for one in facts if one.kind == model.kind), None)
    if asked:
        there = address("correct_entry", reference=reference, entry=asked.current.tip.id)
        return f"{there}?mark=update", "Add what is known to this entry"
    return form_to_add(reference, model.kind), adding(model)


def _own_page(page: RecordPage, model: type[Said], facts: list[Statement]) -> tuple[str, str] | None:
    """Where kinds are answered that no form of their own adds."""
    if model is Acknowledgement:
        return address("who_was_told", reference=page.found.reference), "See who was told what"
    if model is InformationAnswer:
        return _request(page, facts[0])
    return _move(page, facts[0]) if issubclass(model, MoveStep) else None


def _move(page: RecordPage, asked: Statement) -> tuple[str, str]:
    """Where a move goes on, for those who may follow it."""
    may = page.may(Permission.MOVE_RECORD)
    return (address("moving", move=asked.id), "See where the move stands") if may else ("", "")


def _request(page: RecordPage, request: Statement) -> tuple[str, str]:
    """Where the agency that was asked answers; everybody else reads what was asked."""
    reference, asked = page.found.reference, request.current.said
    if isinstance(asked, InformationRequest) and asked.agency == page.reader.agency:
        return f"{address('answer_information', reference=reference)}?request={request.id}", "Answer it"
    return address("entry", reference=reference, entry=request.current.tip.id), "Read what was asked"
