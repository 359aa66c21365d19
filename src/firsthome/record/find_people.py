"""Searching before adding: people whom the reader may know of, despite typing errors, other spellings and new surnames.

In two steps, so that most searches are quick: first what fits exactly or sounds the same; only where that leaves doubt
also what is nearly so. What the reader may not know of leaves no trace: see `finding`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from firsthome.access.levels import Level
from firsthome.access.principals import Reader
from firsthome.people.name_keys import (
    beginnings,
    beginnings_of_two,
    both_heard,
    day_keys,
    exact_keys,
    near,
    one_heard,
    one_heard_in,
    one_heard_on,
    one_heard_with_beginning,
    phones_in,
    plain_postcode,
    words_of,
)

MOST = 20
"""More than these would not be read; saying more about somebody finds fewer."""
CERTAIN = 3.0
"""From so much weight on, what is only nearly so is not looked for: a name that fits, and a birthday or a number."""
CERTAIN_BY_NAME = 1.9
"""The same where neither birthday nor number was typed: then a name that fits is all that there can be."""

THE_SAME, MUCH_THE_SAME, A_GOOD_PART, A_PART, A_LITTLE = 0.99, 0.5, 0.4, 0.3, 0.15
"""How much of two names is the same, by their trigrams. A little counts only with the same birthday."""


@dataclass(frozen=True)
class Sought:
    """What is known of somebody; any part may be missing."""

    name: str = ""
    born: date | None = None
    number: str = ""
    """An NHS number, ten digits."""
    phone: str = ""
    postcode: str = ""

    def exact(self) -> set[int]:
        """Keys of what fits as it was typed, or sounds the same."""
        found = (
            both_heard(self.name) | beginnings_of_two(self.name) | day_keys([self.born] if self.born else [])
        )
        found |= exact_keys("nhs", [self.number] if self.number else [])
        found |= exact_keys("phone", phones_in(self.phone))
        if self.a_part:
            found |= one_heard(self.name) | beginnings(self.name)
        if not self.name and self.postcode:
            found |= exact_keys("postcode", [plain_postcode(self.postcode)])
        return found

    def nearly(self) -> set[int]:
        """Keys of what may have been meant."""
        found = one_heard_with_beginning(self.name)
        found |= exact_keys("postcode", [plain_postcode(self.postcode)] if self.postcode else [])
        if self.born:
            found |= one_heard_on(self.name, near(self.born))
            found |= day_keys(near(self.born)) if not self.name else set()
            found |= one_heard_in(self.name, range(self.born.year - 1, self.born.year + 2))
        return found

    @property
    def a_part(self) -> bool:
        """Whether one word was typed, which may be the beginning of one."""
        return len(words_of(self.name)) == 1

    def __bool__(self) -> bool:
        return bool(self.name or self.born or self.number or self.phone or self.postcode)


class Fit(NamedTuple):
    """Somebody on one record, and how well they fit."""

    record: UUID
    reference: str
    level: int
    person: UUID
    name: str
    born: date | None
    role: str
    score: float
    alike: float
    both_heard: bool
    one_heard: bool
    birthday: int
    """3 this day, 2 a day that may have been meant, 1 the same year, -1 another one, 0 not known."""
    by_number: bool
    by_phone: bool
    by_postcode: bool

    @property
    def opens(self) -> bool:
        """Whether the reader sees entries of the record."""
        return self.level >= Level.CONTRIBUTE

    @property
    def name_fits(self) -> bool:
        """Whether the whole name is meant, as far as anybody can tell."""
        return self.both_heard or self.alike >= MUCH_THE_SAME

    @property
    def part_fits(self) -> bool:
        """Whether a part of the name is meant."""
        return self.one_heard or self.alike >= A_PART

    def begins_like(self, typed: str) -> bool:
        """Whether every word that was typed is how a word of the name begins."""
        words, parts = words_of(self.name), words_of(typed)
        return bool(parts) and all(any(word.startswith(part) for word in words) for part in parts)

    def fits(self, sought: Sought) -> bool:
        """Whether it says enough to be shown: never by a birthday alone where a name was typed that is another one."""
        if self.by_number or (self.by_phone and not sought.name):
            return True
        if not sought.name:
            return self.birthday == 3 or self.by_postcode
        if self.name_fits or self.begins_like(sought.name):
            return True
        return (
            (self.birthday == 3 and (self.by_postcode or self.part_fits or self.alike >= A_LITTLE))
            or ((self.by_phone or self.by_postcode) and self.part_fits)
            or (self.birthday == 2 and (self.one_heard or self.alike >= A_GOOD_PART))
        )

    def why(self, sought: Sought) -> Iterator[str]:
        """Why it was found, in words; to whoever sees no entries nothing is told of what stands there."""
        if not self.opens:
            return
        if sought.name:
            yield self._why_name(sought.name)
        if sought.born and self.birthday:
            yield {
                3: "the same date of birth",
                2: "nearly the same date of birth",
                1: "born in the same year, another day",
                -1: "another date of birth is recorded",
            }[self.birthday]
        for fits, words in (
            (self.by_number, "the same NHS number"),
            (self.by_phone, "the same phone number"),
            (self.by_postcode, "the same postcode"),
        ):
            if fits:
                yield words

    def _why_name(self, typed: str) -> str:
        if self.alike >= THE_SAME:
            return "the same name"
        if self.both_heard:
            return "a name that sounds the same, or that it is short for"
        if self.alike >= MUCH_THE_SAME:
            return "a name spelled much the same"
        part = self.part_fits or self.begins_like(typed)
        return "a part of the name fits" if part else "another name is recorded"


@dataclass
class Match:
    """One person, on every record where the reader may know of them; what they fit best stands first."""

    person: UUID
    fits: list[Fit] = field(default_factory=list)


def find_people(sought: Sought, reader: Reader, most: int = MOST) -> list[Match]:
    """Who may be meant, the likeliest first. The reader has to be announced: the database looks at who asks."""
    found = _search(sought, sought.exact(), most)
    certain = CERTAIN if sought.born or sought.number else CERTAIN_BY_NAME
    if not found or found[0].score < certain:
        found = _search(sought, sought.exact() | sought.nearly(), most)
    people: dict[UUID, Match] = {}
    for fit in found:
        if fit.fits(sought):
            people.setdefault(fit.person, Match(fit.person)).fits.append(fit)
    return list(people.values())


def _search(sought: Sought, keys: set[int], most: int) -> list[Fit]:
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM find_people(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                list(keys),
                list(both_heard(sought.name)),
                list(one_heard(sought.name)),
                " ".join(words_of(sought.name)),
                sought.born,
                near(sought.born) if sought.born else [],
                sought.number,
                list(phones_in(sought.phone)),
                plain_postcode(sought.postcode),
                most,
            ],
        )
        return [Fit(*row) for row in cursor.fetchall()]
