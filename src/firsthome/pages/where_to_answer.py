"""Where a question on the first page can be answered, and what the link to there says."""

from __future__ import annotations

from firsthome.kinds.record import Statement
from firsthome.kinds.registry import kinds
from firsthome.kinds.requests import InformationAnswer, InformationRequest
from firsthome.kinds.sharing import Acknowledgement
from firsthome.kit.addresses import address
from firsthome.pages.adding import permission_to_add
from firsthome.pages.gate import RecordPage
from firsthome.pages.unsent import form_to_add
from firsthome.prompts.prompt import Prompt


def where_to_answer(page: RecordPage, prompt: Prompt, resting: list[Statement]) -> tuple[str, str]:
    """Where it can be answered: in the entry that it asks about, or in a new one; and what the link says."""
    model, reference = kinds()[prompt.answer_with], page.found.reference
    if model is Acknowledgement:
        return address("who_was_told", reference=reference), "See who was told what"
    if model is InformationAnswer:
        return _request(page, resting[0])
    if not page.may(permission_to_add(model)):
        return "", ""
    if model.kind == "contact":
        return address("record_contact", reference=reference), "Record a contact"
    asked = next((one for one in resting if one.kind == model.kind), None)
    if asked:
        there = address("correct_entry", reference=reference, entry=asked.current.tip.id)
        return f"{there}?mark=update", "Add what is known to this entry"
    return form_to_add(reference, model.kind), f"Add: {model.title[0].lower()}{model.title[1:]}"


def _request(page: RecordPage, request: Statement) -> tuple[str, str]:
    """Where the agency that was asked answers; everybody else reads what was asked."""
    reference, asked = page.found.reference, request.current.said
    if isinstance(asked, InformationRequest) and asked.agency == page.reader.agency:
        return f"{address('answer_information', reference=reference)}?request={request.id}", "Answer it"
    return address("entry", reference=reference, entry=request.current.tip.id), "Read what was asked"
