"""What somebody on the record says about an entry: their own words, which from then on stand beside it.

An entry is an attributed statement and stays as it was said, so whoever it is about answers it instead of losing
against it. Source: the rights to rectification and to restriction (UK GDPR Articles 16 and 18).
"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, EntryId, Names, PersonId, Said, Words, ask, ended
from firsthome.kit.dates import say_day
from firsthome.procedures.rights import rights


class Wanted(Choice):
    """What they ask for."""

    CORRECTED = "corrected", "That it is corrected"
    REMOVED = "removed", "That it is removed"
    RESTRICTED = "restricted", "That it is not used, or that fewer people see it"
    NOTED = "noted", "Only that their words stand beside it"


WHAT_NEXT = {
    Wanted.CORRECTED: "Whoever answers for this entry corrects it, or tells them why it stays.",
    Wanted.REMOVED: "Words are destroyed only on an order: ask your safeguarding lead.",
    Wanted.RESTRICTED: "Until it is decided, rest nothing on it without their words beside it.",
}


class OwnWords(Said):
    """Somebody on the record contests an entry, or adds to it. When they said it is when it happened."""

    kind: ClassVar[str] = "own_words"
    title: ClassVar[str] = "Their own words about an entry"

    contested: EntryId = ask("Which entry is it about?", missing="Choose the entry that they speak about")
    person: PersonId = ask("Who says it?", missing="Choose who says it")
    words: Words = ask(
        "What do they say?", "In their own words, as they said or wrote them.", missing="Write what they say"
    )
    wanted: Wanted = ask("What do they ask for?", missing="Choose what they ask for")
    instead: Words = ask("What should it say instead?", "In their own words.", default="")

    def cited(self) -> tuple[UUID, ...]:
        """The entry that they speak about: whoever may not see it reads nothing of this either."""
        return (self.contested,)

    def persons(self) -> tuple[UUID, ...]:
        """Who says it."""
        return (self.person,)

    def what_next(self, entry: Entry) -> str:
        """Who answers what they ask for, and by when. Source: UK GDPR Articles 12(3), 16, 17 and 18."""
        if self.wanted is Wanted.NOTED:
            return ""
        clock = rights().clock
        due = say_day(clock.due(entry.happened.earliest or entry.learned_on(), extended=False))
        return f"{WHAT_NEXT[self.wanted]} Answer them by {due}: {clock.say_source()}."

    def beside(self, names: Names) -> str:
        """«Leila Mistry: “He was not there.” It should say: “He came later.”», for beside the entry itself."""
        instead = f" It should say: “{self.instead.strip()}”" if self.instead.strip() else ""
        return f"{names.person(self.person)}: “{self.words.strip()}”{instead}"

    def sentence(self, entry: Entry, names: Names) -> str:
        """«About 1 entry, Leila Mistry: “He was not there.” Asked for: that it is corrected.»"""
        wanted = f"{self.wanted.label[0].lower()}{self.wanted.label[1:]}"
        return f"About 1 entry, {self.beside(names)} Asked for: {ended(wanted)}"
