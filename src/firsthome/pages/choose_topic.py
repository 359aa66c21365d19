"""A vulnerability begins with what it is about: on a phone the form that follows is shorter, and has help for that.

The choice is sent and never stands in an address: whoever sees the browser's history learns nothing.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from firsthome.kinds.vulnerability import EIGHT, Topic, Vulnerability, offered_topics
from firsthome.kit.forms import Problem
from firsthome.pages.draft import Draft
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage
from firsthome.pages.narrow import keep_narrow_from_the_start
from firsthome.pages.topic_help import TopicHelp, help_with

CHOSEN = "chosen"
"""What the page for choosing sends beside the topic; the form that follows does not."""


def chosen_topic(request: HttpRequest) -> Topic | None:
    """What was chosen, if it is offered."""
    return next((one for one in offered_topics() if one.value == request.POST.get("topic")), None)


def only_chosen(request: HttpRequest) -> bool:
    """Whether nothing but a topic was sent, so that the form has still to be shown."""
    return CHOSEN in request.POST


def choose_topic(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """The briefing's eight first, then the partnership's own."""
    items: list[dict[str, Any]] = [_item(one) for one in offered_topics()]
    items.insert(len(EIGHT), {"divider": "or"})
    problems = [Problem("topic", "Choose what it is about")] if only_chosen(request) else []
    return show(
        request,
        "choose_topic",
        422 if problems else 200,
        page=page,
        items=items,
        problems=problems,
        sent=CHOSEN,
    )


def begin_with(draft: Draft, topic: Topic) -> None:
    """Begin a form with a topic; one that is sensitive is kept to fewer people from the start."""
    assert draft.said, "a new entry has questions"
    draft.said.typed["topic"] = topic.value
    keep_narrow_from_the_start(draft)


def help_beside(draft: Draft) -> TopicHelp | None:
    """What helps with the topic that stands in the form."""
    if draft.model is not Vulnerability or draft.said is None:
        return None
    typed = draft.said.typed["topic"]
    topic = next((one.answer for one in _options(draft) if one.value == typed), None)
    return help_with(topic, draft.page.today) if topic else None


def _options(draft: Draft) -> Any:
    return draft.said.fields["topic"].options  # type: ignore[union-attr]


def _item(topic: Topic) -> dict[str, str]:
    return {"value": topic.value, "text": topic.label}
