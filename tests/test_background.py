"""The worker: what is done by itself, with what rights, and that nothing is lost when it is killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from django.utils import timezone

from firsthome.audit.looks import Visit, record_look
from firsthome.config.server import Worker
from firsthome.kinds.planning import Action
from firsthome.record.checkpoint import disagreements
from tests.clones import FIRSTHOME, Clone
from tests.ledger_world import Family, World, rows
from tests.test_digests import wants

pytestmark = pytest.mark.postgres15

NOT_FOR_THE_WORKER = (
    "entry", "entry_body", "person", "person_index", "shown_to", "record_summary", "draft", "outside_answer",
    "django_session", "authenticator_app",
)  # fmt: skip


@pytest.mark.parametrize("role", ["firsthome_worker", "firsthome_caretaker"])
def test_the_worker_reads_no_words_about_a_family_whatever_it_becomes(
    database: Clone, family: Family, role: str
):
    with psycopg.connect(database.worker, autocommit=True) as connection:
        connection.execute(f"SET ROLE {role}")
        for table in NOT_FOR_THE_WORKER:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"SELECT FROM {table}")
        for column, table in (
            ("password", "practitioner"),
            ("mother", "record_outline"),
            ("practitioner", "audit_look"),
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"SELECT {column} FROM {table}")
        for other in ("firsthome_ledger", "firsthome_app"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"SET ROLE {other}")


def test_the_worker_sees_lists_only_of_a_reader_whom_it_announces(
    database: Clone, world: World, family: Family
):
    overdue(family, world)
    found = {
        name: as_worker(database, reader)
        for name, reader in (("nobody", None), ("ben", world.ben), ("eve", world.eve))
    }
    assert found["nobody"] == found["eve"] == 0
    assert found["ben"] == rows("SELECT count(*) FROM work WHERE record = %s AND principal = %s", family.record,
                                world.ben.agency, using="owner")[0][0] > 0  # fmt: skip


def as_worker(database: Clone, reader) -> int:
    with psycopg.connect(database.worker) as connection:
        principals = "{" + ",".join(map(str, reader.principals if reader else [])) + "}"
        for name, value in (
            ("principals", principals),
            ("practitioner", str(reader.practitioner) if reader else ""),
            ("partnership", str(reader.partnership) if reader else ""),
        ):
            connection.execute("SELECT set_config(%s, %s, true)", [f"app.{name}", value])
        return connection.execute("SELECT count(*) FROM work").fetchone()[0]


def overdue(family: Family, world: World) -> None:
    due = timezone.localdate() - timedelta(days=3)
    family.add(world.ada, Action(what="Visit at home", practitioner=world.ben.practitioner, due=due))


def notices(family: Family) -> int:
    return rows("SELECT count(*) FROM notice WHERE record = %s", family.record, using="owner")[0][0]


def until(so: Callable[[], object]) -> None:
    """Wait until something is so; how long a busy machine takes for it proves nothing."""
    deadline = time.monotonic() + 60
    while not so():
        assert time.monotonic() < deadline, "it never came to be so"
        time.sleep(0.02)


@contextmanager
def held_up(database: Clone, name: str) -> Iterator[None]:
    """Whoever wants this lock waits for us."""
    with psycopg.connect(database.owner) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])
        yield


def waiting() -> bool:
    return bool(
        rows(
            """SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE NOT l.granted
            AND l.locktype = 'advisory' AND d.datname = current_database()""",
            using="owner",
        )
    )


def test_a_worker_that_is_killed_in_the_midst_loses_nothing_and_does_nothing_twice(
    database: Clone, world: World, family: Family, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("FIRSTHOME_CHECKPOINTS", str(tmp_path))
    overdue(family, world)
    record_look(Visit(world.ada.practitioner, world.ada.agency, None, "r"), "record", family.record)
    with held_up(database, "chase_work"):
        worker = Worker(database.worker, 0)
        until(waiting)
        os.kill(worker.number, signal.SIGKILL)
        worker.is_running(for_seconds=30)
    assert notices(family) == 0
    assert "doing" in {row[0] for row in rows("SELECT status::text FROM procrastinate_jobs", using="owner")}
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    for _ in range(2):
        database.command("worker", "--once")
    assert notices(family) == 1
    assert rows("SELECT count(*) FROM procrastinate_jobs", using="owner") == [(0,)]
    assert rows("SELECT count(*) > 0 FROM audit_seal", using="owner") == [(True,)]
    kept = tmp_path / f"{timezone.localdate().isoformat()}.jsonl"
    lines = kept.read_text().splitlines()
    with connections["owner"].cursor() as cursor:
        assert (list(disagreements(cursor, lines)), len(lines) > 1) == ([], True)


def test_serving_starts_a_worker_that_begins_by_the_clock_and_ends_with_the_server(
    database: Clone, world: World, family: Family, tmp_path: Path
):
    wants(world.ben, confirmed=False)
    overdue(family, world)
    for table in ("procrastinate_periodic_defers", "procrastinate_workers"):
        rows(f"DELETE FROM {table} RETURNING 1", using="owner")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    environment = {**os.environ, **database.addresses, "PORT": port}
    environment |= {"FIRSTHOME_CHECKPOINTS": str(tmp_path), "FIRSTHOME_MAIL_FOLDER": str(tmp_path / "mail")}
    server = subprocess.Popen([FIRSTHOME, "serve"], env=environment, stdout=subprocess.DEVNULL)
    try:
        until(lambda: notices(family) and list(tmp_path.glob("mail/*")))
        assert rows("SELECT count(*) FROM procrastinate_workers", using="owner") == [(1,)]
    finally:
        server.terminate()
        server.wait(40)
    assert rows("SELECT count(*) FROM procrastinate_workers", using="owner") == [(0,)], "it took its leave"
    assert rows("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'", using="owner") == [(0,)]
