"""The demo partnership on a free port and in a folder of its own, for whatever looks at it from outside."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
STATIC = Path(os.environ.get("FIRSTHOME_HOME") or ROOT / "var") / "static"


@contextmanager
def demo() -> Iterator[str]:
    """Its address, for as long as it is looked at."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as home:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        Path(home).chmod(0o711)  # where it is started by root, the database runs as somebody else
        (Path(home) / "static").symlink_to(STATIC)
        server = subprocess.Popen(
            [Path(sys.executable).parent / "firsthome", "demo"],
            env={**os.environ, "FIRSTHOME_HOME": home, "PORT": str(port)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(30)


def _wait_for(port: int) -> None:
    for _ in range(240):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.5)
    raise SystemExit("The demo did not start")


def password() -> str:
    """The one that everybody of the demo has."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firsthome.config.settings")
    django.setup()
    from firsthome.exchange.demo_partnership import DEMO_PASSWORD

    return DEMO_PASSWORD


def record_of(page: Page, mother: str) -> str:
    """Go to the caseload and from there to a record, and say where that is."""
    page.goto("/caseload")
    page.get_by_role("link", name=mother, exact=True).first.click()
    page.wait_for_url("**/records/*-*/")
    return page.url
