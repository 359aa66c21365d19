"""A court orders words destroyed: nothing in the whole database holds them any more, and what is left makes sense."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, transaction

from firsthome.access.models import Practitioner
from firsthome.access.principals import announce
from firsthome.kinds.analysis import Analysis
from firsthome.kinds.contact import Contact, ContactOutcome, Setting
from firsthome.kinds.entry import How, Mark, Source
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.own_words import OwnWords, Wanted
from firsthome.kinds.when import When
from firsthome.record.drafts import keep_draft
from firsthome.record.errors import NotAllowed
from firsthome.record.redact import redact
from firsthome.record.traces import repeated
from firsthome.record.verify import Verified, verify_record
from tests.ledger_world import begin_family, new_person, rows, whole_ledger
from tests.world import signed_in

ORDER = "Order of 3 March 2025, on the word of the mother."


@pytest.fixture
def world(stage):
    return stage.world


@pytest.fixture
def family(world):
    return begin_family(world)


@pytest.fixture
def name():
    """A name that no other test has used."""
    return f"Quill{uuid4().hex[:6]}feather"


def keeps(who, page, **typed):
    with transaction.atomic():
        announce(who)
        keep_draft(who, page, {field: [words] for field, words in typed.items()})


def carry_out(family, entry, by, order=ORDER):
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        return redact(cursor, family.record, entry.id, order, by)


def where_it_says(words):
    """Every column of every table that holds some words: text, JSON, lists and bytes."""
    columns = rows(
        """SELECT c.table_name, c.column_name FROM information_schema.columns c JOIN information_schema.tables t
        USING (table_schema, table_name) WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
        AND c.data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'bytea')""",
        using="owner",
    )
    assert ("entry_body", "body") in columns
    found = set()
    for table, column in columns:
        as_text = f"""CASE WHEN pg_typeof("{column}") = 'bytea'::regtype
            THEN encode(("{column}"::text)::bytea, 'escape') ELSE "{column}"::text END"""
        if rows(
            f"SELECT FROM {table} WHERE position(%s IN lower({as_text})) > 0", words.lower(), using="owner"
        ):
            found.add((table, column))
    return found


def contact_about(family, by, name, **more):
    said = Contact(
        outcome=ContactOutcome.ATTENDED,
        setting=Setting.HOME,
        account=f"{name} was behind the door.",
        her_words=f"Do not tell {name}.",
        next_date=date(2025, 4, 2),
    )
    return family.add(by, said, about=(family.mother,), happened=When.on(date(2025, 3, 3)), **more)


def test_after_an_order_the_words_stand_nowhere_in_the_database(world, family, name):
    source = Source(how=How.SAID, by=f"the brother of {name}")
    entry = contact_about(family, world.ada, name, source=source)
    start = f"/records/{family.reference}"
    keeps(world.ben, f"{start}/add/event#1", account=f"{name} was  behind\r\nthe door.")
    keeps(world.ada, f"{start}/entries/{entry.id}/correct?mark=correction#2", account=name)
    keeps(world.ada, f"{start}/add/event#3", account="Something else.")
    midwife = signed_in(world.ada)
    for page in (
        start + "/",
        f"{start}/chronology",
        f"{start}/entries/{entry.id}",
        f"{start}/use",
        "/caseload",
    ):
        assert midwife.get(page).status_code == 200
    assert where_it_says(name) == {("entry_body", "body"), ("draft", "typed")}
    assert carry_out(family, entry, world.ann) == []
    assert where_it_says(name) == set()
    assert rows("SELECT count(*) FROM draft WHERE starts_with(page, %s)", start, using="owner") == [(1,)]
    for page in (
        start + "/",
        f"{start}/chronology",
        f"{start}/entries/{entry.id}",
        f"{start}/use",
        "/caseload",
    ):
        answer = midwife.get(page)
        assert answer.status_code == 200, page
        assert name.encode() not in answer.content


def test_checking_says_that_words_were_removed_by_order(world, family, name):
    entry = contact_about(family, world.ada, name)
    carry_out(family, entry, world.ann)
    with connections["owner"].cursor() as cursor:
        checked = verify_record(cursor, family.record)
    assert isinstance(checked, Verified)
    assert checked.redacted == 1


def test_the_name_of_somebody_who_stands_nowhere_else_goes_with_the_entry(world, family, name):
    person = new_person(f"Ezra {name}")
    entry = family.add(world.ada, PersonOnRecord(person=person, role=Role.RELATIVE, note="Her uncle."))
    family.add(world.ada, Contact(outcome=ContactOutcome.ATTENDED), about=(person, family.mother))
    assert ("audit_change", "after") in where_it_says(name)
    carry_out(family, entry, world.ann)
    assert where_it_says(name) == set()
    page = signed_in(world.ada).get(f"/records/{family.reference}/chronology")
    assert page.status_code == 200


def test_the_name_of_somebody_who_stands_elsewhere_too_stays(world, family, name):
    person, other = new_person(f"Uncle {name}"), begin_family(world)
    entry = family.add(world.ada, PersonOnRecord(person=person, role=Role.RELATIVE))
    other.add(world.ada, PersonOnRecord(person=person, role=Role.RELATIVE))
    carry_out(family, entry, world.ann)
    assert rows("SELECT name FROM person WHERE id = %s", person, using="owner") == [(f"Uncle {name}",)]


@pytest.mark.parametrize(
    "order",
    [
        "It names {name}.",
        "He was behind the door, says the court.",
        "Because somebody WAS BEHIND THE DOOR",
    ],
)
def test_the_order_cannot_repeat_what_it_destroys(world, family, name, order):
    entry = contact_about(family, world.ada, name)
    with pytest.raises(NotAllowed, match="must not repeat what it destroys"):
        carry_out(family, entry, world.ann, order.format(name=name))
    assert next(one for _, one in whole_ledger(family.record) if one.id == entry.id).said is not None


@pytest.mark.parametrize("order", [ORDER, "Family court, 3 March 2025: names a third person"])
def test_an_order_that_repeats_nothing_is_taken(order):
    assert not repeated(order, ["The family went to court on 3 March 2025.", "Family support came."])


def test_a_correction_that_repeats_the_words_is_named_to_whoever_carries_the_order_out(
    world, family, name, capsys
):
    entry = contact_about(family, world.ada, name)
    said = Contact(outcome=ContactOutcome.NO_ACCESS, account=f"{name} was behind the door.")
    again = family.mark(world.ada, Mark.CORRECTION, entry, said, reason="Nobody opened.")
    ann = Practitioner.objects.get(pk=world.ann.practitioner).sign_in_name
    call_command("redact", family.reference, str(entry.id), "--order", ORDER, "--by", ann)
    assert f"Some of them stand in entry {again.id} as well" in capsys.readouterr().out
    with pytest.raises(CommandError, match="removed before"):
        call_command("redact", family.reference, str(entry.id), "--order", ORDER, "--by", ann)


def test_what_was_said_about_it_and_what_rests_on_it_still_read_well(world, family, name):
    entry = contact_about(family, world.ada, name)
    words = OwnWords(contested=entry.id, person=family.mother, words="I was alone.", wanted=Wanted.REMOVED)
    family.add(world.ada, words)
    thought = family.add(world.ada, Analysis(opinion="She is not free to speak.", rests_on=(entry.id,)))
    carry_out(family, entry, world.ann)
    midwife = signed_in(world.ada)
    page = midwife.get(f"/records/{family.reference}/entries/{entry.id}").content.decode()
    assert "The content was removed by order." in page
    assert "“I was alone.”" in page
    page = midwife.get(f"/records/{family.reference}/entries/{thought.id}").content.decode()
    assert "An entry of which the words were removed by order" in page
    page = midwife.get(f"/records/{family.reference}/chronology").content.decode()
    assert "“I was alone.”" in page
