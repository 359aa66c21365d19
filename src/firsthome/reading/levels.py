"""Which level of need and which route held from when, and why: as the record was opened, and as was decided since.

Level and route are two things; where a decision names only one, the other stays as it was. Nothing is worked out from
either. Pure, of what one reader may see. Source: domain facts, 2 (keep the history of levels, with reasons).
"""

from __future__ import annotations

from typing import NamedTuple

from firsthome.kinds.entry import Entry
from firsthome.kinds.opening import Opening, Route, Threshold
from firsthome.kinds.record import Record
from firsthome.kinds.referral import Decision


class Held(NamedTuple):
    """What held from one entry on."""

    entry: Entry
    level: str
    """As it was called; empty while none was decided."""
    route: Route | None
    why: str
    changed: str
    """What had changed for the baby or the family."""
    seen_by: str
    """Who saw that, and how."""


def _level(said: Opening | Decision) -> str:
    return "" if said.level in (None, Threshold.NOT_DECIDED) else said.level_words()


def levels(record: Record) -> list[Held]:
    """Each in the order in which it began to hold, the last one last."""
    said = [(one, entry) for kind in (Opening, Decision) for one, entry in record.of(kind)]
    said.sort(key=lambda one: record.day_for_order(one[0].current.content))
    found: list[Held] = []
    for one, words in said:
        if not isinstance(words, Opening | Decision) or not (words.level or words.route):
            continue
        before = found[-1] if found else None
        changed, seen_by = (words.changed, words.whose_evidence) if isinstance(words, Decision) else ("", "")
        found.append(
            Held(
                one.current.content,
                _level(words) or (before.level if before else ""),
                words.route or (before.route if before else None),
                words.why,
                changed,
                seen_by,
            )
        )
    return found
