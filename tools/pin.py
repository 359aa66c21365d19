"""Pin all requirements anew: every package, its version and its hashes, but never where it was fetched from."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = (
    "--quiet",
    "--upgrade",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-annotate",
    "--no-header",
)


def main() -> None:
    """Write requirements/*.txt from requirements/*.in, and package-lock.json from package.json."""
    # in this order: development keeps to runtime's versions
    for name in ("runtime", "development", "node", "semgrep", "wapiti"):
        subprocess.run(
            ["uv", "pip", "compile", *OPTIONS, f"{name}.in", "--output-file", f"{name}.txt"],
            cwd=ROOT / "requirements",
            env={**os.environ, "UV_SYSTEM_CERTS": "1"},
            check=True,
        )
    subprocess.run(["npm", "install", "--package-lock-only"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
