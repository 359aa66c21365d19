"""A checkpoint a day, kept as a file: in a folder of this machine, unless FIRSTHOME_CHECKPOINTS names one elsewhere."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from firsthome.record.checkpoint import checkpoint


def keep_todays(cursor: Any, today: date) -> None:
    """Write the day's checkpoint unless it is there; it appears whole under its name or not at all."""
    folder: Path = settings.CHECKPOINTS
    place = folder / f"{today.isoformat()}.jsonl"
    if place.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{place.name}.{os.getpid()}"
    draft.write_text("".join(f"{line}\n" for line in checkpoint(cursor)))
    draft.replace(place)
