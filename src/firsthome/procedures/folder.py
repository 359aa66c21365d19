"""Where a partnership's data files are, and which partnership's this installation reads.

`FIRSTHOME_PROCEDURES` names a folder of `procedures/`; without it, the example's is read. A file or a folder that the
partnership does not have is the example's, which says of itself that no partnership has confirmed it.
"""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "procedures"
EXAMPLE = "example"
OWN = os.environ.get("FIRSTHOME_PROCEDURES") or EXAMPLE


def place(partnership: str, name: str) -> Path:
    """A file or a folder of a partnership; the example's where it has none of its own."""
    own = FOLDER / partnership / name
    return own if own.exists() else FOLDER / EXAMPLE / name
