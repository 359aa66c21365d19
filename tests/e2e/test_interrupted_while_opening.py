"""Called away while opening a record: what was typed is there again, on a phone and without script."""

import re
import uuid

from playwright.sync_api import Page, expect

from tests.e2e.browsing import fill_in, is_fit_for_everybody, sign_in
from tests.e2e.test_interrupted_in_mid_sentence import KEPT

FIRST = "What do you want to write down first?"
NAME = "What is the mother called?"


def begin(page: Page, name: str) -> None:
    """As far as the questions."""
    sign_in(page, "/records/new")
    page.get_by_label("What is she called?").fill(name)
    page.get_by_role("button", name="Search").click()
    page.get_by_role("button", name="Open a new record").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What do you know?")


def answer_the_rest(page: Page) -> None:
    page.get_by_label("Why are you opening a record?").fill("Booked late; staying with a friend.")
    page.get_by_label("Child in need").check()
    page.get_by_label("Our public task").check()
    page.get_by_role("group", name="Has she been told").get_by_label("Yes", exact=True).check()


def test_called_away_from_a_new_record_and_back_again(on_a_phone: Page, stage_on_site):
    page, name, words = on_a_phone, f"Zainab {uuid.uuid4()}", f"Sleeps on a sofa, {uuid.uuid4()}."
    begin(page, name)
    expect(page.get_by_role("button", name="Keep for later")).to_be_hidden()
    page.get_by_label("Child in need").check()
    page.get_by_label(FIRST).press_sequentially(words)
    expect(page.get_by_role("status")).to_have_text(KEPT)
    is_fit_for_everybody(page)
    again = page.context.new_page()
    page.close()

    again.set_viewport_size(page.viewport_size)
    again.goto("/drafts")
    expect(again.get_by_text(words)).to_be_visible()
    expect(again.get_by_text(name)).to_have_count(0)
    is_fit_for_everybody(again)
    again.goto("/records/new")
    expect(again.get_by_text("You began to open")).to_be_visible()
    is_fit_for_everybody(again)
    again.goto("/drafts")
    again.locator("li", has_text=words).get_by_role("button", name="Go on").click()
    expect(again.get_by_text("We kept what you typed on")).to_be_visible()
    expect(again.get_by_label(NAME)).to_have_value(name)
    expect(again.get_by_label(FIRST)).to_have_value(words)
    expect(again.get_by_label("Child in need")).to_be_checked()
    is_fit_for_everybody(again)
    answer_the_rest(again)
    again.get_by_role("button", name="Check your answers").click()
    expect(again.get_by_text("your answers are kept for you alone")).to_be_visible()
    is_fit_for_everybody(again)
    again.get_by_role("button", name="Open the record").click()
    expect(again.get_by_text("Record opened.")).to_be_visible()
    again.wait_for_timeout(500)
    again.goto("/drafts")
    expect(again.get_by_text(words)).to_have_count(0)


def test_the_answers_that_were_about_to_be_checked_survive_a_closed_window(on_a_phone: Page, stage_on_site):
    page, words = on_a_phone, f"Booked at last, {uuid.uuid4()}."
    begin(page, f"Noor {uuid.uuid4()}")
    answer_the_rest(page)
    page.get_by_label(FIRST).fill(words)
    page.get_by_role("button", name="Check your answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    again = page.context.new_page()
    page.close()
    again.goto("/drafts")
    again.locator("li", has_text=words).get_by_role("button", name="Go on").click()
    expect(again.get_by_label(FIRST)).to_have_value(words)
    again.get_by_role("button", name="Begin again").click()
    expect(again.get_by_role("heading", level=1)).to_have_text("Search first for the mother")


def test_signed_out_while_opening_a_record(on_a_phone: Page, stage_on_site):
    page, name, words = on_a_phone, f"Mia {uuid.uuid4()}", f"Half an hour later, {uuid.uuid4()}."
    begin(page, name)
    answer_the_rest(page)
    page.get_by_label(FIRST).fill(words)
    page.context.clear_cookies(name="session")
    page.get_by_role("button", name="Check your answers").click()
    expect(page.get_by_text("Your text is kept: sign in to go on.")).to_be_visible()
    expect(page.get_by_text(name)).to_have_count(0)
    fill_in(page)
    expect(page.get_by_label(NAME)).to_have_value(name)
    expect(page.get_by_label(FIRST)).to_have_value(words)
    assert re.fullmatch(r".*/records/new\?draft=[0-9a-f-]{36}", page.url)
    page.get_by_role("button", name="Check your answers").click()
    page.get_by_role("button", name="Open the record").click()
    expect(page.get_by_text("Record opened.")).to_be_visible()


def test_without_javascript_a_button_keeps_an_opening_for_later(browser, site, stage_on_site):
    context = browser.new_context(
        base_url=site.url, java_script_enabled=False, viewport={"width": 360, "height": 640}
    )
    page, name, words = context.new_page(), f"Leah {uuid.uuid4()}", f"Two lines, {uuid.uuid4()}."
    begin(page, name)
    page.get_by_label(FIRST).fill(words)
    page.get_by_role("button", name="Keep for later").click()
    expect(page.get_by_text("We kept what you typed on")).to_be_visible()
    page.goto("/drafts")
    page.locator("li", has_text=words).get_by_role("button", name="Go on").click()
    expect(page.get_by_label(NAME)).to_have_value(name)
    expect(page.get_by_label(FIRST)).to_have_value(words)
    context.close()
