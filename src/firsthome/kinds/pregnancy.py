"""The pregnancy, and how it ends for each baby."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from firsthome.kinds.choices import Asked, Choice
from firsthome.kinds.entry import Entry, Line, Names, PersonId, Said, Words, ask, ended
from firsthome.kinds.gestation import gestation_on, say_gestation
from firsthome.kinds.spelled import Weeks
from firsthome.kit.dates import Span, say_day, say_span

Expected = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31))]
"""A day that forms and files can say, old reviews among them; from each of them weeks can be counted."""


class Basis(Choice):
    """What an expected date of delivery rests on."""

    DATING_SCAN = "dating_scan", "the dating scan"
    LAST_PERIOD = "last_period", "the last period"
    CLINICIAN = "clinician", "a clinician's estimate"
    HER_WORD = "her_word", "what she said"
    REVIEW = "published_review", "the published review"
    NOT_KNOWN = "not_known", "not known"


class Certainty(Choice):
    """How sure the expected date is."""

    SURE = "sure", "Sure"
    ABOUT = "about", "About right"
    WIDE = "wide", "Could be weeks out"
    NOT_KNOWN = "not_known", "Not known"


class Pregnancy(Said):
    """One pregnancy: when the baby is expected, what that rests on, and how sure it is."""

    kind: ClassVar[str] = "pregnancy"
    title: ClassVar[str] = "Expected date of delivery"

    edd: Expected | None = ask(
        "What is the expected date of delivery?", "Leave empty if it is not known yet.", default=None
    )
    basis: Basis = ask("What does that date rest on?", default=Basis.NOT_KNOWN)
    certainty: Certainty = ask("How sure is it?", default=Certainty.NOT_KNOWN)
    edd_earliest: Expected | None = ask(
        "The earliest it could be", "Only if the range is wide.", default=None
    )
    edd_latest: Expected | None = ask("The latest it could be", default=None)
    babies: int | None = ask(
        "How many babies are expected?", "Leave empty if not known.", default=None, ge=1, le=8
    )
    earlier_preterm: Asked = ask(
        "Was an earlier baby of hers born before 37 weeks?",
        "Then everything that has to be ready before the birth is asked about earlier.",
        default=Asked.NOT_ASKED,
    )
    known_at_week: int | None = ask(
        "How many weeks was the pregnancy when a service first knew?",
        "Whole weeks. Leave empty if not known.",
        default=None,
        ge=1,
        le=44,
    )

    @property
    def between(self) -> Span:
        """The earliest and the latest day on which the baby may credibly be expected; both None if not known."""
        days = [day for day in (self.edd_earliest, self.edd, self.edd_latest) if day]
        return Span(min(days), max(days)) if days else Span(None, None)

    def cannot_be(self, today: date) -> Iterator[tuple[str, str]]:
        """Dates on which no baby can be expected yet: the field, and what to do. However long ago, one can be."""
        for name in ("edd", "edd_earliest", "edd_latest"):
            day: date | None = getattr(self, name)
            if day and gestation_on(today, day) < 0:
                yield name, "Check the year: this date is more than 40 weeks from now"

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Baby expected on 5 August 2025, from the dating scan.»"""
        parts = [self._expected()]
        if self.babies and self.babies > 1:
            parts.append(
                {2: "Twins expected.", 3: "Triplets expected."}.get(self.babies, f"{self.babies} babies.")
            )
        if self.earlier_preterm is Asked.YES:
            parts.append("An earlier baby was born before 37 weeks.")
        if self.known_at_week:
            parts.append(f"Services first knew at about {self.known_at_week} weeks.")
        return " ".join(parts)

    def _expected(self) -> str:
        if not self.edd:
            return "Expected date of delivery not known yet."
        about = "about " if self.certainty in (Certainty.ABOUT, Certainty.WIDE) else ""
        rests = f", from {self.basis}" if self.basis is not Basis.NOT_KNOWN else ""
        wide = (
            f" ({say_span(Span(self.edd_earliest, self.edd_latest))})"
            if self.edd_earliest or self.edd_latest
            else ""
        )
        return f"Baby expected {about or 'on '}{say_day(self.edd)}{rests}{wide}."


class Result(Choice):
    """How a pregnancy ended for one baby."""

    LIVE_BIRTH = "live_birth", "Born"
    STILLBIRTH = "stillbirth", "Stillborn"
    MISCARRIAGE = "miscarriage", "Miscarriage"
    TERMINATION = "termination", "The pregnancy was ended"
    NEONATAL_DEATH = "neonatal_death", "Died in the first days after birth"
    MOVED = "moved", "Moved; the outcome is not known here"
    NOT_KNOWN = "not_known", "Not known"


LOSSES = (Result.STILLBIRTH, Result.MISCARRIAGE, Result.TERMINATION, Result.NEONATAL_DEATH)


class Outcome(Said):
    """How the pregnancy ended for one baby; twins may differ."""

    kind: ClassVar[str] = "outcome"
    title: ClassVar[str] = "Birth or other outcome"
    update_asks: ClassVar[str] = "Since when is this known?"

    baby: PersonId | None = ask("Which baby?", default=None)
    result: Result = ask("What happened?", missing="Choose what happened")
    place: Line = ask("Where?", default="")
    gestation: Weeks | None = ask("At how many weeks of pregnancy?", "Like 34+0.", default=None, ge=1, le=320)
    confirmed_by: Line = ask(
        "Which clinician confirmed it?",
        "A midwife, a nurse or a doctor, by name. Leave empty until one has.",
        default="",
    )
    cared_for: Words = ask(
        "Is she safe and cared for?",
        "Who is with her, and who rings her next. For her, not for the file.",
        default="",
    )
    note: Words = ask("Anything else to say", default="")

    def persons(self) -> tuple[UUID, ...]:
        """The baby."""
        return (self.baby,) if self.baby else ()

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Baby born at the city hospital, at 34+0 weeks.»"""
        who = names.person(self.baby) if self.baby else "Baby"
        place = f" at {self.place}" if self.place else ""
        weeks = f", at {say_gestation(self.gestation)} weeks" if self.gestation else ""
        said = {Result.LIVE_BIRTH: f"{who} was born{place}{weeks}."}.get(self.result)
        said = said or f"{who}: {self.result.label[0].lower()}{self.result.label[1:]}{place}{weeks}."
        return " ".join(filter(None, [said, ended(self.note)]))
