"""What every test stands on: a database of its own worker, a running site, a browser; and no way out to the network.

- `db` (or `@pytest.mark.django_db(databases=ALL)`): each test in a transaction that is rolled back, as the
  application's role; `owner` is the connection that owns the tables.
- `database`, `world`, `family`: one database for a module, and for each test of it a world that no other test knows.
- `stage`: the named world of the pages' tests, in a copy for each module.
- `own_database`: a fresh database for one test that commits, uses threads or kills connections.
- `site`: a real server with a database of its own; `page`: a browser page on it.
"""

import gc
import os
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bootstrap import chromium
from firsthome.config.server import Server
from tests.clones import ROOT, Clone, Clones, connected_to

CHROMIUM = chromium()
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]

# Many programs are started here: each would compile the source anew where Python was told to keep nothing.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Playwright keeps an event loop open in this thread; Django would refuse to use the database beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


# A busy machine makes no story wrong: how long one takes to make up or to check proves nothing.
settings.register_profile("firsthome", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("firsthome")


# --- no network ------------------------------------------------------------------------------------------------------


class Outside(AssertionError):
    """A test tried to leave this machine."""


def _inside(address: object) -> bool:
    return not isinstance(address, tuple) or address[0] in {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuse every connection that is not to this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if not _inside(address):
            self.close()
            raise Outside(f"Tests may not use the network: {address}")
        connect(self, address)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


# --- databases -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def clones() -> Iterator[Clones]:
    """The test cluster; FIRSTHOME_TEST_POSTGRES=15 chooses the system's PostgreSQL 15."""
    clones = Clones(os.environ.get("FIRSTHOME_TEST_POSTGRES", ""))
    yield clones
    clones.release()


@pytest.fixture(scope="session")
def worker(worker_id: str, testrun_uid: str) -> str:
    """A name that no other worker and no other run has."""
    return f"{testrun_uid[:8]}_{worker_id}"


@pytest.fixture(scope="session")
def django_db_setup(clones: Clones, worker: str) -> Iterator[None]:
    """Give this worker a copy of the migrated database, instead of migrating one for it."""
    with clones.clone(worker) as clone, connected_to(clone):
        yield


@pytest.fixture
def own_database(clones: Clones, worker: str, django_db_setup: None, django_db_blocker) -> Iterator[Clone]:
    """A fresh database for one test, with nothing rolled back: for commits, threads and accidents."""
    with clones.clone(f"{worker}_own") as clone, connected_to(clone), django_db_blocker.unblock():
        yield clone


@pytest.fixture(scope="module")
def database(clones: Clones, worker: str, django_db_setup: None, django_db_blocker) -> Iterator[Clone]:
    """A database for all tests of a module: what they commit stays, so each settles a world of its own."""
    with clones.clone(f"{worker}_shared") as clone, connected_to(clone), django_db_blocker.unblock():
        yield clone


@pytest.fixture
def world(database: Clone):
    """Everybody there is (tests/ledger_world.py), in partnerships that no other test knows of."""
    from tests.ledger_world import settle

    return settle()


@pytest.fixture
def family(world):
    """One record with its people, of that world."""
    from tests.ledger_world import begin_family

    return begin_family(world)


@pytest.fixture(scope="session")
def stage_as_set(clones: Clones, worker: str, django_db_setup: None, django_db_blocker):
    """The named world of the pages' tests (tests/world.py), built once per worker, and the database that holds it."""
    from tests.world import set_the_stage

    with clones.clone(f"{worker}_as_set") as clone:
        with connected_to(clone), django_db_blocker.unblock():
            stage = set_the_stage()
        yield clone, stage


@pytest.fixture(scope="module")
def stage(clones: Clones, worker: str, stage_as_set, django_db_blocker):
    """The named world, in a copy for each module: there things stay."""
    original, stage = stage_as_set
    copy = clones.clone(f"{worker}_stage", of=original.name)
    with copy as clone, connected_to(clone), django_db_blocker.unblock():
        yield stage


# --- a running site --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Site:
    """A server in its own process, with a database of its own in which things stay."""

    url: str
    database: Clone
    log: Path

    def command(self, *words: str) -> str:
        """Run `firsthome …` on the site's database, for example `load-demo`."""
        return self.database.command(*words)


@pytest.fixture(scope="session")
def site(clones: Clones, worker: str) -> Iterator[Site]:
    """The site as it is served in earnest, once per worker."""
    log = ROOT / "var" / f"test-site-{worker}.log"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with clones.clone(f"{worker}_site") as clone, log.open("w") as output:
        server = Server(clone.app, port, output=output)
        try:
            server.wait_until_ready()
            assert server.is_running(), log.read_text()
            yield Site(f"http://127.0.0.1:{port}", clone, log)
        finally:
            server.stop()
    log.unlink()


# --- the order of tests, and what needs a browser --------------------------------------------------------------------

LONG = (
    "test_two_worlds",
    "test_ledger_properties",
    "test_hidden_leaves_no_trace",
    "test_attacks",
    "test_access_matrix",
    "test_faults",
)
"""Begun first, so that in the end no worker is alone with one of them. Browsers (tests/e2e) come right after."""


def pytest_collection_finish() -> None:
    """What is imported and collected by now stays: looking through it for garbage is in vain."""
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest; mark what needs a browser, and skip it where there is none."""
    items.sort(key=lambda item: LONG.index(item.path.stem) if item.path.stem in LONG else len(LONG))
    for item in items:
        if "page" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
            if CHROMIUM is None:
                item.add_marker(
                    pytest.mark.skip(reason="Chromium is not installed (apt-get install chromium)")
                )


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, one per worker; without windows where that is installed."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        home = os.environ.get("HOME") or str(ROOT / "var" / "home")
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=FLAGS, env={**os.environ, "HOME": home}
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser, site: Site):
    """A page of a browser that has never been here; what goes wrong inside it fails the test."""
    problems: list[str] = []
    context = browser.new_context(base_url=site.url, locale="en-GB", timezone_id="Europe/London")
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console", lambda message: "Content Security Policy" in message.text and problems.append(message.text)
    )
    yield page
    context.close()
    assert not problems, "The browser complained:\n" + "\n".join(problems)
