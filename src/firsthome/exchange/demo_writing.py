"""How an invented family is written: one short call for each thing that somebody says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from uuid_utils.compat import uuid7

from firsthome.access.principals import Reader
from firsthome.kinds.entry import EVERYONE, Audience, Entry, How, Mark, Said, Source
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.gestation import day_of, read_gestation
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.when import When
from firsthome.people.actions import add_person
from firsthome.record.append import append
from firsthome.record.open import open_record
from firsthome.record.sign import signed

INVENTED = "Invented family: nobody here is real."
SEEN = Source()
_FAMILIES = uuid5(NAMESPACE_URL, "firsthome/invented-families")


def mother_of(family: str) -> UUID:
    """The mother's id, the same whenever her family is written."""
    return uuid5(_FAMILIES, family)


def told_by(whom: str) -> Source:
    """Somebody said it."""
    return Source(how=How.SAID, by=whom)


def opinion() -> Source:
    """A professional opinion."""
    return Source(how=How.OPINION)


def only(*readers: Reader) -> Audience:
    """For these readers' agencies and nobody else."""
    return Audience(everyone=False, agencies=tuple(reader.agency for reader in readers))


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes one record. Days are told as weeks of the pregnancy, so the family is never out of date."""

    record: UUID
    reference: str
    edd: date
    today: date

    @classmethod
    def opening(cls, by: Reader, began: str, edd: date, today: date, team: str) -> Pen:
        """Open a record for a reader's agency, from a week of pregnancy on."""
        begins = day_of(read_gestation(began), edd)
        involvement = Involvement(agency=by.agency, role=team, level=Level.FULL, begins=begins)
        record, reference = open_record(by, involvement, INVENTED)
        return cls(record, reference, edd, today)

    def at(self, gestation: str) -> date:
        """The day on which the pregnancy was so far, never a day still to come."""
        return min(day_of(read_gestation(gestation), self.edd), self.today)

    def write(
        self,
        by: Reader,
        said: Said,
        at: str,
        about: tuple[UUID, ...] = (),
        *,
        happened: When | None = None,
        source: Source = SEEN,
        audience: Audience = EVERYONE,
    ) -> Entry:
        """Somebody says something, and knew it on that day."""
        day = self.at(at)
        entry = signed(
            said,
            by,
            happened=happened or When.on(day),
            learned=day,
            source=source,
            about=about,
            audience=audience,
        )
        return append(self.record, entry, by)

    def change(self, by: Reader, entry: Entry, mark: Mark, said: Said | None, at: str, reason: str) -> Entry:
        """Somebody corrects an entry, brings it up to date or takes it back. The original stays."""
        day = self.at(at)
        version = entry._replace(
            id=uuid7(),
            said=said,
            happened=When.on(day) if mark is Mark.UPDATE else entry.happened,
            learned=day,
            author=by.practitioner,
            entered_by=by.practitioner,
            agency=by.agency,
            replaces=entry.id,
            mark=mark,
            reason=reason,
            recorded_at=None,
        )
        return append(self.record, version, by)

    def involve(
        self, by: Reader, whom: Reader, at: str, role: str, why: str = "", *, lead: bool = False
    ) -> Entry:
        """Bring an agency in and name who it is; naming somebody of one's own agency adds only them."""
        begins = self.at(at)
        if whom.agency != by.agency:
            team = Involvement(agency=whom.agency, level=Level.FULL, begins=begins, why=why)
            self.write(by, team, at)
        named = Involvement(
            agency=whom.agency,
            practitioner=whom.practitioner,
            role=role,
            lead=lead,
            level=Level.FULL,
            begins=begins,
        )
        return self.write(by, named, at)

    def person(
        self,
        by: Reader,
        name: str,
        role: Role,
        at: str,
        *,
        words: str = "",
        age: str = "",
        born: date | None = None,
        person: UUID | None = None,
    ) -> UUID:
        """Put somebody on the record."""
        id_ = add_person(name, born, person)
        said = PersonOnRecord(person=id_, role=role, role_words=words, age=age, born=born)
        self.write(by, said, at, (id_,))
        return id_
