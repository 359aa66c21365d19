"""A midwife whom nobody else has joined yet opens a record with a name, writes two lines, and can use them."""

import re
import uuid

from playwright.sync_api import Page, expect

from tests.e2e.browsing import is_fit_at_any_width, is_fit_for_everybody, sign_in

LETTERS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")


def search(page: Page, name: str) -> None:
    sign_in(page)
    page.get_by_role("button", name="Open a new record").click()
    page.get_by_label("What is she called?").fill(name)
    page.get_by_role("button", name="Search").click()


def say_why(page: Page) -> None:
    page.get_by_label("Why are you opening a record?").fill("Booked late; staying with a friend.")
    page.get_by_label("Early help").check()
    page.get_by_label("Our public task").check()
    page.get_by_role("group", name="Has she been told").get_by_label("Yes", exact=True).check()


def agree(page: Page) -> None:
    page.get_by_role("group", name="Did she agree").get_by_label("Yes", exact=True).check()
    page.get_by_label("What did she agree to?").fill("Her midwife and early help talking.")


def unheard_of() -> str:
    """A name that is like no other: whoever is called nearly so would be found."""
    first, last = (uuid.uuid4().hex[:12].translate(LETTERS) for _ in range(2))
    return f"{first} {last}".title()


def test_from_a_name_to_a_draft(on_a_phone: Page, stage_on_site):
    page, name = on_a_phone, unheard_of()
    search(page, name)
    expect(page.get_by_text("Nobody that you can see fits")).to_be_visible()
    is_fit_at_any_width(page)
    page.get_by_role("button", name="Open a new record").click()
    expect(page.get_by_label("What is the mother called?")).to_have_value(name)
    is_fit_at_any_width(page)

    say_why(page)
    page.get_by_role("button", name="Check your answers").click()
    expect(page.get_by_role("heading", name="Nothing was opened")).to_be_visible()
    expect(page.get_by_label("Why are you opening a record?")).to_have_value(re.compile("Booked late"))
    is_fit_at_any_width(page)
    agree(page)
    page.get_by_role("button", name="Check your answers").click()
    is_fit_at_any_width(page)
    page.get_by_role("button", name="Which level of need?").click()
    page.get_by_label("Level 2: additional").check()
    page.get_by_role("button", name="Check your answers").click()
    expect(page.get_by_text("Level 2: additional")).to_be_visible()
    page.get_by_role("button", name="Open the record").click()
    expect(page.get_by_text("Record opened.")).to_be_visible()
    assert name.split()[1] not in page.url

    page.get_by_role("button", name="Write a quick note").click()
    is_fit_at_any_width(page)
    page.get_by_label("What happened?").fill("Booked today.\nSleeps on a sofa.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="The next question")).to_be_visible()
    expect(page.get_by_label("This entry")).to_have_value(re.compile("Sleeps on a sofa"))
    is_fit_at_any_width(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="This entry").click()
    expect(page.get_by_text("Copied. Paste it")).to_be_visible()
    assert "Sleeps on a sofa" in page.evaluate("navigator.clipboard.readText()")

    page.get_by_role("button", name="Draft a referral").click()
    is_fit_at_any_width(page)
    page.get_by_label("To whom?").fill("Children’s social care")
    page.get_by_role("button", name="Show it as plain text").click()
    expect(page.get_by_label("The draft as plain text")).to_have_value(re.compile("Sleeps on a sofa"))
    is_fit_at_any_width(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the draft").click()
    assert download.value.suggested_filename == "referral-draft.pdf"


def test_all_of_it_without_javascript(browser, site, stage_on_site):
    context = browser.new_context(
        base_url=site.url, java_script_enabled=False, viewport={"width": 360, "height": 640}
    )
    page = context.new_page()
    search(page, f"Noor {uuid.uuid4()}")
    page.get_by_role("button", name="Open a new record").click()
    say_why(page)
    agree(page)
    page.get_by_label("What do you want to write down first?").fill("Sleeps on a sofa.")
    page.get_by_role("button", name="Check your answers").click()
    page.get_by_role("button", name="Open the record").click()
    page.get_by_role("button", name="What you can use now").click()
    expect(page.get_by_label("The record, as far as you can see it")).to_have_value(
        re.compile("Sleeps on a sofa")
    )
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    context.close()


def test_a_family_that_is_known_already_is_found_and_not_opened_twice(on_a_phone: Page, stage_on_site):
    search(on_a_phone, "leila")
    is_fit_for_everybody(on_a_phone)
    on_a_phone.locator(f"main a[href='{stage_on_site.record}']").click()
    expect(on_a_phone.get_by_role("heading", level=1)).to_have_text("Unborn baby of Leila Mistry")
