"""One journey: a passkey is made, and is the second step from then on; with a real browser's authenticator.

Passkeys belong to a name, so here the site is reached as localhost.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Site
from tests.e2e.browsing import fill_in, is_fit_for_everybody
from tests.world import PASSWORD


@pytest.fixture
def by_name(page: Page, site: Site, stage_on_site):
    """The site under a name, and a browser that holds passkeys as a phone does."""
    authenticator = page.context.new_cdp_session(page)
    authenticator.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return site.url.replace("127.0.0.1", "localhost")


def test_a_passkey_is_made_used_and_removed(page: Page, by_name):
    page.goto(f"{by_name}/sign-in")
    fill_in(page)
    page.get_by_role("link", name="your sign-in").click()
    is_fit_for_everybody(page)
    page.get_by_role("link", name="Add a passkey").click()
    is_fit_for_everybody(page)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter a name for the passkey")
    page.get_by_label("Name for the passkey").fill("work phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    is_fit_for_everybody(page)
    page.get_by_role("button", name="go on").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    fill_in(page)
    is_fit_for_everybody(page)
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_role("heading", name="Caseload")).to_be_visible()
    page.goto(f"{by_name}/your-sign-in/app")
    is_fit_for_everybody(page)
    page.set_viewport_size({"width": 360, "height": 640})
    is_fit_for_everybody(page)
    page.goto(f"{by_name}/your-sign-in")
    is_fit_for_everybody(page)
    page.get_by_role("button", name="Remove the passkey “work phone”").click()
    expect(page.get_by_text("with your password alone")).to_be_visible()
    assert PASSWORD not in page.content()
