"""The web server and the worker as processes of their own, each with its own address of the database and no other."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import IO

PR_SET_PDEATHSIG = 1
READY_WITHIN = 60
ADDRESSES = ("DATABASE_URL", "APP_DATABASE_URL", "WORKER_DATABASE_URL")
"""Where an environment says how the database is reached; each process is told one."""


class Refused(Exception):
    """An ordinary mistake; the message says what to do."""


def free_port() -> int:
    """Return the port to serve on, or say at once that it is taken."""
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise Refused(f"PORT has to be a number from 1 to 65535, not '{given}'.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(given)))
        except OSError as problem:
            raise Refused(
                f"Port {given} cannot be used ({problem.strerror}). Perhaps First Home is running already; "
                f"if not, choose another port: PORT={int(given) % 65535 + 1} make demo"
            ) from None
    return int(given)


class Program:
    """One running process that ends with us, however we end."""

    def __init__(
        self, words: Sequence[str], environment: dict[str, str], output: IO[str] | None = None
    ) -> None:
        kept = {name: value for name, value in os.environ.items() if name not in ADDRESSES}
        self._process = subprocess.Popen(
            [sys.executable, "-m", *words],
            env=kept | environment | {"PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl+C reaches us, and we tell it to finish what it is doing
            preexec_fn=_stop_with_parent,
        )
        self.number = self._process.pid

    def is_running(self, for_seconds: float = 0) -> bool:
        """Tell whether it is running still after some seconds."""
        try:
            self._process.wait(for_seconds)
        except subprocess.TimeoutExpired:
            return True
        return False

    def stop(self) -> None:
        """Let it finish what it is doing, then end it."""
        if not self.is_running():
            return
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


class Server(Program):
    """One running gunicorn."""

    def __init__(self, app_url: str, port: int, output: IO[str] | None = None) -> None:
        words = ["gunicorn", "--config", "python:firsthome.config.gunicorn"]
        # Only the worker sends mail.
        environment = {"APP_DATABASE_URL": app_url, "PORT": str(port), "FIRSTHOME_MAIL_PASSWORD": ""}
        super().__init__(words, environment, output)
        self.port = port

    def wait_until_ready(self) -> None:
        """Return when the server takes connections, or has given up."""
        deadline = time.monotonic() + READY_WITHIN
        while self.is_running() and time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)


class Worker(Program):
    """One running worker: what First Home does by itself, on the clock."""

    def __init__(self, worker_url: str, port: int, output: IO[str] | None = None) -> None:
        words = ["firsthome.config.command", "worker"]
        super().__init__(words, {"WORKER_DATABASE_URL": worker_url, "PORT": str(port)}, output)
        self.began = time.monotonic()


def _stop_with_parent() -> None:
    """Ask the kernel to stop the process when whoever started it is killed, so that none is left behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
