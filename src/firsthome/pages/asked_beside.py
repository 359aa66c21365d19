"""What two forms ask that become no entry as they stand: asking to be involved, and looking at what is released."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict

from firsthome.kinds.entry import Line, Ref, Words, ask
from firsthome.kinds.subject_answer import SubjectReview, Verdict


class ToBeInvolved(BaseModel):
    """Which record, why, and by when."""

    model_config = ConfigDict(frozen=True)

    reference: Line = ask(
        "What is the reference of the record?",
        "Four letters or numbers, a dash, and four more. Whoever gave it to you can read it to you again.",
        missing="Enter the reference of the record",
    )
    why: Words = ask(
        "Why do you ask, and what do you need it for?",
        "What you do for this family, and what you could do once you know more. Those who answer read this.",
        missing="Write why you ask, and what you need it for",
    )
    due: date = ask("By when do you need an answer?", missing="Enter the day by which you need an answer")


class Reviewing(BaseModel):
    """What is asked about each entry."""

    model_config = ConfigDict(frozen=True)

    verdict: Verdict = ask("What is decided?", missing="Choose what is decided")
    words: Words = ask(
        "Which words are taken out?",
        "Each on a line of its own, exactly as they stand above. Every place where they stand is taken out. Names of "
        "other people, phone numbers and postcodes are put here for you: leave out what may stay.",
        default="",
    )
    reason: Annotated[str, Ref("ground")] = ask("On what ground?", default="")
    why: Words = ask(
        "Why, in your own words?",
        "Whoever checks the answer later reads this. It does not go to the person. Do not repeat what is taken out.",
        default="",
    )
    consulted: Line = ask(
        "Which health or social work professional was asked?",
        "Name and role. Needed where serious harm is the ground.",
        default="",
    )


TO_BE_INVOLVED = "to_be_involved"
ASKED_BESIDE: dict[str, type[BaseModel]] = {TO_BE_INVOLVED: ToBeInvolved, SubjectReview.kind: Reviewing}
"""What a form says that it is, and its questions."""
