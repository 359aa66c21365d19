"""The named world, on the stage of a running site, and a page as wide as a desk's or a phone's."""

import pytest
from playwright.sync_api import Page

from tests.clones import connected_to
from tests.conftest import Site
from tests.e2e.browsing import as_wide
from tests.world import Stage, set_the_stage


@pytest.fixture(scope="session")
def stage_on_site(site: Site, django_db_setup: None, django_db_blocker) -> Stage:
    """Built once per worker; each test adds to it and none relies on another."""
    with connected_to(site.database), django_db_blocker.unblock():
        return set_the_stage()


@pytest.fixture
def on_a_phone(page: Page):
    """For journeys that are the same at any width, where a phone is the harder one."""
    return as_wide(page, "phone")


@pytest.fixture
def at_a_desk(page: Page):
    """For journeys by keyboard."""
    return as_wide(page, "desk")
