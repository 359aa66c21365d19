"""The first questions: when each is asked, from which day, what answers it, and when nothing may be asked.

Source: briefing on unborn and newborn babies; safety rules 4, 5, 11 and 14.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from firsthome.kinds.choices import Asked
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Mark
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.father_or_partner import FatherOrPartner, HowKnown
from firsthome.kinds.gestation import day_of
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.pregnancy import Outcome, Pregnancy, Result
from firsthome.kinds.record import Record
from firsthome.kinds.vulnerability import AffectedNow, Standing, Topic, Vulnerability
from firsthome.kinds.when import When
from firsthome.procedures.timings import timings
from firsthome.prompts.asking import questions
from firsthome.prompts.prompt import Prompt, Urgency
from tests.written import (
    ADA,
    ASHWIN,
    BABY,
    EDD,
    HEALTH_VISITING,
    MATERNITY,
    SOCIAL_CARE,
    TODAY,
    Written,
    booked,
)

MARCH = date(2025, 3, 3)
DAY = timedelta(days=1)
MISSED = Contact(outcome=ContactOutcome.NOT_ATTENDED)
SEEN = Contact(outcome=ContactOutcome.ATTENDED)
SEEN_ALONE = Contact(outcome=ContactOutcome.ATTENDED, seen_alone=Asked.YES)
LOW_MOOD = Vulnerability(topic=Topic.MENTAL_HEALTH, standing=Standing.KNOWN)


def asked(record: Record, today: date = TODAY) -> list[str]:
    """The functions whose questions apply on a day."""
    return [prompt.key.split(":")[0] for prompt in questions(record, timings(), today)]


def the(key: str, record: Record, today: date = TODAY) -> Prompt:
    """The one question of a function."""
    (prompt,) = (one for one in questions(record, timings(), today) if one.key.split(":")[0] == key)
    return prompt


# --- a contact that was not kept -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "outcome", [ContactOutcome.NOT_ATTENDED, ContactOutcome.NO_ACCESS, ContactOutcome.CANCELLED_BY_FAMILY]
)
def test_after_a_contact_that_was_not_kept_the_first_question_is_whether_she_is_safe(outcome):
    family = booked()
    family.say(Contact(outcome=outcome), MARCH)
    first = questions(family.record, timings(), TODAY)[0]
    assert first.question.startswith("Is the pregnancy continuing, and is she safe?")
    assert first.urgency is Urgency.CANNOT_WAIT


def test_it_is_asked_from_the_day_after_and_not_before():
    family = booked()
    family.say(MISSED, MARCH)
    assert "missed_contact" not in asked(family.record, MARCH)
    assert the("missed_contact", family.record, MARCH + DAY).applies_from == MARCH + DAY


@pytest.mark.parametrize(
    "outcome",
    [ContactOutcome.CANCELLED_BY_SERVICE, ContactOutcome.REARRANGED, ContactOutcome.OFFERED],
)
def test_what_the_service_cancelled_or_she_moved_is_not_a_missed_contact(outcome):
    family = booked()
    family.say(Contact(outcome=outcome), MARCH)
    assert "missed_contact" not in asked(family.record)


@pytest.mark.parametrize(
    "later",
    [
        Contact(outcome=ContactOutcome.OFFERED),
        Contact(outcome=ContactOutcome.CANCELLED_BY_SERVICE),
        Contact(outcome=ContactOutcome.REARRANGED),
    ],
)
def test_a_new_appointment_does_not_answer_how_she_is(later):
    family = booked()
    family.say(MISSED, MARCH)
    family.say(later, MARCH + 7 * DAY)
    assert the("missed_contact", family.record).applies_from == MARCH + DAY


@pytest.mark.parametrize(
    "answer",
    [SEEN, Contact(outcome=ContactOutcome.NO_ACCESS, pregnancy_continues=Asked.YES)],
)
def test_seeing_her_or_finding_out_answers_it(answer):
    family = booked()
    family.say(MISSED, MARCH)
    family.say(answer, MARCH + 2 * DAY)
    assert "missed_contact" not in asked(family.record)


def test_finding_out_on_the_same_entry_answers_it():
    family = booked()
    missed = family.say(MISSED, MARCH)
    found_out = Contact(outcome=ContactOutcome.NOT_ATTENDED, pregnancy_continues=Asked.YES)
    family.mark(Mark.UPDATE, missed, MARCH + DAY, found_out)
    assert "missed_contact" not in asked(family.record)


def test_a_missed_contact_entered_in_error_asks_nothing():
    family = booked()
    missed = family.say(MISSED, MARCH)
    family.mark(Mark.ERROR, missed, MARCH + DAY)
    assert "missed_contact" not in asked(family.record)


def test_after_the_birth_it_asks_after_both_of_them():
    family = booked()
    family.say(Outcome(baby=BABY, result=Result.LIVE_BIRTH), EDD)
    family.say(MISSED, EDD + 10 * DAY)
    question = the("missed_contact", family.record, EDD + 20 * DAY).question
    assert question.startswith("Are she and the baby safe?")


# --- is the baby affected now? ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("standing", [Standing.KNOWN, Standing.SUSPECTED])
@pytest.mark.parametrize("topic", Topic)
def test_every_vulnerability_asks_whether_the_baby_is_affected_now(topic, standing):
    family = booked()
    entry = family.say(Vulnerability(topic=topic, standing=standing), MARCH)
    prompt = the("baby_affected_now", family.record)
    assert prompt.rests_on == (entry.id,)
    assert prompt.applies_from == MARCH


@pytest.mark.parametrize("affected", [one for one in AffectedNow if one is not AffectedNow.NOT_CONSIDERED])
def test_any_considered_answer_answers_it_not_knowing_included(affected):
    family = booked()
    entry = family.say(LOW_MOOD, MARCH)
    family.mark(Mark.UPDATE, entry, MARCH + DAY, LOW_MOOD.model_copy(update={"affected_now": affected}))
    assert "baby_affected_now" not in asked(family.record)


@pytest.mark.parametrize("standing", [Standing.PAST, Standing.RULED_OUT])
def test_what_is_past_or_not_so_asks_nothing_about_now(standing):
    family = booked()
    family.say(Vulnerability(topic=Topic.ALCOHOL, standing=standing), MARCH)
    assert "baby_affected_now" not in asked(family.record)


def test_before_birth_is_not_asked_after_birth_even_if_the_day_is_not_known():
    family = booked()
    family.say(LOW_MOOD, MARCH)
    family.say(Outcome(result=Result.LIVE_BIRTH), EDD, happened=When())
    assert "baby_affected_now" not in asked(family.record, EDD + DAY)


# --- when is the baby due? -------------------------------------------------------------------------------------------


def test_the_expected_date_is_asked_for_from_the_first_entry_on():
    family = Written()
    family.say(Event(account="A neighbour told us she is pregnant."), MARCH)
    assert the("expected_date_not_known", family.record).applies_from == MARCH
    assert "expected_date_not_known" not in asked(family.record, MARCH - DAY)


@pytest.mark.parametrize("answer", [{"edd": EDD}, {"edd_earliest": EDD}, {"edd_latest": EDD}])
def test_a_date_or_a_range_answers_it(answer: dict[str, Any]):
    family = Written()
    family.say(Pregnancy(**answer), MARCH)
    assert "expected_date_not_known" not in asked(family.record)


def test_after_the_birth_nobody_asks_when_the_baby_is_due():
    family = Written()
    family.say(Outcome(result=Result.LIVE_BIRTH), MARCH)
    assert asked(family.record) == []


def test_a_record_with_nothing_in_it_asks_nothing():
    assert asked(Record()) == []


# --- the father ------------------------------------------------------------------------------------------------------


def test_the_father_is_asked_about_from_the_week_of_the_procedure():
    family = booked()
    week = timings().father_not_known.from_week
    assert week
    from_day = day_of(week * 7, EDD)
    assert "father_not_known" not in asked(family.record, from_day - DAY)
    assert the("father_not_known", family.record, from_day).applies_from == from_day


def test_a_week_that_the_partnership_has_not_confirmed_says_so():
    assert "not confirmed by your partnership" in the("father_not_known", booked().record).source


@pytest.mark.parametrize("role", [Role.FATHER, Role.PARTNER])
def test_once_he_is_on_the_record_nobody_asks(role):
    family = booked()
    family.say(PersonOnRecord(person=ASHWIN, role=role), MARCH)
    assert "father_not_known" not in asked(family.record)


@pytest.mark.parametrize(
    "said",
    [
        FatherOrPartner(how_known=HowKnown.ASKED_NOT_TOLD),
        FatherOrPartner(how_known=HowKnown.MORE_THAN_ONE),
        FatherOrPartner(how_known=HowKnown.UNSAFE, not_engaged="Ann Lead decided: not before the birth"),
    ],
)
def test_once_it_was_asked_or_is_said_why_not_nobody_asks_who_he_is(said):
    family = booked()
    family.say(said, MARCH)
    assert "father_not_known" not in asked(family.record)


def test_not_asked_yet_is_no_answer_and_more_is_added_to_it():
    family = booked()
    told = family.say(FatherOrPartner(how_known=HowKnown.NOT_ASKED), MARCH)
    prompt = the("father_not_known", family.record)
    assert (prompt.rests_on, prompt.answer_with) == ((told.id,), FatherOrPartner.kind)


def test_where_it_is_not_safe_to_ask_it_is_asked_who_decides():
    family = booked()
    family.say(FatherOrPartner(how_known=HowKnown.UNSAFE), MARCH)
    assert the("father_not_known", family.record).question.startswith("Who decides, safely,")


@pytest.mark.parametrize("standing", [Standing.SUSPECTED, Standing.KNOWN, Standing.PAST])
def test_where_abuse_is_suspected_nothing_suggests_approaching_him(standing):
    family = booked()
    abuse = family.say(Vulnerability(topic=Topic.DOMESTIC_ABUSE, standing=standing), MARCH)
    family.say(MISSED, MARCH)
    family.say(SEEN, MARCH - 9 * DAY)
    prompt = the("father_not_known", family.record)
    assert prompt.question.startswith("Who decides, safely, how we learn about the baby's father?")
    assert "domestic abuse advocate" in prompt.question
    assert prompt.rests_on == (abuse.id,)
    assert prompt.answer_with != "person"
    for one in questions(family.record, timings(), TODAY):
        assert "partner" not in one.question
        assert "what could they do" not in one.question.lower()


def test_abuse_that_was_looked_into_and_is_not_so_does_not_change_the_question():
    family = booked()
    family.say(Vulnerability(topic=Topic.DOMESTIC_ABUSE, standing=Standing.RULED_OUT), MARCH)
    assert the("father_not_known", family.record).question.startswith("Who is the baby's father")


# --- seen alone, and who leads ---------------------------------------------------------------------------------------


def test_whether_she_was_seen_alone_is_asked_from_the_first_contact_that_was_kept():
    family = booked()
    assert "not_seen_alone" not in asked(family.record)
    family.say(SEEN, MARCH)
    family.say(SEEN, MARCH + 9 * DAY)
    assert the("not_seen_alone", family.record).applies_from == MARCH
    family.say(SEEN_ALONE, MARCH + 20 * DAY)
    assert "not_seen_alone" not in asked(family.record)


def test_two_agencies_need_to_know_who_leads_from_the_day_of_the_second():
    family = booked()
    family.say(LOW_MOOD, MARCH)
    family.say(Involvement(agency=MATERNITY), MARCH)
    assert "no_lead_professional" not in asked(family.record)
    family.say(Involvement(agency=HEALTH_VISITING), MARCH + 3 * DAY)
    family.say(Involvement(agency=SOCIAL_CARE), MARCH + 8 * DAY)
    assert the("no_lead_professional", family.record).applies_from == MARCH + 3 * DAY
    family.say(Involvement(agency=MATERNITY, practitioner=ADA, lead=True), MARCH + 9 * DAY)
    assert "no_lead_professional" not in asked(family.record)


def test_when_the_lead_leaves_it_is_asked_again_from_the_next_day():
    family = booked()
    leaves = MARCH + 14 * DAY
    family.say(LOW_MOOD, MARCH)
    family.say(Involvement(agency=MATERNITY, lead=True, ends=leaves), MARCH)
    family.say(Involvement(agency=HEALTH_VISITING), MARCH)
    family.say(Involvement(agency=SOCIAL_CARE), MARCH)
    assert "no_lead_professional" not in asked(family.record, leaves)
    prompt = the("no_lead_professional", family.record, leaves + DAY)
    assert prompt.applies_from == leaves + DAY
    assert prompt.why.startswith("2 agencies")
