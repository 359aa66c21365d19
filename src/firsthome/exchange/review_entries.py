"""The entries of a review, one after the other in the order in which they were known. The same whoever asks.

Pure but for who signs: the importer appends them to a record, and a replay folds them in memory, so what is
replayed is what would have been imported. The record reads as it grew: an agency or a person comes in with the
first fact that names them. What was known only after the harm never comes in, nor does the harm itself or any
finding: they are what a replay leads up to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from firsthome.access.principals import Reader
from firsthome.exchange.review_around import beside, in_its_own_kind, of_somebody
from firsthome.exchange.review_days import happened, learned
from firsthome.exchange.review_file import Fact
from firsthome.exchange.review_people import age_of, name_of, role_of
from firsthome.exchange.review_story import Story, is_open, recipients
from firsthome.exchange.review_words import account, also_said, receiver_of, said_of, told_by_the_network
from firsthome.kinds.entry import EVERYONE, Audience, Entry, How, Mark, Said, Source
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.gestation import gestation_on
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.pregnancy import Basis, Certainty, Outcome, Pregnancy, Result
from firsthome.kinds.sharing import Acknowledgement, Share
from firsthome.kinds.vulnerability import Topic, Vulnerability
from firsthome.kinds.when import When
from firsthome.record.sign import signed

PURPOSE = "As the published review tells it"
NOT_STATED = When(words="date not stated")
Key = tuple[object, ...]
"""What an entry stands for in the file: its id is worked out from that."""


class Told(NamedTuple):
    """One entry, and what the person is called whom it puts on the record."""

    entry: Entry
    name: str = ""


@dataclass
class Telling:
    """A story told entry by entry. The first entry is the involvement with which the record opens."""

    story: Story
    authors: Mapping[str, Reader]
    typist: int
    today: date
    here: set[object] = field(default_factory=set)
    """The agencies and people that are on the record so far."""
    topics: set[tuple[Topic, UUID]] = field(default_factory=set)
    """The vulnerabilities that are on the record so far, with whose they are."""

    def entries(self) -> Iterator[Told]:
        """All of them."""
        story, days = self.story, self.story.days
        opener = self.authors[story.opener]
        self.here.add(opener.agency)
        yield self._told(("opening",), story.opener, self._involved(opener, days.opens), days.opens)
        yield from self._open()
        for number, fact in story.facts:
            yield from self._fact(number, fact)
            if number in story.births:
                yield from self._first_known(learned(fact, days))
        yield from self._first_known(days.harm or days.opens)

    def _first_known(self, day: date | None) -> Iterator[Told]:
        """In which week services first knew, once the birth shows it, or else at the end; said once."""
        before, now = pregnancy_of(self.story), pregnancy_of(self.story, in_hindsight=True)
        if before != now and "first known" not in self.here:
            self.here.add("first known")
            told = self._told(("first known",), self.story.opener, now, day)
            original = self.story.id_of("pregnancy")
            changed = told.entry._replace(mark=Mark.UPDATE, replaces=original, statement=original)
            yield Told(changed)

    def _open(self) -> Iterator[Told]:
        """The pregnancy as the review states it, the babies, and everybody whom no fact brings in later."""
        story = self.story
        opener, opens = story.opener, story.days.opens
        yield self._told(("pregnancy",), opener, pregnancy_of(story), opens)
        for somebody in story.people:
            if story.first_named_in(somebody) is None:
                yield from self._person(somebody, opener, opens)
        for number, baby in enumerate(story.babies, start=1):
            if baby not in self.here:
                name = f"Baby {number}" if len(story.babies) > 1 else "Baby"
                yield self._on_record(
                    baby, name, PersonOnRecord(person=baby, role=Role.BABY), opener, opens, EVERYONE
                )

    # --- people and agencies ------------------------------------------------------------------------------------------

    def _involve(self, code: str, day: date | None) -> Iterator[Told]:
        reader = self.authors[code]
        if reader.agency not in self.here:
            self.here.add(reader.agency)
            yield self._told(("involvement", code), self.story.opener, self._involved(reader, day), day)

    def _involved(self, reader: Reader, day: date | None) -> Involvement:
        """Full access, so that open facts reach every agency, and those kept to some only these."""
        begins = min(day or self.today, self.today)
        return Involvement(agency=reader.agency, level=Level.FULL, why=PURPOSE, begins=begins)

    def _person(self, somebody: str, by: str, day: date | None) -> Iterator[Told]:
        """Put somebody on the record, unless they are there."""
        story, person = self.story, self.story.person(somebody)
        if person in self.here:
            return
        told, only = story.people[somebody], story.known_only_to(somebody)
        for code in only:
            yield from self._involve(code, day)
        said = PersonOnRecord(person=person, role=role_of(told.role), role_words=told.role, age=age_of(told))
        audience = self._only(*only) if only else EVERYONE
        yield self._on_record(person, name_of(told, story.review), said, by, day, audience)
        if lives := of_somebody(person, said.role, told.role):
            yield self._told(("lives", person), by, lives, day, about=(person,), audience=audience)

    def _on_record(
        self, person: UUID, name: str, said: PersonOnRecord, by: str, day: date | None, audience: Audience
    ) -> Told:
        self.here.add(person)
        told = self._told(("on record", person), by, said, day, about=(person,), audience=audience)
        return told._replace(name=name)

    def _only(self, *codes: str) -> Audience:
        return Audience(everyone=False, agencies=tuple(self.authors[code].agency for code in codes))

    # --- facts --------------------------------------------------------------------------------------------------------

    def _fact(self, number: int, fact: Fact) -> Iterator[Told]:
        day = learned(fact, self.story.days)
        yield from self._involve(fact.agency, day)
        for somebody in fact.who:
            yield from self._person(somebody, fact.agency, day)
        for key, said, about in self._sayings(number, fact):
            told = self._told(
                key,
                fact.agency,
                said,
                day,
                happened(fact, self.story.days),
                about,
                EVERYONE if is_open(fact) else self._only(fact.agency),
                _source(fact, told=told_by_the_network(fact, self._roles(fact))),
            )
            yield told
            yield from self._share(key, told.entry, fact, day)

    def _sayings(self, number: int, fact: Fact) -> Iterator[tuple[Key, Said, tuple[UUID, ...]]]:
        """What a fact says: one thing, but the birth of each baby is a thing of its own, and so is a vulnerability
        that the file names beside something else and that is not on the record yet.
        """
        who = tuple(self.story.person(somebody) for somebody in fact.who)
        if number not in self.story.births:
            said = in_its_own_kind(said_of(fact, self._roles(fact), self._receiver(fact)), fact, who)
            self._is_new(said, who)
            yield ("fact", number), said, who
            for more in beside(fact, who):
                yield ("fact", number, more.kind), more, who
        for baby in self.story.births.get(number, ()):
            yield (
                ("fact", number, baby),
                Outcome(baby=baby, result=Result.LIVE_BIRTH, note=account(fact)),
                who,
            )
        adults = tuple(self.story.person(somebody) for somebody in fact.who if self._grown_up(somebody))
        for said in also_said(fact):
            if self._is_new(said, adults):
                yield ("fact", number, said.kind), said, adults

    def _is_new(self, said: Said, whose: tuple[UUID, ...]) -> bool:
        """Whether it says something new about somebody; every vulnerability is remembered."""
        if not isinstance(said, Vulnerability):
            return True
        before, now = len(self.topics), {(said.topic, person) for person in whose}
        self.topics |= now
        return len(self.topics) > before

    def _grown_up(self, somebody: str) -> bool:
        """Whether it is neither the baby nor an older child."""
        return role_of(self.story.people[somebody].role) not in (Role.BABY, Role.SIBLING)

    def _roles(self, fact: Fact) -> frozenset[Role]:
        return frozenset(role_of(self.story.people[somebody].role) for somebody in fact.who)

    def _receiver(self, fact: Fact) -> int | None:
        """The agency that a referral went to, where the file tells."""
        reader = self.authors.get(receiver_of(fact))
        return reader.agency if reader else None

    def _share(self, key: Key, entry: Entry, fact: Fact, day: date | None) -> Iterator[Told]:
        """Each further agency that knew was told, and took it in."""
        for code in recipients(fact):
            yield from self._involve(code, day)
            to = self.authors[code].agency
            if to == entry.agency:
                continue
            share = Share(entries=(entry.id,), agencies=(to,), purpose=PURPOSE)
            yield self._told((*key, "share", code), fact.agency, share, day)
            yield self._told((*key, "known", code), code, Acknowledgement(entries=(entry.id,)), day)

    def _told(
        self,
        key: Key,
        code: str,
        said: Said,
        day: date | None,
        when: When | None = None,
        about: tuple[UUID, ...] = (),
        audience: Audience = EVERYONE,
        source: Source | None = None,
    ) -> Told:
        entry = signed(
            said,
            self.authors[code],
            self.story.id_of(*key),
            happened=when or NOT_STATED,
            learned=day,
            entered_by=self.typist,
            source=source or Source(how=How.DOCUMENT, by="Published review"),
            about=about,
            audience=audience,
        )
        return Told(entry)


def pregnancy_of(story: Story, *, in_hindsight: bool = False) -> Pregnancy:
    """The expected date only as stated: one worked out from a later birth is hindsight.

    So is the week in which services first knew, unless the stated date shows that it had come when the record opened.
    """
    stated, edd, babies = story.review.pregnancy, story.days.edd, len(story.babies)
    about = Certainty.ABOUT if stated.expected_date_approx else Certainty.SURE
    week = stated.known_week[0] // 7 or None if stated.known_week else None
    return Pregnancy(
        edd=edd,
        basis=Basis.REVIEW if edd else Basis.NOT_KNOWN,
        certainty=about if edd else Certainty.NOT_KNOWN,
        babies=babies if babies > 1 else None,
        known_at_week=week if in_hindsight or _had_come(week, story) else None,
    )


def _had_come(week: int | None, story: Story) -> bool:
    opens, edd = story.days.opens, story.days.edd
    return bool(week and opens and edd and gestation_on(opens, edd) >= week * 7)


def _source(fact: Fact, *, told: bool) -> Source:
    """The review, with what it rests on itself; what a relative, a neighbour or a caller told stays said."""
    review = f"Published review{f' ({fact.src})' if fact.src else ''}"[:300]
    return Source(how=How.SAID if told else How.DOCUMENT, by=review)
