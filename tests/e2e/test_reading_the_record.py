"""Somebody who has not met the family reads: finds it, follows the picture, chooses what to see, prints it."""

from playwright.sync_api import Page, expect

from tests.e2e.browsing import fits, is_fit_at_any_width, is_fit_for_everybody, press_until, sign_in


def test_a_family_is_found_in_the_caseload_by_part_of_a_name(on_a_phone: Page, stage_on_site):
    page = on_a_phone
    sign_in(page)
    page.get_by_label("Mother’s name or reference").fill("leila")
    page.get_by_label("Order").select_option("Expected date, soonest first")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("link", name="Leila Mistry").first).to_be_visible()
    expect(page.get_by_label("Order")).to_have_value("due")
    is_fit_at_any_width(page)
    page.get_by_label("Mother’s name or reference").fill("nobody is called this")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("No record that you can see fits.")).to_be_visible()
    is_fit_at_any_width(page)
    page.get_by_role("link", name="Show all").click()
    expect(page.get_by_role("link", name="Leila Mistry").first).to_be_visible()


def test_from_a_mark_in_the_picture_to_its_entry_with_the_keyboard(at_a_desk: Page, stage_on_site):
    page = at_a_desk
    sign_in(page, f"{stage_on_site.record}chronology?agency={stage_on_site.world.ben.agency}")
    mark = page.locator("svg.fh-timeline a").first
    assert "Low in mood most mornings." in mark.locator("title").text_content()
    page.get_by_role("link", name="Skip to main content").focus()
    press_until(page, mark)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Vulnerability")).to_be_visible()
    expect(page.get_by_text("Low in mood most mornings.").first).to_be_visible()


def test_only_what_was_asked_for_is_shown_and_all_of_it_comes_back(on_a_phone: Page, stage_on_site):
    page = on_a_phone
    sign_in(page, f"{stage_on_site.record}chronology")
    page.get_by_text("Choose what to show").click()
    page.get_by_label("Agency").select_option("Health visiting")
    page.get_by_label("From", exact=True).fill("10")
    page.get_by_label("Until").fill("10 3 2025")
    page.get_by_role("button", name="Show").click()
    seen = page.locator(".fh-lines > li")
    expect(seen.filter(has_text="Low in mood most mornings.")).to_have_count(1)
    expect(seen.filter(has_text="The cot is up")).to_have_count(0)
    is_fit_at_any_width(page)
    page.get_by_label("From", exact=True).fill("soon")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Enter weeks of pregnancy, like 22+4")).to_be_visible()
    is_fit_at_any_width(page)
    page.get_by_role("link", name="Everything").click()
    expect(seen.filter(has_text="The cot is up").first).to_be_visible()


def test_a_page_is_printed_when_it_is_asked_for_on_paper(at_a_desk: Page, stage_on_site):
    sign_in(at_a_desk)
    for path in ("", "chronology", "genogram", "ecomap"):
        at_a_desk.goto(f"{stage_on_site.record}{path}")
        is_printed_on_paper_alone(at_a_desk)


def is_printed_on_paper_alone(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.get_by_text("This page is not printed from the screen.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Print this page").click()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    is_fit_for_everybody(page)
    page.evaluate("window.print = () => { document.title = 'Printing' }")
    page.get_by_role("button", name="Print").click()
    expect(page).to_have_title("Printing")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Printed by Ada Hope, Maternity")).to_be_visible()
    expect(page.get_by_text("This is what goes on paper.")).to_be_hidden()
    expect(page.get_by_role("button")).to_have_count(0)
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Back to the page").click()
    expect(page.get_by_role("link", name="Print this page")).to_be_visible()


def test_nothing_has_to_be_scrolled_for_sideways_at_four_times_the_size(page: Page, stage_on_site):
    """What else each has to be, the tests ask that are about it; of the ecomap there is none."""
    page.set_viewport_size({"width": 320, "height": 256})
    sign_in(page)
    fits(page)
    parts = ("", "chronology", "genogram", "use", "referral-draft", "note", "contacts/new", "add")
    for path in (
        *(stage_on_site.record + part for part in parts),
        stage_on_site.page_of(stage_on_site.contact),
        f"{stage_on_site.record}ecomap",
    ):
        page.goto(path)
        fits(page)
    is_fit_for_everybody(page)


def test_on_a_phone_the_picture_begins_with_today_or_what_is_nearest_to_it(page: Page, stage_on_site):
    page.set_viewport_size({"width": 360, "height": 640})
    sign_in(page, f"{stage_on_site.record}chronology")
    frame = page.locator(".fh-picture")
    assert frame.evaluate("frame => frame.scrollLeft + frame.clientWidth > frame.scrollWidth - 40")
