"""Our own rules for semgrep: nothing in the source breaks one, and each still finds what it is there to find.

One run over the source and over tests/semgrep/, where each line that a rule has to find is announced. Offline.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from own_environment import ROOT, own_environment

RULES = Path("tests/semgrep")
QUIETLY = ("--json", "--quiet", "--metrics=off", "--disable-version-check", "--no-git-ignore", "--jobs=2")

Found = set[tuple[str, int, str]]
"""File, line and rule."""


def main() -> None:
    """Say what is to do, and fail with it."""
    programs = own_environment("semgrep")
    done = subprocess.run(
        [programs / "semgrep", "scan", *QUIETLY, f"--config={RULES / 'rules.yaml'}", "src", *_examples()],
        cwd=ROOT,
        env={**os.environ, "PATH": f"{programs}:{os.environ.get('PATH', '')}"},
        capture_output=True,
        text=True,
    )
    if not done.stdout.startswith("{"):
        sys.exit(f"semgrep gave no answer:\n{done.stderr}")
    answer = json.loads(done.stdout)
    faults = [f"{one.get('path', '')}: {one['message']}" for one in answer["errors"]]
    announced, found = _announced(), {_place(one) for one in answer["results"]}
    examples = {one for one in found if Path(one[0]).parent == RULES}
    faults += [f"{path}:{line}: {rule} no longer finds this" for path, line, rule in announced - examples]
    faults += [
        f"{path}:{line}: {rule} finds what it should let pass" for path, line, rule in examples - announced
    ]
    messages = {_place(one): one["extra"]["message"] for one in answer["results"]}
    faults += [
        f"{path}:{line}: {messages[path, line, rule]} ({rule})" for path, line, rule in found - examples
    ]
    sys.exit("\n".join(sorted(faults)) or None)


def _place(result: dict[str, dict[str, int] | str]) -> tuple[str, int, str]:
    start, rule = result["start"], str(result["check_id"])
    assert isinstance(start, dict)
    return str(result["path"]), start["line"], rule.rpartition(".")[2]


def _announced() -> Found:
    """Each line after one that says «ruleid:»."""
    return {
        (str(path), number + 1, said[1])
        for path in _examples()
        for number, line in enumerate((ROOT / path).read_text().splitlines(), 1)
        if (said := re.search(r"ruleid: ([\w-]+)", line))
    }


def _examples() -> list[Path]:
    """Named one by one: of a folder of tests semgrep reads nothing."""
    return [path.relative_to(ROOT) for path in (ROOT / RULES).iterdir() if path.suffix != ".yaml"]


if __name__ == "__main__":
    main()
