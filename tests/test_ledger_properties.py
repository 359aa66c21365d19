"""Whatever practitioners write, in whatever order: what the ledger promises holds.

Telling a story takes far longer than looking at it, so each is told once, and every promise is looked at in it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

import pytest
from django.db import connections, transaction
from django.http import QueryDict
from hypothesis import event, example, given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from firsthome.access.principals import EVERYONE_WITH_FULL_ACCESS, Reader, announce
from firsthome.kinds.address import Address
from firsthome.kinds.entry import SETTLING, Entry, Mark
from firsthome.kinds.event import Event
from firsthome.kinds.record import Record, fold
from firsthome.kinds.sharing import Share
from firsthome.kinds.when import When
from firsthome.pages.filters import Filters
from firsthome.pages.timeline import Wanted, as_it_opens, chronology_of
from firsthome.reading.knowledge import known_to
from firsthome.record.append import append, as_ledger
from firsthome.record.caseload import caseload
from firsthome.record.errors import NotAllowed, NotThere
from firsthome.record.list_rows import listed_before
from firsthome.record.names import names_for
from firsthome.record.project import load, project
from firsthome.record.reach import reaches
from firsthome.record.rebuild import stored
from firsthome.record.sign import signed
from firsthome.record.verify import Verified, verify_record
from tests.ledger_stories import OF_EVERY_SORT, STORIES, Step, Story, stories, told
from tests.ledger_world import OWN_AGENCY, World, announced, raw, whole_ledger

NOTHING_CHOSEN = Wanted(QueryDict(), Filters(), period=None, size=100, paper=False)
MY_LEVEL = "SELECT max(level) FROM record_access WHERE record = %s"


@settings(STORIES, max_examples=60)
@given(story=stories, who=st.integers(0, 6))
@example(story=OF_EVERY_SORT, who=1)
def test_whatever_is_written_what_the_ledger_promises_holds(world: World, story: list[Step], who: int):
    glimpses: list[Glimpse] = []

    def after_each_step(telling: Story) -> None:
        what_is_stored_for_lists_and_access_is_what_a_rebuild_would_store(telling)
        glimpses.append(a_look(telling, telling.actors[len(glimpses) % 6]))

    telling = told(world, story, after_each_step)
    reading_as_of_a_moment_never_shows_what_came_later(telling, glimpses)
    whoever_sees_an_entry_sees_what_corrected_it(telling)
    whatever_cites_reaches_nobody_who_may_not_see_all_that_it_cites(telling)
    no_release_opens_more_than_was_open_before_and_no_sealed_address_is_open(telling)
    an_agency_knows_only_what_it_said_and_what_it_acknowledged(telling)
    numbers_have_no_gap_and_every_record_verifies(telling)
    the_database_shows_each_reader_what_the_page_shows_and_no_row_more(telling)
    whoever_is_involved_can_always_add(telling, telling.actors[who])


class Glimpse(NamedTuple):
    """What somebody saw at a moment of the story."""

    moment: datetime
    reader: Reader
    seen: list[Entry]


def a_look(telling: Story, reader: Reader) -> Glimpse:
    head = whole_ledger(telling.family.record)[-1][1].recorded_at
    assert head
    seen = telling.family.seen(reader)
    a_page_has_what_was_seen_now_and_nothing_that_was_remembered(telling, reader, seen)
    a_list_says_what_it_would_say_if_nothing_were_remembered(reader)
    return Glimpse(head, reader, seen)


def a_page_has_what_was_seen_now_and_nothing_that_was_remembered(
    telling: Story, reader: Reader, seen: list[Entry]
) -> None:
    for _ in ("perhaps folded anew", "remembered"):
        record = telling.family.read(reader)
        assert record.statements == fold(seen).statements
        with announced(reader):
            asked = names_for(record, reader), date(2025, 6, 1), "", NOTHING_CHOSEN
        assert as_it_opens(record, *asked) == chronology_of(fold(seen), *asked)


def a_list_says_what_it_would_say_if_nothing_were_remembered(reader: Reader) -> None:
    with transaction.atomic():
        announce(reader)
        perhaps_remembered, remembered = caseload(reader, size=500), caseload(reader, size=500)
        listed_before.forget()
        assert perhaps_remembered == remembered == caseload(reader, size=500)


def what_is_stored_for_lists_and_access_is_what_a_rebuild_would_store(telling: Story) -> None:
    with transaction.atomic(), as_ledger() as cursor:
        remade = project(load(cursor, telling.family.record))
        assert stored(cursor, telling.family.record) == remade


def reading_as_of_a_moment_never_shows_what_came_later(telling: Story, glimpses: list[Glimpse]) -> None:
    for moment, reader, then in glimpses:
        now = {entry.id for entry in telling.family.seen(reader)}
        as_of = telling.family.seen(reader, as_of=moment)
        assert all(entry.recorded_at and entry.recorded_at <= moment for entry in as_of)
        seen_then = {entry.id for entry in then}
        assert _words([entry for entry in as_of if entry.id in seen_then], telling) == _words(
            [entry for entry in then if entry.id in now], telling
        )
        if now >= seen_then and {entry.id for entry in as_of} == seen_then and not telling.redacted:
            event("reach did not change")
            assert fold(as_of) == fold(then)


def _words(entries: list[Entry], telling: Story) -> list[Entry]:
    """Entries, without the words that an order has removed since."""
    return [
        e._replace(said=None, reason="", happened=When()) if e.id in telling.redacted else e for e in entries
    ]


def whoever_sees_an_entry_sees_what_corrected_it(telling: Story) -> None:
    everything = [entry for _, entry in whole_ledger(telling.family.record)]
    for reader in telling.actors:
        seen = telling.family.seen(reader)
        ids = {entry.id for entry in seen}
        assert not [entry for entry in everything if entry.replaces in ids and entry.id not in ids]
        corrected = {entry.replaces for entry in everything if entry.mark in SETTLING}
        for statement in fold(seen).statements:
            for line in statement.lines:
                assert line.tip.id not in corrected, "what stands last was corrected"
                if line.content.id in corrected:
                    event("content that was taken back and given back, or taken back")
                    assert line.withdrawn or line.tip.mark is Mark.ERROR


def whatever_cites_reaches_nobody_who_may_not_see_all_that_it_cites(telling: Story) -> None:
    for reader in telling.actors:
        record = telling.family.read(reader)
        for statement in record.statements:
            if reader.agency in statement.agencies():
                continue
            for entry in statement.entries:
                for cited in entry.said.cited() if entry.said else ():
                    event("cites what is seen")
                    assert cited in record.by_entry


def no_release_opens_more_than_was_open_before_and_no_sealed_address_is_open(telling: Story) -> None:
    entries = [entry for _, entry in whole_ledger(telling.family.record)]
    moves = {entry.id for entry in entries if entry.kind in ("restrict", "release")}
    before = reaches(entry for entry in entries if entry.root() not in moves)
    for statement, reach in reaches(entries).items():
        widest = before.get(statement, reach)
        everyone = widest.get(EVERYONE_WITH_FULL_ACCESS, 99)
        assert all(level >= min(widest.get(principal, 99), everyone) for principal, level in reach.items())
    for statement in fold(entries).statements:
        if any(isinstance(entry.said, Address) and entry.said.sealed for entry in statement.entries):
            event("a sealed address")
            assert EVERYONE_WITH_FULL_ACCESS not in reaches(entries)[statement.id]


def an_agency_knows_only_what_it_said_and_what_it_acknowledged(telling: Story) -> None:
    entries = [entry for _, entry in whole_ledger(telling.family.record)]
    record = fold(entries)
    for agency in {reader.agency for reader in telling.actors}:
        known = known_to(entries, agency)
        understood = _understood(entries, record, agency)
        ids = {entry.id for entry in known.entries}
        assert ids == {entry.id for entry in entries if entry.agency == agency or entry.id in understood}
        unaware = {entry.id for entry in known.not_reached}
        assert not ids & unaware
        for entry in entries:
            if entry.replaces in ids | unaware and entry.id not in ids:
                event("a correction has not reached them")
                assert entry.id in unaware
        assert all(entry.replaces in ids | unaware for entry in known.not_reached)


def _understood(entries: list[Entry], record: Record, agency: int) -> set[UUID]:
    """What somebody of an agency said that they have read, as long as that stands; a share counts as its parts."""
    found: set[UUID] = set()
    for entry in entries:
        if entry.agency != agency or entry.kind != "acknowledgement" or not entry.said:
            continue
        if not any(line.content.id == entry.id for line in record.by_entry[entry.id].standing):
            continue
        for cited in entry.said.cited():
            parts = [
                e
                for e in entries
                if e.id == cited and isinstance(e.said, Share) and agency in e.said.agencies
            ]
            found |= set(parts[0].said.cited()) if parts and parts[0].said else {cited}
    return found


def numbers_have_no_gap_and_every_record_verifies(telling: Story) -> None:
    ledger = whole_ledger(telling.family.record)
    assert [seq for seq, _ in ledger] == list(range(1, len(ledger) + 1))
    with connections["owner"].cursor() as cursor:
        assert verify_record(cursor, telling.family.record) == Verified(
            telling.family.record, len(ledger), len(telling.redacted)
        )


def the_database_shows_each_reader_what_the_page_shows_and_no_row_more(telling: Story) -> None:
    for reader in telling.actors:
        seen = sorted(entry.id for entry in telling.family.seen(reader))
        record = telling.family.record
        assert seen == sorted(row[0] for row in raw(reader, "SELECT id FROM entry", record=record))
        bodies = raw(reader, "SELECT entry FROM entry_body", record=record)
        assert sorted(row[0] for row in bodies) == [id_ for id_ in seen if id_ not in telling.redacted]


def whoever_is_involved_can_always_add(telling: Story, reader: Reader) -> None:
    level = raw(reader, MY_LEVEL, telling.family.record)[0][0]
    entry = signed(Event(account="Seen in the street"), reader, id=uuid7(), audience=OWN_AGENCY)
    if level is None:
        with pytest.raises(NotThere):
            append(telling.family.record, entry, reader)
    elif level < 3:
        with pytest.raises(NotAllowed):
            append(telling.family.record, entry, reader)
    else:
        event(f"could add, and sees {bool(telling.family.seen(reader))}")
        append(telling.family.record, entry, reader)
        assert entry.id in {one.id for one in telling.family.seen(reader)}
