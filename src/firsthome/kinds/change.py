"""One thing that a parent wants to change: why now, what helps, what shows it, and what goes on after the birth.

One behaviour at a time, on a scale in the parent's own words: no badge, no stage, and nothing to add up.
Source: briefing, section 06; domain facts, 5.2.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, EntryId, Line, Names, PersonId, Said, Words, ask, ended


class Step(Choice):
    """A place on the parent's own scale; what each means is in their words."""

    MUCH_HARDER = "-2", "−2"
    HARDER = "-1", "−1"
    AS_AGREED = "0", "0"
    BETTER = "1", "+1"
    MUCH_BETTER = "2", "+2"


class WhoseWord(Choice):
    """Whose word the evidence is."""

    NOT_SAID = "not_said", "Not said"
    PARENT = "parent", "The parent’s own word"
    SOMEBODY_ELSE = "somebody_else", "Somebody else’s word"
    SEEN = "seen", "A practitioner saw it, or it was measured"


ANCHORS = {
    Step.MUCH_HARDER: "scale_minus_2",
    Step.HARDER: "scale_minus_1",
    Step.AS_AGREED: "scale_0",
    Step.BETTER: "scale_plus_1",
    Step.MUCH_BETTER: "scale_plus_2",
}


class Change(Said):
    """One behaviour of one parent. Updates say how it goes, each with its day."""

    kind: ClassVar[str] = "change"
    title: ClassVar[str] = "Change that a parent wants"
    about_whom: ClassVar[str] = "person"
    asked_later: ClassVar[tuple[str, ...]] = ("lapse",)
    asked_afresh: ClassVar[tuple[str, ...]] = ("step", "evidence", "whose_word", "evidence_entries", "lapse")
    folded: ClassVar = {
        "Their own scale": tuple(ANCHORS.values()),
        "Entries that show it": ("evidence_entries",),
    }

    person: PersonId = ask("Whose change is it?", missing="Choose whose change it is")
    behaviour: Line = ask(
        "What is it about?",
        "One thing only, such as drinking in the evening.",
        missing="Write what it is about",
    )
    wants: Words = ask("What do they want?", "In their own words.", default="")
    why_now: Words = ask("Why now?", default="")
    hard: Words = ask("What would make it hard?", default="")
    step: Step | None = ask("Where are they on their own scale?", "As they see it themselves.", default=None)
    evidence: Words = ask("What shows how it goes?", default="")
    whose_word: WhoseWord = ask("Whose word is that?", default=WhoseWord.NOT_SAID)
    evidence_entries: tuple[EntryId, ...] = ask("Which entries show it?", default=())
    lapse: Words = ask(
        "Was there a lapse, and what helped after it?", "A lapse is an ordinary part of changing.", default=""
    )
    support: Words = ask("What support is there now?", default="")
    support_after_birth: Words = ask(
        "What support goes on after the birth, and who gives it?",
        "With names, if they are known.",
        default="",
    )
    scale_minus_2: Line = ask("−2 would be", "Agreed with the parent, in words of their own.", default="")
    scale_minus_1: Line = ask("−1 would be", default="")
    scale_0: Line = ask("0 would be", "What they hope to reach.", default="")
    scale_plus_1: Line = ask("+1 would be", default="")
    scale_plus_2: Line = ask("+2 would be", default="")

    def persons(self) -> tuple[UUID, ...]:
        """Whose change it is."""
        return (self.person,)

    def cited(self) -> tuple[UUID, ...]:
        """The entries that show it."""
        return self.evidence_entries

    def anchor(self, step: Step) -> str:
        """What a step means, in the parent's words; empty where they have not said."""
        return str(getattr(self, ANCHORS[step]))

    def step_words(self) -> str:
        """«+1 on their own scale: “two evenings without”»."""
        if self.step is None:
            return ""
        means = self.anchor(self.step).strip()
        return f"{self.step.label} on their own scale" + (f": “{means}”" if means else "")

    def shown_by(self) -> str:
        """«Kept three appointments (a practitioner saw it, or it was measured)»."""
        whose = "" if self.whose_word is WhoseWord.NOT_SAID else f" ({self.whose_word.within()})"
        return f"{self.evidence.strip().rstrip('.')}{whose}" if self.evidence.strip() else ""

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Drinking in the evening, Leila Mistry. Wants: “…” +1 on their own scale: “…”. Shown by: …»"""
        parts = [
            f"{self.behaviour.rstrip('.')}, {names.person(self.person)}.",
            f"Wants: “{ended(self.wants)}”" if self.wants else "",
            ended(self.step_words()),
            f"Shown by: {ended(self.shown_by())}" if self.evidence.strip() else "",
            f"A lapse, and what helped: {ended(self.lapse)}" if self.lapse else "",
            f"After the birth: {ended(self.support_after_birth)}" if self.support_after_birth else "",
        ]
        return " ".join(filter(None, parts))
