"""The pictures of docs/access.md: one record as a midwife, a social worker, a GP and a colleague kept out meet it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, Page

from demo_site import password, record_of

DESK = (1000, 760)
MOTHER = "Shannon Pryce"
Take = Callable[[Page, str, tuple[int, int]], None]


def walk(browser: Browser, address: str, take: Take) -> None:
    """In the order of the story."""
    midwife, lead, social_worker, gp, kept_out = (
        signed_in(browser, address, who)
        for who in ("midwife", "safeguarding-lead", "social-worker", "gp", "health-visitor")
    )
    record = record_of(midwife, MOTHER)
    involve(midwife, record, "General practice", "Family doctor", "To ring if she comes to the surgery")
    midwife.goto(f"{record}access")
    midwife.get_by_role("heading", name="Everybody at General practice").scroll_into_view_if_needed()
    take(midwife, "access-who-can-see", DESK)
    for page, name in ((midwife, "midwife"), (social_worker, "social-worker"), (gp, "gp")):
        page.goto(record)
        take(page, f"access-{name}", DESK)
    lead.goto(f"{record}kept-out")
    keep_out(lead, "Sunita Rao", "She lives next door to the family")
    take(lead, "access-kept-out", DESK)
    kept_out.goto(record)
    take(kept_out, "access-colleague-kept-out", DESK)
    lead.goto(f"{record}looks")
    take(lead, "access-who-looked", DESK)


def signed_in(browser: Browser, address: str, who: str) -> Page:
    """Somebody of the demo, in a browser of their own."""
    page = browser.new_context(base_url=address, locale="en-GB").new_page()
    page.goto("/sign-in")
    page.get_by_label("Sign-in name").fill(f"{who}@example.invalid")
    page.get_by_label("Password").fill(password())
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()
    return page


def involve(page: Page, record: str, agency: str, role: str, why: str) -> None:
    """At presence, through the form that a midwife uses."""
    page.goto(f"{record}add/involvement")
    page.get_by_label("Which agency?").select_option(agency)
    page.get_by_label("What do they do for this family?").fill(role)
    page.get_by_label("Only that the record is there").check()
    page.get_by_label("Why do they need it?").fill(why)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Added").first.wait_for()


def keep_out(page: Page, who: str, why: str) -> None:
    """As a safeguarding lead does."""
    chosen = page.get_by_label("Who must not learn of this record?")
    chosen.select_option(chosen.locator("option", has_text=who).first.get_attribute("value"))
    page.get_by_label("Why?").first.fill(why)
    page.get_by_role("button", name="Keep them out").click()
    page.get_by_text("kept out of this record from now on").wait_for()
