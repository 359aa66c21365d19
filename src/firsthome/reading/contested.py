"""Which entries somebody on the record contests, and in which words: they stand beside the entry wherever it is read.

Pure. Source: safety rule 3 (nothing said is changed or lost), and the right to rectification (UK GDPR Article 16).
"""

from __future__ import annotations

from uuid import UUID

from firsthome.kinds.entry import Entry, Names
from firsthome.kinds.own_words import OwnWords, Wanted
from firsthome.kinds.record import Record, Statement

CONTESTED, OWN_WORDS = "Contested", "Their own words beside it"
Heard = list[tuple[Entry, OwnWords]]
"""The entries that hold somebody's words about a statement, as each stands now."""


def own_words(record: Record) -> dict[UUID, Heard]:
    """Statement → what was said about it, in the order in which it was recorded."""
    found: dict[UUID, Heard] = {}
    for statement, said in record.of(OwnWords):
        if about := record.by_entry.get(said.contested):
            found.setdefault(about.id, []).append((statement.current.content, said))
    return found


def badge(heard: Heard) -> str:
    """«Contested», unless they asked only that their words stand beside it; nothing where nobody said anything."""
    if not heard:
        return ""
    return OWN_WORDS if all(said.wanted is Wanted.NOTED for _, said in heard) else CONTESTED


def marks(record: Record) -> dict[UUID, str]:
    """Entry → its badge, for each version of what somebody has answered: for wherever it is named in a few words."""
    return {
        entry.id: badge(heard)
        for about, heard in own_words(record).items()
        for entry in record.by_entry[about].entries
    }


def beside(record: Record, statement: Statement, names: Names) -> list[str]:
    """What stands beside one statement in a copy: «Contested. Leila Mistry: “He was not there.”»"""
    heard = own_words(record).get(statement.id, [])
    return [f"{badge(heard)}. {said.beside(names)}" for _, said in heard]
