"""A checking tool that is too big or too choosy to live beside what First Home runs on: an environment of its own.

Made once for this machine, whatever the checkout, and again only when what it holds is pinned anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(
    os.environ.get("XDG_CACHE_HOME") or Path(os.environ.get("HOME") or ROOT / "var" / "home") / ".cache"
)


def own_environment(name: str) -> Path:
    """Where the programs of `requirements/<name>.txt` are, installed with their hashes checked."""
    wanted = ROOT / "requirements" / f"{name}.txt"
    digest = hashlib.sha256(wanted.read_bytes() + sys.version.encode()).hexdigest()[:16]
    home = CACHE / "firsthome" / f"{name}-{digest}"
    home.parent.mkdir(parents=True, exist_ok=True)
    with open(home.parent / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "made").exists():
            print(
                f"· Installing {name} into an environment of its own, once for this machine",
                flush=True,
            )
            _make(home, wanted)
            (home / "made").touch()
    return home / "bin"


def _make(home: Path, wanted: Path) -> None:
    shutil.rmtree(home, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
    install = ["install", "--require-hashes", "--no-deps", "--requirement", str(wanted)]
    subprocess.run([*pip, "--python", str(home / "bin" / "python"), *install], check=True)
