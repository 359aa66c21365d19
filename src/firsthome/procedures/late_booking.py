"""Reasons for booking late, in plain English, and what the maternity data set calls them.

A data file with a source, a date, and whether the partnership has confirmed it. Source: domain facts, 1.9.
"""

from __future__ import annotations

import tomllib
from functools import cache

from pydantic import BaseModel, ConfigDict

from firsthome.procedures.folder import OWN, place
from firsthome.procedures.sharing import Sourced


class Reason(BaseModel):
    """One reason: what it is called, and its code in the maternity data set; empty where no reason was given."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    code: str = ""


class LateBookings(BaseModel):
    """When a booking is late, and the reasons that somebody may give."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    class Late(Sourced):
        """From which day of pregnancy a first appointment counts as late."""

        after_days: int

    class Codes(Sourced):
        """Where the codes of the reasons come from."""

        data_set: str
        item: str

    late: Late
    codes: Codes
    reasons: dict[str, Reason]


@cache
def late_bookings(partnership: str = OWN) -> LateBookings:
    """The reasons of one partnership's folder; a malformed file is refused with every error."""
    text = place(partnership, "late_booking.toml").read_text()
    return LateBookings.model_validate(tomllib.loads(text))
