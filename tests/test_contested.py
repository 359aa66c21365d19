"""Somebody says that an entry is not so: their own words stand beside it, wherever it is read or copied."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from firsthome.exchange.documents.referral import referral_text
from firsthome.exchange.plain_text import plain_text
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Mark
from firsthome.kinds.own_words import OwnWords, Wanted
from firsthome.kinds.record import Record
from firsthome.kinds.sharing import Restrict, Share
from tests.ledger_world import OWN_AGENCY, begin_family
from tests.test_kinds import Called
from tests.world import signed_in

WORDS = "They rang to cancel it, I was ready."


@pytest.fixture
def world(stage):
    return stage.world


@pytest.fixture
def family(world):
    return begin_family(world)


@pytest.fixture
def missed(world, family):
    """An entry that she contests."""
    return family.add(world.ada, Contact(outcome=ContactOutcome.NOT_ATTENDED), about=(family.mother,))


def contest(family, by, entry, **more):
    said = OwnWords(contested=entry.id, person=family.mother, words=WORDS, wanted=Wanted.CORRECTED)
    return family.add(by, said, **more)


def hears(family, reader):
    return [said.words for _, said in family.read(reader).of(OwnWords)]


def test_her_words_reach_those_whom_the_entry_reaches_and_nobody_else(world, family, missed):
    contest(family, world.ada, missed)
    assert hears(family, world.cat) == [WORDS]
    assert hears(family, world.dan) == [], "the police were never given the entry"


def test_whoever_is_given_the_entry_is_given_her_words_with_it(world, family, missed):
    contest(family, world.ada, missed)
    family.add(world.ada, Share(entries=(missed.id,), agencies=(world.dan.agency,)))
    assert hears(family, world.dan) == [WORDS]


def test_whoever_was_given_the_entry_before_learns_that_it_is_contested(world, family, missed):
    family.add(world.ada, Share(entries=(missed.id,), agencies=(world.dan.agency,)))
    contest(family, world.ada, missed)
    assert hears(family, world.dan) == [WORDS]


def test_her_words_about_something_kept_to_fewer_people_are_kept_to_them_too(world, family):
    kept = family.add(world.ada, Contact(outcome=ContactOutcome.NOT_ATTENDED), audience=OWN_AGENCY)
    contest(family, world.ada, kept)
    assert hears(family, world.ann) == [WORDS]
    assert hears(family, world.cat) == []


def test_her_words_can_be_kept_to_fewer_people_than_the_entry(world, family, missed):
    words = contest(family, world.ada, missed)
    family.add(world.ada, Share(entries=(missed.id,), agencies=(world.dan.agency,)))
    family.add(
        world.ada, Restrict(entries=(words.id,), agencies=(world.ben.agency,), why="She asked for it.")
    )
    assert hears(family, world.ben) == [WORDS]
    assert hears(family, world.cat) == hears(family, world.dan) == []


def test_a_copy_of_the_entry_carries_her_words(world, family, missed):
    contest(family, world.ada, missed)
    record, day = family.read(world.ada), date(2025, 4, 1)
    copied = plain_text(record, Called2(), missed.id, day, agency=world.ada.agency)
    assert f'Contested. Leila Mistry: "{WORDS}"' in copied
    sent = referral_text(record, Called2(), "Ada", "Social care", day, {missed.id}, agency=world.ada.agency)
    assert WORDS in " ".join(sent.split()), "also where only the entry was chosen"


def test_a_contest_that_was_recorded_in_error_stands_beside_nothing(world, family, missed):
    words = contest(family, world.ada, missed)
    family.mark(world.ada, Mark.ERROR, words, reason="Said about another visit.")
    assert WORDS not in plain_text(family.read(world.ada), Called2(), missed.id, date(2025, 4, 1), agency=1)


def test_she_tells_her_midwife_and_it_stands_beside_the_entry(stage):
    midwife = signed_in(stage.world.ada)
    form = f"{stage.page_of(stage.contact)}/own-words"
    page = midwife.get(form).content.decode()
    assert "What somebody it is about says of this entry" in page
    assert "When did they say it?" in page
    sent = {"entry": str(uuid4()), "contested": str(stage.contact.id), "person": str(stage.family.mother)}
    sent |= {"words": "The cot is my sister’s.", "wanted": "noted", "instead": ""}
    sent |= {"entry-on-day": "3", "entry-on-month": "4", "entry-on-year": "2025", "entry-how": "observed"}
    answer = midwife.post(form, sent | {"entry-seen_by": "everyone", "entry-origin": "no_condition"})
    assert answer.status_code == 302, answer.content.decode()
    assert answer.url == stage.page_of(stage.contact)
    page = midwife.get(answer.url).content.decode()
    assert "The cot is my sister’s." in page
    assert "Their own words beside it" in page
    assert "3 April 2025. Written down by Maternity, Ada Hope" in page
    assert page.count("The cot is my sister’s.") == 1
    chronology = signed_in(stage.world.cat).get(f"{stage.record}chronology").content.decode()
    assert chronology.count("“The cot is my sister’s.”</p>") == 1, "under the entry"
    assert "About 1 entry, Leila Mistry: “The cot is my sister’s.” Asked for:" in chronology, (
        "and on its own day"
    )


class Called2(Called):
    """What the family is called."""

    def person(self, person):
        return "Leila Mistry"

    def agency(self, agency):
        return "Maternity"

    def practitioner(self, practitioner):
        return "Ada Hope"


def test_an_empty_record_contests_nothing():
    from firsthome.reading.contested import own_words

    assert own_words(Record()) == {}
