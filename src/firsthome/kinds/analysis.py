"""What somebody thinks it means: opinion, kept apart from fact, that cites the entries it rests on."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from firsthome.kinds.entry import Entry, EntryId, Names, Said, Words, ask, ended


class Analysis(Said):
    """A professional opinion and the entries that it rests on."""

    kind: ClassVar[str] = "analysis"
    title: ClassVar[str] = "Analysis"

    opinion: Words = ask("What do you think this means?", missing="Write what you think this means")
    rests_on: tuple[EntryId, ...] = ask(
        "Which entries does it rest on?", missing="Choose at least one entry that this rests on"
    )

    def cited(self) -> tuple[UUID, ...]:
        """What it rests on."""
        return self.rests_on

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Professional opinion: …»"""
        count = len(self.rests_on)
        return f"Professional opinion, resting on {count} {'entry' if count == 1 else 'entries'}: {ended(self.opinion)}"
