"""Secrets that an installation makes for itself and keeps, so that none is ever typed in or stands in the source."""

import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def home() -> Path:
    """Say where this installation keeps its data: `./var`, or what FIRSTHOME_HOME says."""
    return Path(os.environ.get("FIRSTHOME_HOME") or ROOT / "var").absolute()


def kept_secret(path: Path) -> str:
    """Read a secret from a file only its owner can read, making it on first use.

    The file appears whole under its name or not at all, so two processes that start together agree.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:  # another process was first, and its secret is the one that counts
            pass
        finally:
            draft.unlink()
    return path.read_text()
