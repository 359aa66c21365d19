"""What of a review may be told: which facts, of whom, by which agencies, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import NAMESPACE_URL, UUID, uuid5

from firsthome.exchange.review_days import Days, days_of, learned, may_be_told
from firsthome.exchange.review_file import Fact, Review, Somebody
from firsthome.exchange.review_people import babies_expected, role_of
from firsthome.kinds.family import Role

_REVIEWS = uuid5(NAMESPACE_URL, "firsthome/reviews")


@dataclass(frozen=True)
class Story:
    """A review without its hindsight."""

    review: Review

    def id_of(self, *what: object) -> UUID:
        """The same id whenever the same review is imported."""
        return uuid5(_REVIEWS, "/".join(map(str, (self.review.slug, *what))))

    @cached_property
    def days(self) -> Days:
        """The days that facts are counted from."""
        return days_of(self.review)

    @cached_property
    def facts(self) -> list[tuple[int, Fact]]:
        """The facts that may be told, with their numbers, in the order of the day by which they were known."""
        facts = [*self.review.facts, *_birth_not_among_the_facts(self.review)]
        told = [(number, fact) for number, fact in enumerate(facts) if may_be_told(fact, self.days)]
        return sorted(told, key=lambda numbered: learned(numbered[1], self.days) or date.max)

    @cached_property
    def agencies(self) -> list[str]:
        """Every agency that knew something that may be told, in the file's words and order."""
        named = [
            code for _, fact in sorted(self.facts, key=lambda numbered: numbered[0]) for code in knowing(fact)
        ]
        return list(dict.fromkeys(named)) or [self.review.facts[0].agency]

    @property
    def opener(self) -> str:
        """The agency that opens the record: that of the first fact."""
        return self.agencies[0]

    # --- people -------------------------------------------------------------------------------------------------------

    @cached_property
    def people(self) -> dict[str, Somebody]:
        """Everybody by the file's id, but for those of whom only hindsight knew."""
        named = {name for fact in self.review.facts for name in fact.who}
        there = {name for _, fact in self.facts for name in fact.who}
        return {one.id: one for one in self.review.people if one.id in there or one.id not in named}

    def first_named_in(self, somebody: str) -> Fact | None:
        """The fact that brings somebody in; None for those who are there from the opening."""
        if role_of(self.people[somebody].role) in (Role.MOTHER, Role.BABY):
            return None
        return next((fact for _, fact in self.facts if somebody in fact.who), None)

    def known_only_to(self, somebody: str) -> list[str]:
        """The agencies that may know of somebody at all, where every fact about them was kept to some; else none."""
        about = [fact for _, fact in self.facts if somebody in fact.who]
        if self.first_named_in(somebody) is None or any(is_open(fact) for fact in about):
            return []
        return list(dict.fromkeys(code for fact in about for code in knowing(fact)))

    @cached_property
    def babies(self) -> list[UUID]:
        """The babies of the pregnancy. The first one's id tells whether a review was imported before."""
        return [self.id_of("baby", number) for number in range(1, babies_expected(self.review) + 1)]

    def person(self, somebody: str) -> UUID:
        """A person's id; the babies whom the file names come first among the babies."""
        named = [one.id for one in self.review.people if role_of(one.role) is Role.BABY]
        return self.babies[named.index(somebody)] if somebody in named else self.id_of("person", somebody)

    # --- births -------------------------------------------------------------------------------------------------------

    @cached_property
    def births(self) -> dict[int, list[UUID]]:
        """Number of the fact → the babies whose birth it tells: those whom it names, all, or the next one."""
        told = [(number, fact) for number, fact in self.facts if self._is_birth(fact)]
        births = {}
        for place, (number, fact) in enumerate(told):
            named = [self.person(name) for name in fact.who if self.person(name) in self.babies]
            births[number] = named or (self.babies if len(told) == 1 else self.babies[place : place + 1])
        return births

    def _is_birth(self, fact: Fact) -> bool:
        """A birth of this pregnancy; that of an older child is an event like any other."""
        roles = {role_of(self.people[name].role) for name in fact.who}
        return fact.type == "birth" and Role.SIBLING not in roles


def is_open(fact: Fact) -> bool:
    """Whether the review leaves open who knew. What arrived too late was known to its sender alone."""
    return fact.known_to is None and not fact.delivered_after_harm


def recipients(fact: Fact) -> list[str]:
    """The further agencies that knew."""
    return [code for code in knowing(fact) if code != fact.agency]


def knowing(fact: Fact) -> list[str]:
    """The agency of a fact, and those that are said to have known."""
    told = () if fact.delivered_after_harm else fact.known_to or ()
    return list(dict.fromkeys((fact.agency, *told)))


def _birth_not_among_the_facts(review: Review) -> list[Fact]:
    """A birth that the file states only with the pregnancy, said by the agency of the first fact."""
    stated = review.pregnancy
    if stated.born_on is None or any(fact.type == "birth" for fact in review.facts):
        return []
    agency = review.facts[0].agency
    return [
        Fact(on=stated.born_on, approx=stated.born_on_approx, agency=agency, type="birth", detail="Baby born")
    ]
