"""Flags, alerts and steps that are kept elsewhere: nothing that others see is forgotten."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from firsthome.kinds.after_loss import Task
from firsthome.kinds.entry import Audience
from firsthome.kinds.missing_alert import Ground, MissingAlert, WhyAlert
from firsthome.kinds.national_flag import FlagState, NationalFlag, OnWhom
from firsthome.kinds.pre_proceedings import FamilyMeeting, PreProceedings, PreProceedingsDone
from firsthome.kinds.pregnancy import Outcome, Result
from firsthome.kinds.referral import Decision, Referral
from firsthome.kinds.registry import kinds
from firsthome.kinds.when import When
from firsthome.record.notices import AN_ALERT, STOOD_DOWN, notices_for
from tests.ledger_world import announced, begin_family
from tests.test_asking_for_help import send
from tests.test_pages_reading import _queries
from tests.world import signed_in

ALERT = MissingAlert(
    about=WhyAlert.MISSING, grounds=(Ground.HARM,), why="Gone since Monday", others="The unit at Moor",
    if_met="Ring Ada Hope", expires=timezone.localdate() + timedelta(days=9),
)  # fmt: skip
FLAG = NationalFlag(state=FlagState.SET, on_whom=OnWhom.MOTHER, by="Jo Bell")


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def ada(stage):
    return signed_in(stage.world.ada)


def page_of(browser, family, name="flags"):
    answer = browser.get(f"/records/{family.reference}/{name}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_pre_proceedings_are_four_answers_kept_to_few(stage, family):
    assert set(PreProceedings.model_fields) == {"done", "held", "family_meeting"}, "and the day"
    cat = signed_in(stage.world.cat)
    answers = {"done": "begun", "held": "The council’s system", "family_meeting": "offered"}
    asked = send(cat, family, "pre_proceedings", **answers, **{"entry-seen_by": "everyone"})
    assert asked.status_code == 422
    assert "This is kept to fewer people to begin with." in asked.content.decode()
    assert (
        send(cat, family, "pre_proceedings", **answers, **{"entry-seen_by": "my_agency"}).status_code == 302
    )
    assert "The letter before proceedings" in page_of(cat, family)
    ben = page_of(signed_in(stage.world.ben), family)
    assert "The letter before proceedings" not in ben
    assert "Nothing that you can read is recorded here." in ben


def test_nothing_speaks_of_an_order_before_the_birth_and_the_form_says_what_is_never_entered(ada, family):
    form = ada.get(f"/records/{family.reference}/add/pre_proceedings").content.decode()
    assert "Legal advice, what was said in legal planning" in form
    shown = (form + page_of(ada, family)).lower()
    for never in ("apply for", "removal", "interim care order", "emergency protection"):
        assert never not in shown
    labels = " ".join(
        str(one.title) for model in kinds().values() for one in model.model_fields.values()
    ).lower()
    assert "apply for" not in labels


def test_an_alert_has_grounds_somebody_who_had_it_and_an_end(ada, family):
    answers = {"about": "missing", "why": "Gone", "if_met": "Ring"}
    refused = send(ada, family, "missing_alert", **answers).content.decode()
    assert "Choose at least one ground" in refused
    refused = send(ada, family, "missing_alert", **answers, grounds="harm").content.decode()
    assert "Say who was told" in refused
    assert "Enter a day in the future on which it ends" in refused


def test_a_loss_asks_to_end_the_flag_and_to_stand_down_the_alert(stage, ada, family):
    family.add(stage.world.cat, FLAG)
    lost = Outcome(baby=family.baby, result=Result.MISCARRIAGE)
    family.add(stage.world.ada, lost, about=(family.baby,))
    shown = page_of(ada, family, "what-now")
    assert "National flag (CP-IS) set on the mother" in shown
    assert Task.ALERT.label not in shown, "there is none"
    family.add(stage.world.ada, ALERT)
    shown = page_of(ada, family, "what-now")
    assert Task.ALERT.label in shown
    assert "Alert: nobody knows where she is. Gone since Monday." in shown


def test_every_step_says_where_the_record_of_truth_is(stage, ada, family):
    held = Decision(decision="An assessment begins", in_system="The council’s system", under="4711")
    family.add(stage.world.cat, held)
    family.add(stage.world.cat, Decision(decision="Kept by nobody else"))
    shown = page_of(ada, family)
    assert "The council’s system, 4711" in shown
    assert "Kept by nobody else" not in shown


def test_the_page_takes_six_queries_and_hides_what_is_kept_to_fewer(stage, ada, family):
    world, taken = stage.world, []
    for _ in range(3):
        family.add(world.ada, ALERT)
        family.add(world.cat, FLAG)
        kept = PreProceedings(done=PreProceedingsDone.ENDED, held="There", family_meeting=FamilyMeeting.HELD)
        family.add(world.cat, kept, audience=Audience(everyone=False, agencies=(world.cat.agency,)))
        taken.append(len(_queries(ada, f"/records/{family.reference}/flags")))
    assert taken[1] == taken[2], "from the second visit on, when it was read before"
    assert max(taken) <= 6
    assert "Pre-proceedings ended" not in page_of(ada, family)


def test_whoever_an_alert_names_learns_of_it_and_that_it_is_stood_down(stage, ada, family):
    world = stage.world
    answers = {"about": "missing", "grounds": "harm", "why": "Gone", "if_met": "Ring Ada"}
    until = ALERT.expires
    ends = {"expires-day": str(until.day), "expires-month": str(until.month), "expires-year": str(until.year)}
    agencies = {"agencies": [str(world.cat.agency), str(world.eve.agency)]}
    assert send(ada, family, "missing_alert", **answers, **ends, **agencies).status_code == 302
    with announced(world.cat):
        assert [one.what for one in notices_for(world.cat) if one.reference == family.reference] == [AN_ALERT]
    with announced(world.eve):
        assert not [one for one in notices_for(world.eve) if one.what == AN_ALERT], (
            "housing is not on this record"
        )
    alert = next(one for one in family.seen(world.ada) if isinstance(one.said, MissingAlert))
    down = {"entry": str(uuid4()), "kind": "missing_alert", "mark": "update", "tip": str(alert.id)}
    today = timezone.localdate()
    day = {
        "stood_down-day": str(today.day),
        "stood_down-month": str(today.month),
        "stood_down-year": str(today.year),
    }
    on = {f"entry-on-{part}": str(getattr(today, part)) for part in ("day", "month", "year")}
    there = f"/records/{family.reference}/entries/{alert.id}/correct?mark=update"
    why = {"stood_down_why": "Found. Ada rang everybody", "entry-reason": "Found"}
    sent = ada.post(there, {**answers, **agencies, **down, **day, **on, **why})
    assert sent.status_code == 302
    with announced(world.cat):
        assert STOOD_DOWN in [one.what for one in notices_for(world.cat)]


def test_an_assessment_names_the_system_in_which_it_is_kept_like_every_statutory_step(stage, family):
    cat = signed_in(stage.world.cat)
    asked = Referral(to=stage.world.cat.agency, why="She asks for help")
    family.add(stage.world.ada, asked, happened=When.on(date(2025, 2, 24)))
    told = {"type": "assessment_started", "account": "It began.", "in_system": "Liquid", "under": "4711"}
    assert send(cat, family, "event", **told).status_code == 302
    ben = signed_in(stage.world.ben)
    assert re.search(r"Assessment started.*?It began\..*?Liquid, 4711", page_of(ben, family), re.DOTALL)
    assert "Record of truth: Liquid, 4711" in page_of(ben, family, "timetable")


def test_words_that_read_as_legal_advice_or_as_applying_for_an_order_come_back_once(stage, ada, family):
    for words, told in (
        ("We will apply for an interim care order at birth.", "Before the birth no court can make an order"),
        ("Legal advice was that the threshold is met.", "Legal advice is never written here"),
    ):
        back = send(ada, family, "event", type="other", account=words)
        assert back.status_code == 422
        page = back.content.decode()
        assert told in page
        assert 'name="read_about_law" value="yes"' in page
        again = {"type": "other", "account": words, "read_about_law": "yes"}
        assert send(ada, family, "event", **again).status_code == 302, "somebody’s own words can be kept"
    fine = "She has a solicitor and took a leaflet about legal advice. A non-molestation order is in force."
    assert send(ada, family, "event", type="other", account=fine).status_code == 302
    born = Outcome(baby=family.baby, result=Result.LIVE_BIRTH)
    family.add(stage.world.ada, born, about=(family.baby,))
    after = "The council will apply for a care order."
    assert send(ada, family, "event", type="other", account=after).status_code == 302


def test_before_the_birth_no_order_can_be_in_force_about_the_baby(ada, family):
    said = {"legal": "order", "order_words": "It", "order_seen_by": "Jo", "watching": "ordinary"}
    refused = send(ada, family, "birth_plan", **said)
    assert refused.status_code == 422
    assert "before the birth no court can make an order about the baby" in refused.content.decode()
