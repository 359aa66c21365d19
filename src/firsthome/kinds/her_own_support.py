"""The mother in her own right: an advocate, a domestic abuse advocate, and what was decided about her own safeguarding.

Each is arranged, or somebody says why not; «not considered yet» is never a «no». Source: briefing, section 05 (safety
for the baby and the vulnerable adult).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, Names, Said, Words, ask, ended


class Support(Choice):
    """How it stands with one sort of support for her."""

    ARRANGED = "arranged", "Arranged"
    OFFERED = "offered", "Offered, not arranged yet"
    DECLINED = "declined", "Offered, and she would rather not"
    NOT_NEEDED = "not_needed", "Considered, and not needed"
    NOT_CONSIDERED = "not_considered", "Not considered yet"


class HerOwnSupport(Said):
    """What was decided about support for her, as somebody with rights of her own."""

    kind: ClassVar[str] = "her_own_support"
    title: ClassVar[str] = "Support for the mother in her own right"
    update_asks: ClassVar[str] = "Since when is it so?"

    advocate: Support = ask(
        "Does she have an advocate?",
        "Somebody who is there for her alone, in meetings and between them.",
        default=Support.NOT_CONSIDERED,
    )
    advocate_words: Words = ask("Who, or why not?", default="")
    abuse_advocate: Support = ask("Does she have a domestic abuse advocate?", default=Support.NOT_CONSIDERED)
    abuse_advocate_words: Words = ask("Who, or why not?", default="")
    adult_safeguarding: Support = ask(
        "Was her own safeguarding as an adult considered?",
        "She may need care and support and be unable to protect herself because of that.",
        default=Support.NOT_CONSIDERED,
    )
    adult_safeguarding_words: Words = ask("What was decided, by whom, and why?", default="")

    @property
    def parts(self) -> list[tuple[str, Support, str]]:
        """Each sort of support, how it stands, and the words to it."""
        return [
            ("Advocate", self.advocate, self.advocate_words),
            ("Domestic abuse advocate", self.abuse_advocate, self.abuse_advocate_words),
            ("Safeguarding as an adult", self.adult_safeguarding, self.adult_safeguarding_words),
        ]

    def cannot_be(self, today: date) -> Iterable[tuple[str, str]]:
        """What is not needed is not needed for a reason; what is arranged is with somebody."""
        for name in ("advocate", "abuse_advocate", "adult_safeguarding"):
            how = getattr(self, name)
            if how in (Support.NOT_NEEDED, Support.ARRANGED) and not getattr(self, f"{name}_words").strip():
                yield (
                    f"{name}_words",
                    "Write who it is" if how is Support.ARRANGED else "Write why it is not needed",
                )

    def sentence(self, entry: Entry, names: Names) -> str:
        """«For the mother in her own right. Advocate: arranged. Jo Reed, every meeting.»"""
        said = [
            f"{what}: {how.within()}. {ended(words)}".strip()
            for what, how, words in self.parts
            if how is not Support.NOT_CONSIDERED or words
        ]
        return " ".join(["For the mother in her own right.", *(said or ["Nothing considered yet."])])
