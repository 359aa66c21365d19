"""Every data file of a partnership, read at once: so that a mistake is found before anybody meets it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from firsthome.procedures.births import births
from firsthome.procedures.briefings import briefings
from firsthome.procedures.challenge import challenge_stages
from firsthome.procedures.folder import FOLDER
from firsthome.procedures.guidance import all_guidance
from firsthome.procedures.guides import guides
from firsthome.procedures.late_booking import late_bookings
from firsthome.procedures.library import library
from firsthome.procedures.loss import after_a_loss
from firsthome.procedures.meetings import meeting_sorts
from firsthome.procedures.messages import messages
from firsthome.procedures.question_sets import question_sets
from firsthome.procedures.retention import retention
from firsthome.procedures.rights import rights
from firsthome.procedures.sensitive_topics import sensitive_topics
from firsthome.procedures.sharing import sharing
from firsthome.procedures.signposts import signposts
from firsthome.procedures.starters import starters
from firsthome.procedures.thresholds import thresholds
from firsthome.procedures.timetable import timetable
from firsthome.procedures.timings import timings
from firsthome.procedures.topics import own_topics

READ: dict[str, Callable[[str], Any]] = {
    "births.toml": births,
    "briefings": briefings,
    "challenge.toml": challenge_stages,
    "conversations": guides,
    "guidance": all_guidance,
    "late_booking.toml": late_bookings,
    "library.toml": library,
    "loss.toml": after_a_loss,
    "meetings.toml": meeting_sorts,
    "messages.toml": messages,
    "prompts.toml, records_here.toml": timings,
    "question_sets": question_sets,
    "questions.toml": starters,
    "retention.toml": retention,
    "rights.toml": rights,
    "sensitive_topics.toml": sensitive_topics,
    "services.toml": signposts,
    "sharing.toml": sharing,
    "thresholds.toml": thresholds,
    "timetable.toml": timetable,
    "topics.toml": own_topics,
}
"""What is in a partnership's folder, and what reads it."""


def faults(partnership: str) -> Iterator[str]:
    """What has to be put right in a partnership's folder, file by file, with every error."""
    if not (FOLDER / partnership).is_dir():
        yield f"There is no folder procedures/{partnership}."
        return
    malformed = [fault for name, read in READ.items() if (fault := _fault(partnership, name, read))]
    yield from malformed or _not_in_the_library(partnership)


def _fault(partnership: str, name: str, read: Callable[[str], Any]) -> str:
    try:
        read(partnership)
    except (ValueError, OSError) as problem:
        return f"procedures/{partnership}/{name}: {problem}"
    return ""


def _not_in_the_library(partnership: str) -> Iterator[str]:
    """What guidance says to read, and nobody keeps."""
    keys = {one.key for one in library(partnership).resource}
    for guidance in all_guidance(partnership):
        for key in set(guidance.library) - keys:
            yield f"procedures/{partnership}/guidance, {guidance.topic}: library.toml has no «{key}»"


def partnerships() -> list[str]:
    """Every partnership that has a folder here."""
    return sorted(one.name for one in FOLDER.iterdir() if one.is_dir())
