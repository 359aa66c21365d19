"""Whose account the built-in database runs under, and where that account can keep its files.

PostgreSQL refuses to run as root. Started by root, it runs as an unprivileged account, which must be able to reach
its files: we never open up a private directory above them, but go elsewhere and say so.
"""

import hashlib
import os
import pwd
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self


class PostgresProblem(Exception):
    """The built-in database cannot be used; the message says what to do."""


# In order of preference: the account made for the purpose, else the one that owns nothing.
ACCOUNTS = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """The operating system's account that runs the server."""

    user: int
    group: int
    name: str
    switched: bool  # true when we are root and have to become somebody else

    @classmethod
    def to_run_as(cls) -> Self:
        """Choose ourselves, or an unprivileged account when we are root."""
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid(), "", switched=False)
        known = {entry.pw_name: entry for entry in pwd.getpwall()}
        for name in (os.environ.get("APP_PG_OSUSER", ""), *ACCOUNTS):
            if name in known and known[name].pw_uid != 0:
                return cls(known[name].pw_uid, known[name].pw_gid, name, switched=True)
        raise PostgresProblem(
            "PostgreSQL does not run as root, and there is no account 'postgres' or 'nobody' to use."
        )

    def run(self, program: Path, *arguments: str | Path, home: Path = Path("/")) -> tuple[int, str]:
        """Run a program as this account; settings meant for other PostgreSQL clients are kept from it."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        environment |= {"LC_ALL": "C.UTF-8", "HOME": str(home)}
        become: dict[str, Any] = {}
        if self.switched:
            become = {"user": self.user, "group": self.group, "extra_groups": []}
        with tempfile.TemporaryFile("w+") as output:  # a server that stays would hold a pipe open
            try:
                done = subprocess.run(
                    [str(program), *map(str, arguments)],
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    cwd="/",
                    env=environment,
                    start_new_session=True,
                    **become,
                )
            except OSError as problem:
                return 126, f"{problem}\n"
            output.seek(0)
            return done.returncode, output.read()

    def can_reach(self, path: Path) -> bool:
        """Tell whether this account may enter a directory or run a program, through every directory above it."""
        return self.run(Path("/usr/bin/test"), "-x", path)[0] == 0

    def give(self, path: Path) -> None:
        """Let this account own a file or directory that we made for it."""
        if self.switched:
            os.chown(path, self.user, self.group)

    def own_directory(self, path: Path) -> Path:
        """Make a directory that only this account (and root) can open."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.stat().st_uid not in {self.user, os.geteuid()}:
            raise PostgresProblem(f"{path} belongs to somebody else. Remove it, or set FIRSTHOME_HOME.")
        self.give(path)
        path.chmod(0o700)
        return path

    def private_directory(self, under: Path, stands_for: Path) -> Path:
        """Make a private directory elsewhere, always the same one for the same place."""
        name = hashlib.sha256(str(stands_for).encode()).hexdigest()[:12]
        return self.own_directory(under / f"firsthome-{name}")


def place_for(wanted: Path, account: Account) -> Path:
    """Return the directory for a cluster: where it is wanted, or elsewhere if the account cannot get there."""
    wanted = wanted.absolute()
    account.own_directory(wanted)
    if not account.switched or account.can_reach(wanted):
        return wanted
    elsewhere = account.private_directory(Path("/var/lib"), wanted)
    notice = wanted / "KEPT-ELSEWHERE"
    if not notice.exists():
        print(
            f"The account '{account.name}', which runs the database because PostgreSQL refuses to run as root, cannot\n"
            f"reach {wanted}: a directory above it is private. The database is kept in {elsewhere} instead.",
            file=sys.stderr,
            flush=True,
        )
        notice.write_text(f"{elsewhere}\n")
    return elsewhere
