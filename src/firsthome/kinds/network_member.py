"""What somebody near the family sees, thinks and can do: a grandmother, an aunt, a friend, a neighbour.

They often see what no service sees, and they have a part in keeping the baby and her safe. Who must not be invited
stands here too, with who decided. Source: briefing, section 05; domain facts, 5.7.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, Line, Names, PersonId, Said, Words, ask, ended


class Invited(Choice):
    """Whether they are asked to meetings of the family and its network."""

    NOT_DECIDED = "not_decided", "Not decided yet"
    YES = "yes", "To be invited"
    NOT = "not", "Must not be invited"


class NetworkMember(Said):
    """One person of the network, in their own words as far as they were asked."""

    kind: ClassVar[str] = "network_member"
    title: ClassVar[str] = "What somebody near the family sees and can do"
    about_whom: ClassVar[str] = "person"
    update_asks: ClassVar[str] = "Since when is this known?"

    person: PersonId = ask("Who?", missing="Choose whom it is about, or add the person first")
    tie: Line = ask("What are they to the family?", "In their words: «her aunt, next door».", default="")
    seen: Words = ask("What have they seen?", "In their own words.", default="")
    keeps_safe: Words = ask(
        "What do they think would keep the baby and her safe?", "In their own words.", default=""
    )
    can_do: Words = ask("What can they do?", default="")
    can_when: Line = ask("When?", "For example: Friday nights; at any hour if she rings.", default="")
    invited: Invited = ask("Are they invited when the network meets?", default=Invited.NOT_DECIDED)
    decided_by: Line = ask("Who decided that, and why?", default="")
    note: Words = ask("Anything else to say", default="")

    def cannot_be(self, today: date) -> Iterable[tuple[str, str]]:
        """Keeping somebody away is somebody's decision."""
        if self.invited is Invited.NOT and not self.decided_by.strip():
            yield "decided_by", "Write who decided that they must not be invited, and why"

    @property
    def asked(self) -> bool:
        """Whether they have said what they see or think."""
        return bool(self.seen.strip() or self.keeps_safe.strip())

    def persons(self) -> tuple[UUID, ...]:
        """Who."""
        return (self.person,)

    def facts(self, names: Names) -> dict[str, str]:
        """Every question in short, with what is known: nothing where nobody has said anything yet."""
        decided = f"decided by {self.decided_by.strip()}" if self.decided_by.strip() else ""
        invited = self.invited.within() if self.invited is not Invited.NOT_DECIDED else ""
        can_do = self.can_do.strip().rstrip(".")
        return {
            "What they have seen": f"“{self.seen.strip()}”" if self.seen.strip() else "",
            "What would keep the baby and her safe": f"“{self.keeps_safe.strip()}”"
            if self.keeps_safe.strip()
            else "",
            "What they can do, and when": "; ".join(filter(None, [can_do, self.can_when.strip()])),
            "When the network meets": ", ".join(filter(None, [invited, decided])),
        }

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Rekha Mistry, her aunt. What they have seen: “She is alone most nights.”»"""
        who = ", ".join(filter(None, [names.person(self.person), self.tie.strip().rstrip(".")]))
        facts = [ended(f"{what}: {said}") for what, said in self.facts(names).items() if said]
        return " ".join(filter(None, [f"{who}.", *facts, ended(self.note)]))
