"""The sorts of meeting that a partnership holds, who has to be there, and where the record of truth is: data.

Source: domain facts, 3.1 (who is there at the least) and 7.12; every value says whether it is confirmed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict

from firsthome.procedures.folder import OWN, place
from firsthome.procedures.sharing import Sourced


class MeetingSort(Sourced):
    """One sort of meeting."""

    title: str
    what_for: str
    statutory: bool = False
    held_in: str = ""
    """In which system the record of truth is, as a rule."""
    chair: str = ""
    quorum: tuple[str, ...] = ()
    """Codes of the services without which it should not decide; empty where that is not set."""
    reports_days_before: int | None = None
    also: tuple[str, ...] = ()
    """What else people call it."""

    def is_called(self, words: str) -> bool:
        """Whether some words name this sort of meeting."""
        called = words.strip().rstrip(".").casefold()
        return called in {self.title.casefold(), *(one.casefold() for one in self.also)}


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    meeting: dict[str, MeetingSort]


def read_sorts(text: str) -> dict[str, MeetingSort]:
    """The sorts from the text of a data file; a malformed one is refused with every error."""
    return _File.model_validate(tomllib.loads(text)).meeting


@cache
def meeting_sorts(partnership: str = OWN) -> dict[str, MeetingSort]:
    """Key → sort, in the partnership’s order."""
    return read_sorts(place(partnership, "meetings.toml").read_text())


def sort_of(words: str, sorts: Mapping[str, MeetingSort] | None = None) -> MeetingSort | None:
    """The sort of meeting that some words name; None for any other."""
    every = meeting_sorts() if sorts is None else sorts
    return next((one for one in every.values() if one.is_called(words)), None)
