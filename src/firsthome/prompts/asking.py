"""Which questions apply on a day, in order: what cannot wait, what is due, what to consider.

Computed when a record is read, from what that reader may read, and never stored, sorted by or counted in a list.
"""

from __future__ import annotations

from datetime import date

from firsthome.kinds.record import Record
from firsthome.procedures.timings import Timings
from firsthome.prompts import born, first, sharing
from firsthome.prompts.prompt import Prompt
from firsthome.prompts.still_open import still_open
from firsthome.reading.babies import only_losses

QUESTIONS = (
    first.missed_contact,
    first.baby_affected_now,
    first.expected_date_not_known,
    first.father_not_known,
    first.not_seen_alone,
    first.no_lead_professional,
    sharing.not_acknowledged,
    sharing.not_answered,
    born.nhs_number_missing,
)


def questions(record: Record, timings: Timings, today: date) -> list[Prompt]:
    """The questions that apply today and that nobody has closed.

    After a reported loss nothing is asked about that baby but who confirmed it.
    """
    asking = (first.loss_reported,) if only_losses(record) else (first.loss_reported, *QUESTIONS)
    prompts = [prompt for ask in asking for prompt in ask(record, timings) if prompt.applies_from <= today]
    in_order = sorted(prompts, key=lambda prompt: (prompt.urgency, prompt.applies_from, prompt.key))
    return still_open(in_order, record, today)
