"""Somebody says that an entry is not so: their own words stand beside it, wherever it is read or copied."""

from __future__ import annotations

import re
from datetime import date
from uuid import uuid4

import pytest

from firsthome.exchange.documents.referral import referral_text
from firsthome.exchange.plain_text import plain_text
from firsthome.kinds.analysis import Analysis
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Mark
from firsthome.kinds.own_words import OwnWords, Wanted
from firsthome.kinds.record import Record
from firsthome.kinds.sharing import Restrict, Share
from firsthome.kinds.vulnerability import AffectedNow, Standing, Topic, Vulnerability
from firsthome.kinds.when import When
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


def test_that_an_entry_is_contested_is_said_wherever_it_is_named(world, family):
    said = Vulnerability(
        topic=Topic.MENTAL_HEALTH, standing=Standing.SUSPECTED, account="Low most mornings.",
        affected_now=AffectedNow.NOT_KNOWN,
    )  # fmt: skip
    entry = family.add(world.ada, said, about=(family.mother,))
    thought = family.add(world.ada, Analysis(opinion="She needs rest.", rests_on=(entry.id,)))
    start = f"/records/{family.reference}/"
    pages = [start, f"{start}?paper=yes", f"{start}chronology", f"{start}chronology?paper=yes"]
    pages += [
        f"{start}entries/{entry.id}",
        f"{start}entries/{entry.id}?paper=yes",
        f"{start}entries/{thought.id}",
    ]
    pages += [f"{start}use", f"{start}share"]
    midwife = signed_in(world.ada)
    before = {page: midwife.get(page).content.count(b"Contested") for page in pages}
    contest(family, world.ada, entry)
    for page in pages:
        assert midwife.get(page).content.count(b"Contested") > before[page], page
    record, day = family.read(world.ada), date(2025, 4, 1)
    sent = referral_text(record, Called2(), "Ada", "Social care", day, {entry.id}, agency=world.ada.agency)
    affecting = sent[sent.upper().index("WHAT MAY BE AFFECTING") :]
    assert "Contested." in affecting[: affecting.upper().index("STILL UNKNOWN")]


def test_a_question_and_the_picture_say_what_is_contested_to_those_who_may_read_the_words(world, family):
    said = Vulnerability(
        topic=Topic.MENTAL_HEALTH, standing=Standing.SUSPECTED, account="Low most mornings.",
        affected_now=AffectedNow.NOT_KNOWN,
    )  # fmt: skip
    entry = family.add(world.ada, said, about=(family.mother,), happened=When.on(date(2025, 3, 3)))
    for day in (3, 4, 5):
        missed = Contact(outcome=ContactOutcome.NOT_ATTENDED)
        family.add(world.ada, missed, about=(family.mother,), happened=When.on(date(2025, 3, day)))
    contest(family, world.ada, entry, audience=OWN_AGENCY)
    start = f"/records/{family.reference}/"
    for reader, sees in ((world.ada, True), (world.cat, False)):
        browser = signed_in(reader)
        asked = browser.get(f"{start}questions").content.decode()
        beside = (
            rf'entries/{entry.id}">[^<]+</a> <strong class="govuk-tag govuk-tag--grey">Contested</strong>'
        )
        assert f"entries/{entry.id}" in asked, "a question rests on it"
        assert bool(re.search(beside, asked)) is sees
        assert ("Contested" in asked) is sees
        picture = (
            browser.get(f"{start}chronology").content.decode().partition("<svg")[2].partition("</svg>")[0]
        )
        assert ("<title>Contested. 3 March 2025" in picture) is sees
        assert (">Contested</text>" in picture) is sees, "the legend"
        assert picture.count(BUBBLE_BEGINS) == 2 * sees, "the mark and the legend; shape, not colour"


BUBBLE_BEGINS = "-7h11v8"


def test_an_entry_says_which_agency_answers_for_it(stage):
    page = signed_in(stage.world.cat).get(stage.page_of(stage.contact)).content.decode()
    assert "Maternity answers for this entry (controller)." in page


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (Wanted.CORRECTED, "corrects it, or tells them why it stays"),
        (Wanted.REMOVED, "only on an order"),
        (Wanted.RESTRICTED, "rest nothing on it without their words beside it"),
    ],
)
def test_what_they_ask_for_says_what_comes_of_it_and_by_when(world, family, missed, wanted, says):
    said = OwnWords(contested=missed.id, person=family.mother, words=WORDS, wanted=wanted)
    family.add(world.ada, said, happened=When.on(date(2025, 1, 31)))
    page = signed_in(world.ada).get(f"/records/{family.reference}/entries/{missed.id}").content.decode()
    assert says in page
    assert "Answer them by 28 February 2025" in page
    assert "not confirmed by your partnership" in page
