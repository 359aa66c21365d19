"""Make everything the project needs, with nothing but the system's Python: virtual environment, packages, pages.

Run by `make` before every command, so a second run must cost nothing: what was done is remembered as a hash of what
it was done from, and skipped while that is unchanged.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import build_static

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
MADE = VENV / "made-for"  # written last: a directory without it is a half-made environment
PYTHON = getattr(sys, "_base_executable", None) or sys.executable
"""The Python beneath: one that runs inside `.venv` goes away with it when it is made anew."""
CHROMIUM = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
"""The first is the same without windows: journeys take a quarter less time in it."""


class Unable(Exception):
    """The set-up cannot go on; the message says what to do."""


def say(text: str) -> None:
    """Report progress at once, so that a long step is never silent."""
    print(f"· {text}", file=sys.stderr, flush=True)


def run(*command: str | Path) -> None:
    """Run a command that has to succeed; what it printed is shown only if it does not."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise Unable(f"This step failed:\n  {' '.join(map(str, command))}\n{done.stdout}")


def as_root_with_apt() -> bool:
    """Tell whether missing system packages can be installed from here."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(package: str) -> None:
    """Install a Debian package without asking questions."""
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run("apt-get", "update", "-q")
    run("apt-get", "install", "-y", "-q", "--no-install-recommends", package)


# --- the virtual environment -----------------------------------------------------------------------------------------


def made_for() -> str:
    """Describe what an environment belongs to: it breaks when it is moved or its Python goes away."""
    return f"{VENV} {sys.version.split()[0]} {sys.base_prefix}"


def ways_to_make_a_venv() -> list[tuple[str, Callable[[], None]]]:
    """List the ways that this machine offers, best first."""

    def with_venv() -> None:
        run(PYTHON, "-m", "venv", VENV)

    def with_apt() -> None:
        apt_install("python3-venv")
        with_venv()

    ways: list[tuple[str, Callable[[], None]]] = []
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        ways.append(("venv", with_venv))
    if importlib.util.find_spec("virtualenv"):
        ways.append(("virtualenv", lambda: run(PYTHON, "-m", "virtualenv", VENV)))
    if shutil.which("uv"):
        ways.append(("uv", lambda: run("uv", "venv", "--seed", "--python", PYTHON, VENV)))
    if as_root_with_apt():
        ways.append(("python3-venv from apt", with_apt))
    return ways


def ensure_venv() -> None:
    """Make `.venv` unless a complete one for this Python and this place is there."""
    if MADE.exists() and MADE.read_text() == made_for() and VENV_PYTHON.exists():
        return
    failures = []
    for name, make in ways_to_make_a_venv():
        shutil.rmtree(VENV, ignore_errors=True)
        say(f"Making the virtual environment .venv (with {name})")
        try:
            make()
            run(VENV_PYTHON, "-m", "pip", "--version")
        except Unable as failure:
            failures.append(str(failure))
            continue
        MADE.write_text(made_for())
        return
    shutil.rmtree(VENV, ignore_errors=True)
    raise Unable(
        "\n".join(
            [
                *failures,
                "A virtual environment could not be made. Install one of these, then run the same command again:",
                "  sudo apt-get install python3-venv      (Debian, Ubuntu)",
                "  python3 -m pip install --user virtualenv",
            ]
        )
    )


# --- packages --------------------------------------------------------------------------------------------------------


def fingerprint(*paths: Path) -> str:
    """Hash the contents of files, so that a change in any of them is noticed."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def ensure_packages(name: str, message: str) -> None:
    """Install one requirements file with its hashes checked, unless exactly that was installed before."""
    wanted = ROOT / "requirements" / f"{name}.txt"
    stamp = VENV / f"installed-{name}"
    digest = fingerprint(wanted)
    if stamp.exists() and stamp.read_text() == digest:
        return
    say(message)
    run(
        VENV_PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
        "--require-hashes",
        "--no-deps",
        "--only-binary=:all:",
        "--requirement",
        wanted,
    )
    stamp.write_text(digest)


def ensure_project() -> None:
    """Install the project itself in place, so that `.venv/bin/firsthome` runs the source as it stands."""
    stamp = VENV / "installed-project"
    digest = fingerprint(ROOT / "pyproject.toml")
    if stamp.exists() and stamp.read_text() == digest:
        return
    run(
        VENV_PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
        "--no-deps",
        "--no-build-isolation",
        "--editable",
        ROOT,
    )
    stamp.write_text(digest)


def node_on_path() -> bool:
    """Tell whether Node 20 or newer and npm are there already."""
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    version = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout
    return int(version.strip().lstrip("v").partition(".")[0] or 0) >= 20


def ensure_pages() -> None:
    """Build the pages' CSS and JavaScript, unless they are there and nothing they are made from has changed."""
    if build_static.is_current():
        return
    if not node_on_path():
        ensure_packages("node", "Installing Node, which builds the pages' CSS (about 60 MB)")
    say("Building the pages' CSS and JavaScript (about 10 seconds)")
    run(VENV_PYTHON, ROOT / "tools" / "build_static.py")


def chromium() -> str | None:
    """The browser that tests and pictures drive, if there is one."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def offer_chromium() -> None:
    """Install Chromium for the browser tests where that is possible; without it they are skipped and say so."""
    if chromium():
        return
    if not as_root_with_apt():
        say("Chromium is not installed: browser tests will be skipped (sudo apt-get install chromium)")
        return
    say("Installing Chromium for the browser tests (about a minute)")
    for package in CHROMIUM[:2]:
        try:
            apt_install(package)
        except Unable as failure:
            say(f"{package} could not be installed. {failure}")
        else:
            return
    say("Browser tests will be skipped")


@contextmanager
def alone() -> Iterator[None]:
    """Keep two set-ups of the same checkout from working at the same time."""
    (ROOT / "var").mkdir(exist_ok=True)
    with open(ROOT / "var" / "set-up.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> None:
    """Set up what the chosen command needs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--development", action="store_true", help="also what checks need")
    parser.add_argument("--tests", action="store_true", help="also what tests need, Chromium included")
    wanted = parser.parse_args()
    if sys.version_info < (3, 11):  # noqa: UP036 - run by whatever Python the machine has
        raise Unable(
            f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Try: make PYTHON=python3.11 …"
        )
    if not os.environ.get("HOME"):  # pip and npm keep what they fetched there
        os.environ["HOME"] = str(ROOT / "var" / "home")
    with alone():
        ensure_venv()
        ensure_packages("runtime", "Installing the packages First Home needs (about 30 seconds)")
        if wanted.development or wanted.tests:
            ensure_packages("development", "Installing the packages tests and checks need (about 30 seconds)")
        ensure_project()
        ensure_pages()
        if wanted.tests:
            offer_chromium()


if __name__ == "__main__":
    try:
        main()
    except Unable as failure:
        sys.exit(f"First Home could not be set up.\n{failure}")
    except KeyboardInterrupt:
        sys.exit("Stopped.")
