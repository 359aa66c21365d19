"""Somebody named in error is off every page, picture and copy, and everyone who received anything is told."""

from __future__ import annotations

import pytest

from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Mark
from firsthome.kinds.family import PersonOnRecord, Relationship, Role, Tie
from firsthome.kinds.father_or_partner import FatherOrPartner
from firsthome.kinds.identity import AlsoCalled, NameSort
from firsthome.kinds.question import Question
from firsthome.kinds.sharing import Restrict, Share
from firsthome.kinds.vulnerability import Standing, Topic, Vulnerability
from firsthome.record.named_in_error import LOOK_AGAIN
from firsthome.record.notices import notices_for
from tests.asked_of import MARCH
from tests.ledger_world import announced, begin_family, new_person, rows
from tests.world import signed_in
from tests.written import ASHWIN, BEN, LEILA, booked

HIS = (ASHWIN,)


def with_a_man():
    family = booked()
    person = family.say(PersonOnRecord(person=ASHWIN, role=Role.FATHER), MARCH, about=HIS)
    family.say(FatherOrPartner(person=ASHWIN, views="I do not know her."), MARCH, about=HIS)
    family.say(Vulnerability(topic=Topic.ALCOHOL, standing=Standing.KNOWN), MARCH, about=HIS)
    family.say(Relationship(person=ASHWIN, tie=Tie.PARTNER, to=LEILA), MARCH, about=(ASHWIN, LEILA))
    family.say(Contact(outcome=ContactOutcome.ATTENDED, present=(ASHWIN,)), MARCH, about=(LEILA,))
    family.say(Question(unknown="Who is he?", about_entry=person.id), MARCH, about=HIS)
    return family, person


def test_what_is_about_him_alone_and_every_tie_go_with_him_and_come_back_with_him():
    family, person = with_a_man()
    kinds = {FatherOrPartner, Vulnerability, Relationship}
    assert all(list(family.record.of(kind)) for kind in kinds)
    mark = family.mark(Mark.ERROR, person, MARCH, None)
    record = family.record
    assert ASHWIN not in record.people
    assert not any(list(record.of(kind)) for kind in kinds)
    assert list(record.of(Contact)), "that she was seen stays"
    assert list(record.of(Question)), "what rests on another entry stays"
    family.mark(Mark.ERROR, mark, MARCH, None)
    assert ASHWIN in family.record.people
    assert all(list(family.record.of(kind)) for kind in kinds)


def test_while_another_agency_has_put_him_there_he_stays():
    family, person = with_a_man()
    family.say(PersonOnRecord(person=ASHWIN, role=Role.PARTNER), MARCH, BEN, about=HIS)
    family.mark(Mark.ERROR, person, MARCH, None)
    assert ASHWIN in family.record.people
    assert list(family.record.of(FatherOrPartner))


def test_a_slip_at_the_mothers_own_line_takes_back_nothing_that_is_known_of_her():
    family = booked()
    family.say(Vulnerability(topic=Topic.ALCOHOL, standing=Standing.KNOWN), MARCH, about=(LEILA,))
    hers = [one for one, said in family.record.of(PersonOnRecord) if said.person == LEILA]
    for one in hers:
        family.mark(Mark.ERROR, one.current.tip, MARCH, None)
    assert LEILA not in family.record.people
    assert list(family.record.of(Vulnerability))


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def named(stage, family):
    """A man with an entry of each sort, one of them shared with the police and kept to fewer since."""
    world, person = stage.world, new_person("Wrong Mann")
    his = (person,)
    entry = family.add(world.ada, PersonOnRecord(person=person, role=Role.FATHER), about=his)
    family.add(world.ben, FatherOrPartner(person=person, views="I was never there."), about=his)
    family.add(world.ben, AlsoCalled(person=person, name="Wrongly", sort=NameSort.SHORT), about=his)
    worry = Vulnerability(topic=Topic.SUBSTANCES, standing=Standing.KNOWN, account="He said so.")
    told = family.add(world.ada, worry, about=his)
    family.add(world.ada, Share(entries=(told.id,), agencies=(world.dan.agency,), purpose="Safety"))
    family.add(world.ada, Restrict(entries=(told.id,), agencies=(world.ben.agency,), why="Not for all"))
    return entry


def say_so(stage, family, named):
    browser = signed_in(stage.world.ada)
    address = f"/records/{family.reference}/entries/{named.id}/correct"
    form = browser.get(address, {"mark": "error"}).content.decode()
    assert "Mark this entry as recorded in error" in form
    sent = {"mark": "error", "tip": str(named.id), "entry-reason": "Another man of that name."}
    sent["entry"] = "01920000-0000-7000-8000-0000000000f7"
    answer = browser.post(address, sent)
    assert answer.status_code == 302, answer.content.decode()


PAGES = (
    "",
    "family",
    "vulnerabilities",
    "chronology?more=yes",
    "questions",
    "referral-draft",
    "add/contact",
    "preview",
)


def test_no_page_and_no_copy_names_him_any_more(stage, family, named):
    readers = [signed_in(getattr(stage.world, one)) for one in ("ada", "ben", "ann")]
    shown = [one.get(f"/records/{family.reference}/family").content.decode() for one in readers]
    assert all("Wrong Mann" in page for page in shown)
    say_so(stage, family, named)
    for browser in readers:
        for page in (*PAGES, "family?paper=yes", "?paper=yes"):
            text = browser.get(f"/records/{family.reference}/{page}").content.decode()
            for word in ("Wrong Mann", "Wrongly", "I was never there.", "He said so."):
                assert word not in text, f"{word} on {page or 'the overview'}"


def test_everyone_who_received_anything_is_told_and_nothing_names_him(stage, family, named):
    say_so(stage, family, named)
    for who in ("ann", "bea"):
        reader = getattr(stage.world, who)
        with announced(reader):
            told = [one.what for one in notices_for(reader) if one.reference == family.reference]
        assert told == [LOOK_AGAIN]
    assert "Mann" not in LOOK_AGAIN
    found = rows("SELECT agency_id FROM notice WHERE record = %s", family.record, using="owner")
    with_notice = {row[0] for row in found}
    assert {stage.world.dan.agency, stage.world.ben.agency, stage.world.ada.agency} <= with_notice
    assert stage.world.eve.agency not in with_notice


def test_what_went_with_him_is_not_put_back_by_itself(stage, family, named):
    say_so(stage, family, named)
    browser, record = signed_in(stage.world.ada), family.read(stage.world.ada)
    gone = next(one for one in record.statements if one.detached)
    page = browser.get(f"/records/{family.reference}/entries/{gone.current.tip.id}").content.decode()
    assert "About somebody named in error" in page
    assert "Put it back" not in page
    assert browser.get(f"/records/{family.reference}/entries/{gone.id}/correct").status_code == 404
