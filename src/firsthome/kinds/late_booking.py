"""A pregnancy that came to light late, or was kept hidden: which, what was seen or said, and the reason that was given.

A reason is only ever what somebody said. Nothing here, and nothing that reads it, infers why. Concealing a pregnancy
is no offence, and care may be declined. Source: domain facts, 1.9.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from firsthome.kinds.choices import Asked, Choice
from firsthome.kinds.entry import Entry, Line, Names, Said, Words, ask, ended
from firsthome.kinds.gestation import say_gestation
from firsthome.kinds.spelled import Weeks
from firsthome.procedures.late_booking import late_bookings


class HowLate(Choice):
    """Booked late with a reason, or hidden, and if so in which way. Nobody has to choose."""

    BOOKED_LATE = "booked_late", "She booked late, and the reason is known"
    REASON_NOT_KNOWN = "reason_not_known", "She booked late, and the reason is not known yet"
    NOT_NOTICED = "not_noticed", "The pregnancy was not noticed, by her or by anybody"
    KEPT_HIDDEN = "kept_hidden", "She knew, and kept it to herself"
    HELD_OFF = "held_off", "She knew, and could not let it be real"
    NOT_BELIEVED = "not_believed", "She did not believe it, also when she was told"
    CARE_NOT_BEGUN = "care_not_begun", "She told somebody, and nobody saw that she had no maternity care"
    HIDDEN_BY_OTHERS = "hidden_by_others", "Others who know keep it hidden"
    NOT_KNOWN = "not_known", "Not known yet"


def _reason(key: str) -> tuple[str, str]:
    return key, late_bookings().reasons[key].label


class LateReason(Choice):
    """The reason that somebody gave. What each is called, and its code: procedures, late_booking.toml."""

    DID_NOT_KNOW = _reason("did_not_know")
    CAME_TO_THE_UK = _reason("came_to_the_uk")
    CARE_ELSEWHERE = _reason("care_elsewhere")
    MOVED_HERE = _reason("moved_here")
    NO_WAY_IN = _reason("no_way_in")
    SERVICE_COULD_NOT = _reason("service_could_not")
    WAITED_FOR_AN_INTERPRETER = _reason("waited_for_an_interpreter")
    APPOINTMENT_NOT_KEPT = _reason("appointment_not_kept")
    COULD_NOT_COME = _reason("could_not_come")
    NOT_SAFE_TO_COME = _reason("not_safe_to_come")
    AFRAID = _reason("afraid")
    DECIDING = _reason("deciding")
    HER_CHOICE = _reason("her_choice")
    KEPT_HIDDEN = _reason("kept_hidden")
    OTHER = _reason("other")
    PREFERRED_NOT_TO_SAY = _reason("preferred_not_to_say")
    NOT_SAFE_TO_ASK = _reason("not_safe_to_ask")
    NOT_GIVEN = _reason("not_given")

    @property
    def given(self) -> bool:
        """Whether somebody gave a reason at all."""
        return self not in (
            LateReason.PREFERRED_NOT_TO_SAY,
            LateReason.NOT_SAFE_TO_ASK,
            LateReason.NOT_GIVEN,
        )


class LateBooking(Said):
    """How late a pregnancy came to light, how that was seen, and the reason in the words of whoever gave it."""

    kind: ClassVar[str] = "late_booking"
    title: ClassVar[str] = "Late booking or concealed pregnancy"

    how: HowLate = ask(
        "What is known?",
        "Choose what was seen or said. “Not known yet” is an answer.",
        missing="Choose what is known",
    )
    gestation: Weeks | None = ask(
        "How many weeks was the pregnancy when she booked, or when it came to light?",
        "Like 22+4. Leave empty if it is not known.",
        default=None,
        ge=1,
        le=320,
    )
    evidence: Words = ask(
        "What was seen, or said?",
        "Facts, and who saw or said them. Not what anybody thinks is behind it.",
        missing="Write what was seen or said",
    )
    reason: LateReason = ask(
        "Which reason was given?",
        "Only a reason that somebody gave. Leave it as it is if nobody has.",
        default=LateReason.NOT_GIVEN,
    )
    reason_by: Line = ask("Who gave it?", "She herself, for example.", default="")
    her_words: Words = ask("The reason in her words", default="")
    before: Asked = ask(
        "Was an earlier pregnancy booked late or hidden?", "It may bear on this one.", default=Asked.NOT_ASKED
    )

    def cannot_be(self, today: date) -> Iterator[tuple[str, str]]:
        """A reason that nobody gave is a guess: the field, and what to do."""
        if self.reason.given and not (self.reason_by or self.her_words):
            yield "reason_by", "Say who gave this reason, or choose that nobody has given one"
        if self.reason is LateReason.OTHER and not self.her_words:
            yield "her_words", "Write the reason in the words that were used"
        if self.how is HowLate.BOOKED_LATE and not self.reason.given:
            yield "reason", "Choose the reason that was given, or “the reason is not known yet” above"

    def sentence(self, entry: Entry, names: Names) -> str:
        """«She booked late, and the reason is known (at 27+1 weeks). … Reason given (by her): …»"""
        weeks = f" (at {say_gestation(self.gestation)} weeks)" if self.gestation else ""
        by = f" (by {self.reason_by})" if self.reason_by else ""
        reason = f"Reason given{by}: {self.reason.label[0].lower()}{self.reason.label[1:]}."
        parts = [
            f"{self.how.label}{weeks}.",
            ended(self.evidence),
            reason if self.reason.given else f"{self.reason.label}.",
            f"In her words: “{ended(self.her_words)}”" if self.her_words else "",
        ]
        return " ".join(filter(None, parts))
