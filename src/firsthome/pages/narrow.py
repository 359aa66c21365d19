"""Sensitive topics are kept to fewer people to begin with; whoever opens them to everyone says why.

With script the choice is made as soon as the topic is chosen; without it, the form comes back with the choice made
and everything kept. Source: domain facts, hazard 12; which topics, and for whom: the procedure's data.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from firsthome.kinds.address import Address
from firsthome.kinds.entry import Said
from firsthome.kit.form_fields import Option, Wrong
from firsthome.kit.forms import Form
from firsthome.pages.around import Around, SeenBy
from firsthome.procedures.sensitive_topics import SensitiveTopic, topic_in, topics_of

if TYPE_CHECKING:
    from firsthome.pages.draft import Draft

SEALED = "A sealed address is only for those whom you name. “Only my agency” is chosen now: save again, or tick others"
RECORD_ANEW = (
    "Add this as something new, kept to fewer people: a change reaches everybody who can read what it changes"
)


def check_audience(draft: Draft, said: Said, around: Around) -> None:
    """Note what to do where a sensitive topic would reach everyone and nobody has said why they may know."""
    if draft.changing:
        _check_change(draft, said)
    elif around.seen_by is SeenBy.EVERYONE and isinstance(said, Address) and said.sealed:
        _choose_fewer(draft.around, None)
        draft.around.wrong["seen_by"] = Wrong(SEALED)
    elif around.seen_by is SeenBy.EVERYONE and not around.why_everyone:
        _ask_why(draft, said)


def keep_narrow_from_the_start(draft: Draft) -> None:
    """A form that begins with a sensitive topic begins with fewer people chosen."""
    if draft.said and (topic := topic_in(draft.model.kind, draft.said.typed)):
        _choose_fewer(draft.around, topic)


def _ask_why(draft: Draft, said: Said) -> None:
    topic = topic_in(said.kind, dict(said))
    if topic is None:
        return
    _choose_fewer(draft.around, topic)
    chosen = SeenBy.NAMED if topic.agencies else SeenBy.MY_AGENCY
    draft.around.wrong["seen_by"] = Wrong(
        f"This is kept to fewer people to begin with. {topic.why} “{chosen.label}” is chosen now: save it again, "
        "or choose everyone and write why they may know"
    )


def _choose_fewer(form: Form[Around], topic: SensitiveTopic | None) -> None:
    """Show the form again with fewer people chosen."""
    named = _named(form.fields["agencies"].options, topic) if topic and "agencies" in form.fields else []  # type: ignore[attr-defined]
    form.typed["seen_by"] = (SeenBy.NAMED if named else SeenBy.MY_AGENCY).value
    if named:
        form.typed["agencies"] = named


def _named(options: Collection[Option], topic: SensitiveTopic) -> list[str]:
    names = {name.casefold() for name in topic.agencies}
    return [option.value for option in options if option.label.casefold() in names]


def _check_change(draft: Draft, said: Said) -> None:
    """A change has no audience of its own, so what is open stays open: a topic that is new there is said anew."""
    topic = topic_in(said.kind, dict(said))
    before = topic_in(said.kind, dict(draft.before)) if draft.before else None
    if topic is None or topic == before or draft.said is None or draft.changing is None:
        return
    statement = draft.page.record.by_entry[draft.changing.line.content.id]
    if statement.entries[0].audience.everyone:
        draft.said.wrong[topic.field] = Wrong(RECORD_ANEW)


def asks_why(model: type[Said]) -> bool:
    """Whether a kind has topics that are kept to fewer people."""
    return bool(topics_of(model.kind))


def for_the_script(model: type[Said], form: Form[Any]) -> str:
    """What the script needs to choose fewer people as soon as a topic is chosen; empty where there is nothing."""
    options = form.fields["agencies"].options if "agencies" in form.fields else ()  # type: ignore[attr-defined]
    rows = [
        {"field": one.field, "answer": one.answer, "why": one.why, "agencies": _named(options, one)}
        for one in topics_of(model.kind)
    ]
    return json.dumps(rows, ensure_ascii=False) if rows and "seen_by" in form.fields else ""
