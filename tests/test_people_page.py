"""The page that finds somebody, and the search that comes before somebody is added to a record."""

import html
import re
from datetime import date
from uuid import uuid4

import pytest

from firsthome.access.models import Agency
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.identity import AlsoCalled, Identity, NameSort
from firsthome.kinds.involvement import Involvement, Level
from firsthome.people.actions import add_person
from tests.ledger_world import begin_family, only, rows
from tests.world import signed_in

BORN = date(1994, 6, 12)


@pytest.fixture(scope="module")
def known(stage):
    """Somebody on one record, and another record that gains them."""
    family, other = begin_family(stage.world), begin_family(stage.world)
    person = add_person("Bartholomew Quill", BORN)
    family.add(stage.world.ada, PersonOnRecord(person=person, role=Role.FATHER))
    family.add(stage.world.ada, AlsoCalled(person=person, name="Barty Inkwell", sort=NameSort.ALIAS))
    return family, other, person


def text(answer):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def test_somebody_is_found_by_another_name_and_it_says_where_and_why(stage, known):
    page = signed_in(stage.world.ben).post("/people", {"name": "Bart Inkwel"})
    assert page.status_code == 200
    assert "Bartholomew Quill , born 12 June 1994 Father on record " + known[0].reference in text(page)
    assert re.search(r"Found by: a (name|part)", text(page))


def test_nothing_that_is_typed_stands_in_an_address_or_in_the_log_of_looks(stage, known):
    browser = signed_in(stage.world.ben)
    assert "Quill" not in browser.get("/people?name=Quill").content.decode()
    page = browser.post("/people", {"name": "Bartholomew Quill"}).content.decode()
    assert 'method="get"' not in page
    looked = "SELECT count(*) FROM audit_look WHERE page = 'people_found' AND record = %s"
    assert rows(looked, known[0].record, using="owner")[0][0] >= 1
    assert rows("SELECT count(*) FROM audit_look WHERE strpos(page, 'Quill') > 0", using="owner") == [(0,)]


def test_who_types_nothing_or_a_wrong_number_is_told_what_to_do(stage):
    browser = signed_in(stage.world.ben)
    for sent, words in (
        ({}, "Enter a name or a part of it"),
        ({"number": "943 476 5918"}, "one digit is not right"),
    ):
        answer = browser.post("/people", sent)
        assert answer.status_code == 422
        assert words in text(answer)
    assert "Nobody that you can see fits." in text(browser.post("/people", {"name": "Xylophone Zwingli"}))


def test_at_presence_it_says_whom_to_ring_and_nothing_else(stage):
    family = begin_family(stage.world)
    family.add(stage.world.ada, Identity(person=family.mother, nhs_number="9990000042"))
    family.add(stage.world.ada, Involvement(agency=stage.edge.gus.agency, level=Level.PRESENCE))
    Agency.objects.using("owner").filter(pk=stage.world.ada.agency).update(contact="01632 960001, the office")
    page = text(signed_in(stage.edge.gus).post("/people", {"number": "999 000 0042"}))
    assert f"A record that you do not read may be about them. Record {family.reference}: whom to ring" in page
    assert "Maternity, 01632 960001, the office" in page
    assert "Leila" not in page
    assert "the same NHS number" not in page


def test_adding_somebody_begins_with_a_search_and_brings_the_same_person(stage, known):
    _, other, person = known
    browser, where = signed_in(stage.world.ada), f"/records/{other.reference}/add/person"
    assert "Add a person: search first" in text(browser.get(where))
    found = browser.post(where, {"step": "search", "seek-name": "Bartholomew Quil"})
    assert "This is who I mean : Bartholomew Quill" in text(found)
    form = browser.post(where, {"step": "known", "known": str(person)})
    assert "Bartholomew Quill is known already" in text(form)
    assert "What is their name?" not in text(form)
    sent = {"entry": str(uuid4()), "known": str(person), "role": "partner"}
    assert browser.post(where, sent).status_code == 302
    assert other.read(stage.world.ada).people[person].role is Role.PARTNER
    again = browser.post(where, {"step": "search", "seek-name": "Bartholomew Quill"})
    assert "On this record already." in text(again)
    assert "This is who I mean" not in text(again)


def test_what_was_searched_for_need_not_be_typed_again(stage, known):
    browser, where = signed_in(stage.world.ada), f"/records/{known[1].reference}/add/person"
    sent = {
        "seek-name": "Wilhelmina Frost",
        "seek-born-day": "3",
        "seek-born-month": "9",
        "seek-born-year": "1999",
    }
    found = browser.post(where, {"step": "search", **sent})
    assert "Add somebody new" in text(found)
    assert 'name="seek-name" value="Wilhelmina Frost"' in found.content.decode()
    form = browser.post(where, {"step": "new", **sent}).content.decode()
    assert 'name="new-name" type="text" value="Wilhelmina Frost"' in form
    assert 'name="new-born-year" type="text" value="1999"' in form


def test_nobody_is_brought_whom_the_author_may_not_know_of(stage, known):
    """An id that was guessed is somebody new without a name: the form asks who it is."""
    family, other, _ = known
    hidden = add_person("Hidden Somebody")
    family.add(
        stage.world.ben,
        PersonOnRecord(person=hidden, role=Role.FRIEND),
        audience=only(stage.world.ben.agency),
    )
    sent = {"entry": str(uuid4()), "known": str(hidden), "role": "partner"}
    answer = signed_in(stage.world.ada).post(f"/records/{other.reference}/add/person", sent)
    assert answer.status_code == 422
    assert "Hidden" not in answer.content.decode()
    assert hidden not in other.read(stage.world.ada).people
