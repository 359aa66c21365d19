"""A midwife on her phone, with a thumb: she asks, talks with the mother, and writes down a change in her words."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.browsing import is_fit_for_everybody, sign_in


def test_a_question_a_conversation_and_a_change_on_a_phone(page: Page, stage_on_site):
    page.set_viewport_size({"width": 360, "height": 780})
    sign_in(page, stage_on_site.record)
    page.get_by_role("link", name="Ask or answer a question").click()
    page.get_by_text("Questions to begin with").click()
    page.get_by_role("link", name="What would a good day look like for her?", exact=True).click()
    is_fit_for_everybody(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="What would a good day look like for her?")).to_be_visible()
    is_fit_for_everybody(page)

    page.get_by_role("link", name="Back to the record").click()
    page.get_by_role("link", name="Conversations with the parents").click()
    is_fit_for_everybody(page)
    page.get_by_role("link", name=re.compile("Life with a newborn with Leila Mistry")).click()
    expect(page.get_by_text("Where does the baby sleep on the first night")).to_be_visible()
    page.get_by_label("We talked about it").check()
    page.get_by_label("In their own words").fill("I have not thought past the birth.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Conversation with a parent added")).to_be_visible()

    page.get_by_role("link", name="Back to the record").click()
    page.get_by_role("link", name="Changes that a parent wants").click()
    page.get_by_role("button", name="Add a change").click()
    page.get_by_role("radio", name="Leila Mistry").check()
    page.get_by_label("What is it about?", exact=True).fill("Sleep")
    page.get_by_label("What do they want?", exact=True).fill("One whole night.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("“One whole night.”")).to_be_visible()
    is_fit_for_everybody(page)
