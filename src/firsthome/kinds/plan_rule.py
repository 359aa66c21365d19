"""A rule of the plan: under which condition something is so, what follows if it is not, who checks, and how often.

A rule that nobody checks protects nobody: reviews found that more often than anything else about plans. Source: domain
facts, 6 and 7.10.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar
from uuid import UUID

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


class PlanRule(Said):
    """Something that was agreed under a condition. Each check is an update, with what was found."""

    kind: ClassVar[str] = "plan_rule"
    title: ClassVar[str] = "Rule of the plan"
    update_asks: ClassVar[str] = "When was it checked, or changed?"
    asked_later: ClassVar[tuple[str, ...]] = ("found",)
    asked_afresh: ClassVar[tuple[str, ...]] = ("found",)

    rule: Words = ask(
        "What was agreed?",
        "For example: he visits only while her aunt is there.",
        missing="Write what was agreed",
    )
    otherwise: Words = ask("What happens if it is not kept?", missing="Write what happens if it is not kept")
    practitioner: PractitionerId | None = ask("Who checks it?", default=None)
    person: PersonId | None = ask("Or who of the family or network?", default=None)
    agency: AgencyId | None = ask("Or which agency?", default=None)
    owner_words: Line = ask("Or say who", default="")
    how_often: Line = ask(
        "How often?", "For example: at every visit, and unannounced once a week.", default=""
    )
    found: Words = ask("What did the check find?", default="")

    @property
    def checked(self) -> bool:
        """Whether somebody is to check it, and it is said how often."""
        return somebody(self) and bool(self.how_often.strip())

    def cannot_be(self, today: date) -> Iterable[tuple[str, str]]:
        """Whoever checks does so at some times."""
        if somebody(self) and not self.how_often.strip():
            yield "how_often", "Write how often it is checked"

    def persons(self) -> tuple[UUID, ...]:
        """Who of the network checks it."""
        return (self.person,) if self.person else ()

    def checks(self, names: Names) -> str:
        """«Ada Hope, at every visit»; nothing while nobody does."""
        return ", ".join(filter(None, [doer(self, names), self.how_often.strip()])) if somebody(self) else ""

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Agreed: he visits only while her aunt is there. If not kept: … Checked by: Ada Hope, at every visit.»"""
        parts = [
            f"Agreed: {ended(self.rule)}",
            f"If not kept: {ended(self.otherwise)}",
            f"Checked by: {ended(self.checks(names))}"
            if somebody(self)
            else "Nobody is named who checks it.",
            f"Found: {ended(self.found)}" if self.found else "",
        ]
        return " ".join(filter(None, parts))
