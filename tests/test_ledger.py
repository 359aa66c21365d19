"""Adding to a record: once however often it is sent, and never in silence over somebody else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import DataError, connection, connections

from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Audience, Entry, How, Mark, Source
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.when import When
from firsthome.record.append import append, as_ledger
from firsthome.record.errors import AlreadyChanged, NotThere, SameIdOtherContent
from firsthome.record.names import people_on
from firsthome.record.sign import signed
from firsthome.record.verify import Verified, verify_record
from tests.ledger_world import (
    OWN_AGENCY,
    Family,
    World,
    announced,
    raw,
    whole_ledger,
)

pytestmark = pytest.mark.postgres15


# --- once ------------------------------------------------------------------------------------------------------------


def test_sending_the_same_entry_again_adds_nothing(world: World, family: Family):
    entry = signed(Event(account="She rang"), world.ada, happened=When.on(date(2025, 3, 3), "on Monday"))
    first = append(family.record, entry, world.ada)
    before = len(whole_ledger(family.record))
    assert append(family.record, entry, world.ada) == first
    assert len(whole_ledger(family.record)) == before


@pytest.mark.parametrize(
    "other",
    [
        {"said": Event(account="She rang twice")},
        {"happened": When.on(date(2025, 3, 4), "on Monday")},
        {"happened": When.on(date(2025, 3, 3), "on a Monday")},
        {"learned": date(2025, 3, 5)},
        {"entered_by": 2},
        {"source": Source(how=How.SAID, by="her sister")},
        {"source": Source(by="her sister")},
        {"about": ()},
        {"audience": OWN_AGENCY},
        {"kind": "contact", "said": Contact(outcome=ContactOutcome.ATTENDED)},
    ],
    ids=lambda other: "-".join(other),
)
def test_the_same_id_with_any_other_part_is_a_clash(world: World, family: Family, other: dict[str, Any]):
    entry = signed(
        Event(account="She rang"),
        world.ada,
        happened=When.on(date(2025, 3, 3), "on Monday"),
        about=(family.mother,),
    )
    append(family.record, entry, world.ada)
    with pytest.raises(SameIdOtherContent) as clash:
        append(family.record, entry._replace(**other), world.ada)
    assert clash.value.existing == entry.id


def test_the_same_id_with_another_mark_reason_or_target_is_a_clash(world: World, family: Family):
    one, two = (family.add(world.ada, Event(account=words)) for words in ("One", "Two"))
    new = signed(Event(account="Three"), world.ada, replaces=one.id, mark=Mark.UPDATE, reason="New")
    append(family.record, new, world.ada)
    for other in ({"replaces": two.id}, {"mark": Mark.CORRECTION}, {"reason": "Newer"}):
        with pytest.raises(SameIdOtherContent):
            append(family.record, new._replace(**other), world.ada)  # type: ignore[arg-type]


def test_the_second_tap_on_misfiled_is_still_one_entry_although_its_author_sees_it_no_more(
    world: World, family: Family
):
    wrong = family.add(world.ada, Event(account="About another family"))
    mark = signed(None, world.ada, kind=Event.kind, replaces=wrong.id, mark=Mark.MISFILED, reason="Other")
    assert append(family.record, mark, world.ada) == append(family.record, mark, world.ada)
    with pytest.raises(NotThere):
        append(family.record, mark._replace(reason="Something else"), world.ada)


# --- together --------------------------------------------------------------------------------------------------------


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """Run jobs at the same time, each on its own connection; what each returned or raised."""
    ready, results = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(number: int, job: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            ready.wait(10)
            results[number] = job()
        except Exception as problem:
            results[number] = problem  # type: ignore[call-overload]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n, job)) for n, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def test_of_two_corrections_at_once_one_stands_and_the_other_has_to_compare(world: World, family: Family):
    entry = family.add(world.ada, Event(account="Monday"))

    def correct(reader: Any, words: str) -> Callable[[], Entry]:
        return lambda: family.mark(reader, Mark.CORRECTION, entry, Event(account=words))

    results = at_once(correct(world.ada, "Tuesday"), correct(world.ben, "Wednesday"))
    winner = next(result for result in results if isinstance(result, Entry))
    loser = next(result for result in results if isinstance(result, AlreadyChanged))
    assert loser.winner == winner.id
    assert family.read(world.cat).by_entry[entry.id].current.said == winner.said


def test_two_updates_at_once_by_different_agencies_both_stand(world: World, family: Family):
    entry = family.add(world.ada, Event(account="Lives with her mother"))
    jobs = [
        lambda reader=reader, words=words: family.mark(reader, Mark.UPDATE, entry, Event(account=words))
        for reader, words in ((world.ada, "Moved to a hostel"), (world.cat, "Moved to a friend"))
    ]
    assert all(isinstance(result, Entry) for result in at_once(*jobs))
    lines = family.read(world.ben).by_entry[entry.id].standing
    assert {line.said.account for line in lines} == {
        "Lives with her mother", "Moved to a hostel", "Moved to a friend"
    }  # fmt: skip


def test_eight_people_writing_at_once_leave_no_gap_and_a_whole_chain(world: World, family: Family):
    readers = [world.ada, world.ben, world.cat, world.dan] * 2
    before = len(whole_ledger(family.record))
    results = at_once(*(lambda r=r: [family.add(r, Event(account="x")) for _ in range(4)] for r in readers))
    assert all(isinstance(result, list) for result in results), results
    numbers = [seq for seq, _ in whole_ledger(family.record)]
    assert numbers == list(range(1, before + 33))
    with connections["owner"].cursor() as cursor:
        assert verify_record(cursor, family.record) == Verified(family.record, before + 32, 0)


def test_the_same_entry_sent_twice_at_once_is_one_entry(world: World, family: Family):
    entry = signed(Event(account="Double tap"), world.ada)
    first, second = at_once(*[lambda: append(family.record, entry, world.ada)] * 2)
    assert first == second == whole_ledger(family.record)[-1][1]


def test_of_the_people_on_a_record_its_index_shows_a_reader_whom_its_entries_show(
    world: World, family: Family
):
    hidden, shown = uuid4(), uuid4()
    family.add(world.ben, PersonOnRecord(person=hidden, role=Role.FRIEND), audience=OWN_AGENCY)
    wrong = family.add(world.ada, PersonOnRecord(person=uuid4(), role=Role.FRIEND))
    family.add(world.cat, PersonOnRecord(person=shown, role=Role.FATHER))
    family.mark(world.ada, Mark.ERROR, wrong, None)
    found = {}
    for reader in world.everybody:
        with announced(reader):
            found[reader] = people_on(family.record)
        assert found[reader] == list(family.read(reader).people), world.name_of(reader)
    assert (hidden in found[world.ben], hidden in found[world.ada]) == (True, False)
    assert shown in found[world.ada]
    assert found[world.eve] == []


def test_what_fails_as_the_ledger_leaves_nothing_behind_and_not_the_role(world: World, family: Family):
    before = family.seen(world.ada)
    with announced(world.ada):
        with suppress(KeyError), as_ledger() as ledger:
            ledger.execute("DELETE FROM shown_to WHERE record = %s", [family.record])
            raise KeyError
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone() == ("firsthome_app",)
        assert family.seen(world.ada) == before != []


def test_what_goes_wrong_unawaited_is_said_as_any_other_mistake_and_leaves_nothing_of_the_entry(
    world: World, family: Family, monkeypatch: pytest.MonkeyPatch
):
    before = family.seen(world.ada)
    entry = signed(Event(account="She rang"), world.ada)
    with announced(world.ada):
        with monkeypatch.context() as patch:
            patch.setattr(
                "firsthome.record.append.tell_holders", lambda cursor, *_: cursor.execute("SELECT 1 / 0")
            )
            with pytest.raises(DataError):
                append(family.record, entry, world.ada)
        assert family.seen(world.ada) == before
        assert append(family.record, entry, world.ada).said == entry.said
    assert [one.id for one in family.seen(world.ada)] == [*(one.id for one in before), entry.id]


def test_what_a_practitioner_named_reads_is_theirs_alone(world: World, family: Family):
    note = family.add(
        world.ada,
        Event(account="x"),
        audience=Audience(everyone=False, practitioners=(world.cat.practitioner,)),
    )
    assert note.id in {entry.id for entry in family.seen(world.cat)}
    assert note.id not in {entry.id for entry in family.seen(world.ben)}
    assert raw(world.ben, "SELECT count(*) FROM entry WHERE id = %s", note.id, record=family.record) == [(0,)]
