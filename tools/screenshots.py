"""`make screenshots`: serve the demo partnership on a free port and take the pictures that the documents show.

Nobody in them is real: the demo families are invented and every page says so. Needs Chromium.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bootstrap import chromium
from demo_site import demo, password, record_of
from walk_of_access import walk

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
DESK, PHONE, PAPER = (1280, 900), (360, 780), (794, 1123)
QUIETLY = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
QUIETLY += ["--disable-background-networking", "--disable-component-update"]


def sign_in(page: Page) -> None:
    """As the demo's midwife."""
    page.goto("/sign-in")
    page.get_by_label("Sign-in name").fill("midwife@example.invalid")
    page.get_by_label("Password").fill(password())
    page.get_by_role("button", name="Sign in").click()


def take(page: Page, name: str, size: tuple[int, int], *, whole: bool = False) -> None:
    """One picture at one size: what is seen first, or the whole page."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.wait_for_load_state()
    page.screenshot(path=PICTURES / f"{name}.png", full_page=whole)
    print(f"docs/pictures/{name}.png", flush=True)


def take_all(page: Page) -> None:
    """The pictures, in the order of a working day."""
    sign_in(page)
    take(page, "caseload", DESK)
    take(page, "caseload-phone", PHONE)
    record = record_of(page, "Leila Mistry")
    take(page, "overview", DESK)
    take(page, "overview-phone", PHONE)
    page.goto(f"{record}chronology")
    take(page, "chronology", DESK)
    take(page, "chronology-phone", PHONE)
    pryce = record_of(page, "Shannon Pryce")
    page.goto(f"{pryce}engagement")
    take(page, "engagement", DESK)
    page.goto(f"{pryce}timetable")
    take(page, "timetable", DESK)
    page.goto(f"{record}contacts/new")
    take(page, "record-a-contact", DESK)
    take(page, "record-a-contact-phone", PHONE)
    page.goto(f"{record}?paper=yes")
    page.emulate_media(media="print")
    take(page, "print", PAPER)
    page.emulate_media(media="screen")
    compare(page, record)
    take(page, "compare", DESK)
    babies(page)
    curious(page)
    plans(page)


def plans(page: Page) -> None:
    """One plan, and the birth plan with who holds it."""
    record = record_of(page, "Ana Ferreira")
    for address, name in (("plan", "plan"), ("birth-plan", "birth-plan")):
        page.goto(f"{record}{address}")
        take(page, name, DESK)


def curious(page: Page) -> None:
    """What may affect the baby, what nobody knows yet, and a change on a scale of its own."""
    record = record_of(page, "Shannon Pryce")
    for address, name, size in (
        ("vulnerabilities", "vulnerabilities", DESK),
        ("unknown", "unknown-phone", PHONE),
        ("changes", "changes-phone", PHONE),
    ):
        page.goto(f"{record}{address}")
        take(page, name, size)


def babies(page: Page) -> None:
    """Twins of whom one was lost, what a changed expected date moved, and a family below the threshold."""
    for mother, address, name in (
        ("Becky Hale", "", "twins"),
        ("Becky Hale", "what-now", "after-a-loss"),
        ("Grace Adeyemi", "expected-date", "expected-date"),
        ("Dana Lisowska", "help", "asking-for-help"),
    ):
        page.goto(f"{record_of(page, mother)}{address}")
        take(page, name, DESK)


def compare(page: Page, record: str) -> None:
    """The same contact is corrected in two windows; the second one is shown both texts."""
    page.goto(f"{record}contacts/new")
    page.get_by_label("What became of the contact?").select_option("Attended")
    page.get_by_label("What happened, what did you see?").fill("The cot is up in the front room.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Read it").click()
    page.get_by_role("link", name="Correct or change this").click()
    form, other = f"{page.url}?mark=correction", page.context.new_page()
    for window, words in ((page, "The cot is up in her mother’s room."), (other, "The cot is up upstairs.")):
        window.goto(form)
        window.get_by_label("What happened, what did you see?").fill(words)
        window.get_by_label("Why are you changing it?").fill("I asked again")
    other.get_by_role("button", name="Save").click()
    other.wait_for_load_state()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Compare both texts").wait_for()


def main() -> None:
    """Take them all."""
    PICTURES.mkdir(exist_ok=True)
    with demo() as address, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium(), args=QUIETLY)
        take_all(browser.new_context(base_url=address, locale="en-GB").new_page())
        walk(browser, address, take)
        browser.close()


if __name__ == "__main__":
    main()
