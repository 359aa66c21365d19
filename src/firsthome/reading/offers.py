"""Which contacts were offered, and what became of each: counted for both sides, and never made into a score.

Pure. Contacts, not people, are counted; «at least two» stays «at least»; a day that is not known is not guessed.
Source: engagement and disengagement, try to understand why (briefing, section 06).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from firsthome.kinds.choices import Choice
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.record import Record
from firsthome.kinds.worked_out import worked_out_once
from firsthome.kit.dates import Span
from firsthome.reading.axis import days_meant, plus

WEEKS_SHOWN = 12


class Shape(Choice):
    """What a mark of a picture stands for. Each is a form of its own, so that no meaning hangs on a colour."""

    KEPT = "kept", "Attended"
    IN_PART = "in_part", "Attended, part of it not taken up"
    NOT_ATTENDED = "not_attended", "Not attended"
    BY_FAMILY = "by_family", "Cancelled or moved by the family"
    BY_SERVICE = "by_service", "Cancelled or moved by the service"
    BY_SOMEBODY = "by_somebody", "Cancelled, not known by whom"
    NO_ACCESS = "no_access", "No access"
    OFFERED = "offered", "Offered, outcome not recorded yet"
    PLANNED = "planned", "Planned, and nothing recorded here since"
    OUTCOME = "outcome", "Birth or other outcome"
    MOVE = "move", "Move"
    OTHER = "other", "Other entry"


BECAME = {
    ContactOutcome.ATTENDED: Shape.KEPT,
    ContactOutcome.NOT_ATTENDED: Shape.NOT_ATTENDED,
    ContactOutcome.REARRANGED: Shape.BY_FAMILY,
    ContactOutcome.REARRANGED_BY_SERVICE: Shape.BY_SERVICE,
    ContactOutcome.CANCELLED_BY_FAMILY: Shape.BY_FAMILY,
    ContactOutcome.CANCELLED_BY_SERVICE: Shape.BY_SERVICE,
    ContactOutcome.CANCELLED: Shape.BY_SOMEBODY,
    ContactOutcome.NO_ACCESS: Shape.NO_ACCESS,
    ContactOutcome.OFFERED: Shape.OFFERED,
}


def shape_of(said: Contact) -> Shape:
    """What a contact became, and whether it was taken up only in part."""
    return Shape.IN_PART if said.not_taken_up and said.in_part else BECAME[said.outcome]


COUNTED_AS = {
    Shape.KEPT: "kept",
    Shape.NOT_ATTENDED: "not attended",
    Shape.BY_FAMILY: "cancelled or moved by the family",
    Shape.BY_SERVICE: "cancelled or moved by the service",
    Shape.BY_SOMEBODY: "cancelled, not known by whom",
    Shape.NO_ACCESS: "no access",
    Shape.OFFERED: "with no outcome recorded yet",
}


class Offer(NamedTuple):
    """What one entry says of contacts: when, how many, and what became of them."""

    span: Span
    shape: Shape
    times: int = 1
    at_least: bool = False


class Count(NamedTuple):
    """So many, or at least so many."""

    number: int = 0
    at_least: bool = False

    def say(self) -> str:
        """«2», «at least 2»."""
        return f"at least {self.number}" if self.at_least else str(self.number)


@dataclass(frozen=True, slots=True)
class Engagement:
    """The contacts of the last weeks, oldest first, and how many more may belong there: their days are not known."""

    offers: tuple[Offer, ...]
    not_placed: Count
    weeks: int | None

    def count(self, shape: Shape) -> Count:
        """How many contacts became this."""
        return counted([offer for offer in self.offers if offer.shape is shape])


def engagement(offers: Iterable[Offer], today: date, weeks: int | None = WEEKS_SHOWN) -> Engagement:
    """The contacts that surely lie in the last weeks, those still to come among them; all of them without weeks."""
    everything = sorted(offers, key=_oldest_first)
    if weeks is None:
        return Engagement(tuple(everything), Count(), None)
    since = plus(today, -7 * weeks)
    inside, perhaps = [], []
    for offer in everything:
        earliest, latest = offer.span
        if earliest and earliest >= since:
            inside.append(offer)
        elif not latest or latest >= since:
            perhaps.append(offer)
    return Engagement(tuple(inside), counted(perhaps), weeks)


@worked_out_once
def offers_of(record: Record, today: date) -> tuple[Offer, ...]:
    """Every contact that stands on a record; an update stands beside what it updates."""
    return tuple(
        Offer(days_meant(entry.happened, record, today), BECAME[said.outcome], said.times, said.at_least)
        for statement in record.of_kind(Contact)
        for entry, _, _ in statement.standing
        if isinstance(said := entry.said, Contact)
    )


def counted(offers: Sequence[Offer]) -> Count:
    """How many contacts these entries are about. One «at least» among them makes the sum «at least»."""
    return Count(sum([offer.times for offer in offers]), any(offer.at_least for offer in offers))


def say_engagement(facts: Engagement) -> str:
    """«6 contacts offered in the last 12 weeks: 4 kept, 1 not attended, 1 cancelled or moved by the service.»"""
    within = f" in the last {facts.weeks} weeks" if facts.weeks else ""
    if not facts.offers:
        return f"No contacts recorded here{within or ' yet'}.{_perhaps_more(facts)}"
    total = counted(facts.offers)
    noun = "contact" if total.number == 1 else "contacts"
    return f"{_capital(total.say())} {noun} offered{within}: {_what_became(facts)}.{_perhaps_more(facts)}"


def say_short(facts: Engagement) -> str:
    """The same beside a picture, under a heading that says which weeks: «4 kept, 1 not attended.»"""
    if not facts.offers:
        return say_engagement(facts)
    return f"{_capital(_what_became(facts))}.{_perhaps_more(facts)}"


def _perhaps_more(facts: Engagement) -> str:
    """What may belong to these weeks too."""
    if not facts.not_placed.number:
        return ""
    return f" {_capital(facts.not_placed.say())} more may belong here: the day is not known."


def _what_became(facts: Engagement) -> str:
    """«4 kept, 1 not attended, 1 cancelled or moved by the service»."""
    counts = ((facts.count(shape), word) for shape, word in COUNTED_AS.items())
    return ", ".join(f"{count.say()} {word}" for count, word in counts if count.number)


def _oldest_first(offer: Offer) -> tuple[date, str, int]:
    """Contacts without any day come first: they are nearer to the past than to today. Then always the same order."""
    return offer.span.earliest or offer.span.latest or date.min, offer.shape, offer.times


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
