"""`verify` finds whatever was changed behind the ledger's back, and accepts words removed by order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from django.db import connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthome.kinds.entry import How, Mark, Source
from firsthome.kinds.event import Event
from firsthome.kinds.sharing import Redaction, Share
from firsthome.kinds.when import When
from firsthome.record.errors import NotAllowed, NotThere
from firsthome.record.redact import redact
from firsthome.record.verify import Broken, Verified, verify, verify_record
from tests.ledger_world import (
    OWN_AGENCY,
    Family,
    World,
    begin_family,
    only,
    whole_ledger,
)

pytestmark = pytest.mark.postgres15

CHANGED = {
    "uuid": "gen_random_uuid()",
    "integer": "coalesce({c}, 0) + 1000",
    "smallint": "{c} + 1",
    "text": "{c} || ' '",
    "character varying": "left({c} || 'x', 20)",
    "jsonb": """{c} || '{{"words": "x"}}'""",
    "date": "coalesce({c}, DATE '2025-01-01') + 1",
    "timestamp with time zone": "{c} + interval '1 microsecond'",
    "bytea": "set_byte({c}, 0, get_byte({c}, 0) # 1)",
    "ARRAY": "{c} || gen_random_uuid()",
}
"""A small change to a column, by its type."""
TABLES = {"entry": "id", "entry_body": "entry"}


@pytest.fixture
def family(world: World) -> Family:
    """A record with something of everything: updates, corrections, narrow entries, a share, an ordered redaction."""
    family = begin_family(world)
    told = family.add(
        world.ben,
        Event(account="She fell"),
        source=Source(how=How.SAID, by="her sister"),
        happened=When.on(date(2025, 3, 3), "on Monday"),
        learned=date(2025, 3, 4),
        about=(family.mother,),
    )
    family.mark(world.ben, Mark.UPDATE, told, Event(account="She is well again"))
    family.mark(world.ada, Mark.CORRECTION, told, Event(account="She slipped"), reason="She said so")
    family.add(world.ada, Event(account="Afraid"), audience=OWN_AGENCY)
    family.add(world.ada, Share(entries=(told.id,), agencies=(world.dan.agency,)))
    third = family.add(world.ada, Event(account="About a third person"), audience=only(world.ben.agency))
    remove(family, third.id, world)
    family.add(world.cat, Event(account="The last entry"))
    return family


def remove(family: Family, entry: UUID, world: World) -> None:
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        redact(cursor, family.record, entry, "Order of the family court", world.ann)


@contextmanager
def behind_its_back() -> Iterator[Any]:
    """Somebody with the database in their hands: no trigger stops them. Undone afterwards."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("ALTER TABLE entry DROP CONSTRAINT entry_mark_goes_with_replaces")
        yield cursor
        transaction.set_rollback(True, using="owner")


def columns(table: str) -> list[tuple[str, str]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [table]
        )
        return list(cursor.fetchall())


def test_a_whole_record_is_whole_and_says_what_was_removed_by_order(world: World, family: Family):
    with connections["owner"].cursor() as cursor:
        found = verify_record(cursor, family.record)
    assert found == Verified(family.record, len(whole_ledger(family.record)), 1)


@pytest.mark.parametrize("table", TABLES)
def test_any_change_to_any_column_of_any_entry_is_found_and_named(world: World, family: Family, table: str):
    ledger = [entry for _, entry in whole_ledger(family.record)]
    redacted = {entry.said.entry for entry in ledger if isinstance(entry.said, Redaction)}
    for column, type_ in columns(table):
        for number, entry in enumerate(ledger):
            if table == "entry_body" and entry.id in redacted:
                continue
            with behind_its_back() as cursor:
                cursor.execute(
                    f"UPDATE {table} SET {column} = {CHANGED[type_].format(c=column)} "
                    f"WHERE record = %s AND {TABLES[table]} = %s RETURNING {TABLES[table]}",
                    [family.record, entry.id],
                )
                (changed,) = cursor.fetchone()
                found = verify_record(cursor, family.record)
            assert isinstance(found, Broken), f"{table}.{column} of a {entry.kind} was changed unseen"
            expected = {named(table, column, number, [one.id for one in ledger], changed)}
            if isinstance(entry.said, Redaction):  # without its order the redacted entry is broken as well
                expected.add(entry.said.entry)
            assert found.entry in expected, found
            assert found.what


def named(table: str, column: str, number: int, ids: list[UUID], changed: UUID) -> UUID:
    """Which entry is the first broken one: the changed entry, or its neighbour where it is no longer in its place."""
    gone = table == "entry" and column in ("seq", "record")
    if not gone:
        return ids[number] if table == "entry_body" else changed
    if number + 1 < len(ids):
        return ids[number + 1]
    return ids[-1] if column == "seq" else ids[-2]


@settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    where=st.sampled_from(
        [
            ("entry", "body_digest"),
            ("entry", "prev_hash"),
            ("entry", "hash"),
            ("entry_body", "salt"),
            ("entry_body", "body"),
        ]
    ),
    which=st.integers(0, 99),
    byte=st.integers(0, 9999),
    bit=st.integers(0, 6),
)
def test_any_flipped_bit_is_found(
    world: World, family: Family, where: tuple[str, str], which: int, byte: int, bit: int
):
    table, column = where
    key = TABLES[table]
    with behind_its_back() as cursor:
        cursor.execute(
            f"SELECT {key}, {column} FROM {table} WHERE record = %s ORDER BY {key}", [family.record]
        )
        rows = cursor.fetchall()
        entry, old = rows[which % len(rows)]
        new: Any = bytearray(old.encode() if isinstance(old, str) else bytes(old))
        new[byte % len(new)] ^= 1 << bit
        new = new.decode(errors="replace").replace("\0", "?") if isinstance(old, str) else bytes(new)
        cursor.execute(
            f"UPDATE {table} SET {column} = %s WHERE record = %s AND {key} = %s", [new, family.record, entry]
        )
        found = verify_record(cursor, family.record)
    assert isinstance(found, Broken)
    assert found.entry == entry


def test_an_entry_taken_out_is_missed_by_the_one_after_it(world: World, family: Family):
    entries = [entry for _, entry in whole_ledger(family.record)]
    for gone, after in pairwise(entries):
        if isinstance(gone.said, Redaction):
            continue  # first of all the words that it removed are missing without an order
        with behind_its_back() as cursor:
            cursor.execute("DELETE FROM entry WHERE record = %s AND id = %s", [family.record, gone.id])
            found = verify_record(cursor, family.record)
        assert found == Broken(family.record, after.id, "an entry before it is missing")


def test_a_last_entry_taken_off_is_missed_by_the_head(world: World, family: Family):
    ids = [entry.id for _, entry in whole_ledger(family.record)]
    with behind_its_back() as cursor:
        cursor.execute("DELETE FROM entry WHERE record = %s AND id = %s", [family.record, ids[-1]])
        found = verify_record(cursor, family.record)
        assert found == Broken(family.record, ids[-2], "the record's head names another last entry")
        cursor.execute("DELETE FROM entry WHERE record = %s", [family.record])
        assert isinstance(verify_record(cursor, family.record), Broken)


def test_words_that_are_gone_without_an_order_are_missed(world: World, family: Family):
    for _, entry in whole_ledger(family.record):
        with behind_its_back() as cursor:
            cursor.execute(
                "DELETE FROM entry_body WHERE record = %s AND entry = %s", [family.record, entry.id]
            )
            removed, found = cursor.rowcount, verify_record(cursor, family.record)
        if removed:
            assert isinstance(found, Broken)
            by_order = "its words are missing, and no order to redact names it"
            assert (found.entry, found.what) == (entry.id, by_order) or isinstance(entry.said, Redaction)


@pytest.mark.parametrize(
    "body", ["not JSON", "{}", "[]", "null", '{"said":{"entry":5}}', '{"said":{"entry":"x","order":1}}']
)
def test_an_order_that_can_no_longer_be_read_is_found_too(world: World, family: Family, body: str):
    order = next(entry for _, entry in whole_ledger(family.record) if isinstance(entry.said, Redaction))
    assert isinstance(order.said, Redaction)
    with behind_its_back() as cursor:
        cursor.execute(
            "UPDATE entry_body SET body = %s WHERE record = %s AND entry = %s",
            [body, family.record, order.id],
        )
        found = verify_record(cursor, family.record)
    assert isinstance(found, Broken)
    assert found.entry == order.said.entry


def test_one_broken_record_does_not_hide_another(world: World, family: Family):
    other, whole = begin_family(world), begin_family(world).record
    with behind_its_back() as cursor:
        cursor.execute("UPDATE entry_body SET body = body || ' ' WHERE record <> %s", [whole])
        assert {family.record, other.record} <= {
            one.record for one in verify(cursor) if isinstance(one, Broken)
        }
        assert whole in {one.record for one in verify(cursor) if isinstance(one, Verified)}


def test_a_redaction_removes_every_word_and_keeps_who_and_when(world: World, family: Family):
    told = next(entry for _, entry in whole_ledger(family.record) if entry.source.by == "her sister")
    remove(family, told.id, world)
    left = next(entry for _, entry in whole_ledger(family.record) if entry.id == told.id)
    assert left.said is None
    assert left.source == Source(how=How.SAID)
    assert left.happened == When.on(date(2025, 3, 3))
    assert (left.author, left.recorded_at, left.about) == (told.author, told.recorded_at, told.about)
    with connections["owner"].cursor() as cursor:
        assert verify_record(cursor, family.record) == Verified(
            family.record, len(whole_ledger(family.record)), 2
        )
    with pytest.raises(NotThere, match="removed before"):
        remove(family, told.id, world)


def test_what_decides_who_may_see_what_is_not_redacted(world: World, family: Family):
    deciding = [
        entry
        for _, entry in whole_ledger(family.record)
        if entry.kind in ("share", "involvement", "redaction")
    ]
    assert len(deciding) > 4
    for entry in deciding:
        with pytest.raises(NotAllowed, match="decides who may see what"):
            remove(family, entry.id, world)
