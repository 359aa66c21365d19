"""How long a link or a service's details are trusted before somebody looks again: data with a source."""

from __future__ import annotations

from datetime import date, timedelta

from firsthome.kit.dates import say_day
from firsthome.procedures.sharing import Sourced


class Checking(Sourced):
    """After how many days what was checked says that it may be out of date."""

    after_days: int

    def say(self, checked: date | None, today: date) -> str:
        """«Last checked on 2 March 2026: that is long ago, so make sure first.» Never checked says so too."""
        if checked is None:
            return "Nobody has checked this here yet"
        old = today - checked > timedelta(days=self.after_days)
        return f"Last checked on {say_day(checked)}" + (
            ": that is long ago, so make sure first" if old else ""
        )
