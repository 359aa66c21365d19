"""Who somebody is: names over time, a date of birth as far as it is known, a checked NHS number; and what they need."""

from datetime import date
from uuid import uuid4

import pytest

from firsthome.kinds.choices import Asked
from firsthome.kinds.communication import Communication, NeedsInterpreter
from firsthome.kinds.identity import AlsoCalled, Identity, NameSort, NoNumber
from firsthome.kit.dates import Span, whole_month, whole_year
from firsthome.reading.identity import known_of
from tests.ledger_world import begin_family, only
from tests.world import signed_in


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


def _form(browser, family, kind, **answers):
    sent = {"entry": str(uuid4()), "person": str(family.mother), **answers}
    return browser.post(f"/records/{family.reference}/add/{kind}", sent)


def test_a_number_with_a_wrong_digit_is_sent_back_and_a_right_one_is_kept(stage, family):
    browser = signed_in(stage.world.ada)
    wrong = _form(browser, family, "identity", nhs_number="943 476 5918")
    assert wrong.status_code == 422
    assert "one digit is not right" in wrong.content.decode()
    kept = _form(
        browser, family, "identity", **{"nhs_number": "943 476 5919", "born-month": "3", "born-year": "1999"}
    )
    assert kept.status_code == 302, kept.content.decode()
    ((_, said),) = family.read(stage.world.ada).of(Identity)
    assert (said.nhs_number, said.born) == ("9434765919", whole_month(1999, 3))


def test_not_known_is_an_answer_but_not_beside_a_number():
    person = {"person": "01920000-0000-7000-8000-00000000000a"}
    assert Identity(**person, no_number=NoNumber.NOT_KNOWN).known() == ["NHS number not known"]
    both = Identity(**person, nhs_number="9434765919", no_number=NoNumber.NOT_KNOWN)
    assert [field for field, _ in both.cannot_be(date(2026, 1, 1))] == ["no_number"]
    unborn = Identity(**person, born=whole_year(2027))
    assert [field for field, _ in unborn.cannot_be(date(2026, 1, 1))] == ["born"]


def test_names_over_time_and_what_is_known_stand_beside_each_person(stage, family):
    family.add(
        stage.world.ada,
        AlsoCalled(person=family.mother, name="Leila Khan", sort=NameSort.AT_BIRTH, until=whole_year(2019)),
    )
    born, day = Span(date(1999, 3, 27), date(1999, 3, 27)), date(1999, 3, 27)
    said = Identity(person=family.mother, born=born, gp="Elm Row", care_experienced=Asked.YES)
    family.add(stage.world.ada, said)
    family.add(stage.world.ben, said)
    record = family.read(stage.world.ben)
    assert known_of(record, family.mother) == [
        "also called Leila Khan (name at birth, until 2019)", "born 27 March 1999", "GP: Elm Row", "care-experienced",
    ]  # fmt: skip
    assert known_of(record, family.baby) == []
    page = signed_in(stage.world.ben).get(f"/records/{family.reference}/").content.decode()
    assert f"born {day.day} March 1999; GP: Elm Row" in page


def test_a_name_kept_to_one_agency_stands_on_nobody_elses_page(stage, family):
    said = AlsoCalled(person=family.mother, name="Leila Hidden", sort=NameSort.ALIAS)
    family.add(stage.world.ada, said, audience=only(stage.world.ada.agency))
    for reader, seen in ((stage.world.ada, True), (stage.world.ben, False)):
        page = signed_in(reader).get(f"/records/{family.reference}/").content.decode()
        assert ("Leila Hidden" in page) is seen


@pytest.mark.parametrize("where", ["", "use", "contacts/new", "conversations", "messages", "add/message"])
def test_what_somebody_needs_stands_once_wherever_somebody_is_about_to_make_contact(stage, family, where):
    needs = Communication(
        person=family.mother,
        language="Gujarati",
        interpreter=NeedsInterpreter.YES,
        talking="One thing at a time",
    )
    family.add(stage.world.ada, needs)
    page = signed_in(stage.world.ben).get(f"/records/{family.reference}/{where}").content.decode()
    assert page.count("<strong>Talking and writing with Leila Mistry:</strong>") == 1
    assert "a professional one, never family or a friend" in page
