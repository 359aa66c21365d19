"""Run every check that needs no test: style, types, layers, security, migrations, generated documents.

All of them run even if one fails, so that one look shows all there is to do.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SOURCES = ("src", "tests", "tools", "bench")

FIXES = {
    "style": ["ruff", "check", "--fix", *SOURCES],
    "layout": ["ruff", "format", *SOURCES],
}
CHECKS = {
    "style": ["ruff", "check", *SOURCES],
    "layout": ["ruff", "format", "--check", *SOURCES],
    "types": ["mypy"],
    "layers": ["lint-imports", "--no-cache"],
    "security": ["bandit", "--quiet", "--recursive", "--configfile", "pyproject.toml", "src", "tools"],
    "house rules": ["python", "tools/house_rules.py"],
    "procedures": ["firsthome", "check-procedures"],
    "migrations": ["firsthome", "makemigrations", "--check", "--dry-run"],
    "generated documents": ["firsthome", "generate-docs", "--check"],
}


def passes(name: str, command: list[str]) -> bool:
    """Run one check, showing what it says only when it fails."""
    started = time.monotonic()
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    verdict = "FAILED" if done.returncode else "ok"
    print(f"{name:<22}{verdict:<8}{time.monotonic() - started:5.1f} s", flush=True)
    if done.returncode:
        print(f"  {' '.join(command)}\n{done.stdout}", flush=True)
    return done.returncode == 0


def main() -> None:
    """Run the checks, or with --fix put right what can be put right by itself."""
    commands = FIXES if "--fix" in sys.argv[1:] else CHECKS
    results = [passes(name, command) for name, command in commands.items()]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
