"""An alert to others: she cannot be found, keeps away from care, or is not booked anywhere.

A woman may decline maternity care, and nobody has to say that she is pregnant: an alert asks others to look after her
kindly and to ring, never to hold her. It names its grounds, whom it went to, when it ends, and that it was stood down.
Source: domain facts, 1.9 and 1.10; feature row 10 of what a baby needs.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import AgencyId, Entry, Names, Said, Words, ask, ended
from firsthome.kit.dates import say_day


class WhyAlert(Choice):
    """What it is about. It says nothing about what anybody wants."""

    MISSING = "missing", "Nobody knows where she is"
    KEEPS_AWAY = "keeps_away", "She keeps away from services, as far as they can tell"
    UNBOOKED = "unbooked", "She is pregnant and not booked anywhere, as far as is known"


class Ground(Choice):
    """What has to be so before others are told."""

    PLAN = "plan", "There is a child protection plan, or an assessment of the baby’s safety is open"
    HARM = "harm", "The baby or she may come to significant harm"
    HEALTH = "health", "She or the baby needs medical care soon"
    TRIED = "tried", "Those who know her have tried to reach her, and it is written down how"
    CONTINUES = "continues", "The pregnancy continues, as far as is known"


class MissingAlert(Said):
    """One alert, until it ends or is stood down."""

    kind: ClassVar[str] = "missing_alert"
    title: ClassVar[str] = "Alert to others: missing or not booked"
    update_asks: ClassVar[str] = "Since when?"
    asked_later: ClassVar[tuple[str, ...]] = ("stood_down", "stood_down_why")
    asked_afresh: ClassVar[tuple[str, ...]] = ("expires",)

    about: WhyAlert = ask("What is it about?", missing="Choose what it is about")
    grounds: tuple[Ground, ...] = ask(
        "On which grounds?", "Tick all that hold.", missing="Choose at least one ground"
    )
    why: Words = ask("In your own words: why now?", missing="Write why now")
    agencies: tuple[AgencyId, ...] = ask("Which agencies of this partnership were told?", default=())
    others: Words = ask(
        "Who else was told?",
        "Maternity units, councils and ambulance services elsewhere: which, and how.",
        default="",
    )
    if_met: Words = ask(
        "What does somebody do who meets her?",
        "Kindly: care for her, say nothing to those with her, and whom to ring at which hour. She is free to leave.",
        missing="Write what somebody does who meets her",
    )
    expires: date | None = ask("On which day does it end, if nobody renews it?", default=None)
    stood_down: date | None = ask("On which day was it stood down?", default=None)
    stood_down_why: Words = ask("Why, and who told everybody who had it?", default="")

    def cannot_be(self, today: date) -> Iterable[tuple[str, str]]:
        """Somebody had it, it ends, and whoever stands it down says that everybody was told."""
        if not (self.agencies or self.others.strip()):
            yield "others", "Say who was told"
        if self.stood_down and not self.stood_down_why.strip():
            yield "stood_down_why", "Write why it was stood down, and who told everybody who had it"
        if not self.stood_down and (self.expires is None or self.expires <= today):
            yield (
                "expires",
                "Enter a day in the future on which it ends: an alert without an end is forgotten",
            )

    @property
    def waits_until(self) -> date | None:
        """The day on which somebody renews it or stands it down, while it stands."""
        return None if self.stood_down else self.expires

    def told(self, names: Names) -> str:
        """«Maternity; the ambulance service, by telephone»"""
        return "; ".join(filter(None, [*map(names.agency, self.agencies), self.others.strip().rstrip(".")]))

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Alert: nobody knows where she is. … Told: Maternity. Ends on 3 May 2025.»"""
        ends = f"Ends on {say_day(self.expires)}." if self.waits_until and self.expires else ""
        down = (
            f"Stood down on {say_day(self.stood_down)}: {ended(self.stood_down_why)}"
            if self.stood_down
            else ""
        )
        told = f"Told: {ended(self.told(names))}" if self.told(names) else ""
        return " ".join(
            filter(None, [f"Alert: {ended(self.about.within())}", ended(self.why), told, ends, down])
        )
