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
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from firsthome.access.principals import Reader, announce
from firsthome.exchange.demo_partnership import authors_for, importer
from firsthome.exchange.review_days import happened, learned
from firsthome.exchange.review_faults import MalformedReview, read_review, same_slug_twice
from firsthome.exchange.review_file import Fact, Review
from firsthome.exchange.review_people import age_of, name_of, role_of
from firsthome.exchange.review_story import Story, is_open, recipients
from firsthome.exchange.review_words import account, said_of
from firsthome.kinds.entry import EVERYONE, Audience, Entry, How, Said, Source
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.pregnancy import Basis, Certainty, Outcome, Pregnancy, Result
from firsthome.kinds.sharing import Acknowledgement, Share
from firsthome.kinds.when import When
from firsthome.people.actions import add_person
from firsthome.record.append import append
from firsthome.record.models import RecordRow
from firsthome.record.open import open_record
from firsthome.record.sign import signed

PURPOSE = "As the published review tells it"
NOT_STATED = When(words="date not stated")
Key = tuple[object, ...]
"""What an entry stands for in the file: its id is worked out from that."""


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
    for code in story.agencies:
        if there := reference_of(story.babies[0], authors[code]):
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

    def write(self) -> Imported:
        """The whole record."""
        opener = self.authors[self.story.opener]
        involvement = _involved(opener, self.story.days.opens)
        self.record, reference = open_record(
            opener, involvement, _said_on_every_page(self.story.review), self.story.days.opens
        )
        self.here.add(opener.agency)
        self.entries += 1
        self._open()
        for number, fact in self.story.facts:
            self._fact(number, fact)
        return Imported(self.story.review.slug, reference, self.entries)

    def _open(self) -> None:
        """The pregnancy as the review states it, the babies, and everybody whom no fact brings in later."""
        story = self.story
        opener, opens = story.opener, story.days.opens
        self._add(("pregnancy",), opener, _pregnancy(story), opens)
        for somebody in story.people:
            if story.first_named_in(somebody) is None:
                self._person(somebody, opener, opens)
        for number, baby in enumerate(story.babies, start=1):
            if baby not in self.here:
                name = _baby_name(number, len(story.babies))
                self._on_record(baby, name, PersonOnRecord(person=baby, role=Role.BABY), opener, opens)

    # --- people and agencies ------------------------------------------------------------------------------------------

    def _involve(self, code: str, day: date | None) -> None:
        reader = self.authors[code]
        if reader.agency not in self.here:
            self.here.add(reader.agency)
            self._add(("involvement", code), self.story.opener, _involved(reader, day), day)

    def _person(self, somebody: str, by: str, day: date | None) -> None:
        """Put somebody on the record, unless they are there."""
        story, person = self.story, self.story.person(somebody)
        if person in self.here:
            return
        told, only = story.people[somebody], story.known_only_to(somebody)
        for code in only:
            self._involve(code, day)
        said = PersonOnRecord(person=person, role=role_of(told.role), role_words=told.role, age=age_of(told))
        self._on_record(
            person, name_of(told, story.review), said, by, day, self._only(*only) if only else EVERYONE
        )

    def _on_record(
        self,
        person: UUID,
        name: str,
        said: PersonOnRecord,
        by: str,
        day: date | None,
        audience: Audience = EVERYONE,
    ) -> None:
        self.here.add(person)
        add_person(name, person=person)
        self._add(("on record", person), by, said, day, about=(person,), audience=audience)

    def _only(self, *codes: str) -> Audience:
        return Audience(everyone=False, agencies=tuple(self.authors[code].agency for code in codes))

    # --- facts --------------------------------------------------------------------------------------------------------

    def _fact(self, number: int, fact: Fact) -> None:
        day = learned(fact, self.story.days)
        self._involve(fact.agency, day)
        for somebody in fact.who:
            self._person(somebody, fact.agency, day)
        for key, said in self._sayings(number, fact):
            entry = self._add(
                key,
                fact.agency,
                said,
                day,
                happened(fact, self.story.days),
                tuple(self.story.person(somebody) for somebody in fact.who),
                EVERYONE if is_open(fact) else self._only(fact.agency),
                _source(fact),
            )
            self._share(key, entry, fact, day)

    def _sayings(self, number: int, fact: Fact) -> Iterator[tuple[Key, Said]]:
        """What a fact says: one thing, but the birth of each baby is a thing of its own."""
        if number not in self.story.births:
            yield ("fact", number), said_of(fact)
        for baby in self.story.births.get(number, ()):
            yield ("fact", number, baby), Outcome(baby=baby, result=Result.LIVE_BIRTH, note=account(fact))

    def _share(self, key: Key, entry: Entry, fact: Fact, day: date | None) -> None:
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
        key: Key,
        code: str,
        said: Said,
        day: date | None,
        when: When | None = None,
        about: tuple[UUID, ...] = (),
        audience: Audience = EVERYONE,
        source: Source | None = None,
    ) -> Entry:
        by = self.authors[code]
        entry = signed(
            said,
            by,
            self.story.id_of(*key),
            happened=when or NOT_STATED,
            learned=day,
            entered_by=self.typist,
            source=source or Source(how=How.DOCUMENT, by="Published review"),
            about=about,
            audience=audience,
        )
        self.entries += 1
        return append(self.record, entry, by)


def _involved(reader: Reader, day: date | None) -> Involvement:
    """Full access, so that open facts reach every agency, and those kept to some only these."""
    today = timezone.localdate()
    return Involvement(agency=reader.agency, level=Level.FULL, why=PURPOSE, begins=min(day or today, today))


def _pregnancy(story: Story) -> Pregnancy:
    """The expected date only as stated: one worked out from a later birth is hindsight."""
    stated, edd, babies = story.review.pregnancy, story.days.edd, len(story.babies)
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
    limit = RecordRow._meta.get_field("invented").max_length or len(review.cited_as) + 200
    room = limit - len("Published review: ") - len(after)
    return f"Published review: {textwrap.shorten(review.cited_as, room, placeholder=' …')}{after}"
