"""A man whom only a grandmother named: put on the record, in a home and into the picture, and read by keyboard."""

from playwright.sync_api import Page, expect

from tests.e2e.browsing import is_fit_for_everybody, press_until, sign_in


def test_a_father_comes_onto_the_record_and_is_read_in_the_table_beside_the_picture(
    at_a_desk: Page, stage_on_site
):
    page, name = at_a_desk, "Quillan Farthing"
    sign_in(page, f"{stage_on_site.record}family")
    is_fit_for_everybody(page)
    page.get_by_role("link", name="add a person").click()
    page.get_by_label("What are they called?").fill(name)
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("button", name="somebody new").click()
    expect(page.get_by_label("What is their name?")).to_have_value(name)
    page.get_by_label("What are they to this pregnancy?").select_option("Father")
    page.get_by_role("button", name="Save").click()

    page.goto(f"{stage_on_site.record}family")
    page.get_by_role("link", name=f"Say more about: {name}").click()
    page.get_by_label("How is it known who the father or the partner is?").select_option(
        "Somebody named them"
    )
    page.get_by_label("Who says so?").fill("Her grandmother")
    page.get_by_role("button", name="Save").click()
    page.goto(f"{stage_on_site.record}family")
    expect(page.get_by_text("Somebody named them, said by Her grandmother.")).to_be_visible()
    is_fit_for_everybody(page)

    page.goto(f"{stage_on_site.record}add/household")
    living = page.get_by_role("group", name="Who lives there?")
    living.get_by_label("Leila Mistry").check()
    living.get_by_label(name).check()
    page.get_by_label("Where is it, in words?").fill("two rooms above the shop")
    page.get_by_role("button", name="Save").click()

    page.goto(f"{stage_on_site.record}genogram")
    is_fit_for_everybody(page)
    press_until(page, page.get_by_role("link", name="Skip the picture"))
    page.keyboard.press("Enter")
    his = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name))
    expect(his).to_contain_text("Lives in the mother’s home")
    press_until(page, his.get_by_role("link", name=name))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/entries/" in page.url, "a row of the table leads to the entry that it rests on"
