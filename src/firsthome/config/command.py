"""The command `firsthome`: brings the database up, gives each command the rights it needs and no more, and runs it.

`migrate`, `serve` and `demo` are here; every other word is a Django management command (`import-review` runs
`import_review`).
"""

import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import psycopg

from firsthome.config.databases import (
    APP_ROLE,
    WORKER_ROLE,
    create_database,
    prepare_database,
    url_for,
)
from firsthome.config.embedded_postgres import EmbeddedPostgres
from firsthome.config.keys import home, kept_secret
from firsthome.config.postgres_account import PostgresProblem
from firsthome.config.server import ADDRESSES, Refused, Server, Worker, free_port

# These change tables or what the application's role may not touch, so they connect as the owner as well.
AS_OWNER = {
    "agency_sign_in",
    "chase_requests",
    "check_pack",
    "checkpoint",
    "demo",
    "destroy_record",
    "import_record",
    "import_review",
    "load_demo",
    "migrate",
    "rebuild",
    "redact",
    "seal_looks",
    "showmigrations",
    "verify",
}
WITHOUT_DATABASE = {
    "check", "check_procedures", "collectstatic", "generate_docs", "help", "makemigrations", "replay", "simulate",
    "version",
}  # fmt: skip
OLDEST_SERVER = 150000
REST = 10  # seconds until a worker that ended by itself is started again


@dataclass(frozen=True)
class Database:
    """Where the database is: as the owner (if this process may know), as the application, and as the worker."""

    owner: str | None
    app: str
    worker: str | None = None
    """None where nobody said how the worker reaches it."""
    embedded: EmbeddedPostgres | None = None


def main() -> None:
    """Run the command that was typed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firsthome.config.settings")
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    try:
        run(sys.argv[1:] or ["help"])
    except (Refused, PostgresProblem) as problem:
        sys.exit(f"firsthome: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)


def run(words: Sequence[str]) -> None:
    """Bring up what the command needs, then run it."""
    name, arguments = words[0].lstrip("-").replace("-", "_"), words[1:]
    if name in WITHOUT_DATABASE:
        _forget_addresses()
        _manage(name, arguments)
        return
    port = free_port() if name in {"serve", "demo"} else 0
    with running_database() as database:
        seen_as = replace(database, app=database.worker or "") if name == "worker" else database
        _tell_settings(seen_as, as_owner=name in AS_OWNER)
        match name:
            case "migrate":
                migrate(database, arguments)
            case "serve":
                serve(database, port)
            case "worker":
                work(database, once="--once" in arguments)
            case "demo":
                migrate(database, quiet=True)
                load_demo()
                _keep_mail_here()
                serve(database, port)
            case _:
                _manage(name, arguments)


# --- the database ----------------------------------------------------------------------------------------------------


@contextmanager
def running_database() -> Iterator[Database]:
    """Use the database that the environment names, or the built-in one for as long as this command runs."""
    owner, app, worker = (os.environ.get(name) for name in ADDRESSES)
    if owner or app or worker:
        _check_reachable(owner or app or worker or "")
        derived = _database(owner) if owner else Database(None, "")
        yield Database(owner, app or derived.app, worker or derived.worker)
        return
    place = home() / "postgres"
    if not place.exists():
        say("Making the built-in database (a few seconds)")
    embedded = EmbeddedPostgres(place).start()
    try:
        owner = embedded.url("firsthome")
        create_database(owner)
        yield replace(_database(owner), embedded=embedded)
    finally:
        embedded.release()


def _database(owner: str) -> Database:
    """The addresses of those who sign in, with the passwords that this installation keeps."""
    app, worker = (
        url_for(owner, user=role, password=kept_secret(home() / f"{name}-password"))
        for name, role in (("app", APP_ROLE), ("worker", WORKER_ROLE))
    )
    return Database(owner, app, worker)


def _check_reachable(url: str) -> None:
    """Refuse early, in plain words, what would otherwise fail deep inside."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version
    except (psycopg.OperationalError, psycopg.ProgrammingError) as problem:
        raise Refused(f"The database that DATABASE_URL names cannot be used.\n{problem}") from None
    if version < OLDEST_SERVER:
        raise Refused(
            f"PostgreSQL 15 or newer is needed; the one that DATABASE_URL names is {version // 10000}."
        )


def _tell_settings(database: Database, *, as_owner: bool) -> None:
    """Put into the environment, which settings.py reads, the addresses this command may use."""
    _forget_addresses()
    if database.app:
        os.environ["APP_DATABASE_URL"] = database.app
    if as_owner:
        if not database.owner:
            raise Refused(
                "This command changes tables. Set DATABASE_URL to the database as the role that owns them."
            )
        os.environ["DATABASE_URL"] = database.owner


def _forget_addresses() -> None:
    for name in ADDRESSES:
        os.environ.pop(name, None)


# --- the commands ----------------------------------------------------------------------------------------------------


def migrate(database: Database, arguments: Sequence[str] = (), *, quiet: bool = False) -> None:
    """Make roles, tables and grants, or bring them up to date."""
    import django

    django.setup()
    say("Bringing the database up to date")
    try:
        roles = {APP_ROLE: database.app, WORKER_ROLE: database.worker or ""}
        prepare_database(database.owner or "", roles, arguments, verbosity=0 if quiet else 1)
    except psycopg.errors.InsufficientPrivilege as problem:
        raise Refused(
            f"{problem}The role in DATABASE_URL has to own the database and have CREATEROLE:\n"
            "  ALTER ROLE … CREATEROLE; ALTER DATABASE … OWNER TO …;"
        ) from None


def load_demo() -> None:
    """Fill an empty installation with the invented families and print who can sign in."""
    from django.core.management import call_command, get_commands

    if "load_demo" in get_commands():
        call_command("load_demo")


def _keep_mail_here() -> None:
    """In the demo messages go into a folder and never out, whatever the environment says."""
    os.environ["FIRSTHOME_MAIL_FOLDER"] = str(home() / "mail")
    say(f"Messages by e-mail stay here, in {home() / 'mail'}")


def serve(database: Database, port: int) -> None:
    """Serve pages until told to stop; a built-in database that dies meanwhile is started again."""
    if "django" in sys.modules:
        from django.db import connections

        connections.close_all()
    _check_procedures()
    server = Server(database.app, port)
    worker = _working(None, database, port)
    if worker is None:
        say("No worker: set WORKER_DATABASE_URL, or nobody is told what is overdue and no digest is sent")
    try:
        server.wait_until_ready()
        say(f"First Home is at http://127.0.0.1:{port} (Ctrl+C stops it)")
        while server.is_running(for_seconds=1):
            if database.embedded:
                database.embedded.keep_running()
            worker = _working(worker, database, port)
        raise Refused("The server stopped by itself; what it said is above.")
    except KeyboardInterrupt:
        say("Stopping")
    finally:
        for program in filter(None, (server, worker)):
            program.stop()


def _check_procedures() -> None:
    """Nobody is shown a page while a file of the partnership cannot be read."""
    from firsthome.procedures.every_file import faults
    from firsthome.procedures.folder import OWN

    if found := list(faults(OWN)):
        raise Refused("\n".join(["Put these right first:", *found]))


def _working(worker: Worker | None, database: Database, port: int) -> Worker | None:
    """The worker, or another one where it has not begun or has ended by itself."""
    if worker and (worker.is_running() or time.monotonic() - worker.began < REST):
        return worker
    return Worker(database.worker, port) if database.worker else None


def work(database: Database, *, once: bool) -> None:
    """Do what is on the clock until told to stop; `serve` and `demo` start one beside the server. Or do it all once."""
    if not database.worker:
        raise Refused("Set WORKER_DATABASE_URL to the database as the role firsthome_worker.")
    import django

    django.setup()
    from firsthome.background.jobs import run

    run(database.worker, once=once)


def _manage(name: str, arguments: Sequence[str]) -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["firsthome", name, *arguments])


# --- small things ----------------------------------------------------------------------------------------------------


def say(text: str) -> None:
    """Report progress at once, so that a long step is never silent."""
    print(f"· {text}", flush=True)


def _stop(*_: object) -> None:
    """Begin to stop in an orderly way; being told twice changes nothing."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
