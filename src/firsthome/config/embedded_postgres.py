"""Start and stop a PostgreSQL of our own, so that one command on a fresh machine is enough.

The server belongs to whoever uses it: each process holds a shared lock while it does, and the last to let go stops
the server. The kernel drops the lock of a killed process, so nothing is left to clean up by hand. It never runs as
root, listens only on a socket that one account can reach, and always asks for a password.
"""

import fcntl
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Self
from urllib.parse import quote, urlencode

from firsthome.config.keys import kept_secret
from firsthome.config.postgres_account import Account, PostgresProblem, place_for
from firsthome.config.postgres_binaries import Binaries, find_binaries

OWNER = "owner"
PORT = "5432"  # only a part of the socket's name: no network port is opened
START_TIMEOUT = 300  # recovery after a crash may take minutes
SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "password_encryption": "scram-sha-256",
    "log_destination": "stderr",
    "logging_collector": "off",
    "log_statement": "none",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",  # without it, the log quotes the values that broke a rule
    "log_min_error_statement": "panic",  # nor may it quote the statement they stood in
}


class EmbeddedPostgres:
    """One cluster in one directory, shared by all processes that use it."""

    def __init__(self, home: Path, settings: Mapping[str, str] | None = None) -> None:
        self.account = Account.to_run_as()
        self.home = place_for(home, self.account)
        self.data = self.home / "data"
        self.log = self.home / "server.log"
        self.binaries: Binaries = find_binaries(self.data, self.home, self.account)
        self.socket_directory = self._short_enough_for_a_socket()
        self.settings = {
            **SETTINGS,
            "unix_socket_directories": str(self.socket_directory),
            **(settings or {}),
        }
        self.started_here = False
        self._use: IO[str] | None = None

    # --- what callers need ---

    def start(self) -> Self:
        """Use the server, starting it (and on the first day making it) if nobody else has."""
        with self._starting():
            self._use = open(self.home / "use.lock", "a")  # noqa: SIM115 - open for as long as we use it
            fcntl.flock(self._use, fcntl.LOCK_SH)
            self._ensure_running()
        return self

    def keep_running(self) -> None:
        """Start the server again if it died while we use it; costs next to nothing when it did not."""
        if not self._process_is_ours(self._postmaster()):
            with self._starting():
                self._ensure_running()

    def release(self) -> bool:
        """Stop using the server, and stop the server itself if nobody else uses it."""
        if self._use is None:
            return False
        with self._starting():
            try:
                fcntl.flock(self._use, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return False
            else:
                self._run("pg_ctl", "stop", "--pgdata", self.data, "--wait", "--mode=fast", check=False)
                return True
            finally:
                self._use.close()
                self._use = None

    def url(self, database: str) -> str:
        """Address of a database, as the role that owns it."""
        where = urlencode({"host": str(self.socket_directory), "port": PORT})
        return (
            f"postgresql://{OWNER}:{quote(kept_secret(self.home / 'password'), safe='')}@/{database}?{where}"
        )

    # --- making and starting ---

    @contextmanager
    def _starting(self) -> Iterator[None]:
        """Let one process at a time start or stop the server."""
        with open(self.home / "start.lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _ensure_running(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._make_cluster()
        if not self._is_running():
            self._write_settings()
            self._start_server()
            self.started_here = True

    def _make_cluster(self) -> None:
        """Make the cluster beside its place and move it in whole: a half-made one never looks finished."""
        draft = self.home / "data.draft"
        shutil.rmtree(draft, ignore_errors=True)
        kept_secret(self.home / "password")
        self.account.give(self.home / "password")
        locale = ["--locale=C.UTF-8"]
        if self.binaries.major >= 17:
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        self._run(
            "initdb",
            "--pgdata",
            draft,
            "--username",
            OWNER,
            "--encoding=UTF8",
            *locale,
            "--data-checksums",
            "--auth=scram-sha-256",
            "--pwfile",
            self.home / "password",
        )
        draft.rename(self.data)

    def _write_settings(self) -> None:
        """Write our settings anew at each start, in a file of their own."""
        ours = self.data / "firsthome.conf"
        ours.write_text("".join(f"{name} = '{value}'\n" for name, value in self.settings.items()))
        self.account.give(ours)
        main = self.data / "postgresql.conf"
        if ours.name not in main.read_text():
            with main.open("a") as file:
                file.write(f"include '{ours.name}'\n")

    def _start_server(self) -> None:
        """Start the server; after a crash, first wait for what is left of the old one to go."""
        for _ in range(60):
            code, output = self._run(
                "pg_ctl",
                "start",
                "--pgdata",
                self.data,
                "--wait",
                "--silent",
                f"--timeout={START_TIMEOUT}",
                "--log",
                self.log,
                check=False,
            )
            if code == 0:
                return
            if "pre-existing shared memory" not in self._end_of_log():
                break
            time.sleep(0.5)
        raise PostgresProblem(
            f"The built-in database did not start.\n{output}{self._end_of_log()}"
            f"Its whole log is in {self.log}"
        )

    # --- is it alive? `pg_ctl status` believes zombies and reused process numbers, so ask the process table ---

    def _is_running(self) -> bool:
        """Wait until the server either answers or is known to be gone."""
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline:
            process = self._postmaster()
            if not self._process_is_ours(process):
                self._clear_traces()
                return False
            if (
                self._run(
                    "pg_isready", "--quiet", "--host", self.socket_directory, "--port", PORT, check=False
                )[0]
                == 0
            ):
                return True
            time.sleep(0.1)
        raise PostgresProblem(f"The built-in database does not answer. Its log is in {self.log}")

    def _postmaster(self) -> int | None:
        """Number of the process that the cluster's own note names."""
        try:
            return int((self.data / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return None

    def _process_is_ours(self, process: int | None) -> bool:
        """Tell whether a process is alive and is the server of this cluster."""
        if process is None:
            return False
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
            command = Path(f"/proc/{process}/cmdline").read_bytes().decode(errors="replace")
        except OSError:
            return False
        return state not in "ZX" and str(self.data) in command

    def _clear_traces(self) -> None:
        """Remove the notes of a server that is gone; while its children live, PostgreSQL itself refuses to start."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        (self.socket_directory / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    # --- small things ---

    def _short_enough_for_a_socket(self) -> Path:
        """Socket names are limited to about 100 characters: where the home is longer, use a short private directory."""
        if len(str(self.home / f".s.PGSQL.{PORT}")) <= 100:
            return self.home
        return self.account.private_directory(Path(tempfile.gettempdir()), self.home)

    def _run(self, program: str, *arguments: str | Path, check: bool = True) -> tuple[int, str]:
        """Run one of PostgreSQL's programs as the server's account and return its exit code and output."""
        code, output = self.account.run(self.binaries.directory / program, *arguments, home=self.home)
        if check and code:
            raise PostgresProblem(f"{program} failed:\n{output}{self._end_of_log()}")
        return code, output

    def _end_of_log(self) -> str:
        try:
            return "".join(self.log.read_text(errors="replace").splitlines(keepends=True)[-15:])
        except OSError:
            return ""
