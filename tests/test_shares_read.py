"""What was shared and has it been read: worked out from entries, asked after in working days, never of a family."""

from __future__ import annotations

from datetime import date

import pytest

from firsthome.kinds.entry import Mark
from firsthome.kinds.event import Event
from firsthome.kinds.opening import LawfulBasis
from firsthome.kinds.sharing import Acknowledgement, Share
from firsthome.procedures.sharing import sharing
from firsthome.procedures.timings import timings
from firsthome.procedures.working_days import after_working_days, working_days_between
from firsthome.prompts.asking import questions
from firsthome.prompts.sharing import escalated_from
from firsthome.reading.shares import given, waiting_for
from tests.written import ADA, BEN, CAT, HEALTH_VISITING, POLICE, booked

THURSDAY = date(2025, 4, 17)
"""Before Easter: Good Friday is the 18th, Easter Monday the 21st."""


def shared(**to):
    """A midwife shares one entry on the Thursday before Easter."""
    family = booked()
    told = family.say(Event(account="She is moving."), THURSDAY)
    return family, told, family.say(Share(entries=(told.id,), **to), THURSDAY)


def asked(family, today):
    return [one for one in questions(family.record, timings(), today) if one.key.startswith("share_not")]


def test_weekends_and_bank_holidays_are_not_counted():
    assert after_working_days(THURSDAY, 1) == date(2025, 4, 22)
    assert working_days_between(THURSDAY, date(2025, 4, 23)) == 2


def test_it_is_asked_after_two_working_days_and_says_when_the_safeguarding_lead_is_told():
    family, _, share = shared(agencies=(HEALTH_VISITING,))
    assert not asked(family, date(2025, 4, 22))
    (one,) = asked(family, date(2025, 4, 23))
    assert "who asks whether it was read?" in one.question
    assert "by 28 April 2025, tell your safeguarding lead" in one.why
    assert one.rests_on == (share.id,)
    assert escalated_from(given(family.record)[0], timings()) == date(2025, 4, 28)


@pytest.mark.parametrize("of_the_share", [True, False])
def test_an_acknowledgement_of_the_share_or_of_all_that_was_shared_answers_it(of_the_share):
    family, told, share = shared(agencies=(HEALTH_VISITING,))
    family.say(Acknowledgement(entries=(share.id if of_the_share else told.id,)), THURSDAY, CAT)
    assert asked(family, date(2025, 5, 1)), "somebody else’s acknowledgement is not theirs"
    read = family.say(Acknowledgement(entries=(share.id if of_the_share else told.id,)), THURSDAY, BEN)
    assert not asked(family, date(2025, 5, 1))
    family.mark(Mark.ERROR, read, THURSDAY, by=BEN)
    assert asked(family, date(2025, 5, 1))


def test_each_receiver_answers_for_themselves():
    family, _, share = shared(agencies=(HEALTH_VISITING, POLICE), practitioners=(CAT,))
    family.say(Acknowledgement(entries=(share.id,)), THURSDAY, BEN)
    (one,) = given(family.record)
    assert [(to.agency, to.practitioner) for to in one.unread] == [(POLICE, None), (None, CAT)]
    assert not waiting_for(family.record, HEALTH_VISITING, BEN)
    assert waiting_for(family.record, POLICE, 99)
    assert waiting_for(family.record, 0, CAT)
    assert not waiting_for(family.record, 1, ADA)


def test_a_share_that_was_taken_back_is_not_asked_after():
    family, _, share = shared(agencies=(HEALTH_VISITING,))
    family.mark(Mark.ERROR, share, THURSDAY)
    assert not given(family.record)


def test_every_lawful_basis_says_when_it_fits_and_who_says_so():
    said = sharing().lawful_basis
    assert set(said) == {basis.value for basis in LawfulBasis}
    for basis in LawfulBasis:
        words = said[basis.value]
        assert (basis.label, bool(words.help), bool(words.source)) == (words.label, True, True)
        assert words.say_source().endswith("(not confirmed by your partnership)") is not words.confirmed
