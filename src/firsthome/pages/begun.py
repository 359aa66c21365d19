"""A form that begins with what a link said: which guide, which message, with whom, about which entry.

A link carries keys and ids only, never words, so that nobody can put words into somebody else's form.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import QueryDict

from firsthome.kinds.choices import Choice
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.contingency import Contingency, Trigger
from firsthome.kinds.contribution import Contribution
from firsthome.kinds.entry import Said
from firsthome.kinds.goal import ForWhom, Goal
from firsthome.kinds.message import Message
from firsthome.kinds.milestone import MilestoneReached, Reached
from firsthome.kinds.plan_version import CopyHeld, Team
from firsthome.kinds.question import Question
from firsthome.kinds.referral import Referral
from firsthome.pages.begun_referral import begun_referral
from firsthome.pages.gate import RecordPage
from firsthome.pages.unsent import uuid_in
from firsthome.procedures.guides import guides
from firsthome.procedures.messages import messages
from firsthome.procedures.question_sets import contribution_sets
from firsthome.procedures.starters import starters
from firsthome.procedures.timetable import timetable
from firsthome.record.drafts import Unsent

STARTER, ABOUT = "starter", "about"
CHOSEN: dict[str, tuple[type[Said], type[Choice]]] = {
    "trigger": (Contingency, Trigger),
    "whose": (Goal, ForWhom),
    "team": (CopyHeld, Team),
}
"""Answers from a list that a link gives beforehand, each with the kind that asks for it."""
NAMES_AN_ENTRY = {
    "about_entry": ABOUT,
    **{name: name for name in ("referral", "decision", "goal", "meeting", "plan_version", "copy_of")},
}
"""Fields that name an entry, and what a link calls it."""
FIELDS = ("guide", "topic", "person", "milestone", *NAMES_AN_ENTRY, *CHOSEN)


def begun(page: RecordPage, model: type[Said], asked: QueryDict) -> dict[str, Any]:
    """The answers that a link gives beforehand; what is not there, or not for this reader, is left out."""
    return {name: answer for name, answer in _answers(page, model, asked) if name in model.model_fields}


def _answers(page: RecordPage, model: type[Said], asked: QueryDict) -> Iterator[tuple[str, Any]]:
    if (guide := asked.get("guide")) in guides():
        yield "guide", guide
    if model is Contact and (outcome := asked.get("outcome", "")) in {one.value for one in ContactOutcome}:
        yield "outcome", ContactOutcome.stored_as(outcome)
    if model is Message and (topic := asked.get("topic")) in messages():
        yield "topic", topic
    yield from _about_a_milestone(model, asked)
    if (person := uuid_in(asked, "person")) and person in page.family.people:
        yield "person", person
    yield from _named_entries(page, asked)
    if model is Contribution:
        yield "question_set", next(iter(contribution_sets()), "")
    if model is Referral and not asked:
        yield from begun_referral(page)
    yield from _chosen(model, asked)
    if model is Question and (words := starter_words(asked.get(STARTER, ""))):
        yield "unknown", words


def _about_a_milestone(model: type[Said], asked: QueryDict) -> Iterator[tuple[str, Any]]:
    if (milestone := asked.get("milestone")) in timetable().latest.milestones:
        yield "milestone", milestone
    if model is MilestoneReached and (how := asked.get("reached", "")) in {one.value for one in Reached}:
        yield "reached", Reached.stored_as(how)


def _chosen(model: type[Said], asked: QueryDict) -> Iterator[tuple[str, Choice]]:
    for field, (kind, choice) in CHOSEN.items():
        if model is kind and (answer := asked.get(field, "")) in {one.value for one in choice}:
            yield field, choice.stored_as(answer)


def _named_entries(page: RecordPage, asked: QueryDict) -> Iterator[tuple[str, UUID]]:
    for field, name in NAMES_AN_ENTRY.items():
        if (entry := uuid_in(asked, name)) and (named := page.record.by_entry.get(entry)):
            yield field, named.current.content.id


def starter_words(key: str) -> str:
    """The question that a key such as «0-2» stands for; empty if there is none."""
    group, _, place = key.partition("-")
    try:
        return starters()[int(group)].questions[int(place)]
    except (ValueError, IndexError):
        return ""


def goes_with(kept: Unsent, start: dict[str, Any]) -> bool:
    """Whether what was typed before is about what the link says; if not, it waits in the list of drafts."""
    return all(
        kept.typed.get(name) == [str(getattr(start[name], "value", start[name]))]
        for name in FIELDS
        if name in start
    )
