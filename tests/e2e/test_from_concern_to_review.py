"""One family in the browser: a first concern, a plan, a birth plan that ward and out-of-hours team hold, a birth, the
way home and a first review.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.clones import connected_to
from tests.e2e.browsing import is_fit_for_everybody, sign_in
from tests.ledger_world import begin_family


@pytest.fixture
def record(stage_on_site, site, django_db_blocker):
    """The address of a family of its own: what is born here is born nowhere else."""
    with connected_to(site.database), django_db_blocker.unblock():
        return f"/records/{begin_family(stage_on_site.world).reference}/"


def day(page: Page, question: str, written: str):
    group = page.get_by_role("group", name=question)
    for box, number in zip(("Day", "Month", "Year"), written.split(), strict=True):
        group.get_by_label(box).fill(number)


def a_first_concern_becomes_a_plan(page: Page, record: str):
    page.goto(f"{record}add/concern")
    page.get_by_label("What did they tell us?").fill("He shouts at night, and she cries.")
    page.get_by_role("button", name="Save").click()
    page.goto(record)
    page.get_by_role("link", name="One plan: goals").click()
    expect(page.get_by_text("No goal of the mother’s own is recorded here yet")).to_be_visible()
    page.get_by_role("link", name="Write it in her words").click()
    page.get_by_role("group", name="Are these the parent’s own words?").get_by_label("Yes").check()
    page.get_by_label("What is to be so?").fill("A door that I can lock")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Say who does what towards it").click()
    page.get_by_label("What is to be done?").fill("Ring the housing team together")
    page.get_by_label("Who does it?").select_option(label="Ada Hope, Maternity")
    page.get_by_label("Or by how many weeks of pregnancy?").fill("34")
    page.get_by_role("button", name="Save").click()
    page.goto(f"{record}plan")
    expect(page.get_by_text("34 weeks of pregnancy, which is 24 June 2025").first).to_be_visible()
    page.get_by_role("link", name="Nobody can reach the family").click()
    page.get_by_label("Then what is done?").fill("Her aunt is asked, then a visit")
    page.get_by_label("Or say who").fill("Whoever is on duty")
    page.get_by_label("By when?").fill("the same day")
    page.get_by_role("button", name="Save").click()
    is_fit_for_everybody(page)
    page.get_by_role("link", name="Set down version 1").click()
    page.get_by_label("What is new in this version, and why?").fill("The first one")
    page.get_by_role("button", name="Set down version 1").click()
    expect(page.get_by_role("heading", name="Version 1, ")).to_be_visible()


def she_gets_a_copy_that_she_can_read(page: Page, record: str):
    page.get_by_role("link", name="A parent’s copy of the plan: first, is it safe?").click()
    page.get_by_role("radio", name="Leila Mistry").check()
    for asked in ("Is it safe for her and the baby that they get it?", "Is it safe to keep at home?"):
        page.get_by_role("group", name=asked).get_by_label("Yes").check()
    page.get_by_label("Who else may read it, wherever it is kept?").fill("Nobody")
    page.get_by_role("radio", name="A copy that they keep").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("radio", name="Easy to read").check()
    page.get_by_role("button", name="See it as they will read it").click()
    expect(page.get_by_text("For yourself: “A door that I can lock.”").first).to_be_visible()
    page.get_by_text("Say it in easier words").click()
    is_fit_for_everybody(page)
    page.get_by_label("Who does what").fill("Ada rings with you.")
    page.get_by_role("button", name="See it in these words").click()
    expect(page.get_by_label("Preview").get_by_text("Ada rings with you.")).to_be_visible()
    with page.expect_download() as given:
        page.get_by_role("button", name="Write it down, and download the copy (PDF)").click()
    assert given.value.suggested_filename == "copy.pdf"
    page.goto(f"{record}plan")


def the_ward_and_the_night_hold_the_birth_plan(page: Page, record: str):
    page.get_by_role("button", name="The birth, and going home").click()
    page.get_by_role("link", name="Write the safeguarding birth plan").click()
    page.get_by_role("radio", name="No order in force").check()
    page.get_by_label("Whom does the ward ring at night and at weekends?").fill("01632 960107")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Name somebody who is kept away").click()
    page.get_by_label("Or name them, if they are not on the record").fill("Her former landlord")
    page.get_by_role("radio", name="Her wish").check()
    page.get_by_label("Who told them?").fill("Ann Lead")
    page.get_by_role("button", name="Save").click()
    for team, name in (
        ("The ward where", "Sister Tan"),
        ("The community team", "Ada Hope"),
        ("The out-of-hours", "Femi"),
    ):
        page.get_by_role("link", name="Say who holds this version").click()
        page.get_by_role("radio", name=team).check()
        page.get_by_label("Who there has read it?").fill(name)
        page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Read by Femi")).to_be_visible()
    expect(page.get_by_text("Nobody has said yet that they hold this version")).not_to_be_visible()
    with page.expect_download() as card:
        page.get_by_role("link", name="The ward’s card").click()
    assert card.value.suggested_filename == "ward-card.pdf"
    is_fit_for_everybody(page)


def a_birth_the_way_home_and_a_review(page: Page, record: str):
    page.goto(f"{record}birth")
    day(page, "On which day?", "1 8 2025")
    page.get_by_role("radio", name="Born alive").check()
    page.get_by_role("button", name="Record the birth").click()
    page.goto(f"{record}birth-plan")
    page.get_by_role("link", name="Write the plan for going home").click()
    page.get_by_role("button", name="Save").click()
    expect(
        page.get_by_role("link", name="Enter when everybody met, or write why there was no meeting")
    ).to_be_visible()
    day(page, "When did everybody meet before the baby goes home?", "2 8 2025")
    page.get_by_label("Who visits in the first weeks, and when?").fill("Ada on Monday and Thursday")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Met on 2 August 2025")).to_be_visible()
    page.get_by_role("link", name="Back to the plan").click()
    page.get_by_role("link", name=re.compile("Change.*A door that I can lock")).click()
    page.get_by_label("How far has it come, and what shows that?").fill("She has the key")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("She has the key")).to_be_visible()
    expect(page.get_by_text("The plan has changed since this version.")).to_be_visible()


def test_from_a_first_concern_to_a_first_review(page: Page, record):
    sign_in(page)
    a_first_concern_becomes_a_plan(page, record)
    she_gets_a_copy_that_she_can_read(page, record)
    the_ward_and_the_night_hold_the_birth_plan(page, record)
    a_birth_the_way_home_and_a_review(page, record)
