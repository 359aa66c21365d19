"""The built-in database and the command: started by the first, stopped by the last, whatever dies in between."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from firsthome.config.embedded_postgres import EmbeddedPostgres
from firsthome.config.postgres_account import Account, place_for
from tests.clones import FAST, FIRSTHOME, ROOT, Clone

APP_MAY_NOT = ["CREATE TABLE mine (id int)", "SET ROLE owner", "SET ROLE firsthome_redactor"]


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where this test's own server lives: as PostgreSQL 15 when that is what is being tested."""
    if version := os.environ.get("FIRSTHOME_TEST_POSTGRES"):
        monkeypatch.setenv("APP_PG_BINDIR", f"/usr/lib/postgresql/{version}/bin")
    place = ROOT / "var" / f"test-starting-{os.getpid()}"
    yield place
    shutil.rmtree(place_for(place, Account.to_run_as()))
    shutil.rmtree(place, ignore_errors=True)


def answers(server: EmbeddedPostgres) -> bool:
    with psycopg.connect(server.url("postgres")) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def postmaster(server: EmbeddedPostgres) -> int:
    return int((server.data / "postmaster.pid").read_text().split()[0])


@pytest.mark.postgres15
def test_the_last_user_stops_the_server_and_the_data_stays(place: Path):
    first, second = EmbeddedPostgres(place, FAST).start(), EmbeddedPostgres(place, FAST).start()
    with psycopg.connect(first.url("postgres")) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (id int)")
    assert not first.release()
    assert answers(second)
    assert second.release()
    assert not (second.data / "postmaster.pid").exists()
    again = EmbeddedPostgres(place, FAST).start()
    with psycopg.connect(again.url("postgres")) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)
    assert again.release()


@pytest.mark.postgres15
def _runs(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def test_a_killed_server_is_started_again(place: Path):
    server = EmbeddedPostgres(place, FAST).start()
    os.kill(number := postmaster(server), signal.SIGKILL)
    while _runs(number):  # a busy machine takes a moment to end it
        time.sleep(0.01)
    server.keep_running()
    assert answers(server)
    assert server.release()


def test_nobody_gets_in_without_the_password(place: Path):
    server = EmbeddedPostgres(place, FAST).start()
    wrong = server.url("postgres").replace("owner:", "owner:wrong")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)
    assert server.release()


@pytest.mark.postgres15
@pytest.mark.parametrize("statement", APP_MAY_NOT)
def test_the_application_owns_nothing_and_cannot_become_who_does(own_database: Clone, statement: str):
    with psycopg.connect(own_database.app) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


@pytest.mark.postgres15
def test_the_ledger_role_is_taken_on_only_by_saying_so(own_database: Clone):
    with psycopg.connect(own_database.app) as connection:
        rights = "SELECT pg_has_role('firsthome_ledger', 'MEMBER'), pg_has_role('firsthome_ledger', 'USAGE')"
        assert connection.execute(rights).fetchone() == (True, False)
        connection.execute("SET LOCAL ROLE firsthome_ledger")
        assert connection.execute("SELECT current_user").fetchone() == ("firsthome_ledger",)


def test_the_web_server_does_not_know_the_owners_password(own_database: Clone):
    program = (
        "import firsthome.config.wsgi, os; from django.conf import settings; "
        "print(sorted(settings.DATABASES), 'DATABASE_URL' in os.environ)"
    )
    environment = {**os.environ, "DATABASE_URL": own_database.owner, "APP_DATABASE_URL": own_database.app}
    python = FIRSTHOME.with_name("python")
    shown = subprocess.run([python, "-c", program], env=environment, capture_output=True, text=True)
    assert shown.stdout == "['audit', 'default'] False\n", shown.stderr


def refusal(*words: str, **environment: str) -> str:
    done = subprocess.run(
        [FIRSTHOME, *words], env={**os.environ, **environment}, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_taken_port_is_said_before_anything_is_started():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert f"Port {port} cannot be used" in refusal("serve", PORT=port)


def test_a_database_that_cannot_be_reached_is_said_plainly():
    assert "cannot be used" in refusal("migrate", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")


def test_a_command_that_changes_tables_needs_their_owner(own_database: Clone):
    assert "Set DATABASE_URL" in refusal("migrate", DATABASE_URL="", APP_DATABASE_URL=own_database.app)
