"""The named world, on the stage of a running site."""

import pytest

from tests.conftest import Site, _connected_to
from tests.world import Stage, set_the_stage


@pytest.fixture(scope="session")
def stage_on_site(site: Site, django_db_setup: None, django_db_blocker) -> Stage:
    """Built once per worker; each test adds to it and none relies on another."""
    with _connected_to(site.database), django_db_blocker.unblock():
        return set_the_stage()
