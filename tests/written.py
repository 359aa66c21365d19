"""A record written in memory, for tests of pure functions: who says what on which day, and nothing stored.

Ada is a midwife, Ben a health visitor, Cat a social worker and Dan a police officer. The baby is expected on
5 August 2025, so 3 March 2025 is 17 weeks and 6 days of pregnancy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from firsthome.kinds.choices import Asked
from firsthome.kinds.contact import Contact, ContactOutcome, Setting
from firsthome.kinds.entry import Audience, Entry, How, Mark, Said, Source
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.pregnancy import Basis, Certainty, Pregnancy
from firsthome.kinds.record import Record, fold
from firsthome.kinds.vulnerability import AffectedNow, Standing, Topic, Vulnerability
from firsthome.kinds.when import When
from firsthome.record.names import KnownNames

EDD = date(2025, 8, 5)
TODAY = date(2025, 4, 14)
"""23 weeks and 6 days."""
MATERNITY, HEALTH_VISITING, SOCIAL_CARE, POLICE = 1, 2, 3, 4
ADA, BEN, CAT, DAN = 11, 12, 13, 14
WORKS_FOR = {ADA: MATERNITY, BEN: HEALTH_VISITING, CAT: SOCIAL_CARE, DAN: POLICE}
_SPACE = UUID("018f0000-0000-7000-8000-000000000000")
LEILA, BABY, ASHWIN, NILA = (uuid5(_SPACE, name) for name in ("leila", "baby", "ashwin", "nila"))

NAMES = KnownNames(
    persons={LEILA: "Leila Mistry", BABY: "Baby Mistry", ASHWIN: "Ashwin Mistry", NILA: "Nila Shah"},
    agencies={
        MATERNITY: "Vale Maternity",
        HEALTH_VISITING: "Vale Health Visiting",
        SOCIAL_CARE: "Children's Social Care",
        POLICE: "Vale Police",
    },
    practitioners={ADA: "Ada Hope", BEN: "Ben Moss", CAT: "Cat Reed", DAN: "Dan Ford"},
)
RING = {MATERNITY: "Safeguarding midwives, 01632 960 101", HEALTH_VISITING: "Duty desk, 01632 960 102"}


def only(*agencies: int) -> Audience:
    """For these agencies and nobody else."""
    return Audience(everyone=False, agencies=agencies)


def told_by(whom: str) -> Source:
    """Somebody said it."""
    return Source(how=How.SAID, by=whom)


@dataclass
class Written:
    """Entries in the order in which they were recorded."""

    entries: list[Entry] = field(default_factory=list)

    def say(self, said: Said | None, on: date, by: int = ADA, **more: Any) -> Entry:
        """Somebody says something on a day about that day, unless `more` says otherwise."""
        number = uuid5(_SPACE, str(len(self.entries)))
        parts: dict[str, Any] = {
            "happened": When.on(on),
            "entered_by": by,
            "recorded_at": datetime.combine(on, time(14, 5), UTC),
            "statement": number,
            "kind": said.kind if said else "",
        }
        entry = Entry(id=number, said=said, author=by, agency=WORKS_FOR[by], **(parts | more))
        self.entries.append(entry)
        return entry

    def mark(
        self, mark: Mark, entry: Entry, on: date, said: Said | None = None, by: int = ADA, **more: Any
    ) -> Entry:
        """Somebody corrects, updates or takes back what was said before."""
        more = {"replaces": entry.id, "statement": entry.root(), "kind": entry.kind, "mark": mark} | more
        return self.say(said, on, by, **more)

    @property
    def record(self) -> Record:
        """The record as somebody who may see all of it reads it."""
        return fold(self.entries)

    def record_for(self, agency: int) -> Record:
        """The record without what was kept to other agencies."""
        return fold(
            entry for entry in self.entries if entry.audience.everyone or agency in entry.audience.agencies
        )


def booked() -> Written:
    """The mother, her baby and the expected date, as a midwife writes them at booking."""
    written = Written()
    day = date(2025, 1, 14)
    written.say(PersonOnRecord(person=LEILA, role=Role.MOTHER, age="24"), day)
    written.say(PersonOnRecord(person=BABY, role=Role.BABY), day)
    written.say(Pregnancy(edd=EDD, basis=Basis.DATING_SCAN, certainty=Certainty.SURE), day)
    return written


def mistrys() -> Written:
    """A realistic family: a missed visit, a low mood, a husband who is said to work away, three agencies."""
    written = booked()
    day = date(2025, 1, 14)
    role = Involvement(agency=MATERNITY, practitioner=ADA, role="named midwife", lead=True)
    written.say(role, day)
    written.say(Involvement(agency=HEALTH_VISITING, practitioner=BEN, role="health visitor"), day)
    written.say(
        PersonOnRecord(person=ASHWIN, role=Role.FATHER, role_words="said to be the father, works away"),
        day,
        source=told_by("Leila"),
    )
    written.say(
        Contact(
            outcome=ContactOutcome.ATTENDED,
            setting=Setting.CLINIC,
            purpose="Booking",
            present=(LEILA,),
            seen_alone=Asked.YES,
            account="Came on her own. Tired, tearful when asked about home.",
            her_words="I cry in the shower so nobody hears.",
        ),
        day,
        about=(LEILA,),
    )
    written.say(
        Vulnerability(
            topic=Topic.MENTAL_HEALTH,
            standing=Standing.KNOWN,
            account="Low mood since the autumn; was helped by her GP after a bereavement in 2021.",
            affected_now=AffectedNow.NOT_KNOWN,
            affected_how="Eating little; growth to be looked at at the next scan.",
            protective="Talks to her sister Nila every day.",
        ),
        date(2025, 2, 3),
        BEN,
        about=(LEILA,),
        source=told_by("Leila"),
    )
    written.say(
        Contact(outcome=ContactOutcome.NO_ACCESS, setting=Setting.HOME, barrier="Nobody heard the bell."),
        date(2025, 4, 8),
        BEN,
        about=(LEILA,),
    )
    return written
