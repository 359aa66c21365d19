"""What stands beside a form while it is filled in: the guide, what was said before, and how this person is talked with.

A conversation keeps its guide as it was asked: whoever changes an old one reads the words of that day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from firsthome.kinds.birth_plan import BirthPlan
from firsthome.kinds.contact import Contact
from firsthome.kinds.contribution import Contribution
from firsthome.kinds.conversation import AsAsked, Conversation
from firsthome.kinds.message import Message
from firsthome.kinds.referral import Decision, Referral
from firsthome.kit.dates import say_day
from firsthome.pages.draft import Draft
from firsthome.pages.gate import RecordPage
from firsthome.pages.safe_contact import Adjustment, adjustments
from firsthome.pages.thresholds import LevelsOfNeed, guide_for
from firsthome.procedures.guides import Guide, guides
from firsthome.procedures.messages import Topic, messages
from firsthome.procedures.question_sets import BIRTH_PLAN, question_sets
from firsthome.reading.conversations import Held, conversations

MET = (Contact, Conversation, Message)
"""Kinds that are about talking with somebody."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """One conversation that was had before along the same guide."""

    head: str
    words: str
    entry: UUID


@dataclass(frozen=True, slots=True)
class Beside:
    """Everything that stands beside one form; any of it may be missing."""

    adjustments: list[Adjustment]
    guide: Guide | None
    asked: AsAsked | None
    earlier: list[Earlier]
    topic: Topic | None
    topic_checked: str
    levels: LevelsOfNeed | None = None
    """Levels of need, to read beside whoever asks for help or decides about it."""


def beside(page: RecordPage, draft: Draft) -> Beside | None:
    """What helps with this form; nothing beside those that are not about talking with somebody."""
    if draft.model is Contribution:
        return _questions(draft, _answer(draft, "question_set"))
    if draft.model is BirthPlan:
        return _questions(draft, BIRTH_PLAN)
    if draft.model in (Referral, Decision):
        return Beside([], None, None, [], None, "", guide_for(page.reader))
    if draft.model not in MET:
        return None
    guide, topic = guides().get(_answer(draft, "guide")), messages().get(_answer(draft, "topic"))
    before = draft.before if isinstance(draft.before, Conversation) else None
    asked = before.as_asked if before and before.guide == _answer(draft, "guide") else None
    return Beside(
        adjustments=[] if draft.model is Contact else adjustments(page),  # these stand beside what is safe
        guide=guide,
        asked=asked or (AsAsked.model_validate(guide.as_asked()) if guide else None),
        earlier=[] if draft.changing else _earlier(page, draft),
        topic=topic,
        topic_checked=f"opened by somebody on {say_day(topic.checked)}" if topic and topic.checked else "",
    )


def _questions(draft: Draft, key: str) -> Beside:
    """A set of questions: as it is today, or as it was when this was written."""
    asked = draft.before.as_asked if isinstance(draft.before, Contribution | BirthPlan) else None
    today = question_sets().get(key)
    asked = asked or (AsAsked.model_validate(today.as_asked()) if today else None)
    return Beside([], today, asked, [], None, "")


def _earlier(page: RecordPage, draft: Draft) -> list[Earlier]:
    """What was said before along this guide, with this parent alone: never another's words beside theirs."""
    person, guide = _answer(draft, "person"), _answer(draft, "guide")
    if not person or not guide:
        return []
    return [
        _one(page, held)
        for held in reversed(conversations(page.record, guide))
        if str(held.said.person) == person
    ]


def _one(page: RecordPage, held: Held) -> Earlier:
    content = held.statement.current.content
    head = f"{content.happened.say()}, {page.names.agency(content.agency)}"
    return Earlier(head, held.said.sentence(content, page.names), held.statement.current.tip.id)


def _answer(draft: Draft, name: str) -> str:
    """What stands in one field of the form now."""
    typed: Any = draft.said.typed.get(name, "") if draft.said else ""
    return str(typed)
