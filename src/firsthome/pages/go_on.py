"""Where somebody goes on once an entry is kept: mostly back to the record; after some, to what it changed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect

from firsthome.kinds.entry import Entry
from firsthome.kinds.pregnancy import LOSSES, Outcome, Pregnancy
from firsthome.kinds.subject_request import SubjectRequest
from firsthome.pages.gate import RecordPage

LISTED_ON = {
    "question": "still_unknown",
    "hypothesis": "still_unknown",
    "conversation": "conversations_had",
    "change": "changes",
    "message": "messages_given",
    "referral": "help_asked",
    "referral_received": "help_asked",
    "decision": "help_asked",
    "help_offer": "help_asked",
    "challenge": "help_asked",
    "milestone": "timetable",
    "pause": "timetable",
    "area": "timetable",
    "pre_proceedings": "flags",
    "national_flag": "flags",
    "contribution": "contributions",
    "meeting": "meetings_held",
    "meeting_part": "meetings_held",
    "missing_alert": "flags",
    **dict.fromkeys(
        ("goal", "plan_rule", "contingency", "plan_view", "her_own_support", "plan_sign_off"), "plan"
    ),
    **dict.fromkeys(("birth_plan", "kept_away", "copy_held", "discharge_plan"), "birth_plan"),
}
"""Kinds with a page of their own, to which one goes back: there is often a second one to write down."""


def go_on(page: RecordPage, entry: Entry) -> HttpResponse:
    """A changed expected date shows what moved, a loss what happens now, a request what it takes to answer it."""
    match entry.said:
        case SubjectRequest() if entry.mark is None:
            return redirect("subject_request", reference=page.found.reference, asked=entry.id)
        case Outcome(result=result) if result in LOSSES:
            there = "after_a_loss"
        case Pregnancy():
            there = "expected_date"
        case None if entry.kind == Pregnancy.kind:
            there = "expected_date"
        case _:
            there = LISTED_ON.get(entry.kind, "record")
    return redirect(there, reference=page.found.reference)
