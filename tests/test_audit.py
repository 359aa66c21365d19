"""Looks outlive the page that made them, nobody alters them unseen, and changes to people keep their history."""

from __future__ import annotations

import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections, transaction

from firsthome.access.models import Agency, Membership, Practitioner
from firsthome.access.principals import announce
from firsthome.audit.looks import Visit, openings_of, record_look
from firsthome.audit.seal import merkle_root, seal_looks, verify_looks
from firsthome.audit.visits import remake_visits
from firsthome.kinds.event import Event
from firsthome.people.models import Person
from tests.clones import Clone
from tests.ledger_world import OWN_AGENCY, Family, World, begin_family, new_person, raw, rows, settle

pytestmark = pytest.mark.postgres15


@pytest.fixture
def world(database: Clone) -> World:
    """Its people, and a log in which nothing stands that an earlier test left."""
    tamper("TRUNCATE audit_look, audit_seal, audit_change, record_visit")
    return settle()


@pytest.fixture
def family(world: World) -> Family:
    return begin_family(world)


def look(world: World, family: Family, times: int = 1, **more: Any) -> None:
    for _ in range(times):
        record_look(
            Visit(world.ada.practitioner, world.ada.agency, "192.0.2.1", "r1"),
            "record",
            family.record,
            **more,
        )


def seal(looks: int) -> None:
    """Seal so many looks. Only finished transactions are sealed, and other tests have theirs on this server."""
    deadline = time.monotonic() + 20
    while looks and time.monotonic() < deadline:
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            looks -= seal_looks(cursor)
        time.sleep(0.005)
    assert looks == 0


def checked() -> tuple[int, str]:
    with connections["owner"].cursor() as cursor:
        return verify_looks(cursor)


def tamper(sql: str) -> None:
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql)


def test_a_look_stays_when_the_page_is_rolled_back(world: World, family: Family):
    with transaction.atomic():
        announce(world.ada, family.record)
        family.add(world.ada, Event(account="lost with the page"))
        look(world, family, denied=True)
        transaction.set_rollback(True)
    assert rows("SELECT page, denied FROM audit_look", using="owner") == [("record", True)]


def test_who_last_looked_when_is_what_the_log_says(world: World, family: Family):
    visits = "SELECT practitioner, record, latest, before FROM record_visit"
    look(world, family)
    tamper("UPDATE audit_look SET at = at - interval '2 hours'")
    tamper("UPDATE record_visit SET latest = latest - interval '2 hours'")
    look(world, family, 2)
    look(world, family, denied=True)
    kept = rows(visits, using="owner")
    assert kept == rows("SELECT practitioner, record, (SELECT max(at) FROM audit_look WHERE NOT denied), min(at)"
                        " FROM audit_look GROUP BY practitioner, record", using="owner")  # fmt: skip
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        remake_visits(cursor)
    assert rows(visits, using="owner") == kept
    assert raw(world.ben, "SELECT count(*) FROM record_visit") == [(0,)], "nobody else's"


@pytest.mark.parametrize("table", ["audit_look", "audit_seal", "audit_change"])
@pytest.mark.parametrize("change", ["UPDATE {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_application_cannot_change_the_log(world: World, family: Family, table: str, change: str):
    look(world, family)
    statement = change.format(table) + (
        " SET page = ''" if "UPDATE" in change and table == "audit_look" else ""
    )
    statement += " SET number = 1" if statement == "UPDATE audit_seal" else ""
    statement += " SET how = ''" if statement == "UPDATE audit_change" else ""
    with pytest.raises(DatabaseError, match="permission denied"):
        raw(world.ada, statement, record=family.record)


@pytest.mark.parametrize("change", ["UPDATE audit_look SET page = ''", "DELETE FROM audit_look"])
def test_not_even_the_owner_changes_a_look_in_passing(world: World, family: Family, change: str):
    look(world, family)
    with pytest.raises(DatabaseError, match="never changed"), connections["owner"].cursor() as cursor:
        cursor.execute(change)


def test_sealed_looks_are_whole_seal_after_seal(world: World, family: Family):
    look(world, family, 3)
    seal(3)
    look(world, family, 2)
    assert checked() == (3, "")
    seal(2)
    assert checked() == (5, "")


LOOK_COLUMNS = {
    "at": "at + interval '1 microsecond'",
    "practitioner": "practitioner + 1",
    "agency": "agency + 1",
    "record": "gen_random_uuid()",
    "page": "page || 'x'",
    "denied": "NOT denied",
    "entries": "entries || gen_random_uuid()",
    "address": "'192.0.2.2'",
    "request": "'other'",
    "id": "gen_random_uuid()",
    "transaction": "'3'::xid8",
}


@pytest.mark.parametrize("column", LOOK_COLUMNS)
def test_an_altered_look_is_found(world: World, family: Family, column: str):
    look(world, family, 3)
    seal(3)
    look(world, family)
    seal(1)
    tamper(
        f"UPDATE audit_look SET {column} = {LOOK_COLUMNS[column]} "
        "WHERE (transaction, id) = (SELECT transaction, id FROM audit_look ORDER BY at OFFSET 1 LIMIT 1)"
    )
    assert checked()[1].endswith("a look was changed, added or taken away")


@pytest.mark.parametrize("which", ["LIMIT 1", "OFFSET 1 LIMIT 1", "OFFSET 2 LIMIT 1"])
def test_a_deleted_look_is_found(world: World, family: Family, which: str):
    look(world, family, 3)
    seal(3)
    tamper(f"DELETE FROM audit_look WHERE id = (SELECT id FROM audit_look ORDER BY at {which})")
    assert checked()[1].endswith("a look was changed, added or taken away")


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM audit_seal WHERE number = 1",
        "UPDATE audit_seal SET hash = sha256('x') WHERE number = 1",
        "UPDATE audit_seal SET from_transaction = '0' WHERE number = 2",
        "UPDATE audit_seal SET looks = 2 WHERE number = 2",
    ],
)
def test_a_seal_that_was_tampered_with_is_found(world: World, family: Family, sql: str):
    for _ in range(3):
        look(world, family)
        seal(1)
    tamper(sql)
    assert checked()[1]


def test_a_checkpoint_kept_elsewhere_finds_what_was_rebuilt_whole(
    world: World, family: Family, tmp_path: Path
):
    """Somebody with the database in their hands makes both chains agree with themselves again, not with the file."""
    look(world, family, 2)
    seal(2)
    kept = tmp_path / "checkpoint"
    kept.write_text(printed("checkpoint"))
    look(world, family)
    seal(1)
    assert "are whole" in printed("verify", checkpoint=kept), "what came later changes nothing"
    tamper("DELETE FROM audit_seal")
    tamper("DELETE FROM audit_look WHERE id = (SELECT id FROM audit_look ORDER BY at LIMIT 1)")
    seal(2)
    assert "are whole" in printed("verify")
    with pytest.raises(CommandError, match="Not whole"):
        printed("verify", checkpoint=kept, stderr=(said := StringIO()))
    assert said.getvalue().startswith("The log of looks: its chain does not run through")


def printed(command: str, **more: Any) -> str:
    call_command(command, stdout=(output := StringIO()), **more)
    return output.getvalue()


def test_the_root_depends_on_every_leaf_and_their_order():
    leaves = [bytes([n]) * 32 for n in range(5)]
    assert merkle_root(leaves) != merkle_root(leaves[::-1])
    for number in range(5):
        assert merkle_root(leaves) != merkle_root(leaves[:number] + leaves[number + 1 :])


def test_looks_at_what_is_hidden_are_as_hidden(world: World, family: Family):
    seen = family.add(world.ada, Event(account="x"))
    hidden = family.add(world.ada, Event(account="y"), audience=OWN_AGENCY)
    for entry in (seen, hidden):
        look(world, family, entries=[entry.id])
    with transaction.atomic():
        announce(world.ben, family.record)
        assert [one.times for one in openings_of(family.record, [seen.id, hidden.id])] == [1]
    assert raw(world.ben, "SELECT count(*) FROM audit_look", record=family.record) == [(1,)]
    assert raw(world.cat, "SELECT count(*) FROM audit_look") == [(0,)]


# --- changes ---------------------------------------------------------------------------------------------------------


def changes(table: str) -> list[tuple[Any, ...]]:
    return rows(
        "SELECT how, before, after FROM audit_change WHERE changed = %s ORDER BY id", table, using="owner"
    )


def test_bulk_and_raw_writes_leave_their_history_without_the_password(world: World):
    before = {name: len(changes(name)) for name in ("agency", "practitioner", "membership", "person")}
    assert before["practitioner"] == len(world.everybody)
    Practitioner.objects.using("owner").filter(pk=world.ada.practitioner).update(
        name="Ada New", password="secret"
    )
    Agency.objects.using("owner").bulk_update(
        [Agency.objects.using("owner").get(pk=world.ada.agency)], ["contact"]
    )
    Agency.objects.using("owner").update(contact="0116 496 0000")
    rows(
        "UPDATE membership SET job = 'Midwife' WHERE practitioner_id = %s RETURNING 1",
        world.ada.practitioner,
        using="owner",
    )
    Membership.objects.using("owner").filter(practitioner=world.gil.practitioner).delete()
    Person.objects.bulk_create([Person(id=new_person("One"), name="Two")], ignore_conflicts=True)
    made = {name: changes(name)[count:] for name, count in before.items()}
    assert [how for how, *_ in made["practitioner"]] == ["UPDATE"]
    assert len(made["agency"]) == Agency.objects.using("owner").count(), "what did not change leaves no row"
    assert [how for how, *_ in made["membership"]] == ["UPDATE", "DELETE"]
    assert [how for how, *_ in made["person"]] == ["INSERT"]
    kept = rows(
        "SELECT count(*) FROM audit_change WHERE before ? 'password' OR after ? 'password'", using="owner"
    )
    assert kept == [(0,)]
    assert rows(
        "SELECT count(*) FROM audit_change WHERE concat(before, after) LIKE '%%secret%%'", using="owner"
    ) == [(0,)]


def test_a_change_says_who_was_announced(world: World):
    with transaction.atomic():
        announce(world.ada)
        Practitioner.objects.filter(pk=world.ada.practitioner).update(name="Ada Newname")
    sql = "SELECT practitioner FROM audit_change WHERE changed = 'practitioner' AND how = 'UPDATE'"
    assert rows(sql, using="owner") == [(world.ada.practitioner,)]
