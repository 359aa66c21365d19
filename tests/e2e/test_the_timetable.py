"""A day of the timetable has passed; what happened is kept in the council's system, and one tap says so."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from firsthome.kit.addresses import address
from tests.e2e.browsing import is_fit_for_everybody, press_until, sign_in


def test_done_elsewhere_is_said_from_the_row_with_the_keyboard(at_a_desk: Page, stage_on_site):
    page, asked = at_a_desk, timezone.localdate() - timedelta(weeks=2)
    sign_in(page, f"{stage_on_site.record}add/milestone?milestone=referral&reached=elsewhere")
    is_fit_for_everybody(page)
    for part in ("Day", "Month", "Year"):
        page.get_by_label(part, exact=True).first.fill(str(getattr(asked, part.lower())))
    page.get_by_label("Where is it recorded?").fill("The front door’s own system")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Timetable")
    is_fit_for_everybody(page)
    elsewhere = page.locator("#milestone-response").get_by_role("link", name="Done elsewhere")
    page.get_by_role("link", name="Skip to main content").focus()
    press_until(page, elsewhere)
    page.keyboard.press("Enter")
    page.get_by_label("Where is it recorded?").fill("The council’s own system, 4711")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#milestone-response")).to_contain_text(
        "Record of truth: The council’s own system, 4711"
    )
    is_fit_for_everybody(page)
    page.set_viewport_size({"width": 360, "height": 780})
    for there in (page.url, "/work?whose=team", address("away"), "/library/timetable", "/library/thresholds"):
        page.goto(there)
        is_fit_for_everybody(page)
