"""If this happens, then who does what by when: four things that every plan has thought of, and whatever else may come.

Thought of means written, or a reason why this family needs nothing for it. Source: domain facts, 1.5, 1.6 and 7.10.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.doer import doer, somebody
from firsthome.kinds.entry import (
    AgencyId,
    Entry,
    Line,
    Names,
    PersonId,
    PractitionerId,
    Said,
    Words,
    ask,
    ended,
)


class Trigger(Choice):
    """What may happen."""

    BORN_EARLY = "born_early", "The baby is born early"
    BORN_ELSEWHERE = "born_elsewhere", "The baby is born somewhere else"
    CONTACT_LOST = "contact_lost", "Nobody can reach the family"
    LEAVES = "leaves_with_baby", "Somebody leaves with the baby, against the plan"
    OTHER = "other", "Something else"


ALWAYS = (Trigger.BORN_EARLY, Trigger.BORN_ELSEWHERE, Trigger.CONTACT_LOST, Trigger.LEAVES)
"""What every plan considers."""
BEFORE_BIRTH = (Trigger.BORN_EARLY, Trigger.BORN_ELSEWHERE)


class Contingency(Said):
    """One row: if, then, who, by when; or why there is none."""

    kind: ClassVar[str] = "contingency"
    title: ClassVar[str] = "If something happens"
    folded: ClassVar[dict[str, tuple[str, ...]]] = {
        "Considered, and nothing is needed for it": ("not_needed_because",)
    }

    trigger: Trigger = ask("If what happens?", missing="Choose what may happen")
    what: Line = ask("If it is something else: what?", default="")
    then: Words = ask("Then what is done?", default="")
    practitioner: PractitionerId | None = ask("Who does it?", default=None)
    person: PersonId | None = ask("Or who of the family or network?", default=None)
    agency: AgencyId | None = ask("Or which agency?", default=None)
    owner_words: Line = ask("Or say who", "For example: whoever is on duty on the ward.", default="")
    by_when: Line = ask("By when?", "For example: at once; the same day.", default="")
    ring: Line = ask("Whom do they ring, at any hour?", default="")
    not_needed_because: Words = ask("Why does this family need nothing for it?", default="")

    @property
    def head(self) -> str:
        """«The baby is born early»."""
        return self.what.strip().rstrip(".") or self.trigger.label

    def cannot_be(self, today: date) -> Iterable[tuple[str, str]]:
        """It is written with who and by when, or with the reason why not."""
        if self.trigger is Trigger.OTHER and not self.what.strip():
            yield "what", "Write what may happen"
        if not self.then.strip():
            if not self.not_needed_because.strip():
                yield "then", "Write what is done then, or why nothing is needed for it"
            return
        if not somebody(self):
            yield "owner_words", "Say who does it"
        if not self.by_when.strip():
            yield "by_when", "Write by when it is done"

    def persons(self) -> tuple[UUID, ...]:
        """Who of the network does it."""
        return (self.person,) if self.person else ()

    def done_by(self, names: Names) -> str:
        """«Ada Hope, at once. Ring: 01632 960001»"""
        who = ", ".join(filter(None, [doer(self, names), self.by_when.strip()]))
        return " ".join(filter(None, [ended(who), f"Ring: {ended(self.ring)}" if self.ring else ""]))

    def sentence(self, entry: Entry, names: Names) -> str:
        """«If the baby is born early: the ward rings the midwife. Ada Hope, at once.»"""
        head = f"If {self.head[:1].lower()}{self.head[1:]}"
        if not self.then.strip():
            return f"{head}: considered, and nothing is needed for it. Why: {ended(self.not_needed_because)}"
        return f"{head}: {ended(self.then)} {self.done_by(names)}"
