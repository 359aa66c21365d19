"""Contact that comes and goes, at a desk and on a phone: one that was missed, how it came and went, and a list."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.e2e.browsing import is_fit_at_any_width, is_fit_for_everybody, press_until, sign_in

ORDER = """[...document.querySelectorAll("[data-question]")]
    .filter(place => !place.closest("details")).map(place => place.dataset.question)"""


def asked(page: Page) -> list[str]:
    """The questions that stand open, from what became of it on."""
    return [name for name in page.evaluate(ORDER) if not name.startswith("entry-")]


def test_the_questions_follow_what_became_of_it(on_a_phone: Page, stage_on_site):
    page = on_a_phone
    sign_in(page, f"{stage_on_site.record}contacts/new")
    outcome = page.get_by_label("What became of the contact?")
    page.get_by_label("Her own words").fill("I was waiting for you")
    outcome.focus()
    outcome.select_option("Cancelled by the service")
    assert asked(page)[:4] == ["outcome", "pregnancy_continues", "barrier", "reason_given"]
    expect(outcome).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="Not asked yet")).to_be_focused()
    is_fit_at_any_width(page)

    outcome.select_option("Attended")
    assert asked(page)[:3] == ["outcome", "setting", "seen_alone"]
    expect(page.get_by_label("Her own words")).to_have_value("I was waiting for you")

    outcome.select_option("Cancelled by the service")
    page.get_by_label("What is offered next?").fill("A visit on Friday, by Ada herself")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Contact added.")).to_be_visible()


def test_how_contact_came_and_went_is_reached_by_keyboard(at_a_desk: Page, stage_on_site):
    page = at_a_desk
    sign_in(page, stage_on_site.record)
    page.get_by_role("link", name="How contact with each service came and went").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Contact with services")
    is_fit_for_everybody(page)
    press_until(
        page, page.get_by_role("region", name="Picture of the contacts that were offered, by service")
    )
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/entries/" in page.url, "a mark of the picture leads to its entry"


def test_a_list_is_looked_at_added_and_sent_again(at_a_desk: Page, stage_on_site):
    page, reference = at_a_desk, stage_on_site.family.reference
    width = page.viewport_size["width"] if page.viewport_size else 0
    day = timezone.localdate() - timedelta(days=200)
    rows = [f"{reference},{width}-{number},{day},attended,clinic" for number in range(30)]
    content = "\n".join(["record,appointment,date,outcome,how", *rows, f"{reference},x,{day},nonsense,"])
    file = {"name": "clinic.csv", "mimeType": "text/csv", "buffer": content.encode()}
    sign_in(page, "/caseload")
    page.get_by_role("link", name="Add appointments from a list").click()
    is_fit_for_everybody(page)
    page.get_by_role("button", name="See what would be added").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    is_fit_for_everybody(page)
    page.get_by_label("Which file?").set_input_files(file)
    page.get_by_role("button", name="See what would be added").click()
    expect(page.get_by_text("Line 32")).to_be_visible()
    is_fit_for_everybody(page)
    page.get_by_role("button", name="Add 30 appointments").click()
    expect(page.get_by_text("30 of 30 rows done.")).to_be_visible()
    expect(page.get_by_text("30 added")).to_be_visible()
    is_fit_for_everybody(page)
    page.goto("/appointments")
    page.get_by_label("Which file?").set_input_files(file)
    page.get_by_role("button", name="See what would be added").click()
    expect(page.get_by_text("30 that stand on the record already")).to_be_visible()
