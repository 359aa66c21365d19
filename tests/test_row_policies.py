"""The second wall: SQL that forgot every filter shows a reader what they may see, and nobody anything else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connections, transaction

from firsthome.access import grants
from firsthome.access.principals import Reader, announce
from firsthome.audit.looks import Visit, record_look
from firsthome.kinds.event import Event
from firsthome.kinds.involvement import Involvement, Level
from firsthome.record.exclude import exclude
from firsthome.record.open import open_record
from firsthome.record.read import find
from tests.clones import SOURCE
from tests.ledger_world import OWN_AGENCY, Family, World, begin_family, raw, rows

pytestmark = pytest.mark.postgres15

HELD = [
    "entry", "entry_body", "shown_to", "class_shown_to", "record", "record_summary", "person", "person_index",
    "caseload", "caseload_day", "record_access", "record_holder", "record_exclusion", "audit_look", "draft",
    "record_restriction", "emergency_access", "notice", "record_involved", "record_outline", "record_visit",
    "open_request", "involvement_request", "subject_request", "record_review",
    "open_request", "involvement_request", "subject_request",
    "open_request", "involvement_request",
    "record_move",
    "outside_answer", "quiet_question", "work", "escalation",
    "person_pair", "person_apart", "person_merge", "person_merged",
]  # fmt: skip
"""Every table that says something of a record."""
NOT_OF_A_RECORD = {
    "sharing_agreement", "authenticator_app", "passkey", "recovery_code", "wrong_code", "signed_in_session",
    "destruction_certificate", "never_in_emergency", "adoption_bridge", "adoption_look",
    "absence", "digest", "digest_sent", "approved_procedure",
    "reflection", "findable", "find_key", "man_pair", "man_checked",
}  # fmt: skip
"""Behind row policies too, although they say nothing of a record."""
NOT_FOR_THE_APPLICATION = (
    r"django_content_type|auth_.*|audit_(seal|change)|never_in_emergency|adoption_(bridge|look)|audit_look_.*"
    r"|findable|find_key|man_pair|man_checked|procrastinate_.*|digest_sent|lists_follow"
)
"""Tables that no page reads, so that they are absent from the grants on purpose."""
NAMED_OTHERWISE = {"record": "id", "person_pair": "one", "person_apart": "one", "person_merge": "id"}
"""A column of the tables that have no column `record`."""
ENTRIES = ["entry", "entry_body", "shown_to"]
TODAY = datetime.now(tz=UTC).date()


@pytest.fixture
def family(world: World) -> Family:
    family = begin_family(world)
    family.add(world.ada, Event(account="Only for midwives"), audience=OWN_AGENCY)
    family.add(world.dan, Event(account="Called to the house"))
    record_look(Visit(world.ada.practitioner, world.ada.agency, None, "r"), "record", family.record)
    return family


def counts(reader: Reader | None, family: Family | None) -> dict[str, int]:
    """How many rows of every table that holds records somebody gets without any filter."""
    record = family.record if family else None
    return {table: raw(reader, f"SELECT count(*) FROM {table}", record=record)[0][0] for table in HELD}


NOTHING = dict.fromkeys(HELD, 0)


# --- who sees what ---------------------------------------------------------------------------------------------------


def test_nobody_sees_nothing(world: World, family: Family):
    assert counts(None, None) == counts(None, family) == NOTHING
    assert {table: rows(f"SELECT count(*) FROM {table}")[0][0] for table in HELD} == NOTHING


def test_an_announced_reader_sees_exactly_what_the_page_shows(world: World, family: Family):
    for reader in (world.ada, world.ben, world.cat, world.dan):
        seen = family.seen(reader)
        found = counts(reader, family)
        assert found["entry"] == found["entry_body"] == len(seen)
        assert found["record"] == 1
        assert found["person"] == len({said.person for said in family.read(reader).people.values()})
        assert found["audit_look"] == 1
        statements = {row[0] for row in raw(reader, "SELECT statement FROM shown_to", record=family.record)}
        assert statements == {entry.root() for entry in seen}
    assert counts(world.ada, family)["entry"] == counts(world.ben, family)["entry"] + 1


def test_one_who_contributes_sees_their_own_and_what_was_shared(world: World, family: Family):
    assert [entry.agency for entry in family.seen(world.dan)] == [world.ada.agency, world.dan.agency]
    assert family.seen(world.dan)[0].id == family.first.id, (
        "who the mother is was written for the police as well"
    )


@pytest.mark.parametrize("level", [Level.PRESENCE, Level.SUMMARY])
def test_presence_and_summary_open_the_record_but_no_entry(world: World, family: Family, level: Level):
    family.add(world.ada, Involvement(agency=world.eve.agency, level=level))
    found = counts(world.eve, family)
    assert found["record"] == found["record_access"] == found["caseload"] == 1
    assert not any(
        found[table] for table in (*ENTRIES, "record_summary", "class_shown_to", "person_index", "audit_look")
    )
    has_summary = level is Level.SUMMARY
    assert (found["record_outline"], found["person"]) == (has_summary, has_summary), "only the mother"
    assert found["record_involved"] == 5, "the four of the family, and their own"


def test_without_announcing_a_record_no_entry_opens(world: World, family: Family):
    assert not any(counts(world.ben, None)[table] for table in (*ENTRIES, "audit_look"))


def test_the_entries_of_another_record_stay_closed(world: World, family: Family):
    other = begin_family(world)
    found = raw(world.ada, "SELECT DISTINCT record FROM entry", record=family.record)
    found += raw(world.ada, "SELECT DISTINCT record FROM entry_body", record=family.record)
    assert set(found) == {(family.record,)}
    with transaction.atomic():
        announce(world.ada)
        find(family.reference, world.ada)
        find(other.reference, world.ada)
        assert rows("SELECT DISTINCT record FROM entry") == [(other.record,)]


# --- who no longer, or never, sees anything --------------------------------------------------------------------------


def test_an_excluded_practitioner_sees_nothing_whatever_their_agency(world: World, family: Family):
    exclude(family.record, world.cat.practitioner, "His sister", world.ann)
    found = counts(world.cat, family)
    assert found.pop("record_exclusion") == 1, "only that they themselves are excluded"
    assert found.pop("record_holder") == 1
    assert not any(found.values())
    assert counts(replace(world.cat, practitioner=world.ben.practitioner), family)["entry"] > 0


def test_excluding_again_after_an_exclusion_has_ended_holds(world: World, family: Family):
    exclude(family.record, world.cat.practitioner, "Neighbour", world.ann)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE record_exclusion SET until = now() - interval '1 day' WHERE record = %s", [family.record]
        )
    assert counts(world.cat, family)["entry"] > 0
    exclude(family.record, world.cat.practitioner, "Neighbour again", world.ann)
    assert counts(world.cat, family)["entry"] == 0


@pytest.mark.parametrize("column", ["head_seq", "head_hash", "head_at"])
def test_nobody_reads_how_long_the_chain_is(world: World, family: Family, column: str):
    with pytest.raises(DatabaseError):
        raw(world.ada, f"SELECT {column} FROM record", record=family.record)


def test_involvement_that_has_ended_or_not_begun_shows_nothing(world: World, family: Family):
    for days in ({"ends": TODAY - timedelta(days=2)}, {"begins": TODAY + timedelta(days=2)}):
        family.add(world.ada, Involvement(agency=world.eve.agency, **days))
        assert counts(world.eve, family) == NOTHING | {"record_holder": 1}
    family.add(world.ada, Involvement(agency=world.eve.agency, ends=TODAY + timedelta(days=2)))
    assert counts(world.eve, family)["entry"] > 0


def test_another_partnership_sees_nothing_even_with_access_granted_by_mistake(world: World, family: Family):
    with transaction.atomic(using="owner"):
        rows(
            """INSERT INTO record_access (record, principal, level, begins, until, source)
            VALUES (%s, %s, 4, now() - interval '1 day', 'infinity', gen_random_uuid()) RETURNING 1""",
            family.record,
            world.fay.agency,
            using="owner",
        )
    assert counts(world.fay, family) == NOTHING
    assert family.seen(world.fay) == []


def test_what_was_announced_ends_with_the_transaction(world: World, family: Family):
    with transaction.atomic():
        announce(world.ada, family.record)
        assert rows("SELECT count(*) > 0 FROM entry") == [(True,)]
    assert {table: rows(f"SELECT count(*) FROM {table}")[0][0] for table in HELD} == NOTHING
    for name in ("principals", "practitioner", "partnership", "record"):
        assert rows("SELECT coalesce(current_setting(%s, true), '')", f"app.{name}") == [("",)]


# --- who writes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", [table for table in HELD if table not in ("person", "audit_look", "draft")])
def test_the_application_writes_no_table_of_the_ledger(world: World, family: Family, table: str):
    for statement in (
        f"INSERT INTO {table} DEFAULT VALUES",
        f"UPDATE {table} SET record = record",
        f"DELETE FROM {table}",
    ):
        column = NAMED_OTHERWISE.get(table, "record")
        statement = statement.replace("SET record = record", f"SET {column} = {column}")
        with pytest.raises(DatabaseError, match="permission denied"):
            raw(world.ada, statement, record=family.record)


@pytest.mark.parametrize("table", ["entry", "entry_body"])
@pytest.mark.parametrize("role", [*grants.ROLES, "owner"])
def test_entries_are_never_changed_whoever_asks(world: World, family: Family, role: str, table: str):
    changes = {f"UPDATE {table} SET record = record", f"DELETE FROM {table}", f"TRUNCATE {table}"}
    if role == "owner":  # can empty a table of theirs: verify and the checkpoint tell
        changes.remove(f"TRUNCATE {table}")
    if (role, table) == ("firsthome_redactor", "entry_body"):  # the one thing that this role is for
        changes.remove("DELETE FROM entry_body")
    if role == "firsthome_destroyer":  # whole records: see test_destroying.py
        changes.remove(f"DELETE FROM {table}")
    before = rows(f"SELECT count(*) FROM {table}", using="owner")
    for change in changes:
        with pytest.raises(DatabaseError, match=r"never changed|permission denied"):
            as_role(role, change, world.ada, family)
    assert rows(f"SELECT count(*) FROM {table}", using="owner") == before


def as_role(role: str, statement: str, reader: Reader, family: Family) -> None:
    using = "default" if role == "firsthome_app" else "owner"
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        announce(reader, family.record, using=using)
        if role not in ("firsthome_app", "owner"):
            cursor.execute(f"SET LOCAL ROLE {role}")
        cursor.execute(statement)


def test_the_second_role_is_taken_in_append_and_nowhere_else():
    taken = {
        path: len(re.findall(r"(?<!RE)SET (?:LOCAL |SESSION )?ROLE", path.read_text()))
        for path in SOURCE.rglob("*.py")
    }
    assert {path.name: count for path, count in taken.items() if count} == {
        "append.py": 1,
        "redact.py": 1,
        "destroy.py": 1,
        "caretaker.py": 1,
    }
    users = {path for path in SOURCE.rglob("*.py") if "as_ledger" in path.read_text()}
    assert {str(path.relative_to(SOURCE)) for path in users} <= {
        "record/append.py", "record/open.py", "record/exclude.py", "record/restricted.py", "record/emergency.py",
        "record/notices.py", "record/preview.py", "record/involvement_requests.py", "record/addresses.py",
        "record/sign_off.py", "record/adoption.py", "record/named_in_error.py",
        "record/emergency_search.py", "record/merging.py", "record/same_man.py",
        "record/outside_answers.py", "record/moving.py", "record/told_of_moves.py", "record/arriving.py",
        "record/certificates.py",
    }, "whoever writes as the ledger does it through append"  # fmt: skip


# --- the tables themselves -------------------------------------------------------------------------------------------


def test_every_table_that_holds_records_is_behind_row_policies_also_for_its_owner(world: World):
    found = rows(
        """SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')""",
        using="owner",
    )
    walled = {name for name, behind in found if behind}
    assert walled == {*HELD, *NOT_OF_A_RECORD}
    record_columns = rows(
        """SELECT DISTINCT table_name FROM information_schema.columns
        WHERE table_schema = 'public' AND column_name IN ('record', 'record_id')""",
        using="owner",
    )
    open_ones = {name for (name,) in record_columns} - walled
    assert all(re.fullmatch(NOT_FOR_THE_APPLICATION, name) for name in open_ones), open_ones


def test_every_table_is_granted_on_one_screen_or_left_out_on_purpose(world: World):
    tables = {
        row[0] for row in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", using="owner")
    }
    left_out = tables - set(grants.APP)
    assert set(grants.APP) <= tables
    assert {name for name in left_out if not re.fullmatch(NOT_FOR_THE_APPLICATION, name)} == set()
    given = rows(
        "SELECT DISTINCT table_name FROM information_schema.role_column_grants WHERE grantee = 'firsthome_app'",
        using="owner",
    )
    assert {row[0] for row in given} == set(grants.APP)


def test_the_application_owns_nothing_and_passes_no_policy(world: World):
    for role in grants.ROLES:
        assert rows(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit FROM pg_roles WHERE rolname = %s",
            role,
            using="owner",
        ) == [(False, False, False, False, False)]
        owned = "SELECT count(*) FROM pg_class WHERE relowner = %s::regrole"
        assert rows(owned, role, using="owner") == [(0,)]
    members = rows(
        "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = 'firsthome_app'::regrole",
        using="owner",
    )
    assert members == [("firsthome_ledger",)]


def test_everything_else_starts_from_the_application(world: World):
    """No test of this file would mean anything on a connection that owns the tables."""
    assert rows("SELECT current_user::text, session_user::text") == [("firsthome_app", "firsthome_app")]
    assert Path(SOURCE).exists()


def test_a_record_just_opened_is_its_agencys_alone(world: World):
    record, reference = open_record(world.cat)
    family = Family(record, reference, record, record, None)  # type: ignore[arg-type] nobody is on it yet
    mine: Any = counts(world.cat, family)
    assert (mine["record"], mine["entry"], mine["caseload"]) == (1, 1, 1)
    assert counts(world.ada, family) == NOTHING | {"record_holder": 1}
