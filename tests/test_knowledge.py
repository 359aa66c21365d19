"""What an agency knows: what it said, and what was shared with it and acknowledged. Opening a page is not knowing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from firsthome.access.principals import announce
from firsthome.audit.looks import Visit, record_look
from firsthome.kinds.entry import Entry, Mark, Said
from firsthome.kinds.event import Event
from firsthome.kinds.sharing import Acknowledgement, Share
from firsthome.kinds.when import When
from firsthome.reading.knowledge import Known, known_to
from firsthome.record.read import find, read_known
from tests.clones import Clone
from tests.ledger_world import begin_family, settle

MIDWIVES, POLICE, SCHOOL = 1, 2, 3


class Told:
    """Entries as they come in, one a minute."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(self, agency: int, said: Said | None, **more: Any) -> Entry:
        number = len(self.entries) + 1
        entry = Entry(
            id=UUID(int=number),
            kind=said.kind if said else "event",
            said=said,
            author=agency,
            entered_by=agency,
            agency=agency,
            recorded_at=datetime(2025, 3, 1, tzinfo=UTC) + timedelta(minutes=number),
            **more,
        )
        self.entries.append(entry)
        return entry

    def change(self, agency: int, mark: Mark, of: Entry, said: Said | None, **more: Any) -> Entry:
        return self.add(agency, said, replaces=of.id, mark=mark, statement=of.root(), **more)

    def share(self, *entries: Entry, to: int = POLICE) -> Entry:
        return self.add(MIDWIVES, Share(entries=tuple(one.id for one in entries), agencies=(to,)))

    def acknowledge(self, *entries: Entry, by: int = POLICE) -> Entry:
        return self.add(by, Acknowledgement(entries=tuple(one.id for one in entries)))

    def known(self, agency: int = POLICE) -> Known:
        return known_to(self.entries, agency)


def test_an_agency_knows_what_it_said_itself():
    told = Told()
    own, other = told.add(POLICE, Event(account="Called out")), told.add(MIDWIVES, Event(account="Booked"))
    assert told.known().entries == (own,)
    assert told.known(MIDWIVES).entries == (other,)


def test_shared_is_not_known_before_it_is_acknowledged():
    told = Told()
    fact = told.add(MIDWIVES, Event(account="Bruises"))
    share = told.share(fact)
    assert fact not in told.known().entries
    answer = told.acknowledge(share)
    assert told.known().entries == (fact, answer)
    assert told.known(SCHOOL).entries == ()


def test_read_and_understood_counts_without_a_share():
    told = Told()
    fact = told.add(MIDWIVES, Event(account="Bruises"))
    answer = told.acknowledge(fact)
    assert told.known().entries == (fact, answer)


def test_acknowledging_a_share_with_somebody_else_does_not_open_what_it_shared():
    told = Told()
    fact = told.add(MIDWIVES, Event(account="Bruises"))
    told.acknowledge(told.share(fact, to=SCHOOL))
    assert fact not in told.known().entries


def test_an_acknowledgement_recorded_in_error_no_longer_counts():
    told = Told()
    fact = told.add(MIDWIVES, Event(account="Bruises"))
    answer = told.acknowledge(fact)
    told.change(POLICE, Mark.ERROR, answer, None)
    assert fact not in told.known().entries


def test_every_later_correction_that_has_not_reached_an_agency_is_listed():
    told = Told()
    fact = told.add(MIDWIVES, Event(account="Tuesday"))
    told.acknowledge(fact)
    first = told.change(MIDWIVES, Mark.CORRECTION, fact, Event(account="Wednesday"))
    second = told.change(MIDWIVES, Mark.ERROR, first, None)
    known = told.known()
    assert known.record.by_entry[fact.id].current.said == fact.said, "they still believe what they were told"
    assert known.not_reached == (first, second)
    told.acknowledge(first)
    assert told.known().not_reached == (second,)
    assert told.known().record.by_entry[fact.id].current.said == first.said


def test_an_agency_that_was_given_only_the_correction_knows_only_that():
    told = Told()
    fact = told.add(MIDWIVES, Event(account="Tuesday"))
    corrected = told.change(MIDWIVES, Mark.CORRECTION, fact, Event(account="Wednesday"))
    told.acknowledge(corrected)
    statement = told.known().record.by_entry[corrected.id]
    assert [line.said for line in statement.standing] == [corrected.said]
    assert fact.id not in told.known().record.by_entry


# --- the fold that knowledge stands on -------------------------------------------------------------------------------


def test_correcting_the_original_does_not_push_it_past_a_later_update():
    told = Told()
    first = told.add(MIDWIVES, Event(account="Lives in Oak Raod"))
    moved = told.change(
        MIDWIVES, Mark.UPDATE, first, Event(account="Lives in Elm Street"), happened=When.on(date(2025, 2, 1))
    )
    told.change(MIDWIVES, Mark.CORRECTION, first, Event(account="Lives in Oak Road"))
    statement = told.known(MIDWIVES).record.by_entry[first.id]
    assert [line.said.account for line in statement.standing if isinstance(line.said, Event)] == [
        "Lives in Oak Road",
        "Lives in Elm Street",
    ]
    assert statement.current.said == moved.said


def test_an_error_mark_on_an_error_mark_gives_the_words_back_and_a_third_takes_them_again():
    told = Told()
    fact = told.add(MIDWIVES, Event(account="Bruises"))
    tip = fact
    for withdrawn in (True, False, True, False):
        tip = told.change(MIDWIVES, Mark.ERROR, tip, None)
        statement = told.known(MIDWIVES).record.by_entry[fact.id]
        assert statement.withdrawn is withdrawn
        assert statement.current.tip == tip


def test_misfiled_after_an_error_mark_stays_away_until_both_are_undone():
    told = Told()
    fact = told.add(MIDWIVES, Event(account="Bruises"))
    error = told.change(MIDWIVES, Mark.ERROR, fact, None)
    misfiled = told.change(MIDWIVES, Mark.MISFILED, error, None)
    assert told.known(MIDWIVES).record.by_entry[fact.id].current.withdrawn == misfiled
    told.change(MIDWIVES, Mark.ERROR, misfiled, None)
    assert told.known(MIDWIVES).record.by_entry[fact.id].current.withdrawn == error


# --- in a real record ------------------------------------------------------------------------------------------------


@pytest.mark.postgres15
def test_opening_a_page_is_a_look_and_never_knowing(own_database: Clone):
    world = settle()
    family = begin_family(world)
    fact = family.add(world.ada, Event(account="Bruises"))
    record_look(
        Visit(world.cat.practitioner, world.cat.agency, None, "r"), "entry", family.record, entries=[fact.id]
    )

    def known() -> set[UUID]:
        with transaction.atomic():
            announce(world.ada)
            found = find(family.reference, world.ada)
            assert found
            return {entry.id for entry in read_known(found, world.ada, world.cat.agency).entries}

    assert fact.id not in known()
    family.add(world.cat, Acknowledgement(entries=(fact.id,)))
    assert fact.id in known()
