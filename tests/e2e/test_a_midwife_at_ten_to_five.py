"""One journey, at a desk and on a phone: sign in, find the family, record a contact, put it right, read its history."""

import uuid

from playwright.sync_api import Page, expect

from tests.e2e.browsing import is_fit_at_any_width, is_fit_for_everybody, press_until, sign_in, sign_in_anew


def test_from_signing_in_to_the_history_of_an_entry(on_a_phone: Page, stage_on_site):
    page, words = on_a_phone, f"The cot came today, {uuid.uuid4()}."
    page.goto("/sign-in")
    is_fit_at_any_width(page)
    sign_in_anew(page)
    is_fit_at_any_width(page)

    page.locator(f"a[href='{stage_on_site.record}']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Unborn baby of Leila Mistry")
    is_fit_at_any_width(page)

    page.get_by_role("button", name="Record a contact").click()
    is_fit_at_any_width(page)
    page.get_by_label("What happened, what did you see?").fill(words)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    is_fit_at_any_width(page)
    page.get_by_role("link", name="Choose what became of the contact").click()
    expect(page.get_by_label("What became of the contact?")).to_be_focused()
    expect(page.get_by_label("What happened, what did you see?")).to_have_value(words)
    page.get_by_label("What became of the contact?").select_option("Attended")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Contact added.")).to_be_visible()
    is_fit_at_any_width(page)

    page.get_by_role("link", name="Read it").click()
    expect(page.get_by_text(words).first).to_be_visible()
    is_fit_at_any_width(page)
    page.get_by_role("link", name="Correct or change this").click()
    is_fit_at_any_width(page)
    page.get_by_label("It was never so: correct it").check()
    page.get_by_role("button", name="Go on").click()
    is_fit_at_any_width(page)
    page.get_by_label("What happened, what did you see?").fill(words.replace("today", "yesterday"))
    page.get_by_label("Why are you changing it?").fill("It came a day earlier")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="See the chronology").click()
    expect(page.get_by_role("listitem").get_by_text(words.replace("today", "yesterday"))).to_be_visible()
    is_fit_at_any_width(page)
    page.get_by_role("listitem").filter(has_text=words.replace("today", "yesterday")).get_by_role(
        "link"
    ).click()
    expect(page.get_by_text(f"Before: {words}")).to_be_visible()
    expect(page.get_by_text("It came a day earlier")).to_be_visible()
    is_fit_at_any_width(page)

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_two_windows_end_in_a_comparison_and_not_in_a_loss(on_a_phone: Page, stage_on_site):
    page, record = on_a_phone, stage_on_site.record
    sign_in(page, f"{record}contacts/new")
    page.get_by_label("What became of the contact?").select_option("Attended")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Read it").click()
    page.get_by_role("link", name="Correct or change this").click()
    form = f"{page.url}?mark=correction"
    other = page.context.new_page()
    for window, words in ((page, "Mine."), (other, "Theirs.")):
        window.goto(form)
        window.get_by_label("What happened, what did you see?").fill(words)
        window.get_by_label("Why are you changing it?").fill("I asked again")
    other.get_by_role("button", name="Save").click()
    expect(other.get_by_text("Your change is kept.")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Compare both texts")).to_be_visible()
    for words in ("Mine.", "Theirs."):
        expect(page.get_by_text(words, exact=True)).to_be_visible()
    is_fit_for_everybody(page)
    page.get_by_role("button", name="Keep mine").click()
    expect(page.get_by_text("Your change is kept.")).to_be_visible()


def test_a_contact_is_recorded_with_the_keyboard_alone(at_a_desk: Page, stage_on_site):
    page, words = at_a_desk, f"By keyboard, {uuid.uuid4()}."
    sign_in(page, stage_on_site.record)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    press_until(page, page.get_by_role("button", name="Record a contact"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Record a contact")).to_be_visible()
    press_until(page, page.get_by_label("What became of the contact?"))
    page.keyboard.type("Att")
    press_until(page, page.get_by_label("What happened, what did you see?"))
    page.keyboard.type(words)
    press_until(page, page.get_by_role("button", name="Save"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Contact added.")).to_be_visible()
    press_until(page, page.get_by_role("button", name="See the chronology"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("listitem").get_by_text(words)).to_be_visible()


def test_everything_can_be_done_without_javascript(browser, site, stage_on_site):
    context = browser.new_context(
        base_url=site.url, java_script_enabled=False, viewport={"width": 360, "height": 640}
    )
    page, words = context.new_page(), f"Without script, {uuid.uuid4()}."
    sign_in(page, f"{stage_on_site.record}contacts/new")
    page.get_by_text("I do not know the date").click()
    page.get_by_label("Day").first.fill("")
    page.get_by_label("Month").first.fill("")
    page.get_by_label("Year").first.fill("")
    page.get_by_label("Or at how many weeks of pregnancy?").fill("22")
    page.get_by_label("What became of the contact?").select_option("Attended")
    page.get_by_label("What happened, what did you see?").fill(words)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="See the chronology").click()
    expect(page.get_by_role("listitem").get_by_text(words)).to_be_visible()
    expect(page.get_by_role("listitem").get_by_text("At 22 weeks of pregnancy").first).to_be_visible()
    context.close()


def test_the_other_forms_are_fit_for_everybody(on_a_phone: Page, stage_on_site):
    sign_in(on_a_phone, f"{stage_on_site.record}add")
    is_fit_at_any_width(on_a_phone)
    for kind in ("person", "vulnerability", "involvement", "analysis"):
        on_a_phone.goto(f"{stage_on_site.record}add/{kind}")
        is_fit_at_any_width(on_a_phone)


def test_a_page_that_is_not_there_says_what_to_do(at_a_desk: Page, stage_on_site):
    sign_in(at_a_desk, "/records/2222-2222/")
    expect(at_a_desk.get_by_role("heading", level=1)).to_have_text("There is no such page")
    is_fit_for_everybody(at_a_desk)
