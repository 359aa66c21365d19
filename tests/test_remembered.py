"""A record that somebody has just read is not put together again, and nobody is given what another may see."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import connections, transaction

from firsthome.access.principals import Reader, announce
from firsthome.kinds.address import Address, AddressStanding
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Mark
from firsthome.kinds.event import Event
from firsthome.kinds.when import When
from firsthome.record import remembered
from firsthome.record.caseload import caseload
from firsthome.record.list_rows import Row
from firsthome.record.redact import redact
from firsthome.record.rows import Row as Kept
from tests.ledger_world import Family, World, only

ROW: Kept = (UUID(int=1), *["whatever else"] * 14, "words")


def accounts(family: Family, reader: Reader) -> list[str]:
    return [said.account for _, said in family.read(reader).of(Event)]


def test_the_same_is_read_once_for_everybody_who_sees_the_same(world: World, family: Family):
    once = family.read(world.ada)
    assert family.read(world.ada) is once
    assert family.read(world.ben) is once, "health visiting sees exactly the same"
    family.add(world.ben, Event(account="She rang at ten"))
    assert accounts(family, world.ada) == ["She rang at ten"]


def test_whoever_sees_less_is_never_given_what_is_remembered_for_another(world: World, family: Family):
    family.add(world.ada, Event(account="Only for us"), audience=only(world.ada.agency))
    assert accounts(family, world.ada) == ["Only for us"]
    assert accounts(family, world.ben) == []
    assert accounts(family, world.ada) == ["Only for us"]


def test_words_that_an_order_removed_are_gone_at_the_next_look(world: World, family: Family):
    said = family.add(world.ada, Event(account="He lives at the mill"))
    assert accounts(family, world.cat) == ["He lives at the mill"]
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        redact(cursor, family.record, said.id, "A judge's order", world.ann)
    assert accounts(family, world.cat) == []


def test_an_address_that_was_sealed_is_covered_at_the_next_look(world: World, family: Family):
    def there(standing: AddressStanding) -> Address:
        return Address(person=family.mother, standing=standing, lines="1 Mill Lane", begins=date(2025, 1, 1))

    def read_by(reader: Reader) -> list[str]:
        return [said.lines for _, said in family.read(reader).of(Address)]

    said = family.add(world.ada, there(AddressStanding.NORMAL))
    assert read_by(world.ada) == read_by(world.cat) == ["1 Mill Lane"]
    reason = "He is looking for her"
    family.mark(world.ben, Mark.CORRECTION, said, there(AddressStanding.SEALED), reason=reason)
    assert read_by(world.cat) == []
    assert read_by(world.ada) == [""], "who may see it asks for it by itself"


def test_a_row_of_a_list_is_put_together_once_and_never_for_somebody_who_sees_less(
    world: World, family: Family
):
    def row(reader: Reader) -> Row:
        with transaction.atomic():
            announce(reader)
            return caseload(reader).rows[0]

    everybody = row(world.ben).summary
    assert row(world.cat).summary is everybody, "both see the same"
    seen = Contact(outcome=ContactOutcome.ATTENDED)
    family.add(world.ben, seen, happened=When.on(date(2025, 3, 1)), audience=only(world.ben.agency))
    assert row(world.ben).summary.last_seen == date(2025, 3, 1)
    assert row(world.cat).summary is everybody
    assert row(world.ben).summary.last_seen == date(2025, 3, 1)


def test_as_many_as_have_words_are_told_apart_from_as_many_without():
    assert remembered.seen_in([ROW]) != remembered.seen_in([(*ROW[:-1], None)])
    assert remembered.seen_in([ROW]) != remembered.seen_in([(UUID(int=2), *ROW[1:])])


def test_no_more_are_remembered_than_a_process_has_room_for(world: World, family: Family):
    record = family.read(world.ada)
    for number in range(remembered.RECORDS + 5):
        as_it_is = family.record, frozenset({str(number)}), frozenset()
        remembered.remember(as_it_is, remembered.seen_in([ROW]), record)
    assert not remembered.of((family.record, frozenset({"0"}), frozenset()))
    assert remembered.of((family.record, frozenset({str(number)}), frozenset()))
