"""A contact that was not kept, written down at a desk and on a phone: the questions follow the answer."""

from playwright.sync_api import Page, expect

from tests.e2e.test_a_midwife_at_ten_to_five import browser_page, is_fit_for_everybody, sign_in  # noqa: F401

ORDER = """[...document.querySelectorAll("[data-question]")]
    .filter(place => !place.closest("details")).map(place => place.dataset.question)"""


def test_the_questions_follow_what_became_of_it(browser_page: Page, stage_on_site):  # noqa: F811
    page = browser_page
    sign_in(page)
    page.goto(f"{stage_on_site.record}contacts/new")
    outcome = page.get_by_label("What became of the contact?")
    page.get_by_label("Her own words").fill("I was waiting for you")
    outcome.focus()
    outcome.select_option("Cancelled by the service")
    asked = [name for name in page.evaluate(ORDER) if not name.startswith("entry-")]
    assert asked[:4] == ["outcome", "pregnancy_continues", "barrier", "reason_given"]
    expect(outcome).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="Not asked yet")).to_be_focused()
    is_fit_for_everybody(page)

    outcome.select_option("Attended")
    assert [name for name in page.evaluate(ORDER) if not name.startswith("entry-")][:3] == [
        "outcome",
        "setting",
        "seen_alone",
    ]
    expect(page.get_by_label("Her own words")).to_have_value("I was waiting for you")

    outcome.select_option("Cancelled by the service")
    page.get_by_label("What is offered next?").fill("A visit on Friday, by Ada herself")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Contact added.")).to_be_visible()
