"""Pictures of one record of 500 entries, facts and drawing together, without a database."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from bench.measure import Figure, alone
from firsthome.kinds.contact import Contact, ContactOutcome, Setting
from firsthome.kinds.entry import Entry, Said
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord, Relationship, Role, Tie
from firsthome.kinds.household import Household
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.planning import Meeting
from firsthome.kinds.pregnancy import Certainty, Pregnancy
from firsthome.kinds.record import Record, fold
from firsthome.kinds.when import Precision, When
from firsthome.kit.dates import whole_month
from firsthome.pages.pictures.ecomap import ecomap_svg
from firsthome.pages.pictures.genogram import genogram_svg
from firsthome.pages.pictures.strip import strip
from firsthome.pages.pictures.timeline import timeline_svg
from firsthome.reading.ecomap import ecomap
from firsthome.reading.engagement import pattern
from firsthome.reading.genogram import genogram
from firsthome.reading.offers import engagement, offers_of
from firsthome.reading.timeline import contacts_over_time, timeline

EDD = date(2026, 8, 5)
TODAY = date(2026, 7, 20)


class InventedNames:
    """Names as short as a real service's."""

    def person(self, person: UUID) -> str:
        """One name for everybody."""
        return "Leila Mistry"

    def agency(self, agency: int) -> str:
        """A number for a name."""
        return f"Service {agency}"

    def practitioner(self, practitioner: int) -> str:
        """One name for everybody."""
        return "Ada Hope"


def record_of(entries: int) -> Record:
    """An invented record of so many entries by twelve services, one in ten of them dated to a month only."""
    return fold(_entries(entries, random.Random(7)))  # noqa: S311 an invented family, not a secret


def pictures() -> Iterator[Figure]:
    """Each picture of a record of 500 entries: its facts and its drawing."""
    record, names = record_of(500), InventedNames()

    def draw() -> str:
        return timeline_svg(timeline(replace(record), TODAY, names), _link)

    def draw_strip() -> str:
        return strip(engagement(offers_of(replace(record), TODAY), TODAY))

    def draw_contacts() -> str:
        found = pattern(record, TODAY, range(1, 13))
        return timeline_svg(contacts_over_time(replace(record), TODAY, names, found), _link)

    contacts_size = f"{len(draw_contacts()) / 1024:.0f} KB"
    yield alone("picture: contacts by service, of 500", draw_contacts, 10, contacts_size)
    yield alone("picture: timeline of 500 entries", draw, 10, f"{len(draw()) / 1024:.0f} KB")
    yield alone("picture: engagement strip of 500", draw_strip, 10, f"{len(draw_strip()) / 1024:.0f} KB")

    family = family_of_forty()

    def draw_family() -> str:
        return genogram_svg(genogram(family, TODAY, names), str)

    def draw_around() -> str:
        facts = genogram(family, TODAY, names)
        return ecomap_svg(ecomap(family, TODAY, names, facts), str)

    around = f"{len(draw_around()) / 1024:.0f} KB"
    yield alone("picture: ecomap of 40 people", draw_around, 50, around)
    yield alone("picture: genogram of 40 people", draw_family, 50, f"{len(draw_family()) / 1024:.0f} KB")


def family_of_forty() -> Record:
    """An invented family of forty over four generations, with couples that ended, conflict and eight services."""
    chance = random.Random(40)  # noqa: S311 an invented family, not a secret
    who = [UUID(int=4000 + number) for number in range(40)]
    roles = [Role.MOTHER, Role.FATHER, Role.BABY, Role.BABY, *[Role.SIBLING] * 6, *[Role.GRANDPARENT] * 4]
    roles += [Role.RELATIVE] * 22 + [Role.FRIEND] * 4
    said: list[Said] = [PersonOnRecord(person=one, role=role) for one, role in zip(who, roles, strict=True)]
    said += [Relationship(person=who[10 + one], tie=Tie.PARENT, to=who[one // 2]) for one in range(4)]
    said += [Relationship(person=who[10 + one], tie=Tie.PARTNER, to=who[11 + one]) for one in (0, 2)]
    for one in who[14:36]:
        said.append(Relationship(person=chance.choice(who[10:14]), tie=Tie.PARENT, to=one))
        said.append(Relationship(person=one, tie=chance.choice(list(Tie)), to=chance.choice(who[:14])))
    said += [Involvement(agency=agency, role="Practitioner", lead=agency == 1) for agency in range(1, 9)]
    said.append(Household(living=(who[0], who[4], who[5], who[10])))
    return fold(_entry(number, one, When(), 1) for number, one in enumerate(said))


def _entries(count: int, chance: random.Random) -> Iterator[Entry]:
    yield _entry(0, Pregnancy(edd=EDD, certainty=Certainty.SURE), When(), 1)
    outcomes = [ContactOutcome.ATTENDED] * 4 + list(ContactOutcome)
    for number in range(1, count):
        day = EDD - timedelta(days=chance.randrange(20, 230))
        month = When.within(whole_month(day.year, day.month), Precision.MONTH)
        contact = Contact(
            outcome=chance.choice(outcomes), setting=Setting.HOME, account="Talked about sleep."
        )
        said = chance.choice(
            [contact, contact, contact, Event(account="A call."), Meeting(type="Core group")]
        )
        yield _entry(number, said, month if number % 10 == 0 else When.on(day), chance.randrange(1, 13))


def _entry(number: int, said: Said, when: When, agency: int) -> Entry:
    return Entry(
        id=UUID(int=number + 1),
        kind=said.kind,
        said=said,
        happened=when,
        learned=TODAY,
        author=1,
        entered_by=1,
        agency=agency,
    )


def _link(marks: tuple[object, ...]) -> str:
    return "/records/abcdefgh/entries/0198c0de-0000-7000-8000-000000000000"
