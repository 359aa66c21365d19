"""From a review file to a record, through `open_record` and `append` only.

The record reads as it grew: entries are added in the order in which they were known, and an agency or a person
comes in with the first fact that names them. What was known only after the harm never comes in, nor does the
harm itself or any finding: they are what a replay leads up to.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import connection, transaction

from firsthome.access.principals import Reader, announce
from firsthome.exchange.demo_partnership import authors_for, importer
from firsthome.exchange.review_days import Days, days_of, happened, learned, may_be_told
from firsthome.exchange.review_faults import MalformedReview, read_review, same_slug_twice
from firsthome.exchange.review_file import Fact, Review, Somebody
from firsthome.exchange.review_people import age_of, babies_expected, name_of, role_of
from firsthome.exchange.review_words import account, said_of
from firsthome.kinds.entry import EVERYONE, Audience, Entry, How, Said, Source
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.pregnancy import Basis, Certainty, Outcome, Pregnancy, Result
from firsthome.kinds.sharing import Acknowledgement, Share
from firsthome.kinds.when import When
from firsthome.people.actions import add_person
from firsthome.record.append import append
from firsthome.record.models import Record
from firsthome.record.open import open_record

PURPOSE = "As the published review tells it"
_REVIEWS = uuid5(NAMESPACE_URL, "firsthome/reviews")


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file. With no entries, the review was on a record already and nothing was added."""

    slug: str
    reference: str
    entries: int


def import_files(paths: Iterable[Path]) -> list[Imported]:
    """Import all files or none; MalformedReview lists every fault of every file."""
    reviews, faults = [], []
    for path in paths:
        try:
            reviews.append(read_review(path.read_bytes()))
        except OSError as problem:
            faults.append(f"{path.name}: this file cannot be read ({problem.strerror})")
        except MalformedReview as problem:
            faults += [f"{path.name}: {fault}" for fault in problem.faults]
    if faults := faults + same_slug_twice(reviews):
        raise MalformedReview(faults)
    return import_reviews(reviews)


def import_reviews(reviews: Iterable[Review]) -> list[Imported]:
    """Each review as a record of the demo partnership, all or none; one that is there already stays as it is."""
    stories = [Story(review) for review in reviews]
    authors = authors_for(dict.fromkeys(code for story in stories for code in story.agencies))
    typist = importer()
    with transaction.atomic():
        return [_import(story, authors, typist) for story in stories]


def _import(story: Story, authors: dict[str, Reader], typist: int) -> Imported:
    there = reference_of(story.id_of("baby", 1), authors[story.agencies[0]])
    if there:
        return Imported(story.review.slug, there, 0)
    return _Writing(story, authors, typist).write()


def reference_of(person: UUID, reader: Reader) -> str | None:
    """The record that a person is on, as far as the reader may know.

    Persons of an import have ids worked out from its slug, so this tells whether it was imported before; and
    even where it cannot tell, the same person cannot be added twice.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        announce(reader)
        cursor.execute(
            "SELECT r.reference FROM person_index p JOIN record r ON r.id = p.record WHERE p.person = %s",
            [person],
        )
        row = cursor.fetchone()
    return row[0] if row else None


@dataclass(frozen=True)
class Story:
    """What of a review may be told, in the order in which it was known."""

    review: Review

    @cached_property
    def days(self) -> Days:
        """The days that facts are counted from."""
        return days_of(self.review)

    @cached_property
    def told(self) -> list[tuple[int, Fact]]:
        """The facts that may be told, with their number in the file, in the order of the day they were known."""
        facts = [(i, fact) for i, fact in enumerate(self.review.facts) if may_be_told(fact, self.days)]
        return sorted(facts, key=lambda numbered: learned(numbered[1], self.days) or date.max)

    @cached_property
    def agencies(self) -> list[str]:
        """Every agency that knew something that may be told, in the file's words; the first opens the record."""
        in_file = [fact for _, fact in sorted(self.told, key=lambda numbered: numbered[0])]
        named = [code for fact in in_file for code in (fact.agency, *recipients(fact))]
        return list(dict.fromkeys(named)) or [self.review.facts[0].agency]

    @cached_property
    def people(self) -> list[Somebody]:
        """Everybody but those of whom only hindsight knew."""
        told = {name for _, fact in self.told for name in fact.who}
        in_file = {name for fact in self.review.facts for name in fact.who}
        return [
            somebody for somebody in self.review.people if somebody.id in told or somebody.id not in in_file
        ]

    def audience_of(self, somebody: str) -> Audience | list[str]:
        """Open to everybody, unless all facts about somebody were kept to some agencies: then those."""
        about = [fact for _, fact in self.told if somebody in fact.who]
        if not about or any(is_open(fact) for fact in about):
            return EVERYONE
        return list(dict.fromkeys(code for fact in about for code in (fact.agency, *recipients(fact))))

    def id_of(self, *what: object) -> UUID:
        """The same id whenever the same review is imported."""
        return uuid5(_REVIEWS, "/".join(map(str, (self.review.slug, *what))))


def is_open(fact: Fact) -> bool:
    """Whether the review leaves it open who knew; what arrived too late was known to its sender alone."""
    return fact.known_to is None and not fact.delivered_after_harm


def recipients(fact: Fact) -> list[str]:
    """The further agencies that knew."""
    if fact.known_to is None or fact.delivered_after_harm:
        return []
    return [code for code in dict.fromkeys(fact.known_to) if code != fact.agency]


@dataclass
class _Writing:
    """One record being written."""

    story: Story
    authors: dict[str, Reader]
    typist: int
    record: UUID = field(init=False)
    entries: int = 0
    here: set[object] = field(default_factory=set)
    """The agencies and people that are on the record so far."""

    @property
    def opener(self) -> str:
        return self.story.agencies[0]

    def write(self) -> Imported:
        """The whole record."""
        story = self.story
        self.record, reference = open_record(
            self.authors[self.opener], invented=_said_on_every_page(story.review)
        )
        self.here.add(self.authors[self.opener].agency)
        self.entries += 1
        self._open()
        births = self._births()
        for number, fact in story.told:
            self._fact(number, fact, births)
        for somebody in story.people:
            self._person(somebody.id, self.opener, story.days.opens)
        return Imported(story.review.slug, reference, self.entries)

    def _open(self) -> None:
        """The pregnancy as the review states it, the mother, and the babies."""
        story, opens = self.story, self.story.days.opens
        self._add(("pregnancy",), self.opener, _pregnancy(story), opens)
        for somebody in story.people:
            if role_of(somebody.role) in (Role.MOTHER, Role.BABY):
                self._person(somebody.id, self.opener, opens)
        for number, baby in enumerate(self.babies, start=1):
            if baby not in self.here:
                self._on_record(baby, _baby_name(number, len(self.babies)), Role.BABY, self.opener, opens)

    @cached_property
    def babies(self) -> list[UUID]:
        """The babies of the pregnancy: those whom the review names, and as many more as it tells of."""
        named = [self._id(one.id) for one in self.story.people if role_of(one.role) is Role.BABY]
        missing = babies_expected(self.story.review) - len(named)
        first = self.story.id_of("baby", 1)
        return named + [self.story.id_of("baby", n + len(named) + 1) for n in range(missing)] or [first]

    def _id(self, somebody: str) -> UUID:
        """A person's id. The first baby's is fixed, since it tells whether a review was imported before."""
        babies = [one.id for one in self.story.people if role_of(one.role) is Role.BABY]
        if somebody in babies:
            return self.story.id_of("baby", babies.index(somebody) + 1)
        return self.story.id_of("person", somebody)

    # --- people and agencies ------------------------------------------------------------------------------------------

    def _involve(self, code: str, day: date | None) -> None:
        agency = self.authors[code].agency
        if agency not in self.here:
            self.here.add(agency)
            said = Involvement(agency=agency, level=Level.FULL, why=PURPOSE)
            self._add(("involvement", code), self.opener, said, day)

    def _person(self, somebody: str, by: str, day: date | None) -> None:
        """Put somebody on the record, unless they are there."""
        person = self._id(somebody)
        if person in self.here:
            return
        told = next(one for one in self.story.people if one.id == somebody)
        audience = self.story.audience_of(somebody)
        if isinstance(audience, list):
            for code in audience:
                self._involve(code, day)
            audience = self._only(*audience)
        name = name_of(told, self.story.review)
        self._on_record(person, name, role_of(told.role), by, day, told.role, age_of(told), audience)

    def _on_record(
        self,
        person: UUID,
        name: str,
        role: Role,
        by: str,
        day: date | None,
        words: str = "",
        age: str = "",
        audience: Audience = EVERYONE,
    ) -> None:
        self.here.add(person)
        add_person(name, person=person)
        said = PersonOnRecord(person=person, role=role, role_words=words, age=age)
        self._add(("on record", person), by, said, day, about=(person,), audience=audience)

    def _only(self, *codes: str) -> Audience:
        return Audience(everyone=False, agencies=tuple(self.authors[code].agency for code in codes))

    # --- facts --------------------------------------------------------------------------------------------------------

    def _births(self) -> dict[int, list[UUID]]:
        """Number of the fact → the babies whose birth it tells: those it names, all, or the next one."""
        told = [(i, fact) for i, fact in self.story.told if self._is_birth(fact)]
        births = {}
        for n, (i, fact) in enumerate(told):
            named = [self._id(name) for name in fact.who if self._id(name) in self.babies]
            next_one = self.babies if len(told) == 1 else self.babies[n : n + 1]
            births[i] = named or next_one
        return births

    def _is_birth(self, fact: Fact) -> bool:
        """A birth in this pregnancy; that of an older child is an event."""
        roles = {one.id: role_of(one.role) for one in self.story.people}
        return fact.type == "birth" and Role.SIBLING not in {roles.get(name) for name in fact.who}

    def _fact(self, number: int, fact: Fact, births: dict[int, list[UUID]]) -> None:
        day = learned(fact, self.story.days)
        self._involve(fact.agency, day)
        for somebody in fact.who:
            self._person(somebody, fact.agency, day)
        about = tuple(self._id(somebody) for somebody in fact.who)
        when = happened(fact, self.story.days)
        audience = EVERYONE if is_open(fact) else self._only(fact.agency)
        source = _source(fact)
        for key, said in self._sayings(number, fact, births):
            entry = self._add(key, fact.agency, said, day, when, about, audience, source)
            self._share(key, entry, fact, day)

    def _sayings(
        self, number: int, fact: Fact, births: dict[int, list[UUID]]
    ) -> Iterator[tuple[tuple[object, ...], Said]]:
        if number not in births:
            yield ("fact", number), said_of(fact)
        for baby in births.get(number, ()):
            yield ("fact", number, baby), Outcome(baby=baby, result=Result.LIVE_BIRTH, note=account(fact))

    def _share(self, key: tuple[object, ...], entry: Entry, fact: Fact, day: date | None) -> None:
        """Each further agency that knew was told, and took it in."""
        for code in recipients(fact):
            self._involve(code, day)
            to = self.authors[code].agency
            if to == entry.agency:
                continue
            share = Share(entries=(entry.id,), agencies=(to,), purpose=PURPOSE)
            self._add((*key, "share", code), fact.agency, share, day)
            self._add((*key, "known", code), code, Acknowledgement(entries=(entry.id,)), day)

    def _add(
        self,
        key: tuple[object, ...],
        code: str,
        said: Said,
        day: date | None,
        when: When | None = None,
        about: tuple[UUID, ...] = (),
        audience: Audience = EVERYONE,
        source: Source | None = None,
    ) -> Entry:
        by = self.authors[code]
        entry = Entry(
            id=self.story.id_of(*key),
            kind=said.kind,
            said=said,
            happened=when or When(),
            learned=day,
            author=by.practitioner,
            entered_by=self.typist,
            agency=by.agency,
            source=source or Source(how=How.DOCUMENT, by="Published review"),
            about=about,
            audience=audience,
        )
        self.entries += 1
        return append(self.record, entry, by)


def _pregnancy(story: Story) -> Pregnancy:
    """The expected date only as stated: one worked out from a later birth is hindsight."""
    stated, edd, babies = story.review.pregnancy, story.days.edd, babies_expected(story.review)
    about = Certainty.ABOUT if stated.expected_date_approx else Certainty.SURE
    return Pregnancy(
        edd=edd,
        basis=Basis.REVIEW if edd else Basis.NOT_KNOWN,
        certainty=about if edd else Certainty.NOT_KNOWN,
        babies=babies if babies > 1 else None,
        known_at_week=stated.known_week[0] // 7 or None if stated.known_week else None,
    )


def _baby_name(number: int, of: int) -> str:
    return f"Baby {number}" if of > 1 else "Baby"


def _source(fact: Fact) -> Source:
    return Source(how=How.DOCUMENT, by=f"Published review{f' ({fact.src})' if fact.src else ''}"[:300])


def _said_on_every_page(review: Review) -> str:
    """Where the record comes from, cut to what the field can hold."""
    after = ". Coded from published summaries; names are roles."
    limit = Record._meta.get_field("invented").max_length or len(review.cited_as) + 200
    room = limit - len("Published review: ") - len(after)
    return f"Published review: {textwrap.shorten(review.cited_as, room, placeholder=' …')}{after}"
