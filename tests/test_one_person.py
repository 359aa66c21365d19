"""Two persons who may be one: proposed as they are added, with why; joined in one go, by two people, and undone."""

import html
import re
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import connections, transaction

from firsthome.access import grants
from firsthome.access.principals import announce
from firsthome.kinds.entry import Entry
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord, Relationship, Role, Tie
from firsthome.kinds.identity import AlsoCalled, Identity, NameSort
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.registry import kinds, restore_said
from firsthome.people.actions import add_person
from firsthome.record.duplicates import Somebody, why_same
from firsthome.record.errors import NotAllowed, NotThere
from firsthome.record.merged import as_merged
from firsthome.record.merging import agree, keep_apart, merge, merges, pairs, undo
from firsthome.record.project import load, project
from firsthome.record.rebuild import stored
from firsthome.record.verify import Verified, verify_record
from tests.ledger_world import begin_family, only, rows
from tests.test_kinds import example
from tests.world import signed_in

BORN = date(1988, 2, 9)
NAMES = iter(
    [
        "Aldous",
        "Blythe",
        "Cosmo",
        "Dorcas",
        "Ephraim",
        "Fenella",
        "Gideon",
        "Hester",
        "Ignatius",
        "Jocasta",
        "Kester",
        "Lavinia",
    ]
)


@pytest.fixture
def twice(stage):
    """The same relative on two records of maternity, under two spellings; nobody else in these tests has his name."""
    first = next(NAMES)
    one, other = begin_family(stage.world), begin_family(stage.world)
    here, there = add_person(f"{first} Penhaligon", BORN), add_person(f"{first} Penhalligan", BORN)
    one.add(stage.world.ada, PersonOnRecord(person=here, role=Role.RELATIVE))
    other.add(stage.world.ada, PersonOnRecord(person=there, role=Role.FRIEND))
    return one, other, here, there


def listed(reader, *people):
    with transaction.atomic():
        announce(reader)
        return [pair for pair in pairs() if {pair.one, pair.other} == set(people)]


# --- who is proposed --------------------------------------------------------------------------------------------------


def test_somebody_who_is_added_twice_is_proposed_at_once_with_why(stage, twice):
    *_, here, there = twice
    ((pair),) = listed(stage.world.ben, here, there)
    assert pair.why == ["a name that sounds the same, or that it is short for", "the same date of birth"]
    page = re.sub(
        r"\s+", " ", re.sub(r"<[^>]+>", " ", signed_in(stage.world.ben).get("/people/same").content.decode())
    )
    assert f"In common: {pair.why[0]}; {pair.why[1]}" in html.unescape(page)


def somebody(name="Leila Mistry", role="mother", record=1, person=1, days=(BORN,), **more):
    facts = {field: set(values) for field, values in more.items()}
    plain = {name.lower()}
    return Somebody(UUID(int=record), UUID(int=person), {role}, plain, set(days), **facts)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "Ali Khan", "role": "baby"}, {"name": "Alia Khan", "role": "baby"}),
        ({"name": "Baby Khan", "role": "baby"}, {"name": "Baby Khan", "role": "baby"}),
        ({"name": "Ali Khan", "role": "sibling"}, {"name": "Alia Khan", "role": "sibling", "record": 2}),
        ({"name": "Ali Khan", "role": "baby"}, {"name": "Ali Khan", "role": "sibling"}),
        ({"name": "Leila Mistry"}, {"name": "Ashwin Mistry", "phones": ["1"]}),
        (
            {"name": "John Mistry", "phones": ["1"]},
            {"name": "John Mistry", "phones": ["1"], "days": [date(1960, 1, 1)]},
        ),
        ({"numbers": ["1"]}, {"numbers": ["2"]}),
        ({"days": []}, {"record": 2}),
        ({"name": "Leila"}, {"name": "Leila", "record": 2}),
    ],
    ids=str,
)
def test_twins_siblings_and_others_who_only_share_something_are_never_proposed(one, other):
    assert why_same(somebody(**one), somebody(**{"person": 2} | other)) == []


def test_a_child_under_the_very_same_name_on_a_later_record_is_proposed():
    one, other = somebody("Ali Khan", "baby"), somebody("Ali Khan", "sibling", record=2, person=2)
    assert why_same(one, other) == ["the same name", "the same date of birth"]


def test_the_same_nhs_number_is_enough_whatever_the_name():
    one, other = somebody(numbers=["1"]), somebody("Somebody Else", numbers=["1"], days=(), person=2)
    assert why_same(one, other) == ["the same NHS number"]


def test_what_is_kept_to_one_agency_proposes_nobody_not_even_to_that_agency(stage):
    one, other = begin_family(stage.world), begin_family(stage.world)
    here, there = add_person("Umberto Vance"), add_person("Somebody Quite Else")
    for family, person in ((one, here), (other, there)):
        family.add(stage.world.ada, PersonOnRecord(person=person, role=Role.RELATIVE))
        family.add(
            stage.world.ada,
            Identity(person=person, nhs_number="4505577104"),
            audience=only(stage.world.ada.agency),
        )
    assert listed(stage.world.ada, here, there) == []


def test_only_those_who_read_both_in_full_learn_of_it(stage, twice):
    *_, here, there = twice
    for reader in (stage.world.ada, stage.world.ben, stage.world.cat):
        assert len(listed(reader, here, there)) == 1
    for reader in (stage.world.dan, stage.world.eve, stage.world.fay, stage.edge.gus):
        assert listed(reader, here, there) == []
        browser = signed_in(reader)
        there_page = browser.get(f"/people/same/{min(here, there)}/{max(here, there)}")
        nothing = browser.get(f"/people/same/{UUID(int=5)}/{UUID(int=6)}")
        assert (there_page.status_code, nothing.status_code) == (404, 404)
        with pytest.raises(NotThere):
            merge(uuid4(), here, there, "It is him", reader)


def test_two_who_were_told_apart_are_never_proposed_again(stage, twice):
    one, _, here, there = twice
    keep_apart(here, there, "Cousins", stage.world.ben)
    assert listed(stage.world.ben, here, there) == []
    one.add(stage.world.ada, AlsoCalled(person=here, name="Another Name", sort=NameSort.ALIAS))
    assert listed(stage.world.ben, here, there) == []


# --- merging ----------------------------------------------------------------------------------------------------------


def test_a_merge_moves_everything_and_rewrites_nothing(stage, twice):
    _, other, here, there = twice
    about = other.add(stage.world.ben, Event(account="He came along."), about=(there,))
    tie = Relationship(person=there, tie=Tie.PARTNER, to=other.mother)
    other.add(stage.world.ada, tie)
    before = rows(
        "SELECT array_agg(hash ORDER BY seq) FROM entry WHERE record = %s", other.record, using="owner"
    )
    assert merge(uuid4(), there, here, "He says so", stage.world.ben)
    record = other.read(stage.world.ben)
    assert there not in record.people
    assert record.people[here].role is Role.FRIEND
    assert record.by_entry[about.id].current.content.about == (here,)
    assert [said.person for _, said in record.of(Relationship)] == [here]
    assert (
        rows("SELECT array_agg(hash ORDER BY seq) FROM entry WHERE record = %s", other.record, using="owner")
        == before
    )
    with connections["owner"].cursor() as cursor:
        assert isinstance(verify_record(cursor, other.record), Verified)
        assert stored(cursor, other.record) == project(load(cursor, other.record))
    assert listed(stage.world.ben, here, there) == []
    page = html.unescape(signed_in(stage.world.ben).get(f"/records/{other.reference}/").content.decode())
    assert "Penhaligon" in page
    assert "Penhalligan" not in page


def test_undoing_a_merge_gives_each_record_back_whom_it_had(stage, twice):
    one, other, here, there = twice
    before = other.read(stage.world.ben).people
    id_ = uuid4()
    merge(id_, there, here, "He says so", stage.world.ben)
    later = other.add(stage.world.ben, Event(account="Seen at the clinic."), about=(here,))
    undo(id_, "It was his cousin", stage.world.ada)
    record = other.read(stage.world.ben)
    assert record.people == before
    assert record.by_entry[later.id].current.content.about == (there,), (
        "it stays with the one who is on this record"
    )
    assert here in one.read(stage.world.ben).people
    with connections["owner"].cursor() as cursor:
        assert stored(cursor, other.record) == project(load(cursor, other.record))
    assert len(listed(stage.world.ben, here, there)) == 1


def test_where_two_agencies_put_them_on_record_it_takes_a_second_of_another_agency(stage):
    one, other = begin_family(stage.world), begin_family(stage.world)
    here, there = add_person("Tobias Merriweather", BORN), add_person("Tobias Meriwether", BORN)
    one.add(stage.world.ada, PersonOnRecord(person=here, role=Role.RELATIVE))
    other.add(stage.world.cat, PersonOnRecord(person=there, role=Role.RELATIVE))
    id_ = uuid4()
    assert not merge(id_, there, here, "His sister says so", stage.world.ada)
    assert there in other.read(stage.world.ada).people, "nothing is moved yet"
    assert listed(stage.world.ben, here, there) == []
    for alone in (stage.world.ada, stage.world.ann):
        with pytest.raises(NotAllowed, match="another agency"):
            agree(id_, alone)
    with pytest.raises(NotThere):
        agree(id_, stage.world.dan)
    answer = signed_in(stage.world.cat).post(f"/people/merged/{id_}", {"agree": "yes"})
    assert answer.status_code == 302
    assert other.read(stage.world.ada).people.keys() >= {here}
    assert there not in other.read(stage.world.ada).people
    with transaction.atomic():
        announce(stage.world.ben)
        (found,) = [each for each in merges(stage.world.ben) if each.id == id_]
    assert (found.asked_by, found.seconded_by, found.stands) == ("Ada Hope", "Cat Reed", "One person")


def test_the_page_asks_why_and_keeps_the_name_that_was_chosen(stage, twice):
    one, _, here, there = twice
    browser = signed_in(stage.world.ben)
    where = f"/people/same/{min(here, there)}/{max(here, there)}"
    assert "Write how you know" in browser.post(where, {"same": "first"}).content.decode()
    keep = "first" if min(here, there) == there else "second"
    assert browser.post(where, {"same": keep, "why": "He says so", "merge": str(uuid4())}).status_code == 302
    assert there in one.read(stage.world.ben).people
    assert browser.get(where).status_code == 404


def test_a_restricted_record_takes_no_part(stage):
    from firsthome.record.restricted import restrict_record

    one, other = begin_family(stage.world), begin_family(stage.world)
    named = Involvement(agency=stage.world.ann.agency, practitioner=stage.world.ann.practitioner)
    one.add(stage.world.ada, named)
    restrict_record(one.record, "Her sister works here", stage.world.ann)
    here, there = add_person("Zachariah Ombersley", BORN), add_person("Zachariah Ombersley", BORN)
    one.add(stage.world.ann, PersonOnRecord(person=here, role=Role.RELATIVE))
    other.add(stage.world.ada, PersonOnRecord(person=there, role=Role.RELATIVE))
    assert rows("SELECT count(*) FROM person_pair WHERE %s IN (one, other)", here, using="owner") == [(0,)]


# --- every reference is covered ---------------------------------------------------------------------------------------

COVERED = {
    "person_index.person": "worked out from entries as they read now",
    "findable.person": "worked out from entries as they read now",
    "record_outline.mother": "worked out from entries as they read now",
    "record_summary.mother": "worked out from entries as they read now",
    "person.id": "the person; one who was merged stays, so that it can be undone",
    "adoption_bridge.baby": "nobody with an adoption order is merged",
    "adoption_bridge.child": "nobody with an adoption order is merged",
    "person_pair.one": "worked out anew with the record", "person_pair.other": "worked out anew with the record",
    "person_apart.one": "a decision about these two", "person_apart.other": "a decision about these two",
    "person_merge.gone": "the merge itself", "person_merge.kept": "the merge itself",
    "man_pair.one": "worked out anew with the record", "man_pair.other": "worked out anew with the record",
    "man_checked.one": "a decision about these two", "man_checked.other": "a decision about these two",
    "person_merged.gone": "the merge itself", "person_merged.kept": "the merge itself",
}  # fmt: skip
NO_PERSONS = {
    "record", "record_one", "record_other", "record_gone", "record_kept", "old_record", "new_record", "statement",
    "audience_class", "entry", "source", "replaces", "emergency", "bridge", "look", "session", "request", "pair",
    "together", "latest",
}  # fmt: skip
"""Columns that hold the id of something else, whatever their table."""


def test_every_column_that_may_name_a_person_is_covered_by_merging(stage):
    columns = rows(
        """SELECT c.table_name || '.' || c.column_name, c.table_name, c.column_name FROM information_schema.columns c
        JOIN pg_class k ON k.relname = c.table_name AND NOT k.relispartition
        WHERE c.table_schema = 'public' AND c.udt_name IN ('uuid', '_uuid')""",
        using="owner",
    )
    known = {*COVERED, "entry.about", "audit_look.entries"}
    forgotten = {
        whole for whole, table, column in columns
        if whole not in known and column not in NO_PERSONS and not (column == "id" and table != "person")
    }  # fmt: skip
    assert not forgotten, (
        f"Say in COVERED how merging moves {forgotten}, or in NO_PERSONS that it names nobody."
    )
    assert set(COVERED) <= {whole for whole, *_ in columns}
    assert {"person_pair", "person_apart", "person_merge", "person_merged"} <= set(grants.DESTROYER)


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_reads_the_person_who_is_kept_in_every_field_that_names_one(kind):
    said = restore_said(kind, kinds()[kind].schema_number, example(kind, kinds()[kind].schema_number)["said"])
    for gone in said.persons():
        kept = uuid4()
        entry = Entry(uuid4(), kind, said, 1, 1, 1, about=(gone,))
        read = as_merged(entry, {gone: kept})
        assert read.about == (kept,)
        assert str(gone) not in read.said.model_dump_json()
        assert kept in read.said.persons()


def test_several_merges_lead_to_the_last_one_and_never_in_a_circle():
    a, b, c = UUID(int=1), UUID(int=2), UUID(int=3)
    entry = Entry(uuid4(), "event", Event(account="Seen."), 1, 1, 1, about=(a, c))
    assert as_merged(entry, {a: b, b: c}).about == (c,)
    assert as_merged(entry, {a: b, b: a}).about in ((a, c), (b, c))
