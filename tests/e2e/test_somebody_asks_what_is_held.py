"""One journey: Leila asks what is held about her, and the safeguarding lead answers for maternity."""

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Page, expect

from firsthome.access.models import Practitioner
from firsthome.kinds.event import Event
from tests.clones import connected_to
from tests.e2e.browsing import is_fit_for_everybody
from tests.ledger_world import begin_family
from tests.world import PASSWORD


@pytest.fixture
def record(site, stage_on_site, django_db_blocker):
    """The address of a family's record of its own: one entry is about Leila, of another it is not said."""
    with connected_to(site.database), django_db_blocker.unblock():
        world, family = stage_on_site.world, begin_family(stage_on_site.world)
        family.add(world.ada, Event(account="She was well."), about=(family.mother,))
        family.add(world.ada, Event(account="Shouting was heard next door."))
        return f"/records/{family.reference}/"


@pytest.fixture
def lead(page: Page, site, stage_on_site, django_db_blocker):
    """A browser in which Ann, the safeguarding lead, has signed in."""
    with connected_to(site.database), django_db_blocker.unblock():
        ann = Practitioner.objects.using("owner").filter(pk=stage_on_site.world.ann.practitioner)
        ann.update(sign_in_name="ann@example.org", password=make_password(PASSWORD))
    page.goto("/sign-in")
    page.get_by_label("Sign-in name").fill("ann@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Caseload")).to_be_visible()
    return page


def test_a_request_is_written_down_looked_through_and_answered(lead: Page, record):
    page = lead
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{record}add/subject_request")
    page.get_by_role("radio", name="Leila Mistry").check()
    page.get_by_label("Who asks?").fill("Leila Mistry")
    page.get_by_role("radio", name="Themselves").check()
    page.get_by_role("radio", name="Documents were seen").check()
    page.get_by_label("How is it safe to answer?").fill("In her hand, when she comes alone.")
    page.get_by_role("checkbox", name="Ann Lead").check()
    is_fit_for_everybody(page)
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Somebody asks what is held about them")
    request = page.url
    is_fit_for_everybody(page)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Keep what I ticked").click()
    while page.get_by_text("still to be looked at").count():
        page.locator("h3:has(.govuk-tag:not(.govuk-tag--grey)) a").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Look at one entry")
        page.get_by_role("radio", name="Keep all of it back").check()
        page.get_by_role("radio", name="It is about somebody else").check()
        page.get_by_label("Why, in your own words?").fill("It says nothing of her.")
        page.get_by_role("button", name="Show what they would read").click()
        is_fit_for_everybody(page)
        page.get_by_role("button", name="Keep this decision").click()
        page.goto(request)

    page.get_by_role("link", name="Check and make the answer").click()
    is_fit_for_everybody(page)
    page.get_by_role("button", name="Make the answer").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download it").click()
    assert download.value.suggested_filename == "answer.pdf"
    page.get_by_role("link", name="Write down that it was handed over").click()
    is_fit_for_everybody(page)
    page.get_by_label("To whom was it given?").fill("Leila Mistry")
    page.get_by_role("radio", name="In person, to them alone").check()
    page.get_by_label("How was it made sure").fill("She came alone.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Given to Leila Mistry")).to_be_visible()
    page.goto("/subject-requests")
    expect(page.get_by_text("Handed over")).to_be_visible()
    is_fit_for_everybody(page)
