"""What nobody is asked, because the partnership’s procedure says it: kept with the answer, as it stood on that day."""

from __future__ import annotations

from firsthome.kinds.birth_plan import BirthPlan
from firsthome.kinds.challenge import Challenge
from firsthome.kinds.contribution import Contribution
from firsthome.kinds.conversation import AsAsked, Conversation
from firsthome.kinds.entry import Said
from firsthome.kinds.message import Message
from firsthome.kinds.opening import Opening
from firsthome.kinds.referral import Decision
from firsthome.pages.gate import RecordPage
from firsthome.pages.level_names import level_name
from firsthome.procedures.guides import guides
from firsthome.procedures.messages import messages
from firsthome.procedures.question_sets import BIRTH_PLAN, question_sets
from firsthome.record.approved import in_force


def filled_in(said: Said, before: Said | None, page: RecordPage) -> Said:
    """The same answers with the guide, or the message’s name and version, as they stand today; as before if kept."""
    if isinstance(said, Conversation):
        return said.model_copy(update={"as_asked": _as_asked(said, before)})
    if isinstance(said, Contribution):
        return said.model_copy(update={"as_asked": _questions(said, before)})
    if isinstance(said, BirthPlan):
        return said.model_copy(update={"as_asked": _around_the_birth(before)})
    if isinstance(said, Challenge):
        return _stage(said, before, page)
    if isinstance(said, Decision | Opening):
        called = level_name(said, before, page.reader, page.today)
        return said.model_copy(update={"level_name": called})
    if isinstance(said, Message):
        topic = messages()[said.topic]
        return said.model_copy(update={"topic_title": topic.title, "version": said.version or topic.version})
    return said


def _as_asked(said: Conversation, before: Said | None) -> AsAsked | None:
    if isinstance(before, Conversation) and before.guide == said.guide:
        return before.as_asked
    return AsAsked.model_validate(guides()[said.guide].as_asked())


def _stage(said: Challenge, before: Said | None, page: RecordPage) -> Challenge:
    """What the stage is called and by when it is answered, as the procedure has it today; with whom, as before."""
    stage = in_force(page.reader, "challenge", page.today)[said.stage]
    same = before if isinstance(before, Challenge) and before.stage == said.stage else None
    return said.model_copy(
        update={
            "stage_title": stage.title,
            "answer_by": said.answer_by or (same.answer_by if same else stage.answer_by(page.today)),
            "agency": said.agency or (same.agency if same else None),
            "with_whom": said.with_whom or (same.with_whom if same else ""),
        }
    )


def _around_the_birth(before: Said | None) -> AsAsked:
    """What the partnership asks today; a plan that is there keeps what it was asked with."""
    kept = before.as_asked if isinstance(before, BirthPlan) else None
    return kept or AsAsked.model_validate(question_sets()[BIRTH_PLAN].as_asked())


def _questions(said: Contribution, before: Said | None) -> AsAsked | None:
    """An answer keeps the questions that it was asked with, whatever they are today."""
    if isinstance(before, Contribution) and before.question_set == said.question_set:
        return before.as_asked
    return AsAsked.model_validate(question_sets()[said.question_set].as_asked())
