"""Contacts that were not kept are one matter: a cluster across services is asked about once."""

from datetime import date, timedelta

import pytest

from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.hypothesis import Hypothesis
from tests.test_prompts import asked, the
from tests.written import ADA, BEN, CAT, booked

MARCH = date(2025, 3, 3)
DAY = timedelta(days=1)
MISSED = Contact(outcome=ContactOutcome.NOT_ATTENDED)
KEPT = Contact(outcome=ContactOutcome.ATTENDED)
CALLED_OFF = Contact(outcome=ContactOutcome.CANCELLED_BY_SERVICE)
WHY = {"contacts_not_kept", "turning_help_away"}


def why_questions(family, day):
    return [one for one in asked(family.record, day) if one in WHY]


def test_missed_contacts_of_several_services_are_one_question_why():
    family = booked()
    said = [family.say(MISSED, MARCH + 3 * n * DAY, by=who) for n, who in enumerate((ADA, BEN, CAT))]
    assert why_questions(family, MARCH + 30 * DAY) == ["contacts_not_kept"]
    assert set(the("contacts_not_kept", family.record).rests_on) == {one.id for one in said}


def test_two_of_one_service_are_asked_about_until_there_are_more():
    family = booked()
    family.say(MISSED, MARCH)
    family.say(MISSED, MARCH + 7 * DAY)
    assert why_questions(family, MARCH + 8 * DAY) == ["turning_help_away"]
    family.say(MISSED, MARCH + 14 * DAY)
    assert why_questions(family, MARCH + 14 * DAY) == ["contacts_not_kept"]


def test_one_answer_closes_it_for_all_of_them():
    family = booked()
    for n, who in enumerate((ADA, BEN, CAT)):
        family.say(MISSED, MARCH + 3 * n * DAY, by=who)
    family.say(Hypothesis(explains="Somebody else reads her letters"), MARCH + 20 * DAY)
    assert why_questions(family, MARCH + 30 * DAY) == []


@pytest.mark.parametrize("apart", [1, 30])
def test_services_that_called_off_are_one_question_asked_at_once(apart):
    family = booked()
    said = [family.say(CALLED_OFF, MARCH + n * apart * DAY, by=who) for n, who in enumerate((ADA, BEN))]
    assert asked(family.record, MARCH + apart * DAY).count("service_did_not_come") == 1
    prompt = the("service_did_not_come", family.record)
    assert prompt.rests_on == tuple(one.id for one in said)
    assert prompt.question.startswith("The services did not come")


def test_a_service_that_came_since_is_not_asked_about():
    family = booked()
    family.say(CALLED_OFF, MARCH, by=ADA)
    called_off = family.say(CALLED_OFF, MARCH + DAY, by=BEN)
    family.say(KEPT, MARCH + 2 * DAY, by=ADA)
    prompt = the("service_did_not_come", family.record)
    assert prompt.rests_on == (called_off.id,)
    assert prompt.question.startswith("The service did not come")
    family.say(KEPT, MARCH + 3 * DAY, by=BEN)
    assert "service_did_not_come" not in asked(family.record)


def test_a_contact_that_the_service_moved_to_another_day_is_not_one_that_it_did_not_come_to():
    family = booked()
    family.say(Contact(outcome=ContactOutcome.REARRANGED_BY_SERVICE), MARCH)
    assert "service_did_not_come" not in asked(family.record)
