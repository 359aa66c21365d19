"""The caseload: each record once, in an order and with rows that say nothing of what is hidden."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from firsthome.access.principals import Reader, announce
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Entry
from firsthome.kinds.event import Event
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.sharing import Restrict, Share
from firsthome.kinds.when import When
from firsthome.record.append import append
from firsthome.record.caseload import caseload
from firsthome.record.sign import signed
from tests.ledger_world import (
    OWN_AGENCY,
    Family,
    World,
    begin_family,
    only,
    raw,
)

DAY_ONE = datetime(2025, 1, 1, tzinfo=UTC)


def sees(family: Family, reader: Reader, entry: Entry) -> bool:
    return entry.id in {one.id for one in family.seen(reader)}


def first_row(reader: Reader) -> Any:
    with transaction.atomic():
        announce(reader)
        return caseload(reader).rows[0]


def test_a_contact_dated_in_weeks_counts_in_the_list_also_after_a_hidden_share(world: World, family: Family):
    seen = Contact(outcome=ContactOutcome.ATTENDED)
    contact = family.add(world.ben, seen, happened=When.at_gestation(140, 140))
    before = first_row(world.cat).summary.last_seen
    share = Share(entries=(contact.id,), practitioners=(world.dan.practitioner,))
    family.add(world.ben, share, audience=only(world.ben.agency))
    kept = Restrict(
        entries=(contact.id,), agencies=(world.ben.agency, world.cat.agency), why="Less is enough"
    )
    family.add(world.ben, kept, audience=OWN_AGENCY)
    assert before == first_row(world.cat).summary.last_seen == datetime(2025, 3, 18).date()  # noqa: DTZ001


def test_full_access_that_has_ended_does_not_order_the_list(world: World, family: Family):
    yesterday = (datetime.now(tz=UTC) - timedelta(days=2)).date()
    family.add(world.ada, Involvement(agency=world.eve.agency, level=Level.FULL, ends=yesterday))
    family.add(world.ada, Involvement(agency=world.eve.agency, level=Level.PRESENCE))
    moment = raw(world.eve, "SELECT updated_at FROM caseload WHERE record = %s", family.record)
    family.add(world.ada, Event(account="Nothing for housing"))
    assert raw(world.eve, "SELECT updated_at FROM caseload WHERE record = %s", family.record) == moment
    assert len(moment) == 1


def test_each_record_stands_on_one_page_of_the_caseload_only(world: World):
    families = [begin_family(world) for _ in range(5)]
    for family in families:
        named = Involvement(agency=world.ben.agency, practitioner=world.ben.practitioner)
        family.add(world.ada, named)
    for family in families[:3]:  # only the agency's line moves up, not the line of Ben himself
        family.add(world.ada, Event(account="For the team"), audience=only(world.ben.agency))
    found, after = [], None
    with transaction.atomic():
        announce(world.ben)
        while True:
            page = caseload(world.ben, after, size=2)
            found += [row.reference for row in page.rows]
            after = page.after
            if after is None:
                break
    assert sorted(found) == sorted(family.reference for family in families)


def test_who_sees_nothing_yet_has_the_record_in_the_list_and_can_write(world: World, family: Family):
    family.add(world.ada, Involvement(agency=world.eve.agency, level=Level.CONTRIBUTE))
    assert family.seen(world.eve) == []
    assert first_row(world.eve).reference == family.reference
    said = signed(Event(account="Rent is paid"), world.eve)
    assert append(family.record, said, world.eve).id in {entry.id for entry in family.seen(world.eve)}
