"""What a person does in every journey: sign in, go from box to box by keyboard. And what every page has to be."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.world import PASSWORD

KEPT: list = []
"""The cookies of the last one who signed in: most tests are about something else, and come back with these."""


def sign_in(page: Page, and_go_to: str = "/caseload") -> None:
    page.context.add_cookies(KEPT)
    page.goto(and_go_to)
    if "/sign-in" in page.url:
        sign_in_anew(page)
        page.goto(and_go_to)


def sign_in_anew(page: Page) -> None:
    page.goto("/sign-in")
    fill_in(page)
    expect(page.get_by_role("heading", name="Caseload")).to_be_visible()
    KEPT[:] = page.context.cookies()


def fill_in(page: Page, name: str = "ada@example.org") -> None:
    page.get_by_label("Sign-in name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


AXE = Axe().axe_script
ASK_AXE = """axe.run({resultTypes: ["violations"]})
    .then(found => found.violations.map(one => [one.id, one.nodes[0].html]))"""
"""Only what is wrong comes back: handing over all that Axe looked at takes as long as looking."""


def is_fit_for_everybody(page: Page) -> None:
    """Axe finds nothing, and nothing has to be scrolled for sideways."""
    page.wait_for_load_state()
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    assert page.evaluate(ASK_AXE) == [], page.url
    fits(page)


WIDTHS = {"desk": (1280, 800), "phone": (360, 640)}


def as_wide(page: Page, where: str) -> Page:
    width, height = WIDTHS[where]
    page.set_viewport_size({"width": width, "height": height})
    return page


def is_fit_at_any_width(page: Page) -> None:
    """At a desk as well, for journeys that somebody makes on a phone."""
    for where in WIDTHS:
        is_fit_for_everybody(as_wide(page, where))


def fits(page: Page) -> None:
    """Nothing has to be scrolled for sideways."""
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), page.url


def press_until(page: Page, place) -> None:
    """Go from box to box, as somebody without a mouse does."""
    for _ in range(60):
        if place.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("The keyboard does not come to it")
