"""What is known of a man as the baby's father or her partner, and what is not known yet.

He is a person with a view of his own, and often the one whom nobody asked. Several stand side by side, and two agencies
may say different things of one. Source: briefing, section 05; domain facts, 5.6 and 7.2, hazards 10 and 13.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Asked, Choice
from firsthome.kinds.entry import AgencyId, Entry, Line, Names, PersonId, Said, Words, ask, ended
from firsthome.kit.dates import say_day

WHY_NOT = "Why nobody works with them"
"""Said only where it is so: nobody asks for it beside somebody whom people work with."""


class HowKnown(Choice):
    """How it is known who the father or the partner is. Whoever is named or claims it is no fact by that."""

    KNOWN = "known", "It is known who it is"
    NAMED = "named", "Somebody named them"
    CLAIMS = "claims", "They say so themselves"
    DISPUTED = "disputed", "People say different things"
    DENIED = "denied", "Somebody says that it is not so"
    MORE_THAN_ONE = "more_than_one", "More than one is possible"
    NOT_ASKED = "not_asked", "She was not asked yet"
    ASKED_NOT_TOLD = "asked_not_told", "She was asked, and preferred not to say"
    UNSAFE = "unsafe_to_ask", "It is not safe to ask"

    @property
    def of_somebody(self) -> bool:
        """Whether it can only be said of one person."""
        return self in (HowKnown.KNOWN, HowKnown.NAMED, HowKnown.CLAIMS, HowKnown.DENIED)


class FatherOrPartner(Said):
    """One man, or that nobody is known yet. Also for a partner who is a woman: no question says «he»."""

    kind: ClassVar[str] = "father_or_partner"
    title: ClassVar[str] = "What is known of a father or partner"
    about_whom: ClassVar[str] = "person"
    update_asks: ClassVar[str] = "Since when is this known?"
    folded: ClassVar[dict[str, tuple[str, ...]]] = {
        "Who has seen them, and which checks were made": (
            "seen_alone",
            "seen_by",
            "checked_by",
            "checked_on",
            "checks_held",
        ),
        "How they see it, and their part": ("views", "strengths", "needs", "part", "meaning"),
    }

    person: PersonId | None = ask(
        "Who is it about?", "Leave it open while nobody is known, and say below how that is.", default=None
    )
    how_known: HowKnown | None = ask("How is it known who the father or the partner is?", default=None)
    said_by: Line = ask("Who says so?", default="")
    knows: Asked = ask("Do they know of the pregnancy?", default=Asked.NOT_ASKED)
    lives_there: Asked = ask("Do they live with her?", default=Asked.NOT_ASKED)
    seen_alone: Asked = ask("Has somebody talked with them alone?", default=Asked.NOT_KNOWN)
    seen_by: Line = ask("Who, and when?", default="")
    checked_by: tuple[AgencyId, ...] = ask("Which agencies looked at what they hold?", default=())
    checked_on: date | None = ask("When?", default=None)
    checks_held: Line = ask("Where is the result kept?", "The place, not the result itself.", default="")
    views: Words = ask("How do they see it, in their own words?", default="")
    strengths: Words = ask("What do they bring that helps?", default="")
    needs: Words = ask("What do they need for themselves?", default="")
    part: Words = ask("What is their part in the plan?", default="")
    meaning: Words = ask(
        "What does it mean for the baby, and who looked at that?",
        "What a service that looks at children’s safety says of it.",
        default="",
    )
    contact_risks: Words = ask(
        "What could go wrong if somebody contacts them, and for whom?",
        "While anything stands here, nobody is asked to approach them.",
        default="",
    )
    not_engaged: Words = ask(
        "If nobody works with them: why?",
        "For example: it is not safe for her, who decided that, they work away, nobody has asked them.",
        default="",
    )
    note: Words = ask("Anything else to say", default="")

    def cannot_be(self, today: date) -> Iterable[tuple[str, str]]:
        """Something is said, and what can only be said of somebody says of whom; no check was made after today."""
        if self.person is None and self.how_known is None:
            yield "how_known", "Choose whom it is about, or say how it is known who it is"
        if self.person is None and self.how_known and self.how_known.of_somebody:
            yield "how_known", "Choose whom it is about; put them on the record first if they are not there"
        if self.checked_on and self.checked_on > today:
            yield "checked_on", "Enter a day that is not in the future"

    @property
    def heard(self) -> bool:
        """Whether somebody has talked with them."""
        return self.seen_alone is Asked.YES

    @property
    def unsafe(self) -> bool:
        """Whether nobody is to be approached without thought (safety rule 11)."""
        not_safe = Asked.NOT_SAFE in (self.knows, self.lives_there, self.seen_alone)
        return not_safe or self.how_known is HowKnown.UNSAFE or bool(self.contact_risks.strip())

    def persons(self) -> tuple[UUID, ...]:
        """The man, if it is about one."""
        return (self.person,) if self.person else ()

    def facts(self, names: Names) -> dict[str, str]:
        """Every question in short, with what is known: nothing where nobody has said anything yet."""
        return {
            "Who it is": self._who(),
            "Knows of the pregnancy": _answered(self.knows, Asked.NOT_ASKED),
            "Lives with her": _answered(self.lives_there, Asked.NOT_ASKED),
            "Talked with alone": _joined(_answered(self.seen_alone, Asked.NOT_KNOWN), self.seen_by),
            "Checks": self._checks(names),
            "In their own words": f"“{self.views.strip()}”" if self.views.strip() else "",
            "What they bring": self.strengths.strip(),
            "What they need": self.needs.strip(),
            "Their part in the plan": self.part.strip(),
            "What it means for the baby": self.meaning.strip(),
            "If somebody contacts them": self.contact_risks.strip(),
            WHY_NOT: self.not_engaged.strip(),
        }

    def _who(self) -> str:
        said_by = f"said by {self.said_by.strip()}" if self.said_by.strip() else ""
        return _joined(self.how_known.within() if self.how_known else "", said_by)

    def _checks(self, names: Names) -> str:
        """«Police and Probation, on 3 May 2025, kept in the police’s own system»"""
        who = " and ".join(map(names.agency, self.checked_by))
        on = f"on {say_day(self.checked_on)}" if self.checked_on else ""
        held = f"result kept in: {self.checks_held.strip()}" if self.checks_held.strip() else ""
        return _joined(who, on, held)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Ashwin Mistry, as father or partner. Who it is: somebody named them, said by her sister.»"""
        who = names.person(self.person) if self.person else "Father or partner"
        head = f"{who}, as father or partner." if self.person else f"{who}."
        facts = [ended(f"{what}: {said}") for what, said in self.facts(names).items() if said]
        return " ".join(filter(None, [head, *facts, ended(self.note)]))


def _answered(answer: Asked, nothing: Asked) -> str:
    return "" if answer is nothing else answer.within()


def _joined(*parts: str) -> str:
    return ", ".join(part for part in (one.strip() for one in parts) if part)
