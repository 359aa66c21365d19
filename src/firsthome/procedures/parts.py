"""The parts of a procedure that a partnership approves beside its timetable, and what differs between two texts of one.

Pure. Whatever differs is said in a sentence: a change that nobody can read is a change that nobody approved.
Source: hazard 20; safety rule 8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from firsthome.kit.dates import say_day
from firsthome.procedures.challenge import read_stages
from firsthome.procedures.folder import OWN, place
from firsthome.procedures.meetings import read_sorts
from firsthome.procedures.sharing import Sourced
from firsthome.procedures.thresholds import read_thresholds

CALLED = {
    "name": "its name",
    "title": "its name",
    "link": "where it can be read",
    "descriptors": "what it looks like",
    "asks": "what to ask oneself",
    "routes": "the usual routes",
    "means": "what it means",
    "what_for": "what it is for",
    "statutory": "whether the law asks for it",
    "held_in": "where the record of truth is",
    "chair": "who chairs it",
    "quorum": "who has to be there before it decides",
    "reports_days_before": "how many days before it reports are there",
    "also": "what else it is called",
    "between": "who talks with whom",
    "answer_within_working_days": "within how many working days there is an answer",
    "source": "its source",
    "dated": "the date of its source",
    "confirmed": "whether the partnership has confirmed it",
}
"""What each field is called in a sentence."""


@dataclass(frozen=True)
class Part:
    """One part: what it is called, its file, and how each thing in it is read."""

    called: str
    file: str
    read: Callable[[str], Mapping[str, Sourced]]

    def text_in(self, partnership: str = OWN) -> str:
        """The file as it stands."""
        return place(partnership, self.file).read_text()


def _of_thresholds(text: str) -> Mapping[str, Sourced]:
    guide = read_thresholds(text)
    return {"document": guide.document, **guide.levels, **guide.routes}


PARTS: Mapping[str, Part] = {
    "thresholds": Part("Levels of need and routes", "thresholds.toml", _of_thresholds),
    "meetings": Part("Sorts of meeting", "meetings.toml", read_sorts),
    "challenge": Part("Stages of a challenge", "challenge.toml", read_stages),
}
"""Keys are stored: never change one."""


def differences(before: Mapping[str, Sourced], after: Mapping[str, Sourced]) -> list[str]:
    """Everything that is different, in the order of the newer text."""
    said = [sentence for key, one in after.items() for sentence in _one(before.get(key), one)]
    gone = [f"No longer there: “{called(before[key])}”." for key in before if key not in after]
    moved = before.keys() == after.keys() and list(before) != list(after)
    return [*said, *gone, *(["They stand in another order."] if moved else [])]


def called(one: Sourced) -> str:
    """What one thing is called."""
    return str(getattr(one, "name", "") or getattr(one, "title", ""))


def _one(before: Sourced | None, after: Sourced) -> Iterator[str]:
    if before is None:
        yield f"New: “{called(after)}”."
        return
    for field in type(after).model_fields:
        was, now = getattr(before, field), getattr(after, field)
        if was != now:
            yield f"{called(after)}: {CALLED[field]} is now {say(now)}; it was {say(was)}."


def say(answer: Any) -> str:
    """An answer as a sentence holds it; nothing is said to be nothing."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, tuple):
        return ", ".join(f"“{one}”" for one in answer).replace("_", " ") or "nothing"
    if hasattr(answer, "isoformat"):
        return say_day(answer)
    if isinstance(answer, int):
        return str(answer)
    return "nothing" if answer in (None, "") else f"“{answer}”".replace("_", " ")
