"""What of a chronology is to be seen: whose lines, about whom, what, from when until when, in which order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from firsthome.kinds.entry import Names
from firsthome.kinds.gestation import day_of, read_gestation
from firsthome.kinds.record import Record
from firsthome.kinds.registry import kinds
from firsthome.kit.dates import Span
from firsthome.pages.chronology import Place

FOLDED = frozenset(
    {
        "person",
        "relationship",
        "involvement",
        "share",
        "withheld",
        "acknowledgement",
        "restrict",
        "release",
        "subject_request",
        "subject_review",
        "subject_pack",
        "subject_pack_given",
        "information_request",
        "information_answer",
    }
)
"""Who joined, what was shared, who asked what is held: folded away, so that what happened can be read at once."""
NAMES = ("agency", "person", "kind", "order", "more", "from", "to")
UNREADABLE = "Enter weeks of pregnancy, like 22+4, or a date, like 27 3 2025"

Options = list[tuple[str, str, list[tuple[str, str]]]]


@dataclass(frozen=True)
class Filters:
    """The filters as they stand in the address of the page. An unknown value filters nothing."""

    agency: str = ""
    person: str = ""
    kind: str = ""
    order: str = ""
    more: str = ""
    begins: str = ""
    ends: str = ""

    @classmethod
    def asked(cls, query: QueryDict) -> Filters:
        """From the address of the page."""
        return cls(*(query.get(name, "").strip() for name in NAMES))

    def any(self) -> bool:
        """Whether something that could be shown is left out by choice."""
        return bool(self.agency or self.person or self.kind or self.begins or self.ends)

    def fits(self, place: Place) -> bool:
        """Whether a line is to be seen, as far as the line itself can tell."""
        return (
            self.agency in ("", str(place.agency))
            and self.kind in ("", place.kind)
            and (not self.person or self.person in map(str, place.persons))
            and (bool(self.more) or self.kind == place.kind or place.kind not in FOLDED)
        )

    def period(self, edd: date | None) -> Span | None:
        """The days to be seen, either end open; None for all. ValueError says what to type."""
        first = _days(self.begins, edd).earliest if self.begins else None
        last = _days(self.ends, edd).latest if self.ends else None
        if first and last and first > last:
            first, last = last, first
        return Span(first, last) if first or last else None


def filter_options(places: Sequence[Place], record: Record, names: Names) -> Options:
    """For each filter its name, its label, and what this record offers: no more than what can be seen on it."""
    agencies = {str(one): names.agency(one) for one in {place.agency for place in places}}
    people = {str(person): names.person(person) for person in record.people}
    sorts = {one: kinds()[one].title for one in {place.kind for place in places}}
    options = (("agency", "Agency", agencies), ("person", "About", people), ("kind", "What", sorts))
    return [(name, label, sorted(found.items(), key=lambda one: one[1])) for name, label, found in options]


def _days(typed: str, edd: date | None) -> Span:
    """The days that somebody typed: weeks of pregnancy where these can be counted, or a date."""
    numbers = re.split(r"[\s/.-]+", typed)
    try:
        if len(numbers) == 3:
            year, month, day = map(int, numbers if len(numbers[0]) == 4 else numbers[::-1])
            return Span(date(year, month, day), date(year, month, day))
        if edd:
            days = read_gestation(typed)
            return Span(day_of(days, edd), day_of(days if "+" in typed else days + 6, edd))
    except (ValueError, OverflowError):
        pass
    raise ValueError(UNREADABLE)
