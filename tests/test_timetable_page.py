"""The timetable as people meet it: what is due, what set it, what is not confirmed, and what nobody else may learn.

Source: feature row 15; safety rules 2, 4, 8 and 9.
"""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from firsthome.kinds.entry import Audience, Mark
from firsthome.kinds.milestone import MilestoneReached, Pause, Reached
from firsthome.kinds.planning import Meeting
from firsthome.kinds.pregnancy import Basis, Certainty, Outcome, Pregnancy, Result
from firsthome.kinds.referral import Referral
from firsthome.kinds.when import When
from tests.ledger_world import begin_family
from tests.test_pages_reading import _queries
from tests.world import signed_in

WEEK = timedelta(weeks=1)


@pytest.fixture
def family(stage):
    """Thirty weeks along, and referred six weeks ago."""
    family, today = begin_family(stage.world), timezone.localdate()
    edd = Pregnancy(edd=today + 10 * WEEK, basis=Basis.DATING_SCAN, certainty=Certainty.SURE)
    family.add(stage.world.ada, edd)
    family.add(
        stage.world.ada,
        Referral(to=stage.world.cat.agency, why="She asks for help"),
        happened=When.on(today - 6 * WEEK),
    )
    return family


def page_of(reader, family, query=""):
    answer = signed_in(reader).get(f"/records/{family.reference}/timetable{query}")
    assert answer.status_code == 200
    html = re.sub(r"\s+", " ", answer.content.decode())
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html)


def row(html, key):
    return re.search(rf'<div[^>]*id="milestone-{key}".*?</dd>', html)[0]


def test_what_is_due_says_what_set_it_and_that_nobody_confirmed_it(stage, family):
    html = page_of(stage.world.ada, family)
    plan = row(html, "birth_plan")
    assert "(34+0)" in plan
    assert "At 34+0 weeks, with the baby expected" in plan
    assert "Not confirmed by your partnership" in plan
    assert "our own suggestion" in plan
    assert 'href="#milestone-birth_plan"' in html[: html.index("</svg>")]
    unset = row(html, "unborn_record")
    assert "No day is set" in unset
    assert "Not before: Not set. Earliest week" in unset
    assert "not confirmed by your partnership" in unset


def test_a_day_that_has_passed_asks_what_happened_and_one_tap_says_where_it_was_done(stage, family):
    response = row(page_of(stage.world.ada, family), "response")
    assert "what happened? Kept in another system: The council’s own system" in response
    assert "overdue" not in response.lower()
    form = re.search(r'href="([^"]*reached=elsewhere)"', response)[1].replace("&amp;", "&")
    asked = signed_in(stage.world.ada).get(form).content.decode()
    assert re.search(r'value="response"\s+selected|value="response" selected', asked)
    said = MilestoneReached(milestone="response", reached=Reached.ELSEWHERE, where="Case 4711")
    family.add(stage.world.ben, said)
    assert "Record of truth: Case 4711" in row(page_of(stage.world.ada, family), "response")


def test_what_waits_says_why_and_is_ended_from_its_own_row(stage, family):
    today = timezone.localdate()
    before = row(page_of(stage.world.ada, family), "response")
    why = "She is in hospital elsewhere"
    pause = family.add(stage.world.ada, Pause(milestone="response", why=why, begins=today - 7 * WEEK))
    waits = row(page_of(stage.world.ada, family), "response")
    assert f"Waits. {why}" in waits
    assert f"{pause.id}/correct?mark=update" in waits
    form = f"/records/{family.reference}/entries/{pause.id}/correct?mark=update"
    assert signed_in(stage.world.ada).get(form).status_code == 200
    over = Pause(milestone="response", why=why, begins=today - 7 * WEEK, ends=today - 3 * WEEK)
    family.mark(stage.world.ada, Mark.UPDATE, pause, over)
    after = row(page_of(stage.world.ada, family), "response")
    assert "Waits" not in after
    assert re.search(r"<strong>(.*?)</strong>", after)[1] != re.search(r"<strong>(.*?)</strong>", before)[1]


def test_a_meeting_kept_to_others_starts_no_clock_for_who_may_not_know_of_it(stage, family):
    before = page_of(stage.world.ben, family)
    kept = Audience(everyone=False, agencies=(stage.world.cat.agency,))
    family.add(stage.world.cat, Meeting(type="Strategy discussion"), audience=kept)
    assert page_of(stage.world.ben, family) == before
    assert (
        "15 working days after strategy discussion"
        in row(page_of(stage.world.cat, family), "conference").lower()
    )


def test_after_a_loss_nothing_is_due_and_nothing_is_drawn(stage, family):
    family.add(stage.world.ada, Outcome(baby=family.baby, result=Result.STILLBIRTH))
    html = page_of(stage.world.ada, family)
    assert "Nothing here counts on" in html
    assert "<svg" not in html
    assert "To be done" not in html


def test_the_timetable_takes_six_queries_at_most_and_goes_on_paper(stage, family):
    assert len(_queries(signed_in(stage.world.ada), f"/records/{family.reference}/timetable")) <= 6
    paper = page_of(stage.world.ada, family, "?paper=yes")
    assert "(34+0)" in paper
    assert "reached=elsewhere" not in paper


def test_levels_and_routes_stand_apart_and_say_that_nobody_confirmed_them(stage):
    html = signed_in(stage.world.gil).get("/library/thresholds").content.decode()
    assert html.count("not confirmed by your partnership") >= 8
    assert (
        html.index("Level 4")
        < html.index(">Routes<")
        < html.index("Enquiries where significant harm is likely")
    )
