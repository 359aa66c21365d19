"""The minutes of a meeting as a document: who was there, what each agency told, what was decided, and what was added.

Whether they are agreed, and so can no longer be changed, stands at the top of them. What never reaches the parents is
marked where it stands. Source: domain facts, 7.12; hazards 14 and 18; safety rules 2 and 9.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from firsthome.exchange.documents.making import Making, document
from firsthome.exchange.documents.sections import Line, Section
from firsthome.exchange.documents.wording import ABSENCE, known_by
from firsthome.kinds.entry import Entry, ended
from firsthome.kinds.meeting import ParentsCopy, ToldWhen
from firsthome.kinds.planning import Action, Meeting
from firsthome.reading.meeting_facts import Circle, groups
from firsthome.reading.meetings import Met, Part

AGREED = (
    "These minutes are agreed and locked: nobody can change them. What was put right since stands under "
    "“Corrections and additions”."
)
NOT_AGREED = "These minutes are not agreed yet: they may still change."
RESTRICTED = "It holds what never goes into a parent’s copy. Do not give it to them; make their own copy."


def minutes_pdf(
    making: Making, codes: Mapping[int, str], met: Met, entry: Entry, version: int, old: str
) -> bytes:
    """One version of the minutes; what each agency told and what was added is as it stands today."""
    said = entry.said
    assert isinstance(said, Meeting), "only a meeting has minutes"
    record, names = making.record, making.names
    then = replace(met, said=said)
    never = any(part.copy_for_parents is ParentsCopy.NEVER for _, part in met.parts)
    notices = [AGREED if said.locked else NOT_AGREED, RESTRICTED if never else "", ABSENCE]
    sections = [
        *(_facts(one.title, one.facts) for one in groups(Circle(record, names, codes, making.today), then)),
        *_told(making, "Reports before it", met.told(ToldWhen.REPORT)),
        *_told(making, "What each agency told there", met.told(ToldWhen.THERE)),
        *_actions(making, met),
        *_told(making, "Corrections and additions", met.told(ToldWhen.ADDED)),
        Section("Written by", (Line(known_by(record, entry, names)),)),
    ]
    heading = f"Minutes: {said.type.rstrip('.')}, {entry.happened.say()}"
    return document(making, f"{heading}. Version {version}", old, notices, sections)


def _facts(title: str, facts: Sequence[tuple[str, str]]) -> Section:
    return Section(title, tuple(Line(words, what) for what, words in facts))


def _told(making: Making, heading: str, parts: Sequence[Part]) -> list[Section]:
    """What each agency told; no heading where nothing was told."""
    lines = []
    for one, said in parts:
        content, whose = one.current.content, said.whose(one.current.content, making.names)
        unknown = f"They do not know: {ended(said.not_known)}" if said.not_known else ""
        never = f" ({ParentsCopy.NEVER.label})" if said.copy_for_parents is ParentsCopy.NEVER else ""
        known = known_by(making.record, content, making.names)
        lines.append(Line("\n".join(filter(None, [said.words, unknown])), f"{whose}{never}", known))
    return [Section(heading, tuple(lines))] if lines else []


def _actions(making: Making, met: Met) -> list[Section]:
    lines = tuple(_action(making, one.current.content, said) for one, said in met.actions)
    return [Section("Actions that were agreed", lines)] if lines else []


def _action(making: Making, entry: Entry, said: Action) -> Line:
    return Line(said.sentence(entry, making.names), detail=known_by(making.record, entry, making.names))
