"""What might explain something: one possibility beside others, with what speaks for and against it. Never a finding.

Source: domain facts, 4.11 and 5.4: hypotheses with evidence for and against and a next step, at least two.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, EntryId, Names, Said, Words, ask, ended


class Likelihood(Choice):
    """How it stands with a possibility, in words that decide nothing."""

    POSSIBLE = "possible", "Possible"
    LESS_LIKELY = "less_likely", "Less likely than we thought"
    SET_ASIDE = "set_aside", "Set aside: what was learned speaks against it"


class Hypothesis(Said):
    """One thing that might explain what was seen. Several can stand side by side."""

    kind: ClassVar[str] = "hypothesis"
    title: ClassVar[str] = "What might explain it"
    folded: ClassVar = {
        "Entries that speak for it": ("for_entries",),
        "Entries that speak against it": ("against_entries",),
    }

    explains: Words = ask(
        "What might explain it?",
        "A possibility, not a finding. For example: somebody else reads her messages.",
        missing="Write what might explain it",
    )
    about_entry: EntryId | None = ask("Which question or entry might it explain?", default=None)
    for_words: Words = ask("What speaks for it?", default="")
    against_words: Words = ask("What speaks against it?", "What would surprise us if it were so?", default="")
    for_entries: tuple[EntryId, ...] = ask("Which entries speak for it?", default=())
    against_entries: tuple[EntryId, ...] = ask("Which entries speak against it?", default=())
    next_step: Words = ask("What could tell us more?", "A next step that somebody can take.", default="")
    likelihood: Likelihood = ask("How does it stand now?", default=Likelihood.POSSIBLE)

    def cited(self) -> tuple[UUID, ...]:
        """What it explains, and every entry for and against it."""
        return ((self.about_entry,) if self.about_entry else ()) + self.for_entries + self.against_entries

    def weighed(self) -> str:
        """«For: … (2 entries). Against: nothing said yet.»"""
        against = _side("Against", self.against_words, self.against_entries)
        return f"{_side('For', self.for_words, self.for_entries)} {against}"

    def sentence(self, entry: Entry, names: Names) -> str:
        """«A possible explanation, not a finding: … For: … Against: … Next: …»"""
        stands = "" if self.likelihood is Likelihood.POSSIBLE else f"{ended(self.likelihood.label)}"
        step = f"Next: {ended(self.next_step)}" if self.next_step else ""
        head = f"A possible explanation, not a finding: {ended(self.explains)}"
        return " ".join(filter(None, [head, stands, self.weighed(), step]))


def _side(name: str, words: str, entries: tuple[UUID, ...]) -> str:
    resting = f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'}" if entries else ""
    if not words.strip():
        return f"{name}: {resting or 'nothing said yet'}."
    return f"{name}: {words.strip().rstrip('.')} ({resting})." if resting else f"{name}: {ended(words)}"
