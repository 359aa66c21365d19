"""From connection addresses to Django's DATABASES, and from an empty database to one that is ready for use.

Each process has only the ways in that it needs: `default` and `audit` connect as `firsthome_app` (the worker as
`firsthome_worker`), which owns nothing and cannot pass row-level security; `owner` owns the tables and exists only in
commands that change them.
"""

from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

APP_ROLE = "firsthome_app"
WORKER_ROLE = "firsthome_worker"
LEDGER_ROLE = "firsthome_ledger"
CARETAKER_ROLE = "firsthome_caretaker"
REDACTOR_ROLE = "firsthome_redactor"
DESTROYER_ROLE = "firsthome_destroyer"

# Four threads serve pages in one process, and each may hold a page's connection and one for the log of looks.
POOL = {"min_size": 1, "max_size": 6, "timeout": 5}
# A page asks the same few questions each time: planned once for a connection, they cost a page 3 ms less.
PREPARED: dict[str, object] = {"server_side_binding": True, "prepare_threshold": 2}
# Any number known to us alone: the lock that keeps two starting processes from preparing one database together.
PREPARING = 0x46697273_74486F6D


def databases(
    app_url: str | None, owner_url: str | None = None, *, pooled: bool = False
) -> dict[str, dict[str, object]]:
    """Describe the connections to Django; with no address at all, none (commands that need no database)."""
    described: dict[str, dict[str, object]] = {}
    if app_url:
        options = PREPARED | ({"pool": POOL} if pooled else {})
        described["default"] = _connection(app_url, **options)
        # Looks and denials are written here, so that a page rolled back does not take them with it.
        described["audit"] = _connection(app_url, **options)
    if owner_url:
        described["owner"] = _connection(owner_url)
    return described


def _connection(url: str, **options: object) -> dict[str, object]:
    parts = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    described: dict[str, object] = {"ENGINE": "firsthome.config.postgresql"}
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    for name, part in names.items():
        described[name] = parts.pop(part, "")
    described["OPTIONS"] = {**parts, **options}
    return described


def url_for(url: str, **changes: str) -> str:
    """Write a connection address like the one given, with some parts (user, password, dbname) changed."""
    parts = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None} | changes
    user, password, database = (quote(parts.pop(key, ""), safe="") for key in ("user", "password", "dbname"))
    return f"postgresql://{user}:{password}@/{database}?{urlencode(parts)}"


def create_database(owner_url: str) -> None:
    """Create the database that an address names, unless it is there."""
    name = conninfo_to_dict(owner_url)["dbname"]
    with closing(psycopg.connect(url_for(owner_url, dbname="postgres"), autocommit=True)) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return
        try:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(str(name))))
        except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            return  # another process was first


def prepare_database(
    owner_url: str, sign_in: Mapping[str, str], arguments: Iterable[str] = (), verbosity: int = 1
) -> None:
    """Make roles, tables and grants; safe to repeat, and safe for two processes at once.

    `sign_in` is the address of each role that signs in; the role gets the password that stands there. Django has to be
    set up with an `owner` connection.
    """
    from django.core.management import call_command
    from django.db import connections

    with closing(psycopg.connect(owner_url, autocommit=True)) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
        with connection.transaction():
            _create_roles(connection)
            for role, url in sign_in.items():
                _set_password(connection, role, conninfo_to_dict(url).get("password"))
        call_command("migrate", *arguments, database="owner", interactive=False, verbosity=verbosity)
        with connections["owner"].cursor() as cursor:
            _make_ready(cursor)


def _create_roles(connection: psycopg.Connection) -> None:
    """Make the roles that are not the owner, with no more rights than each needs."""
    have = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
    for role in {APP_ROLE, WORKER_ROLE} - have:
        _run(
            connection,
            "CREATE ROLE {} LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE",
            role,
        )
    for role in {LEDGER_ROLE, REDACTOR_ROLE, DESTROYER_ROLE, CARETAKER_ROLE} - have:
        _run(connection, "CREATE ROLE {} NOLOGIN NOINHERIT", role)
    for role, longest in ((APP_ROLE, "15s"), (WORKER_ROLE, "5min")):
        _run(connection, "ALTER ROLE {} SET max_parallel_workers_per_gather = 0", role)
        # Row policies make a statement long to plan and hardly ever call for another: one per connection is enough.
        _run(connection, "ALTER ROLE {} SET plan_cache_mode = 'force_generic_plan'", role)
        _run(connection, f"ALTER ROLE {{}} SET statement_timeout = '{longest}'", role)
        _run(connection, "ALTER ROLE {} SET idle_in_transaction_session_timeout = '60s'", role)
    # The member may become the role for one transaction, but never has its rights without saying so.
    only_when_said = " WITH INHERIT FALSE, SET TRUE" if connection.info.server_version >= 160000 else ""
    _run(connection, "GRANT {} TO {}" + only_when_said, LEDGER_ROLE, APP_ROLE)
    _run(connection, "GRANT {} TO {}" + only_when_said, CARETAKER_ROLE, WORKER_ROLE)
    for role in (REDACTOR_ROLE, DESTROYER_ROLE):
        _run(connection, "GRANT {} TO {}" + only_when_said, role, connection.info.user)


def _set_password(connection: psycopg.Connection, role: str, password: object) -> None:
    """Set the password of a role as its scrambled form, so that no log of statements ever holds it."""
    if not password:  # it signs in by certificate or the like
        return
    scrambled = connection.pgconn.encrypt_password(str(password).encode(), role.encode(), b"scram-sha-256")
    connection.execute(
        sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(scrambled.decode()))
    )


def _run(connection: psycopg.Connection, statement: str, *names: str) -> None:
    connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _make_ready(cursor: object) -> None:
    """What has to hold after every migration: rights, a table for each month of looks, projections as of today."""
    from firsthome.access import grants
    from firsthome.audit.partitions import make_months
    from firsthome.record.rebuild import remake_by_another_procedure, remake_outdated

    make_months(cursor, datetime.now(UTC).date())
    grants.apply(cursor)
    for remake in (remake_outdated, remake_by_another_procedure):
        remake("owner", lambda text: print(text, flush=True))
