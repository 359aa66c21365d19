"""Invented pregnancies, one like no other and the same again for the same number: what ordinary practice records.

How often things happen and how soon they are answered stands in pregnancies.toml. Care is good in the first setting and
in the second, which means: mostly in time, sometimes late, now and then forgotten. Nothing looks at the questions.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any
from uuid import UUID

from firsthome.kinds.choices import Asked
from firsthome.kinds.contact import BabySeen, Contact, ContactOutcome
from firsthome.kinds.entry import Entry, Mark, Said
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.gestation import TERM_DAYS, day_of
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.newborn import Newborn
from firsthome.kinds.opening import LawfulBasis, Opening, Route, Told
from firsthome.kinds.pregnancy import Basis, Certainty, Outcome, Pregnancy, Result
from firsthome.kinds.when import When

SERVICES = (
    "maternity", "health_visiting", "gp", "childrens_social_care", "early_help", "mental_health",
    "substance_misuse", "hospital", "housing", "domestic_abuse_service",
)  # fmt: skip
AGENCY = {code: number for number, code in enumerate(SERVICES, start=1)}
NEAREST = date(2025, 6, 2)
"""The first expected date; the others follow, a day apart."""
WATCHED_AFTER_BIRTH = 56
"""Days after the birth at which a record's counting ends."""


@cache
def numbers(setting: str) -> dict[str, Any]:
    """How often things happen in one setting."""
    text = (files("firsthome.learning") / "pregnancies.toml").read_text()
    found: dict[str, Any] = tomllib.loads(text)[setting]
    return found


@dataclass
class Diary:
    """One pregnancy being written, on whatever days things happen; put in order at the end."""

    number: int
    setting: str
    entries: list[Entry] = field(default_factory=list)
    began: dict[UUID, date] = field(default_factory=dict)
    """Vulnerability → the day on which it was first recorded."""

    def __post_init__(self) -> None:
        """Everything that is drawn once."""
        self.chance = Random(f"{self.setting}/{self.number}")  # noqa: S311 # nosec B311 invented, no secret
        self.of = numbers(self.setting)
        self.edd = NEAREST + timedelta(days=self.number)
        self.mother, self.father, self.sibling = self.new_id(), self.new_id(), self.new_id()
        self.babies = [self.new_id() for _ in range(2 if self.happens("twins") else 1)]
        late = self.happens("booked_late")
        self.booked = self.week(self.chance.randint(21, 29)) if late else self.in_weeks("booked_week_in")
        days = (
            self.chance.randint(31 * 7, 36 * 7 + 6) if self.happens("preterm") else self.chance.gauss(279, 8)
        )
        self.born = day_of(int(min(max(days, 24 * 7), 42 * 7)), self.edd)
        self.lost_on = self.booked + timedelta(days=40) if self.happens("loss") else None

    # --- drawing ------------------------------------------------------------------------------------------------------

    def happens(self, name: str) -> bool:
        """Whether something of a certain frequency happens."""
        return bool(self.chance.random() < self.of[name])

    def within(self, name: str, day: date) -> date:
        """Some days after a day; in the vulnerable setting now and then late."""
        first, last = self.of[name]
        if self.chance.random() < self.of.get("late", 0):
            first, last = self.of["late_in"]
        return day + timedelta(days=self.chance.randint(first, last))

    def in_weeks(self, name: str) -> date:
        """A day between two weeks of pregnancy."""
        first, last = self.of[name]
        return day_of(self.chance.randint(first * 7, last * 7 + 6), self.edd)

    def week(self, week: int) -> date:
        """A day of a week of pregnancy."""
        return day_of(week * 7 + self.chance.randint(0, 4), self.edd)

    def new_id(self) -> UUID:
        """The same ids whenever the same pregnancy is made."""
        return UUID(int=self.chance.getrandbits(128), version=4)

    # --- writing ------------------------------------------------------------------------------------------------------

    def say(
        self, said: Said | None, day: date, by: str = "maternity", about: Iterable[UUID] = (), **more: Any
    ) -> Entry:
        """Somebody writes something down on the day on which it was so."""
        parts: dict[str, Any] = {"kind": said.kind if said else "", "happened": When.on(day)} | more
        id_ = self.new_id()
        entry = Entry(
            id=id_, said=said, author=AGENCY[by], entered_by=AGENCY[by], agency=AGENCY[by], learned=day,
            recorded_at=datetime.combine(day, time(12), UTC), about=tuple(about), **({"statement": id_} | parts),
        )  # fmt: skip
        self.entries.append(entry)
        return entry

    def update(self, entry: Entry, day: date, **changed: Any) -> Entry:
        """Since then it has changed."""
        assert entry.said, "only what says something can change"
        said = entry.said.model_copy(update=changed)
        by = SERVICES[entry.agency - 1]
        later = {"replaces": entry.id, "statement": entry.root(), "mark": Mark.UPDATE}
        return self.say(said, max(day, entry.learned_on()), by, entry.about, **later)

    def in_order(self) -> list[Entry]:
        """Everything that was written while the record is watched, in the order in which it was recorded.

        After a loss no more is written about this pregnancy; after the birth nothing of before comes as a surprise.
        """
        end = self.lost_on or self.born + timedelta(days=WATCHED_AFTER_BIRTH)
        kept = [one for one in self.entries if one.learned_on() <= end]
        return sorted(kept, key=lambda one: one.learned_on())

    # --- what every pregnancy has -------------------------------------------------------------------------------------

    def book(self, route: Route) -> None:
        """The record opens, with who is on it and when the baby is expected."""
        day = self.booked
        involved = Involvement(
            agency=AGENCY["maternity"], role="named midwife", lead=self.happens("lead_named")
        )
        self.say(involved, day)
        self.say(Opening(why="Care in pregnancy", route=route, lawful_basis=LawfulBasis.PUBLIC_TASK, told=Told.YES,
                         agreed=Asked.YES, agreed_to="Working together"), day)  # fmt: skip
        self.say(PersonOnRecord(person=self.mother, role=Role.MOTHER), day)
        for baby in self.babies:
            self.say(PersonOnRecord(person=baby, role=Role.BABY), day)
        dated = Pregnancy(edd=self.edd + timedelta(days=self.chance.randint(-5, 5)), basis=Basis.LAST_PERIOD,
                          certainty=Certainty.ABOUT, babies=len(self.babies))  # fmt: skip
        first = self.say(dated, day)
        self.update(
            first, max(self.week(12), day), edd=self.edd, basis=Basis.DATING_SCAN, certainty=Certainty.SURE
        )
        self.say(Involvement(agency=AGENCY["gp"]), day)
        self.say(Involvement(agency=AGENCY["health_visiting"]), max(self.week(26), day))
        self.father_on = self._father(day)
        alone = Asked.YES if self.happens("seen_alone_at_booking") else Asked.NOT_KNOWN
        self.meet(day, alone=alone)

    def _father(self, day: date) -> date | None:
        draw = self.chance.random()
        if draw < self.of["father_named_at_booking"]:
            on = day
        elif draw < self.of["father_named_at_booking"] + self.of["father_named_later"]:
            on = max(day, self.week(self.chance.randint(13, 20)))
        else:
            return None
        self.say(PersonOnRecord(person=self.father, role=Role.FATHER), on, about=(self.father,))
        return on

    def meet(
        self,
        day: date,
        by: str = "maternity",
        alone: Asked = Asked.NOT_KNOWN,
        baby: bool = False,
        also: UUID | None = None,
    ) -> Entry:
        """A contact that was kept."""
        there = [self.mother, *([also] if also else [])]
        if (
            self.father_on
            and day >= self.father_on
            and alone is not Asked.YES
            and self.happens("partner_there")
        ):
            there.append(self.father)
        about = [self.mother, *(self.babies if baby else ())]
        contact = Contact(
            outcome=ContactOutcome.ATTENDED, seen_alone=alone, present=(*there, *about[1:]),
            baby_seen=tuple(BabySeen) if baby else (),
        )  # fmt: skip
        return self.say(contact, day, by, about)

    def offer(
        self, day: date, by: str = "maternity", alone: Asked = Asked.NOT_KNOWN, baby: bool = False
    ) -> None:
        """A contact that is offered, and what becomes of it."""
        draw, of = self.chance.random(), self.of
        kinds = (
            (of["not_attended"], ContactOutcome.NOT_ATTENDED),
            (of["cancelled_by_family"], ContactOutcome.CANCELLED_BY_FAMILY),
            (of["cancelled_by_service"], ContactOutcome.CANCELLED_BY_SERVICE),
            (of["rearranged"], ContactOutcome.REARRANGED),
        )
        for share, outcome in kinds:
            if draw < share:
                self._missed(day, by, outcome)
                self.meet(self.within("seen_again_in", day), by, alone, baby)
                return
            draw -= share
        self.meet(day, by, alone, baby)

    def _missed(self, day: date, by: str, outcome: ContactOutcome) -> None:
        """It did not take place; where she did not come somebody finds out how she is, and asks what was in the way."""
        missed = self.say(Contact(outcome=outcome), day, by, (self.mother,))
        if outcome in (ContactOutcome.NOT_ATTENDED, ContactOutcome.CANCELLED_BY_FAMILY):
            written = self.chance.random() < self.of.get("barrier_written", 0.8)
            barrier = "The bus did not come" if written else ""
            self.update(
                missed, self.within("found_out_in", day), pregnancy_continues=Asked.YES, barrier=barrier
            )

    def give_birth(self) -> None:
        """The birth of each baby, or a loss that a clinician confirms the same day."""
        if self.lost_on:
            for baby in self.babies:
                lost = Outcome(
                    baby=baby, result=Result.MISCARRIAGE, confirmed_by="Dr Obi, early pregnancy unit"
                )
                self.say(lost, self.lost_on, about=(baby,))
            return
        days = TERM_DAYS - (self.edd - self.born).days
        for baby in self.babies:
            born = Outcome(baby=baby, result=Result.LIVE_BIRTH, gestation=min(days, 320))
            self.say(born, self.born, "hospital", (baby,))
            number = Newborn(baby=baby, nhs_number="9434765919")
            self.say(number, self.born + timedelta(days=self.chance.randint(0, 2)), about=(baby,))

    def visit_at_home(self, days: Iterable[int], by: str) -> None:
        """Visits after the birth, so many days after it."""
        for day in days:
            self.offer(self.born + timedelta(days=day), by, baby=True)
