"""Choosing a sensitive topic chooses fewer people at once, and says why."""

from playwright.sync_api import Page, expect

from tests.e2e.browsing import is_fit_for_everybody, sign_in


def test_a_sensitive_topic_is_kept_to_ones_own_agency_as_soon_as_it_is_chosen(page: Page, stage_on_site):
    sign_in(page, f"{stage_on_site.record}add/vulnerability")
    page.get_by_label("Something else").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("What is it about?").select_option("HIV or another blood-borne virus")
    expect(page.get_by_text("she may not have told anybody else")).to_be_visible()
    page.get_by_text("How you know it, and who may see it").click()
    expect(page.get_by_label("Only my agency")).to_be_checked()
    is_fit_for_everybody(page)
    page.get_by_label("What is it about?").select_option("Alcohol")
    expect(page.get_by_label("Everyone with full access to this record")).to_be_checked()
