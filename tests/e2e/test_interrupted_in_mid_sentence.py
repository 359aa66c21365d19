"""One journey: typing, called away, coming back. On a phone, and where no script runs."""

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.clones import connected_to
from tests.e2e.browsing import fill_in, is_fit_for_everybody, sign_in
from tests.ledger_world import begin_family

ACCOUNT = "What happened, what did you see?"
KEPT = re.compile(r"^Kept at \d\d:\d\d$")


@pytest.fixture
def form(site, stage_on_site, django_db_blocker):
    """The form for a contact, about a family that no other test writes to."""
    with connected_to(site.database), django_db_blocker.unblock():
        return f"/records/{begin_family(stage_on_site.world).reference}/contacts/new"


def test_called_away_and_back_again(on_a_phone: Page, form):
    page, words = on_a_phone, f"The cot is up, {uuid.uuid4()}."
    sign_in(page, form)
    expect(page.get_by_role("button", name="Keep for later")).to_be_hidden()
    page.get_by_label("What became of the contact?").select_option("Attended")
    page.get_by_label(ACCOUNT).press_sequentially(words)
    expect(page.get_by_role("status")).to_have_text(KEPT)
    is_fit_for_everybody(page)
    again = page.context.new_page()
    page.close()

    again.set_viewport_size(page.viewport_size)
    again.goto("/caseload")
    again.get_by_role("link", name="Not sent yet").click()
    expect(again.get_by_role("heading", level=1)).to_have_text("What you have not sent")
    is_fit_for_everybody(again)
    again.locator("li", has_text=words).get_by_role("button", name="Open").click()
    expect(again.get_by_text("We kept what you typed on")).to_be_visible()
    expect(again.get_by_label(ACCOUNT)).to_have_value(words)
    expect(again.get_by_label("What became of the contact?")).to_have_value("attended")
    is_fit_for_everybody(again)
    again.get_by_role("button", name="Save").click()
    expect(again.get_by_text("Contact added.")).to_be_visible()
    again.goto("/drafts")
    expect(again.get_by_text(words)).to_have_count(0)
    again.goto(form)
    expect(again.get_by_label(ACCOUNT)).to_have_value("")


def test_a_page_that_is_left_at_once_has_been_kept(on_a_phone: Page, form):
    page, words = on_a_phone, f"In the middle of, {uuid.uuid4()}"
    sign_in(page, form)
    page.get_by_label(ACCOUNT).fill(words)
    for _ in range(50):
        page.goto("/drafts")
        if page.get_by_text(words).count():
            break
    page.goto(form)
    expect(page.get_by_label(ACCOUNT)).to_have_value(words)
    page.get_by_role("button", name="Begin again").click()
    expect(page.get_by_label(ACCOUNT)).to_have_value("")


def test_without_a_connection_the_page_says_so_and_catches_up(on_a_phone: Page, form):
    page, words = on_a_phone, f"On the way home, {uuid.uuid4()}"
    sign_in(page, form)
    page.context.set_offline(True)
    page.get_by_label(ACCOUNT).fill(words)
    expect(page.get_by_role("status")).to_have_text(
        "Not kept: no connection. Your text is still on this page."
    )
    is_fit_for_everybody(page)
    page.context.set_offline(False)
    expect(page.get_by_role("status")).to_have_text(KEPT)


def test_what_was_saved_at_once_does_not_become_a_draft(on_a_phone: Page, form):
    page, words = on_a_phone, f"Quickly, {uuid.uuid4()}"
    sign_in(page, form)
    page.get_by_label("What became of the contact?").select_option("Attended")
    page.get_by_label(ACCOUNT).fill(words)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Contact added.")).to_be_visible()
    page.wait_for_timeout(500)
    page.goto("/drafts")
    expect(page.get_by_text(words)).to_have_count(0)


def test_without_javascript_a_button_keeps_it_for_later(browser, site, form):
    context = browser.new_context(
        base_url=site.url, java_script_enabled=False, viewport={"width": 360, "height": 640}
    )
    page, words = context.new_page(), f"Without script, {uuid.uuid4()}."
    sign_in(page, form)
    page.get_by_label(ACCOUNT).fill(words)
    page.get_by_role("button", name="Keep for later").click()
    expect(page.get_by_text("We kept what you typed on")).to_be_visible()
    page.goto("/caseload")
    page.goto(form)
    expect(page.get_by_label(ACCOUNT)).to_have_value(words)
    context.close()


def test_signed_out_in_mid_sentence(on_a_phone: Page, form):
    page, words = on_a_phone, f"Half an hour later, {uuid.uuid4()}."
    sign_in(page, form)
    page.get_by_label("What became of the contact?").select_option("Attended")
    page.get_by_label(ACCOUNT).fill(words)
    page.context.clear_cookies(name="session")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your text is kept: sign in to go on.")).to_be_visible()
    is_fit_for_everybody(page)
    fill_in(page)
    expect(page.get_by_role("heading", name="Record a contact")).to_be_visible()
    expect(page.get_by_label(ACCOUNT)).to_have_value(words)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Contact added.")).to_be_visible()
