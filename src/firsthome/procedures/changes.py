"""What is different between two editions of a timetable, in sentences that can be read aloud. Pure.

Whatever differs is said: a change that nobody can read is a change that nobody approved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from firsthome.kit.dates import say_day
from firsthome.procedures.timetable import NOT_CONFIRMED, Edition, Milestone, Value

CALLED = {
    "time": "it belongs to",
    "owner": "whoever sees to it",
    "needs": "what it begins to count with",
    "held_in": "where the record of truth is",
    "help": "the explanation",
    "whichever": "of several days the one that counts",
    "shown_by": "what shows that it was reached",
    "ended_by": "which decisions end it",
    "each_time": "whether it is due anew each time",
}
"""What each part of a milestone is called, but for its name and its timings."""


def changes(before: Edition, after: Edition) -> list[str]:
    """Everything that is different, what matters most first."""
    return [
        *_of_milestones(before.milestones, after.milestones, ""),
        *_of_councils(before, after),
        *_of_the_edition(before, after),
    ]


def _of_milestones(
    before: Mapping[str, Milestone], after: Mapping[str, Milestone], where: str
) -> Iterator[str]:
    for key, one in after.items():
        if key not in before:
            timed = "; ".join(value.rule.say() for value in one.by) or "no day"
            yield f"{where}New: “{one.what}”, {timed}."
        else:
            yield from _of_one(before[key], one, where)
    for key in before.keys() - after.keys():
        yield f"{where}No longer there: “{before[key].what}”."
    if list(before) != list(after) and before.keys() == after.keys():
        yield f"{where}The milestones stand in another order."


def _of_one(before: Milestone, after: Milestone, where: str) -> Iterator[str]:
    start = f"{where}{after.what}: "
    if before.what != after.what:
        yield f"{where}“{before.what}” is now called “{after.what}”."
    for old, new in zip_longest(before.by, after.by):
        yield from _of_value(old, new, f"{start}due ")
    for old, new in zip_longest(before.not_before, after.not_before):
        yield from _of_value(old, new, f"{start}not before ")
    for name, called in CALLED.items():
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield f"{start}{called} is now {_said(now)}; it was {_said(was)}."


def _of_value(before: Value | None, after: Value | None, start: str) -> Iterator[str]:
    if after is None:
        assert before is not None
        yield f"{start}{before.rule.say()} is no longer asked for."
        return
    rule = after.rule.say()
    if before is None:
        doubt = "" if after.confirmed else f", {NOT_CONFIRMED}"
        yield f"{start}{rule} is new{doubt}. {after.say_source()}."
        return
    if before.rule != after.rule:
        yield f"{start}{rule} now; it was {before.rule.say()}."
    if before.confirmed != after.confirmed:
        yield f"{start}{rule} is {'now' if after.confirmed else 'no longer'} confirmed by the partnership."
    for name, called in (
        ("clause", "its clause"),
        ("source", "its source"),
        ("confidence", "how well it is known"),
    ):
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield f"{start}{rule}: {called} is now {_said(now)}; it was {_said(was)}."
    if before.dated != after.dated:
        yield f"{start}{rule}: its source is now of {say_day(after.dated)}; it was of {say_day(before.dated)}."


def _of_councils(before: Edition, after: Edition) -> Iterator[str]:
    for council, name in after.councils.items():
        was = before.councils.get(council)
        if was is None:
            yield f"New council: {name}."
        elif was != name:
            yield f"The council {was} is now called {name}."
    for council in before.councils.keys() - after.councils.keys():
        yield f"The council {before.councils[council]} is no longer there."
    for council in sorted({*before.local, *after.local}):
        where = f"In the area of {after.councils.get(council) or before.councils[council]}: "
        yield from _of_own(
            before.local.get(council, {}), after.local.get(council, {}), (before, after), where
        )


def _of_own(
    before: Mapping[str, Milestone],
    after: Mapping[str, Milestone],
    whole: tuple[Edition, Edition],
    where: str,
) -> Iterator[str]:
    """What a council has of its own, beside what held there before: its own, or else the partnership's."""
    for key in sorted({*before, *after}):
        was = before.get(key) or whole[0].milestones.get(key)
        now = after.get(key) or whole[1].milestones.get(key)
        if was and now:
            yield from _of_one(was, now, where)
        if key not in after:
            yield f"{where}{before[key].what}: the partnership’s own timing holds again."
        elif key not in before:
            yield f"{where}{after[key].what}: the council has a timing of its own."


def _of_the_edition(before: Edition, after: Edition) -> Iterator[str]:
    if before.title != after.title:
        yield f"Its title is now “{after.title}”; it was “{before.title}”."
    if before.document != after.document:
        yield f"The procedure itself is now at {_said(after.document)}; it was at {_said(before.document)}."
    if before.effective_from != after.effective_from:
        yield f"It is in force from {say_day(after.effective_from)}; before, from {say_day(before.effective_from)}."


def _said(answer: Any) -> str:
    """An answer as a sentence holds it; nothing is said to be nothing."""
    if hasattr(answer, "model_dump"):
        parts = {name.replace("_", " "): value for name, value in answer.model_dump().items() if value}
        return "; ".join(f"{name} {_said(value)}" for name, value in parts.items()) or "nothing"
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, tuple):
        return f"“{', '.join(answer)}”".replace("_", " ") if answer else "nothing"
    return f"“{answer}”".replace("_", " ") if str(answer) else "nothing"
