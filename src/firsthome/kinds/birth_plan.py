"""The birth, as the family and those who keep the baby and her safe want it to go: what the ward needs to have read.

Who is kept away stands in entries of its own (`kept_away`): why somebody is never reaches the ward's card. Legal advice
and intended applications are never written here. Source: domain facts, 1.6 and 7.11; safety rule 13.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.conversation import AsAsked
from firsthome.kinds.entry import Entry, Line, Names, PersonId, Said, Words, ask, ended
from firsthome.kit.dates import say_day


class LegalStatus(Choice):
    """What the law says of the baby today, said plainly. Nobody is kept on a ward by a plan."""

    NO_ORDER = "no_order", "No order in force"
    ORDER = "order", "An order is in force"
    NOT_KNOWN = "not_known", "Not known: ask before acting"


class Watching(Choice):
    """Whether parents and baby are watched on the ward, and how; the words say what that means here."""

    ORDINARY = "ordinary", "Ordinary care, as for every family"
    OBSERVED = "observed", "Observation: staff notice, and write down what they see"
    SUPERVISED = "supervised", "Supervision: a member of staff is in the room"


class BirthPlan(Said):
    """The safeguarding birth plan. A change is a new version; whoever holds the one before is told so."""

    kind: ClassVar[str] = "birth_plan"
    title: ClassVar[str] = "Safeguarding birth plan"
    update_asks: ClassVar[str] = "From when does this version hold?"
    filled_in: ClassVar[tuple[str, ...]] = ("as_asked",)
    folded: ClassVar[dict[str, tuple[str, ...]]] = {
        "The days after": ("first_day", "ten_days", "six_weeks"),
    }

    place: Line = ask("Where is the baby to be born?", default="")
    wishes: Words = ask("What does she want for the birth?", "In her own words.", default="")
    present: tuple[PersonId, ...] = ask("Who is to be with her?", default=())
    present_words: Line = ask("Anybody else who is to be with her?", default="")
    difficult: Words = ask(
        "Who may come, although it can be difficult, and what helps then?",
        "Name what helps, not faults.",
        default="",
    )
    ring_in_hours: Words = ask("Whom does the ward ring in office hours?", default="")
    ring_out_of_hours: Words = ask("Whom does the ward ring at night and at weekends?", default="")
    watching: Watching = ask("How are she and the baby cared for on the ward?", default=Watching.ORDINARY)
    watching_words: Words = ask(
        "What does that mean here?", "Who is in the room, when, and what they look for.", default=""
    )
    baby_observed: Words = ask("How long is the baby observed, and for what?", default="")
    feeding: Words = ask("How does she want to feed the baby, and what has to be thought of?", default="")
    legal: LegalStatus = ask(
        "What is the legal status?",
        "As it is today. What is being thought about is not written here.",
        missing="Choose the legal status, as it is today",
    )
    order_words: Words = ask("If there is an order: which, and what does it allow?", default="")
    order_seen_by: Line = ask("Who has seen the order itself?", default="")
    order_seen_on: date | None = ask("When?", default=None)
    first_day: Words = ask("What happens in the first 24 hours?", default="")
    ten_days: Words = ask("And in the first 10 days?", default="")
    six_weeks: Words = ask("And until 6 weeks?", default="")
    as_asked: AsAsked | None = ask("As it was asked", default=None)

    def cannot_be(self, today: date) -> Iterable[tuple[str, str]]:
        """An order is one that somebody has seen; supervision is defined."""
        if self.legal is LegalStatus.ORDER:
            yield from order_seen(self.order_seen_by, self.order_seen_on, today)
            if not self.order_words.strip():
                yield "order_words", "Write which order it is, and what it allows"
        if self.watching is not Watching.ORDINARY and not self.watching_words.strip():
            yield (
                "watching_words",
                "Write what it means here: who is in the room, when, and what they look for",
            )

    def persons(self) -> tuple[UUID, ...]:
        """Who is to be with her."""
        return self.present

    def with_her(self, names: Names) -> str:
        """«Carol Pryce, her aunt; the doula»"""
        return "; ".join([*map(names.person, self.present), *filter(None, [self.present_words.strip()])])

    def legal_words(self) -> str:
        """«No order in force.»; an order with who has seen it, and when."""
        if self.legal is not LegalStatus.ORDER:
            return f"{self.legal.label}."
        seen = f"Seen by {self.order_seen_by}" + (
            f" on {say_day(self.order_seen_on)}" if self.order_seen_on else ""
        )
        return " ".join(filter(None, [f"{self.legal.label}:", ended(self.order_words), ended(seen)]))

    def facts(self, names: Names) -> dict[str, str]:
        """Every question in short, with its answer: nothing where nobody has said anything yet."""
        quoted = f"“{self.wishes.strip()}”" if self.wishes.strip() else ""
        return {
            "Where": self.place.strip(),
            "What she wants": quoted,
            "Who is with her": self.with_her(names),
            "Who may come, and what helps": self.difficult.strip(),
            "Ring in office hours": self.ring_in_hours.strip(),
            "Ring at night and at weekends": self.ring_out_of_hours.strip(),
            "Care on the ward": " ".join(
                filter(None, [f"{self.watching.label}.", ended(self.watching_words)])
            ),
            "Observing the baby": self.baby_observed.strip(),
            "Feeding": self.feeding.strip(),
            "Legal status": self.legal_words(),
            "First 24 hours": self.first_day.strip(),
            "First 10 days": self.ten_days.strip(),
            "Until 6 weeks": self.six_weeks.strip(),
        }

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Birth plan. Who is with her: Carol Pryce. Legal status: no order in force.»"""
        facts = [ended(f"{what}: {said}") for what, said in self.facts(names).items() if said]
        return " ".join(["Birth plan.", *facts])


def order_seen(by: str, on: date | None, today: date) -> Iterable[tuple[str, str]]:
    """An order counts once somebody has seen the paper itself."""
    if not by.strip():
        yield "order_seen_by", "Write who has seen the order itself"
    if on is None or on > today:
        yield "order_seen_on", "Enter the day on which it was seen"
