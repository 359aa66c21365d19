"""A journey: a family moves. Another area is asked, says yes, hears what to know, and goes on alone; on a phone."""

import pytest
from playwright.sync_api import Page, expect

from firsthome.access.models import Practitioner
from tests.clones import connected_to
from tests.e2e.browsing import fill_in, is_fit_for_everybody, sign_in
from tests.ledger_world import begin_family, join_as_lead
from tests.world import password_hash

MIDWIFE, LEAD, TAKER = "ada@example.org", "flo-moves@example.org", "fay-moves@example.org"


@pytest.fixture
def record(site, stage_on_site, django_db_blocker) -> str:
    """The address of a family's record; in the other area a lead and a midwife can sign in."""
    with connected_to(site.database), django_db_blocker.unblock():
        world = stage_on_site.world
        lead = join_as_lead(world, world.fay, "Flo Lead")
        for who, name in ((lead, LEAD), (world.fay, TAKER)):
            Practitioner.objects.using("owner").filter(pk=who.practitioner).update(
                sign_in_name=name, password=password_hash()
            )
        return f"/records/{begin_family(world).reference}/"


def as_somebody_else(page: Page, name: str) -> None:
    page.context.clear_cookies()
    page.goto("/sign-in")
    fill_in(page, name)
    expect(page.get_by_role("heading", name="Caseload")).to_be_visible()


def test_a_family_moves_to_another_area_and_nobody_is_left_between(on_a_phone: Page, record: str):
    page = on_a_phone
    sign_in(page, record)
    page.get_by_role("link", name="The family moves to another area").click()
    expect(page.get_by_text("Baby Mistry. A twin is on the same record.")).to_be_visible()
    page.get_by_label("Elsewhere, There").check()
    page.get_by_label("Why does the record move?").fill("A flat near her sister")
    page.get_by_role("button", name="Ask them to take over").click()
    expect(
        page.get_by_role("link", name="Write who has been told, and what the parents said")
    ).to_be_visible()
    is_fit_for_everybody(page)
    page.get_by_label("Who has been told, and what did the parents say?").fill("Leila, who is glad")
    page.get_by_label("What is in progress, and what must not be missed?").fill("The scan in week 32")
    page.get_by_role("button", name="Ask them to take over").click()
    expect(page.get_by_text("Asked, and not answered yet")).to_be_visible()

    as_somebody_else(page, LEAD)
    page.goto(record)
    expect(page.get_by_text("There is no such page")).to_be_visible()
    page.goto("/requests")
    page.get_by_role("link", name="From Here").click()
    expect(page.get_by_text("In progress: The scan in week 32.")).to_be_visible()
    is_fit_for_everybody(page)
    page.get_by_role("link", name="Answer the other area").click()
    page.get_by_label("We take over", exact=True).check()
    page.get_by_label("Fay Else").check()
    is_fit_for_everybody(page)
    page.get_by_role("button", name="Answer the other area").click()
    expect(page.get_by_text("Both areas hold the record: the handover comes next")).to_be_visible()

    as_somebody_else(page, MIDWIFE)
    page.goto(record)
    page.get_by_role("link", name="See what was asked and what comes next").click()
    page.get_by_role("link", name="Write down the handover").click()
    for part, number in (("Day", "3"), ("Month", "3"), ("Year", "2025")):
        page.get_by_label(part, exact=True).fill(number)
    page.get_by_label("Who talked to whom?").fill("Ada Hope and Fay Else")
    page.get_by_label("What was handed over?").fill("She trusts whoever comes twice")
    page.get_by_label("How did the family come to know who takes over?").fill("At home, with Ada")
    page.get_by_role("button", name="Write down the handover").click()
    expect(page.get_by_role("link", name="Complete the move")).to_have_count(0)

    as_somebody_else(page, TAKER)
    page.goto(record)
    page.get_by_role("link", name="See what was asked and what comes next").click()
    page.get_by_role("link", name="Complete the move").click()
    page.get_by_label("When were mother and baby last seen, and by whom of you?").fill("Today, by Fay")
    page.get_by_role("button", name="Complete the move").click()
    expect(page.get_by_text("Complete: the other area goes on alone").first).to_be_visible()
    page.goto(record)
    expect(page.get_by_text("Fay Else, lead professional").first).to_be_visible()

    as_somebody_else(page, MIDWIFE)
    page.goto(record)
    expect(page.get_by_text("There is no such page")).to_be_visible()
    page.goto("/notices")
    expect(page.get_by_text("The move of a family has gone on").first).to_be_visible()
