"""From a review file to a record, through `open_record` and `append` only. What comes in: `review_entries`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from firsthome.access.principals import Reader, announce
from firsthome.exchange.demo_partnership import authors_for, importer
from firsthome.exchange.review_entries import Telling
from firsthome.exchange.review_faults import MalformedReview, read_review, same_slug_twice
from firsthome.exchange.review_file import Review
from firsthome.exchange.review_story import Story
from firsthome.kinds.family import PersonOnRecord
from firsthome.kinds.involvement import Involvement
from firsthome.people.actions import add_person
from firsthome.record.append import append
from firsthome.record.models import RecordRow
from firsthome.record.open import open_record


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
    return _write(story, authors, typist)


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


def _write(story: Story, authors: dict[str, Reader], typist: int) -> Imported:
    """The whole record, entry by entry, each appended by whoever says it."""
    readers = {reader.agency: reader for reader in authors.values()}
    opening, *told = Telling(story, authors, typist, timezone.localdate()).entries()
    involvement = opening.entry.said
    assert isinstance(involvement, Involvement), "a record opens with an involvement"
    record, reference = open_record(
        authors[story.opener], involvement, _said_on_every_page(story.review), story.days.opens
    )
    for entry, name in told:
        if isinstance(entry.said, PersonOnRecord):
            add_person(name, person=entry.said.person)
        append(record, entry, readers[entry.agency])
    return Imported(story.review.slug, reference, 1 + len(told))


def _said_on_every_page(review: Review) -> str:
    """Where the record comes from, cut to what the field can hold."""
    after = ". Coded from published summaries; names are roles."
    limit = RecordRow._meta.get_field("invented").max_length or len(review.cited_as) + 200
    room = limit - len("Published review: ") - len(after)
    return f"Published review: {textwrap.shorten(review.cited_as, room, placeholder=' …')}{after}"
