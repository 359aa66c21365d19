"""Destroying a record: only when its time is over and two people signed, all of it, and with a certificate."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections, transaction
from django.utils import timezone

import firsthome.procedures.retention as procedure
from firsthome.access import grants
from firsthome.access.models import Membership
from firsthome.access.permissions import Role
from firsthome.access.principals import Reader, announce
from firsthome.audit.looks import Visit, record_look
from firsthome.kinds.closing import CameTo, Closing, Reopening
from firsthome.kinds.entry import Entry
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord
from firsthome.kinds.family import Role as InFamily
from firsthome.kinds.identity import Identity
from firsthome.kinds.legal_hold import LegalHold, LegalHoldEnded
from firsthome.kinds.sign_off import SignOff
from firsthome.record.append import append
from firsthome.record.drafts import keep_draft
from firsthome.record.errors import NotAllowed, NotThere
from firsthome.record.exclude import exclude
from firsthome.record.merging import merge
from firsthome.record.rebuild import rebuild
from firsthome.record.review import reviews_due
from firsthome.record.sign import signed
from firsthome.record.sign_off import sign_off
from firsthome.record.verify import verify_record
from tests.ledger_world import (
    OWN_AGENCY,
    Family,
    World,
    begin_family,
    join_as_lead,
    new_person,
    raw,
    rows,
    whole_ledger,
)
from tests.world import signed_in

pytestmark = pytest.mark.postgres15

AT_ONCE = """
[class.early_help]
label = "Early help"
[[class.early_help.keep]]
years = 0
counted_from = "closed"
source = "A test"
dated = 2025-04-01
confirmed = false
[class.moved]
label = "Moved away"
[[class.moved.keep]]
years = 9
counted_from = "closed"
source = "A test"
dated = 2025-04-01
confirmed = false
[[own]]
agencies = ["housing"]
years = 1
counted_from = "closed"
source = "A test"
dated = 2025-04-01
confirmed = false
"""
KEPT_ON_PURPOSE = {
    "audit_look": "who looked has to be answerable afterwards; ids only, and sealed together with everybody else's",
    "destruction_certificate": "what is left of a record",
}
"""Tables that name a record and are not emptied of it."""


@pytest.fixture(autouse=True)
def a_short_schedule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """So that a time can be over while a test runs."""
    (tmp_path / "example").mkdir()
    (tmp_path / "example" / "retention.toml").write_text(AT_ONCE)
    monkeypatch.setattr(procedure, "place", lambda partnership, name: tmp_path / partnership / name)
    procedure.retention.cache_clear()
    yield
    procedure.retention.cache_clear()


@pytest.fixture
def family(world: World) -> Family:
    """Closed, and its time is over."""
    family = begin_family(world)
    family.add(world.ben, Event(account="The cot is up"), about=(family.mother,))
    close(family, world)
    return family


def close(family: Family, world: World, came_to: CameTo = CameTo.EARLY_HELP) -> Entry:
    said = Closing(came_to=came_to, why="Done", next="Home visits", next_owner="Ben Moss")
    return family.add(world.ada, said)


def today():
    return timezone.localdate()


def sign(family: Family, *readers: Reader) -> None:
    for reader in readers:
        sign_off(family.reference, "Nobody asks for it", reader, today())


def destroy(family: Family) -> dict[str, Any]:
    call_command("destroy_record", family.reference, stdout=(said := StringIO()))
    return json.loads(said.getvalue().splitlines()[0])


def listed(reader: Reader) -> list[str]:
    with transaction.atomic():
        announce(reader)
        return [one.reference for one in reviews_due(today())]


def there(family: Family) -> bool:
    return bool(rows("SELECT 1 FROM record WHERE id = %s", family.record, using="owner"))


def refuses(family: Family, words: str) -> None:
    before = len(whole_ledger(family.record))
    with pytest.raises(CommandError, match=words):
        destroy(family)
    assert there(family)
    assert len(whole_ledger(family.record)) == before


def verified(**more: Any) -> str:
    call_command("verify", stdout=(said := StringIO()), **more)
    return said.getvalue()


# --- the list, and signing -------------------------------------------------------------------------------------------


def test_a_record_whose_time_is_over_is_on_the_list_of_the_leads_whose_agency_wrote_in_it(
    world: World, family: Family
):
    assert family.reference in listed(world.ann)
    assert family.reference in listed(world.bea)
    for reader in (world.ada, world.ben, world.cat, world.dan, world.eve, world.gil, world.fay):
        assert listed(reader) == [], world.name_of(reader)


def test_an_agency_officer_reviews_too_and_sees_no_record(world: World, family: Family):
    Membership.objects.using("owner").filter(practitioner_id=world.ada.practitioner).update(
        role=Role.AGENCY_OFFICER
    )
    officer = signed_in(world.ada)
    assert family.reference.encode() in officer.get("/retention").content
    page = officer.get(f"/retention/{family.reference}").content.decode()
    assert "Leila" not in page
    assert officer.get(f"/records/{family.reference}/").status_code == 404
    assert officer.post(f"/retention/{family.reference}", {"why": "Checked our files"}).status_code == 302
    assert rows("SELECT signed FROM record_review WHERE record = %s", family.record, using="owner") == [
        ([world.ada.practitioner],)
    ]


def test_who_is_kept_out_of_a_record_does_not_review_it(world: World, family: Family):
    lead = signed_in(world.bea)
    assert lead.get(f"/retention/{family.reference}").status_code == 200
    exclude(family.record, world.bea.practitioner, "Her sister", world.ann)
    assert listed(world.bea) == []
    hidden = lead.get(f"/retention/{family.reference}")
    missing = lead.get("/retention/2222-2222")
    assert hidden.status_code == missing.status_code == 404
    assert without_token(hidden.content) == without_token(missing.content)


def without_token(content: bytes) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", content)


def test_the_list_names_nobody(world: World, family: Family):
    lead = signed_in(world.ann)
    for path in ("/retention", f"/retention/{family.reference}"):
        page = lead.get(path).content.decode()
        assert family.reference in page
        for name in ("Leila", "Mistry", "Home visits", "The cot"):
            assert name not in page


def test_before_its_day_a_record_is_on_no_list_and_cannot_be_signed_for(world: World):
    family = begin_family(world)
    close(family, world, CameTo.MOVED)
    assert family.reference not in listed(world.ann)
    with pytest.raises(NotThere):
        sign(family, world.ann)


def test_opening_it_again_takes_it_off_the_list(world: World, family: Family):
    family.add(world.ada, Reopening(why="She is pregnant again"))
    assert family.reference not in listed(world.ann)


def test_only_those_who_review_can_sign(world: World, family: Family):
    with pytest.raises(NotAllowed):
        sign(family, world.ada)
    with pytest.raises(NotAllowed):
        append(family.record, signed(SignOff(why="x"), world.ada), world.ada)


def test_a_closing_kept_to_one_agency_shows_on_nobodys_list(world: World):
    family = begin_family(world)
    said = Closing(came_to=CameTo.EARLY_HELP, why="Done", next="Visits", next_owner="Ben")
    family.add(world.ada, said, audience=OWN_AGENCY)
    assert family.reference not in listed(world.ann) + listed(world.bea)


def test_the_list_remade_is_the_list_kept(world: World, family: Family):
    sign(family, world.ann)
    asked = "SELECT * FROM record_review WHERE record = %s"
    before = rows(asked, family.record, using="owner")
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        different = dict(rebuild(cursor))
    assert rows(asked, family.record, using="owner") == before
    assert not different[family.record]


# --- what the job asks for -------------------------------------------------------------------------------------------


def test_without_two_signatures_nothing_is_destroyed(world: World, family: Family):
    refuses(family, "Two people have to sign")
    sign(family, world.ann)
    sign(family, world.ann)
    refuses(family, "Two people have to sign")


def test_two_of_one_agency_are_not_enough_where_others_wrote_too(world: World, family: Family):
    second = Reader(world.ada.practitioner, world.ada.agency, world.ada.partnership, Role.SAFEGUARDING_LEAD)
    sign(family, world.ann, second)
    refuses(family, "people of two agencies")


def test_two_of_one_agency_are_enough_where_nobody_else_wrote(world: World):
    from firsthome.record.open import open_record

    record, reference = open_record(world.ada)
    family = Family(record, reference, record, record, None)  # type: ignore[arg-type] nobody is on it
    close(family, world)
    second = Reader(world.ada.practitioner, world.ada.agency, world.ada.partnership, Role.SAFEGUARDING_LEAD)
    sign(family, world.ann, second)
    destroy(family)
    assert not there(family)


def test_what_is_recorded_after_signing_undoes_it(world: World, family: Family):
    sign(family, world.ann, world.bea)
    family.add(world.ben, Event(account="A letter came"))
    refuses(family, "Two people have to sign")


@pytest.mark.parametrize("audience", ["open", "own agency"])
def test_a_legal_hold_beats_everything_while_it_stands(world: World, family: Family, audience: str):
    sign(family, world.ann, world.bea)
    more = {} if audience == "open" else {"audience": OWN_AGENCY}
    said = LegalHold(why="A review", decided_by="Ann", ask_first="The business office")
    hold = family.add(world.ann, said, **more)
    refuses(family, "A legal hold stands")
    if audience == "open":
        with pytest.raises(NotThere, match="legal hold"):
            sign(family, world.ann)
    family.add(world.ann, LegalHoldEnded(hold=hold.id, why="Published", decided_by="The office"))
    sign(family, world.ann, world.bea)
    destroy(family)
    assert not there(family)


def test_a_hold_is_placed_and_ended_by_a_safeguarding_lead_only(world: World, family: Family):
    said = LegalHold(why="A review", decided_by="Ann", ask_first="The business office")
    with pytest.raises(NotAllowed):
        family.add(world.ada, said)


def test_what_only_one_agency_reads_still_counts_for_the_day(world: World, family: Family):
    """Housing keeps for a year longer; that it holds an entry is known to housing alone, and to the job."""
    from firsthome.kinds.involvement import Involvement, Level

    family.add(world.ada, Involvement(agency=world.eve.agency, level=Level.FULL))
    family.add(world.eve, Event(account="Only for housing"), audience=OWN_AGENCY)
    assert family.reference in listed(world.ann), "the list shows nothing of it"
    sign(family, world.ann, world.bea)
    refuses(family, "too early")


def test_a_record_that_is_not_whole_is_not_destroyed(world: World, family: Family):
    sign(family, world.ann, world.bea)
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE entry_body SET body = body || ' ' WHERE record = %s AND body LIKE '%%cot is up%%'",
            [family.record],
        )
    refuses(family, "not whole")
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE entry_body SET body = rtrim(body) WHERE record = %s", [family.record])
    destroy(family)


# --- all of it -------------------------------------------------------------------------------------------------------


def mentions(family: Family) -> dict[str, int]:
    """In how many rows of each table the record, its reference or its people are named."""
    found = {}
    for (table,) in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", using="owner"):
        text = " OR ".join(["t::text LIKE %s"] * 4)
        names = [f"%{one}%" for one in (family.record, family.reference, family.mother, family.baby)]
        with connections["owner"].cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE {text}", names)
            if count := cursor.fetchone()[0]:
                found[table] = count
    return found


def test_everything_goes_but_the_certificate_and_who_looked(world: World, family: Family):
    with transaction.atomic():
        announce(world.ben)
        keep_draft(world.ben, f"/records/{family.reference}/add/event#1", {"account": ["half a sentence"]})
    exclude(family.record, world.eve.practitioner, "A neighbour", world.ann)
    record_look(Visit(world.ada.practitioner, world.ada.agency, None, "r"), "record", family.record)
    sign(family, world.ann, world.bea)
    assert set(mentions(family)) > {
        "entry",
        "entry_body",
        "person",
        "draft",
        "record_exclusion",
        "audit_change",
    }
    destroy(family)
    left = {"audit_look" if table.startswith("audit_look") else table for table in mentions(family)}
    assert left == {"destruction_certificate", "audit_look"}
    assert "are whole" in verified()


def test_somebody_on_another_record_stays_and_with_them_their_history(world: World, family: Family):
    other = begin_family(world)
    aunt = new_person("Aunt Mistry")
    for record in (family, other):
        record.add(world.ada, PersonOnRecord(person=aunt, role=InFamily.OTHER))
    close(family, world)
    sign(family, world.ann, world.bea)
    destroy(family)
    left = {row[0] for row in rows("SELECT id FROM person", using="owner")}
    assert left >= {aunt, other.mother, other.baby}
    assert not left & {family.mother, family.baby}
    assert rows(
        "SELECT count(*) FROM audit_change WHERE changed = 'person' AND after->>'id' = %s",
        str(aunt),
        using="owner",
    ) == [(1,)]
    assert verify_whole(other)


def test_somebody_who_was_merged_goes_with_their_record_and_who_is_kept_stays(world: World, family: Family):
    other = begin_family(world)
    gone, kept = new_person("Crispin Applegarth"), new_person("Crispin Applegarth")
    for record, person in ((family, gone), (other, kept)):
        record.add(world.ada, PersonOnRecord(person=person, role=InFamily.RELATIVE))
        record.add(world.ada, Identity(person=person, nhs_number="9434765919"))
    assert merge(uuid4(), gone, kept, "They say so", world.ada)
    sign(family, world.ann, world.bea)
    destroy(family)
    assert rows("SELECT id FROM person WHERE id IN (%s, %s)", gone, kept, using="owner") == [(kept,)]
    assert mentions(family).keys() <= {"destruction_certificate", "audit_look"}
    assert kept in other.read(world.ada).people


def verify_whole(family: Family) -> bool:
    with connections["owner"].cursor() as cursor:
        return hasattr(verify_record(cursor, family.record), "entries")


def test_every_table_that_names_a_record_is_emptied_or_kept_on_purpose(world: World):
    columns = rows(
        """SELECT DISTINCT c.table_name FROM information_schema.columns c
        JOIN pg_class k ON k.relname = c.table_name AND NOT k.relispartition
        WHERE c.table_schema = 'public' AND c.data_type = 'uuid'
        AND c.column_name IN ('record', 'record_id', 'old_record', 'person')""",
        using="owner",
    )
    forgotten = {name for (name,) in columns} - set(grants.DESTROYER) - set(KEPT_ON_PURPOSE)
    assert not forgotten, (
        f"{forgotten} would outlive a destroyed record: put them into DESTROYER (access/grants.py) with a policy "
        "for that role, or say in KEPT_ON_PURPOSE why they stay."
    )


@pytest.mark.parametrize("role", ["firsthome_app", "firsthome_ledger", "firsthome_redactor", "owner"])
def test_no_other_role_can_delete_a_record(world: World, family: Family, role: str):
    using = "default" if role == "firsthome_app" else "owner"
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        if role not in ("firsthome_app", "owner"):
            cursor.execute(f"SET LOCAL ROLE {role}")
        with pytest.raises(DatabaseError):
            cursor.execute("DELETE FROM entry WHERE record = %s", [family.record])
        transaction.set_rollback(True, using=using)
    assert there(family)


# --- certificates, and verify ----------------------------------------------------------------------------------------


def test_the_certificate_says_what_an_auditor_needs_and_names_nobody_of_the_family(
    world: World, family: Family
):
    sign(family, world.ann, world.bea)
    entries = len(whole_ledger(family.record))
    head = rows("SELECT head_hash FROM record WHERE id = %s", family.record, using="owner")[0][0]
    destroy(family)
    row = rows(
        """SELECT reference, kept_as, procedure, entries, head_hash, signed::text FROM destruction_certificate
        WHERE record = %s""",
        family.record,
        using="owner",
    )[0]
    assert row[:4] == (family.reference, "early_help", procedure.retention().version, entries)
    assert bytes(row[4]) == bytes(head)
    assert [one[:2] for one in json.loads(row[5])] == [
        [world.ann.practitioner, world.ann.agency],
        [world.bea.practitioner, world.bea.agency],
    ]
    seen = signed_in(world.ann).get("/retention").content.decode()
    assert family.reference in seen
    assert f"{entries} entries, signed by 2 people" in seen
    assert raw(world.fay, "SELECT count(*) FROM destruction_certificate") == [(0,)]


def test_verify_passes_after_a_destruction_also_against_a_checkpoint_from_before(
    world: World, family: Family, tmp_path: Path
):
    sign(family, world.ann, world.bea)
    kept = tmp_path / "before"
    call_command("checkpoint", stdout=(said := StringIO()))
    kept.write_text(said.getvalue())
    destroy(family)
    assert "are whole" in verified(checkpoint=kept)


@pytest.fixture
def behind_its_back() -> Iterator[Any]:
    """Somebody with the database in their hands; undone afterwards."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield cursor
        transaction.set_rollback(True, using="owner")


def faults_said(**more: Any) -> str:
    with pytest.raises(CommandError, match="Not whole"):
        call_command("verify", stdout=StringIO(), stderr=(said := StringIO()), **more)
    return said.getvalue()


def test_a_record_that_is_there_again_is_reported(world: World, family: Family, behind_its_back: Any):
    sign(family, world.ann, world.bea)
    destroy(family)
    behind_its_back.execute(
        """INSERT INTO record (id, reference, opened_at, opened_by, invented, head_seq, head_hash)
        VALUES (%s, %s, now(), 1, '', 0, '')""",
        [family.record, family.reference],
    )
    assert f"Record {family.reference} is there again" in faults_said()


def test_those_who_review_are_warned_on_their_list_and_nobody_else(world: World, family: Family):
    sign(family, world.ann, world.bea)
    destroy(family)
    outside = join_as_lead(world, world.eve, "lee")
    leads = {lead: signed_in(lead) for lead in (world.ann, world.bea, outside)}
    assert all(
        b"Something is not as it was certified" not in one.get("/retention").content for one in leads.values()
    )
    with there_again(family):
        for lead, browser in leads.items():
            page = browser.get("/retention").content.decode()
            warned = f"Record {family.reference} is there again" in page
            assert warned is (lead is not outside)
            assert ("Something is not as it was certified" in page) is warned


@contextmanager
def there_again(family: Family) -> Iterator[None]:
    """Somebody with the database in their hands puts the record back, for everybody to see."""

    def unseen(sql: str) -> None:
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(sql, {"id": family.record, "reference": family.reference})

    unseen(
        """INSERT INTO record (id, reference, opened_at, opened_by, invented, head_seq, head_hash)
        VALUES (%(id)s, %(reference)s, now(), 1, '', 0, '')"""
    )
    try:
        yield
    finally:
        unseen("DELETE FROM record WHERE id = %(id)s")


def test_a_record_that_vanished_without_a_certificate_is_reported(
    world: World, family: Family, behind_its_back: Any
):
    record_look(Visit(world.ada.practitioner, world.ada.agency, None, "r"), "record", family.record)
    for table in ("entry_body", "entry"):
        behind_its_back.execute(f"DELETE FROM {table} WHERE record = %s", [family.record])
    behind_its_back.execute("DELETE FROM record WHERE id = %s", [family.record])
    assert f"Record {family.record} is gone without a certificate" in faults_said()


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE destruction_certificate SET entries = entries + 1 WHERE record = %s",
        "UPDATE destruction_certificate SET signed = '[]' WHERE record = %s",
        "UPDATE destruction_certificate SET kept_as = 'loss' WHERE record = %s",
        "UPDATE destruction_certificate SET at = at - interval '1 day' WHERE record = %s",
    ],
)
def test_a_certificate_that_was_altered_is_found(
    world: World, family: Family, behind_its_back: Any, tampering: str
):
    sign(family, world.ann, world.bea)
    with transaction.atomic(using="owner"):
        destroy(family)
        behind_its_back.execute(tampering, [family.record])
        assert "not as it was sealed" in faults_said()


def test_a_backup_from_before_is_noticed_with_the_certificate_that_was_kept_elsewhere(
    world: World, family: Family, tmp_path: Path
):
    """The database is put back to before the destruction: it knows of no certificate, the other machine does."""
    sign(family, world.ann, world.bea)
    kept = tmp_path / "certificates"
    with transaction.atomic(using="owner"):
        kept.write_text(json.dumps(destroy(family)) + "\n")
        transaction.set_rollback(True, using="owner")
    assert there(family)
    assert f"of record {family.reference} is missing here, and the record is there again" in faults_said(
        checkpoint=kept
    )


@pytest.mark.parametrize("role", [*grants.ROLES, "owner"])
@pytest.mark.parametrize("change", ["UPDATE {} SET entries = 1", "DELETE FROM {}"])
def test_a_certificate_is_never_changed_by_anybody(world: World, family: Family, role: str, change: str):
    sign(family, world.ann, world.bea)
    destroy(family)
    using = "default" if role == "firsthome_app" else "owner"
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        if role not in ("firsthome_app", "owner"):
            cursor.execute(f"SET LOCAL ROLE {role}")
        with pytest.raises(DatabaseError, match=r"permission denied|never changed"):
            cursor.execute(change.format("destruction_certificate"))
        transaction.set_rollback(True, using=using)


def test_nothing_is_destroyed_by_itself(world: World, family: Family):
    """Signed and due: a start, an upgrade and a check leave it as it is."""
    sign(family, world.ann, world.bea)
    call_command("verify", stdout=StringIO())
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        list(rebuild(cursor))
    assert there(family)
