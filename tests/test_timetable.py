"""The timetable of a record: what was reached, what is due and why, what moves with the expected date and what never.

Source: domain facts, 1.2 to 1.5; hazards 11, 20 and 21; safety rules 4, 8 and 9.
"""

from __future__ import annotations

from datetime import date

import pytest

from firsthome.kinds.birth_plan import BirthPlan, LegalStatus
from firsthome.kinds.closing import CameTo, Closing, Reopening
from firsthome.kinds.entry import Mark
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.milestone import Area, MilestoneReached, Pause, Reached
from firsthome.kinds.plan_version import NEEDED, CopyHeld
from firsthome.kinds.planning import Meeting
from firsthome.kinds.pregnancy import Basis, Certainty, Outcome, Pregnancy, Result
from firsthome.kinds.referral import Decision, Referral, Settled
from firsthome.kinds.registry import kinds
from firsthome.kinds.when import When
from firsthome.procedures.every_file import partnerships
from firsthome.procedures.timetable import Timetable, read_edition, text_of, timetable
from firsthome.reading.clocks import Days
from firsthome.reading.timetable import Stands, clocks
from tests.written import BABY, BEN, CAT, EDD, HEALTH_VISITING, SOCIAL_CARE, booked

CODES = {SOCIAL_CARE: "childrens_social_care", HEALTH_VISITING: "health_visiting"}
REFERRED, TALKED = date(2025, 2, 3), date(2025, 3, 3)
"""Both Mondays; 13+6 and 17+6."""


def at(written, procedure=None):
    return {one.key: one for one in clocks(written.record, procedure or timetable("example"), CODES)}


def referred():
    written = booked()
    written.say(Referral(to=SOCIAL_CARE, why="She asks for help"), REFERRED)
    return written


def discussed():
    written = referred()
    written.say(Meeting(type="Strategy discussion"), TALKED, CAT)
    return written


def due(clock):
    return clock.stands, clock.due and clock.due.earliest


def test_nothing_is_due_before_that_which_it_counts_from():
    every = at(booked())
    assert {one.stands for one in every.values()} == {Stands.NOT_BEGUN}
    assert "concern" not in every, "it is no task: it is there once somebody has one"


def test_a_referral_starts_the_clocks_that_count_from_it_and_a_decision_stops_the_first():
    written = referred()
    assert due(at(written)["response"]) == (Stands.DUE, date(2025, 2, 4))
    assert due(at(written)["assessment_complete"]) == (Stands.DUE, date(2025, 4, 7))
    written.say(Decision(decision="An assessment begins"), date(2025, 2, 4), CAT)
    response = at(written)["response"]
    assert (response.stands, response.met.days.earliest) == (Stands.DONE, date(2025, 2, 4))


def test_a_decision_of_no_further_action_ends_the_assessment_clock_until_somebody_refers_again():
    written = referred()
    none = Decision(decision="Below the threshold", settled=Settled.NO_FURTHER_ACTION)
    written.say(none.model_copy(update={"settled": Settled.CLOSED}), date(2025, 2, 4), BEN)
    assert at(written)["assessment_complete"].stands is Stands.DUE, "another service ended its own work"
    decided = written.say(none, date(2025, 2, 5), CAT)
    every = at(written)
    ended = {key for key, one in every.items() if one.stands is Stands.ENDED}
    assert ended == {"unborn_record", "assessment_start", "assessment_complete", "strategy_discussion"}
    assert every["assessment_complete"].ended.entry.id == decided.id
    assert every["birth_plan"].stands is Stands.DUE
    assert every["response"].stands is Stands.DONE
    written.say(Referral(to=SOCIAL_CARE, why="She was hurt"), date(2025, 3, 3))
    every = at(written)
    assert due(every["response"]) == (Stands.DUE, date(2025, 3, 4)), "each referral is answered"
    assert due(every["assessment_complete"]) == (Stands.DUE, date(2025, 5, 8))
    written.say(none.model_copy(update={"settled": Settled.STRATEGY}), date(2025, 3, 4), CAT)
    assert at(written)["assessment_complete"].stands is Stands.DUE


def test_a_decision_that_names_one_referral_leaves_the_other_to_be_answered():
    written = booked()
    first = written.say(Referral(to=SOCIAL_CARE, why="She asks for help"), REFERRED)
    second = written.say(Referral(to=SOCIAL_CARE, why="She was hurt"), date(2025, 2, 10), BEN)
    named = written.say(Decision(decision="An assessment", referral=second.id), date(2025, 2, 11), CAT)
    assert due(at(written)["response"]) == (Stands.DUE, date(2025, 2, 4)), "whoever referred first waits"
    written.say(Decision(decision="The same", referral=first.id), date(2025, 2, 12), CAT)
    assert at(written)["response"].stands is Stands.DONE
    written.mark(Mark.ERROR, named, date(2025, 2, 13), reason="Another family")
    assert due(at(written)["response"]) == (Stands.DUE, date(2025, 2, 11))
    written.say(Decision(decision="Both are taken up"), date(2025, 2, 14), CAT)
    assert at(written)["response"].stands is Stands.DONE, "a decision that names none answers both"


def test_a_decision_that_takes_a_referral_up_after_all_begins_its_clocks_again():
    written = referred()
    none = Decision(decision="Below the threshold", settled=Settled.NO_FURTHER_ACTION)
    written.say(none, date(2025, 2, 5), CAT)
    written.say(none.model_copy(update={"settled": Settled.ASSESSMENT}), date(2025, 3, 3), CAT)
    assert due(at(written)["assessment_complete"]) == (Stands.DUE, date(2025, 5, 8))


def test_the_birth_plan_is_held_once_every_team_has_read_the_version_that_holds():
    written = referred()
    plan = written.say(BirthPlan(legal=LegalStatus.NO_ORDER), date(2025, 5, 5))
    assert due(at(written)["birth_plan_held"]) == (Stands.DUE, date(2025, 5, 7))
    for team in NEEDED[1:]:
        written.say(CopyHeld(copy_of=plan.id, team=team, read_by="Jo Reed"), date(2025, 5, 6))
    written.say(CopyHeld(copy_of=plan.id, team=NEEDED[0]), date(2025, 5, 6))
    assert at(written)["birth_plan_held"].stands is Stands.DUE, "sent is not read"
    written.say(CopyHeld(copy_of=plan.id, team=NEEDED[0], read_by="Sister Tan"), date(2025, 5, 6))
    assert at(written)["birth_plan_held"].stands is Stands.DONE
    newer = BirthPlan(legal=LegalStatus.NO_ORDER, feeding="Breast")
    written.mark(Mark.UPDATE, plan, date(2025, 6, 2), newer)
    assert due(at(written)["birth_plan_held"]) == (Stands.DUE, date(2025, 6, 4))


def test_every_decision_that_ends_a_milestone_is_one_that_can_be_made():
    for partnership in partnerships():
        for one in timetable(partnership).latest.milestones.values():
            assert set(one.ended_by) <= {settled.value for settled in Settled}


def test_a_referral_to_another_service_is_no_referral_to_social_care():
    written = booked()
    written.say(Referral(to=HEALTH_VISITING, why="An extra visit"), REFERRED)
    assert at(written)["referral"].stands is Stands.NOT_BEGUN


def test_a_meeting_that_is_only_planned_reaches_nothing_and_another_sort_of_meeting_neither():
    written = referred()
    entry = written.say(Meeting(type="Strategy discussion"), TALKED, CAT, happened=When.on(date(2025, 3, 10)))
    assert at(written)["conference"].stands is Stands.NOT_BEGUN
    minutes = Meeting(type="Strategy discussion", minutes="They met.")
    written.mark(Mark.UPDATE, entry, date(2025, 3, 11), minutes, CAT, happened=When.on(date(2025, 3, 10)))
    assert due(at(written)["conference"]) == (Stands.DUE, date(2025, 3, 31))
    written.say(Meeting(type="Discharge planning meeting"), date(2025, 3, 12), CAT)
    assert at(written)["planning_meeting"].stands is Stands.NOT_SET


def test_of_two_values_the_earlier_decides_and_both_are_said():
    conference = at(discussed())["conference"]
    assert due(conference) == (Stands.DUE, date(2025, 3, 24))
    assert [one.value.rule.say() for one in conference.set_by] == [
        "15 working days after strategy discussion",
        "at 30+0 weeks",
    ]
    late = referred()
    late.say(Meeting(type="Strategy meeting"), date(2025, 5, 20), CAT)
    conference = at(late)["conference"]
    assert conference.set_by[0].value.rule.say() == "at 30+0 weeks"
    assert due(conference) == (Stands.DUE, date(2025, 5, 27))


def test_what_would_have_been_due_before_it_began_to_count_is_due_at_once_and_never_born_late():
    written = booked()
    written.say(Referral(to=SOCIAL_CARE, why="She books late"), date(2025, 4, 7))
    started = at(written)["assessment_start"]
    assert started.set_by[0].days.earliest == date(2025, 2, 18)
    assert (due(started), started.at_once) == ((Stands.DUE, date(2025, 4, 7)), True)


def test_a_council_may_have_timings_of_its_own():
    written = referred()
    written.say(Meeting(type="Strategy meeting"), date(2025, 5, 12), CAT)
    written.say(Area(council="moor"), date(2025, 5, 12), CAT)
    assert due(at(written)["conference"]) == (Stands.DUE, date(2025, 5, 13))


def test_a_changed_expected_date_moves_what_is_open_and_nothing_that_was_reached():
    written = referred()
    written.say(Event(type=EventType.ASSESSMENT_STARTED, account="It began."), date(2025, 2, 20), CAT)
    started, plan = at(written)["assessment_start"], at(written)["birth_plan"]
    later = Pregnancy(edd=date(2025, 8, 19), basis=Basis.CLINICIAN, certainty=Certainty.SURE)
    written.mark(Mark.CORRECTION, written.entries[2], date(2025, 3, 20), later, reason="A second scan")
    assert at(written)["assessment_start"].due == started.due == Days(date(2025, 2, 18), date(2025, 2, 18))
    assert (at(written)["birth_plan"].due.earliest - plan.due.earliest).days == 14


def test_where_only_a_range_is_known_the_deadline_is_a_range_and_goes_by_its_earliest_day():
    written = referred()
    wide = Pregnancy(
        edd=EDD, edd_earliest=date(2025, 7, 22), edd_latest=date(2025, 8, 26), certainty=Certainty.WIDE
    )
    written.say(wide, date(2025, 2, 10))
    assert at(written)["birth_plan"].due == Days(date(2025, 6, 10), date(2025, 7, 15))


def test_done_elsewhere_is_done_and_what_is_not_needed_starts_nothing():
    written = discussed()
    elsewhere = MilestoneReached(
        milestone="conference", reached=Reached.ELSEWHERE, where="The council’s system"
    )
    entry = written.say(elsewhere, date(2025, 3, 20), BEN)
    assert at(written)["conference"].stands is Stands.DONE
    assert due(at(written)["core_group"]) == (Stands.DUE, date(2025, 4, 3))
    unneeded = MilestoneReached(
        milestone="conference", reached=Reached.NOT_NEEDED, outcome="A plan was agreed"
    )
    written.mark(Mark.CORRECTION, entry, date(2025, 3, 21), unneeded, reason="Misheard")
    assert at(written)["conference"].stands is Stands.NOT_NEEDED
    assert at(written)["core_group"].stands is Stands.NOT_BEGUN


def test_a_pause_holds_what_counts_from_an_event_and_never_a_week_of_pregnancy():
    written = discussed()
    why = "She is in hospital in another city"
    entry = written.say(
        Pause(milestone="conference", why=why, begins=date(2025, 3, 10)), date(2025, 3, 10), CAT
    )
    assert due(at(written)["conference"]) == (Stands.WAITS, None)
    over = Pause(milestone="conference", why=why, begins=date(2025, 3, 10), ends=date(2025, 3, 17))
    written.mark(Mark.CORRECTION, entry, date(2025, 3, 17), over, CAT, reason="She is home")
    conference = at(written)["conference"]
    assert due(conference) == (Stands.DUE, date(2025, 3, 31))
    assert [one.days.earliest for one in conference.set_by] == [date(2025, 3, 31), date(2025, 5, 27)]


def test_a_closed_record_waits_for_nothing_until_it_is_opened_again():
    written = referred()
    before = at(written)
    written.say(Closing(came_to=CameTo.EARLY_HELP, why="x", next="y", next_owner="Ben"), date(2025, 3, 12))
    assert not any(one.open for one in at(written).values())
    written.say(Reopening(why="She rang"), date(2025, 3, 14))
    assert {key: due(one) for key, one in at(written).items()} == {
        key: due(one) for key, one in before.items()
    }


def test_a_loss_stops_every_clock_and_taking_it_back_starts_them_again():
    written = discussed()
    loss = written.say(Outcome(baby=BABY, result=Result.MISCARRIAGE), date(2025, 3, 12))
    assert not [
        one for one in at(written).values() if one.stands in (Stands.DUE, Stands.WAITS, Stands.NOT_SET)
    ]
    assert at(written)["conference"].stands is Stands.STOPPED
    written.mark(Mark.ERROR, loss, date(2025, 3, 13), reason="Another patient")
    assert at(written)["conference"].stands is Stands.DUE


def test_a_birth_closes_what_belonged_before_it_and_opens_what_comes_after():
    written = discussed()
    assert at(written)["first_visit"].stands is Stands.NOT_BEGUN
    written.say(Outcome(baby=BABY, result=Result.LIVE_BIRTH), date(2025, 7, 1))
    every = at(written)
    assert every["birth_plan"].stands is Stands.CLOSED
    assert due(every["first_visit"]) == (Stands.DUE, date(2025, 7, 15))
    assert every["first_visit"].floor == Days(date(2025, 7, 11), date(2025, 7, 11))
    assert every["discharge_meeting"].stands is Stands.NOT_SET


def test_a_milestone_follows_the_edition_in_force_when_it_began_to_count():
    text = text_of("example")
    newer = text.replace("at 34+0 weeks", "at 32+0 weeks").replace("2025-01-01", "2025-03-01", 1)
    procedure = Timetable(editions=(read_edition(text), read_edition(newer)))
    assert due(at(referred(), procedure)["birth_plan"])[1] == date(2025, 6, 24)
    later = booked()
    later.say(Referral(to=SOCIAL_CARE, why="She asks for help"), date(2025, 3, 5))
    assert due(at(later, procedure)["birth_plan"])[1] == date(2025, 6, 10)


def test_an_edition_to_come_takes_nothing_from_a_record_that_began_before_it_and_adds_nothing():
    text = text_of("example")
    newer = text.replace("birth_plan", "ward_plan").replace('birth plan"', 'ward plan"')
    newer = newer.replace("ward_plan_held =", "birth_plan_held =").replace('["ward_plan"]', '["birth_plan"]')
    newer = newer.replace("2025-01-01", "2025-12-01", 1)
    procedure = Timetable(editions=(read_edition(text), read_edition(newer)))
    every = at(referred(), procedure)
    assert every["birth_plan"].stands is Stands.DUE
    assert "ward_plan" not in every


@pytest.mark.parametrize("partnership", partnerships())
def test_every_value_says_where_it_comes_from_and_names_kinds_that_there_are(partnership):
    edition = timetable(partnership).latest
    for one in edition.milestones.values():
        assert set(one.shown_by.kinds) <= set(kinds())
        assert {*one.shown_by.events} <= {type_.value for type_ in EventType}
        assert all(value.clause and value.source for value in one.values)


def test_of_the_real_partnership_only_referring_at_once_is_confirmed():
    edition = timetable("llr").latest
    confirmed = {
        (key, value.rule.say())
        for key, one in edition.milestones.items()
        for value in one.values
        if value.confirmed
    }
    assert confirmed == {("referral", "at once after concern")}


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("after strategy discussion", "after a party", "there is no milestone a_party"),
        ('rule = "at 30+0 weeks"', 'rule = "in May"', "Write a timing like"),
        ("[local.moor", "[local.fen", "does not name fen"),
    ],
)
def test_a_file_that_cannot_be_right_is_turned_down_with_what_to_do(before, after, fault):
    with pytest.raises(ValueError, match=fault):
        read_edition(text_of("example").replace(before, after))
