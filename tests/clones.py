"""Databases for tests: migrated once into a template, then copied in a moment for whoever needs one of their own."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from django.db import connections
from psycopg import sql

from firsthome.config.databases import APP_ROLE, WORKER_ROLE, databases, url_for
from firsthome.config.embedded_postgres import EmbeddedPostgres
from firsthome.config.keys import kept_secret
from firsthome.config.postgres_account import Account
from firsthome.config.server import ADDRESSES

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "firsthome"
FIRSTHOME = Path(sys.executable).with_name("firsthome")
# What decides how the tables look; a change in any of these makes a new template.
SHAPING = ("*/migrations/*.py", "**/*.sql", "access/*.py", "audit/*.py", "record/*.py", "config/databases.py")
# Nothing in these databases has to outlive a power cut.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}
BUILDING = 0x5465_6D70
OF_CHECKOUT = "checkout"
"""A file that says to which checkout a test cluster belongs."""
IN_MEMORY, ROOM = Path("/dev/shm"), 2 << 30


@dataclass(frozen=True)
class Clone:
    """One database with its three addresses."""

    name: str
    owner: str = field(repr=False)
    app: str = field(repr=False)
    worker: str = field(repr=False)

    @property
    def addresses(self) -> dict[str, str]:
        """As the environment of a command says them."""
        return dict(zip(ADDRESSES, (self.owner, self.app, self.worker), strict=True))

    def command(self, *words: str) -> str:
        """Run `firsthome …` on this database and return what it printed."""
        environment = {**os.environ, **self.addresses}
        done = subprocess.run([FIRSTHOME, *words], env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"firsthome {' '.join(words)} failed:\n{done.stdout}{done.stderr}"
        return done.stdout


class Clones:
    """The test cluster: shared by all workers and runs, stopped by the last."""

    def __init__(self, version: str = "") -> None:
        if version:  # the system's PostgreSQL of that version instead of the wheel's
            os.environ["APP_PG_BINDIR"] = f"/usr/lib/postgresql/{version}/bin"
        self.home = _place_for(f"test-postgres{version}")
        self.cluster = EmbeddedPostgres(self.home, FAST).start()
        (self.home / OF_CHECKOUT).write_text(str(ROOT))
        _forget_those_without_checkout()
        os.environ.pop("APP_PG_BINDIR", None)
        try:
            if self.cluster.started_here:  # nobody else is testing, so what is there was left by killed runs
                self._drop_all_like("test%")
            self.template = self._template()
        except BaseException:
            self.release()
            raise

    @contextmanager
    def clone(self, name: str, of: str = "") -> Iterator[Clone]:
        """Copy the migrated database, or another that nobody is connected to, and drop the copy afterwards."""
        # Files are copied whole: in a database this small, half the time that logging every page takes.
        self._execute(
            "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", f"test_{name}", of or self.template
        )
        try:
            yield self._addresses(f"test_{name}")
        finally:
            self._execute("DROP DATABASE {} WITH (FORCE)", f"test_{name}")

    def release(self) -> None:
        """Let go of the cluster."""
        self.cluster.release()

    def _template(self) -> str:
        """Return the name of the migrated template, making it if the source has changed."""
        name = f"migrated_{_shape()}"
        with closing(self._connect()) as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [BUILDING])
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                self._drop_all_like("migrated%")
                self._execute("CREATE DATABASE {}", f"{name}_draft")
                self._addresses(f"{name}_draft").command("migrate")
                self._execute("ALTER DATABASE {} RENAME TO {}", f"{name}_draft", name)
        return name

    def _addresses(self, database: str) -> Clone:
        owner = self.cluster.url(database)
        app, worker = (
            url_for(owner, user=role, password=kept_secret(self.cluster.home / f"{name}-password"))
            for name, role in (("app", APP_ROLE), ("worker", WORKER_ROLE))
        )
        return Clone(database, owner, app, worker)

    def _drop_all_like(self, pattern: str) -> None:
        with closing(self._connect()) as connection:
            rows = connection.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE %s", [pattern]
            ).fetchall()
        for (name,) in rows:
            self._execute("DROP DATABASE {} WITH (FORCE)", name)

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(self.cluster.url("postgres"), autocommit=True)

    def _execute(self, statement: str, *names: str) -> None:
        with closing(self._connect()) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _place_for(name: str) -> Path:
    """In memory where there is room: a copy takes 30 ms there, and up to 800 on a disk that has others to write."""
    on_disk = ROOT / "var" / name
    if os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free >= ROOM:
        return Account.to_run_as().private_directory(IN_MEMORY, on_disk)
    return on_disk


def _forget_those_without_checkout() -> None:
    """Memory is given back that the cluster of a checkout takes which was removed since."""
    for left in IN_MEMORY.glob(f"firsthome-*/{OF_CHECKOUT}"):
        with suppress(OSError):  # another worker was quicker
            if not Path(left.read_text()).exists():
                shutil.rmtree(left.parent)


def _shape() -> str:
    """Hash everything that decides how the tables look."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in SHAPING for path in SOURCE.glob(pattern)}):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def connected_to(clone: Clone) -> Iterator[None]:
    """Point Django's connections at a database."""
    before = connections.settings
    connections.close_all()
    _forget_connections()
    connections.settings = connections.configure_settings(databases(clone.app, clone.owner))
    try:
        yield
    finally:
        connections.close_all()
        _forget_connections()
        connections.settings = before


def _forget_connections() -> None:
    for alias in connections:
        if hasattr(connections._connections, alias):
            delattr(connections._connections, alias)
