"""The web server as a process of its own, which knows the application's address of the database and no other."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from typing import IO

PR_SET_PDEATHSIG = 1
READY_WITHIN = 60


class Server:
    """One running gunicorn."""

    def __init__(self, app_url: str, port: int, output: IO[str] | None = None) -> None:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {"APP_DATABASE_URL": app_url, "PORT": str(port), "PYTHONUNBUFFERED": "1"}
        self.port = port
        self._process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", "python:firsthome.config.gunicorn"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl+C reaches us, and we tell it to finish what it is doing
            preexec_fn=_stop_with_parent,
        )

    def wait_until_ready(self) -> None:
        """Return when the server takes connections, or has given up."""
        deadline = time.monotonic() + READY_WITHIN
        while self.is_running() and time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)

    def is_running(self, for_seconds: float = 0) -> bool:
        """Tell whether the server is running still after some seconds."""
        try:
            self._process.wait(for_seconds)
        except subprocess.TimeoutExpired:
            return True
        return False

    def stop(self) -> None:
        """Let the server finish the requests it has, then end it."""
        if not self.is_running():
            return
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


def _stop_with_parent() -> None:
    """Ask the kernel to stop the server when whoever started it is killed, so that none is left behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
