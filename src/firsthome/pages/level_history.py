"""Which level of need and which route hold, and how they went: what changed each time, and who saw it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from firsthome.pages.chronology import signature
from firsthome.pages.gate import RecordPage
from firsthome.reading.levels import Held, levels


@dataclass(frozen=True, slots=True)
class HeldFrom:
    """What held from one entry on, in words."""

    when: str
    facts: list[tuple[str, str]]
    signed: str
    entry: UUID


def level_history(page: RecordPage) -> list[HeldFrom]:
    """The last first: it holds now."""
    return [_shown(page, one) for one in reversed(levels(page.record))]


def _shown(page: RecordPage, one: Held) -> HeldFrom:
    facts = [
        ("Level of need", one.level or "Not decided yet"),
        ("Route", one.route.label if one.route else ""),
        ("What changed", one.changed),
        ("Who saw that", one.seen_by),
        ("Why", one.why),
    ]
    return HeldFrom(
        one.entry.happened.say(),
        [fact for fact in facts if fact[1]],
        signature(page, one.entry),
        one.entry.id,
    )
