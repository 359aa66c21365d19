"""The same man in another pregnancy: said by nobody until two safeguarding leads have checked it, and then no more."""

from __future__ import annotations

import html
import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError

from firsthome.access.models import Agency
from firsthome.kinds.entry import Mark
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.identity import Identity
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.sharing import Restrict
from firsthome.people.actions import add_person
from firsthome.record.errors import NotAllowed, NotThere
from firsthome.record.exclude import exclude
from firsthome.record.named_in_error import tell_who_received
from firsthome.record.open import open_record
from firsthome.record.restricted import restrict_record
from firsthome.record.same_man import (
    TAKEN_BACK,
    Identifier,
    check_first,
    check_second,
    known_elsewhere,
    possible_men,
    two_men,
)
from tests.ledger_world import Family, announced, begin_family, join_as_lead, new_person, raw, rows
from tests.world import signed_in

BORN = date(1990, 5, 17)
TWO_THINGS = [Identifier.BIRTH, Identifier.NUMBER]
NAMES = iter(f"{first} Quillfeather" for first in ("Amos", "Barnaby", "Clement", "Dexter", "Elgin", "Fabian", "Garth",
    "Horace", "Ivor", "Jarvis", "Kenelm", "Lambert", "Merrick", "Norbert"))  # fmt: skip


@pytest.fixture
def sue(stage):
    """Social care's safeguarding lead: the only lead who reads the other family's record, beside the first."""
    return join_as_lead(stage.world, stage.world.cat, f"Sue {uuid4().hex[:9]}")


@pytest.fixture
def twice(stage):
    """A man on a record of maternity, and on one of social care's alone; both are called the same and born that day."""
    world, name = stage.world, next(NAMES)
    here = begin_family(world)
    record, reference = open_record(world.cat)
    there = Family(record, reference, new_person("Otherwise Unheard"), None, None)
    there.add(world.cat, PersonOnRecord(person=there.mother, role=Role.MOTHER))
    one, other = add_person(name, BORN), add_person(name, BORN)
    here.add(world.ada, PersonOnRecord(person=one, role=Role.FATHER))
    there.add(world.cat, PersonOnRecord(person=other, role=Role.PARTNER))
    return here, there, one, other


def listed(lead, man):
    with announced(lead):
        return [each for each in possible_men() if man in (each.one, each.other)]


def known(reader, family):
    with announced(reader):
        return known_elsewhere(family.record)


def checked(stage, sue, man):
    (found,) = listed(stage.world.ann, man)
    check_first(found.pair, TWO_THINGS, "The ward’s papers", stage.world.ann)
    check_second(found.pair, sue)
    return found.pair


def page_of(reader, family, query=""):
    answer = signed_in(reader).get(f"/records/{family.reference}/family{query}")
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def test_until_two_have_checked_it_only_a_safeguarding_lead_learns_that_it_is_possible(stage, sue, twice):
    here, there, one, _ = twice
    world = stage.world
    (found,) = listed(world.ann, one)
    assert found.stands == "Possible, unchecked"
    assert found.why == ["the same name", "the same date of birth"]
    for practitioner in (world.ada, world.ben, world.cat, world.dan, world.eve, world.fay, world.gil):
        assert listed(practitioner, one) == []
        with pytest.raises(NotAllowed):
            check_first(found.pair, TWO_THINGS, "So", practitioner)
        with pytest.raises(NotAllowed):
            two_men(found.pair, "So", practitioner)
    in_the_merge_queue = "SELECT count(*) FROM person_pair WHERE %s IN (one, other)"
    assert rows(in_the_merge_queue, one, using="owner") == [(0,)], "nor do those who could merge them"
    check_first(found.pair, TWO_THINGS, "The ward’s papers", world.ann)
    with pytest.raises(NotAllowed, match="Another safeguarding lead"):
        check_second(found.pair, world.ann)
    assert not any(known(reader, family) for reader in world.everybody for family in (here, there))
    assert "another pregnancy" not in page_of(world.ada, here)


def test_a_man_of_whom_the_record_says_nothing_more_is_never_joined_by_one_person_either(stage):
    one, other = begin_family(stage.world), begin_family(stage.world)
    here, there = add_person("Orson Quillfeather", BORN), add_person("Orson Quillfeather", BORN)
    one.add(stage.world.ada, PersonOnRecord(person=here, role=Role.OTHER, role_words="said to be the father"))
    other.add(stage.world.ada, PersonOnRecord(person=there, role=Role.RELATIVE))
    assert rows("SELECT count(*) FROM person_pair WHERE %s IN (one, other)", here, using="owner") == [(0,)]
    assert len(listed(stage.world.ann, here)) == 1


def test_the_lead_of_one_record_is_told_of_the_other_only_whom_to_ring(stage, twice):
    here, there, one, other = twice
    Agency.objects.using("owner").filter(pk=stage.world.cat.agency).update(contact="0116 496 0001")
    (found,) = listed(stage.world.ann, one)
    mine, theirs = ((found.reference_one, found.name_one), (found.reference_other, found.name_other))
    if found.one != one:
        mine, theirs = theirs, mine
    assert mine[0] == here.reference
    assert mine[1]
    assert theirs == ("", "")
    page = html.unescape(signed_in(stage.world.ann).get(f"/people/men/{found.pair}").content.decode())
    assert "Social care: 0116 496 0001" in page
    for word in (there.reference, "Otherwise Unheard", str(there.record), str(other)):
        assert word not in page


def test_a_lead_who_reads_neither_record_sees_nothing(stage, twice):
    other_lead = join_as_lead(stage.world, stage.world.eve, "Lena Lead")
    assert listed(other_lead, twice[2]) == []


def test_the_form_asks_for_two_things_beside_his_name_and_then_for_a_second_lead(stage, sue, twice):
    here, there, one, _ = twice
    (found,) = listed(stage.world.ann, one)
    where, browser = f"/people/men/{found.pair}", signed_in(stage.world.ann)
    one_thing = {"same": "same", "identifiers": "birth", "words": "The ward’s papers"}
    assert "Choose two things that you checked" in browser.post(where, one_thing).content.decode()
    assert listed(stage.world.ann, one)[0].asked_by is None
    assert browser.post(where, one_thing | {"identifiers": ["birth", "number"]}).status_code == 302
    assert "I have checked the same" not in browser.get(where).content.decode()
    second = signed_in(sue)
    assert "Date of birth; NHS number" in second.get(where).content.decode()
    assert second.post(where, {"agree": "yes"}).status_code == 302
    for reader, family in ((stage.world.ada, here), (stage.world.cat, there)):
        page = page_of(reader, family)
        assert "Also known in another pregnancy; two safeguarding leads have checked that." in page
        assert re.search("ask for the safeguarding lead: Maternity: [^;]*; Social care", page)
        assert "Also known" not in page_of(reader, family, "?paper=yes"), "never on paper"


def test_whoever_works_with_one_family_learns_nothing_of_the_other(stage, sue, twice):
    here, there, one, other = twice
    checked(stage, sue, one)
    page = signed_in(stage.world.ben).get(f"/records/{here.reference}/family").content.decode()
    assert "Also known in another pregnancy" in page
    for word in (there.reference, "Otherwise Unheard", str(there.record), str(other)):
        assert word not in page
    assert there.seen(stage.world.ben) == []
    assert known(stage.world.dan, here) == {}, "the police contribute here, and do not read it in full"
    assert known(stage.world.eve, here) == {}
    assert known(stage.world.ben, there) == {}
    for table in ("man_pair", "man_checked"):
        with pytest.raises(DatabaseError, match="permission denied"):
            raw(stage.world.ann, f"SELECT count(*) FROM {table}", record=here.record)


def test_it_is_possible_too_where_whoever_added_him_chose_somebody_who_was_found(stage, sue, twice):
    *_, one, _ = twice
    third = begin_family(stage.world)
    third.add(stage.world.ada, PersonOnRecord(person=one, role=Role.PARTNER))
    found = [each for each in listed(stage.world.ann, one) if each.one == each.other]
    assert [each.why for each in found] == [["whoever added him chose the same person"]]
    assert known(stage.world.ada, third) == {}


def kept_out(stage, here, there, one, other):
    exclude(here.record, stage.world.cat.practitioner, "She knows them", stage.world.ann)


def narrowed(stage, here, there, one, other):
    (said,) = [
        e for e in here.seen(stage.world.ada) if isinstance(e.said, PersonOnRecord) and e.said.person == one
    ]
    here.add(
        stage.world.ada, Restrict(entries=(said.id,), agencies=(stage.world.ada.agency,), why="Not for all")
    )


def named_in_error(stage, here, there, one, other):
    (said,) = [
        e for e in here.seen(stage.world.ada) if isinstance(e.said, PersonOnRecord) and e.said.person == one
    ]
    here.mark(stage.world.ada, Mark.ERROR, said)


def restricted(stage, here, there, one, other):
    named = Involvement(
        agency=stage.world.ann.agency, practitioner=stage.world.ann.practitioner, level=Level.FULL
    )
    here.add(stage.world.ada, named)
    restrict_record(here.record, "Her sister works here", stage.world.ann)


@pytest.mark.parametrize("hidden", [kept_out, narrowed, named_in_error, restricted])
def test_what_is_hidden_on_one_record_leaves_no_trace_on_the_other(stage, sue, twice, hidden):
    _, there, one, other = twice
    checked(stage, sue, one)
    assert known(stage.world.cat, there)
    hidden(stage, *twice)
    assert known(stage.world.cat, there) == {}
    assert "another pregnancy" not in page_of(stage.world.cat, there)
    if hidden is not kept_out:
        assert listed(sue, other) == []


def test_two_who_are_not_the_same_are_said_to_be_nothing_and_the_leads_are_told(stage, sue, twice):
    here, there, one, _ = twice
    pair = checked(stage, sue, one)
    two_men(pair, "It was his brother", sue)
    assert known(stage.world.ada, here) == known(stage.world.cat, there) == {}
    (found,) = listed(stage.world.ann, one)
    assert found.stands == "Two different men"
    told = "SELECT DISTINCT agency_id FROM notice WHERE what = %s AND record = %s"
    assert (stage.world.cat.agency,) in rows(told, TAKEN_BACK, there.record, using="owner")
    here.add(stage.world.ada, Identity(person=one, nhs_number="9434765919"))
    assert listed(stage.world.ann, one)[0].two_at, "it stays decided when more is known"
    check_first(pair, TWO_THINGS, "Looked again", stage.world.ann)
    assert known(stage.world.ada, here) == {}, "and it takes two again"


def test_where_he_was_named_in_error_the_leads_of_the_other_record_are_told(stage, sue, twice):
    here, there, one, _ = twice
    checked(stage, sue, one)
    with announced(stage.world.ada):
        tell_who_received(here.record, one, here.reference, "")
    told = "SELECT DISTINCT agency_id FROM notice WHERE what = %s AND record = %s"
    assert rows(told, TAKEN_BACK, there.record, using="owner") == [(stage.world.cat.agency,)]


def test_a_name_and_a_birthday_alone_are_kept_by_the_database_itself_from_being_enough(stage, twice):
    (found,) = listed(stage.world.ann, twice[2])
    with pytest.raises(Exception, match="by_two_things"):
        check_first(found.pair, [Identifier.BIRTH], "Same day", stage.world.ann)
    with pytest.raises(NotThere):
        check_second(twice[2], stage.world.ann)
