"""The invented families read as people would write of them, and hold what the tests and the demo need."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command

from firsthome.access.models import Partnership, Practitioner
from firsthome.access.principals import announce
from firsthome.exchange.demo_families import DemoWorld, build_demo
from firsthome.exchange.demo_partnership import DEMO_PASSWORD, WORKERS, build_partnerships
from firsthome.kinds.after_loss import Task
from firsthome.kinds.analysis import Analysis
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Mark
from firsthome.kinds.family import Role
from firsthome.kinds.father_or_partner import FatherOrPartner, HowKnown
from firsthome.kinds.gestation import gestation_on, say_gestation
from firsthome.kinds.planning import Action, Meeting, Plan
from firsthome.kinds.record import Record
from firsthome.kinds.referral import Decision, Referral
from firsthome.kinds.sharing import Acknowledgement, Share
from firsthome.reading.babies import State, babies, ticks, unconfirmed_losses
from firsthome.reading.young_parents import own_safeguarding, parents_under_18
from firsthome.record.caseload import caseload
from firsthome.record.names import names_for
from firsthome.record.read import find, read
from firsthome.record.same_man import possible_men
from tests.clones import Clone
from tests.small_review import rolled_back  # noqa: F401 a fixture that every test here stands on

TODAY = date(2026, 1, 15)
WEEKS = [("Mistry", "31+0"), ("Adeyemi", "24+4"), ("Pryce", "29+2"), ("Hale", "27+0"), ("Lisowska", "20+0")]
NEVER = (
    "refused",
    "failed to engage",
    "dna",
    "disguised compliance",
    "chaotic",
    "risk score",
    "rag",
    "removal at birth",
)


@pytest.fixture(scope="module")
def world(database: Clone) -> DemoWorld:
    """All of it, written once for all that is read in it."""
    build_partnerships()
    return build_demo(TODAY)


def record_of(world: DemoWorld, family: str, who: str = "midwife") -> Record | None:
    announce(world.readers[who])
    found = find(world.references[family], world.readers[who])
    return read(found, world.readers[who]) if found else None


def seen(world: DemoWorld, family: str, who: str = "midwife") -> Record:
    record = record_of(world, family, who)
    assert record
    return record


def sentences(world: DemoWorld, family: str, who: str) -> list[str]:
    record, reader = seen(world, family, who), world.readers[who]
    names = names_for(record, reader)
    return [
        line.said.sentence(line.content, names)
        for statement in record.chronology()
        for line in statement.lines
        if line.said
    ]


@pytest.mark.parametrize(
    ("family", "weeks"), [("Mistry", "31+0"), ("Adeyemi", "24+4"), ("Pryce", "29+2"), ("Hale", "27+0")]
)
def test_each_family_reads_well_today(world: DemoWorld, family: str, weeks: str) -> None:
    record = seen(world, family)
    assert record.edd
    assert say_gestation(gestation_on(TODAY, record.edd)) == weeks
    assert record.mother
    told = " ".join(sentences(world, family, "midwife")).lower().split()
    assert not [words for words in NEVER if words in " ".join(told) and (" " in words or words in told)]
    assert "somebody not named here" not in " ".join(told)
    days = [entry.learned for statement in record.statements for entry in statement.entries if entry.learned]
    assert max(days) <= TODAY


def test_several_agencies_speak(world: DemoWorld) -> None:
    for family in world.references:
        record = seen(world, family)
        assert len({entry.agency for one in record.statements for entry in one.entries}) >= 3
        assert [said for _, said in record.involvements if said.lead]


def test_a_father_is_there_from_the_first_day(world: DemoWorld) -> None:
    roles = [said.role for said in seen(world, "Mistry").people.values()]
    assert roles[:2] == [Role.MOTHER, Role.FATHER]


def test_the_scan_corrected_the_date_and_found_twins(world: DemoWorld) -> None:
    record = seen(world, "Adeyemi")
    assert len(record.babies) == 2
    correction = next(
        entry
        for one in record.statements
        if one.kind == "pregnancy"
        for entry in one.entries
        if entry.replaces
    )
    assert correction.mark is Mark.CORRECTION
    assert "dating scan" in correction.reason


def test_one_twin_was_lost_and_the_other_is_expected(world: DemoWorld) -> None:
    record = seen(world, "Hale")
    assert [baby.state for baby in babies(record)] == [State.LOST, State.EXPECTED]
    assert not unconfirmed_losses(record)
    assert set(ticks(record, babies(record)[0].outcomes[0][0])) == {Task.AGENCIES, Task.LETTERS}


def test_a_mother_of_seventeen_has_somebody_of_her_own(world: DemoWorld) -> None:
    record = seen(world, "Hale", "social_worker")
    assert [said.person for _, said in parents_under_18(record, TODAY)] == [record.mother]
    assert record.mother
    assert own_safeguarding(record, record.mother)


def test_a_baby_is_five_days_old_and_has_no_nhs_number_yet(world: DemoWorld) -> None:
    record = seen(world, "Okoro", "health_visitor")
    (baby,) = babies(record)
    assert baby.born_on
    assert (TODAY - baby.born_on).days == 5
    assert baby.newborn
    assert not baby.newborn[1].nhs_number
    told = " ".join(sentences(world, "Okoro", "midwife")).lower()
    assert not [words for words in NEVER if f" {words} " in told]


def test_a_father_named_only_by_a_relative_is_seen_asked_and_part_of_the_plan(world: DemoWorld) -> None:
    record = seen(world, "Hale", "early_help_worker")
    ((statement, today),) = record.of(FatherOrPartner)
    told = [entry.said for entry in statement.entries if isinstance(entry.said, FatherOrPartner)]
    assert [one.how_known for one in told] == [HowKnown.NAMED, HowKnown.KNOWN, HowKnown.KNOWN]
    assert [bool(one.heard) for one in told] == [False, True, True]
    assert today.views
    assert today.part
    (plan,) = [one.id for one, _ in record.of(Plan)]
    his = [said for _, said in record.of(Action) if said.owner_words == "Sam Doyle"]
    assert his
    assert all(said.plan == plan for said in his)


def test_somebody_who_may_be_known_in_another_pregnancy_is_possible_and_unchecked(world: DemoWorld) -> None:
    for who, there in {"safeguarding_lead": 1, "social_care_lead": 1, "midwife": 0}.items():
        announce(world.readers[who])
        found = possible_men()
        assert [one.stands for one in found] == ["Possible, unchecked"] * there, who
        assert all(set(one.names) == {"Kieran Doyle", "Keiran Doyle"} for one in found)


def test_both_sides_missed_contacts_and_one_was_kept(world: DemoWorld) -> None:
    outcomes = {said.outcome for _, said in seen(world, "Pryce").of(Contact)}
    assert outcomes >= {
        ContactOutcome.ATTENDED,
        ContactOutcome.NOT_ATTENDED,
        ContactOutcome.CANCELLED_BY_SERVICE,
        ContactOutcome.NO_ACCESS,
    }


def test_the_families_hold_every_sort_of_change(world: DemoWorld) -> None:
    every = [seen(world, family) for family in world.references]
    marks = {entry.mark for record in every for one in record.statements for entry in one.entries}
    assert {Mark.CORRECTION, Mark.ERROR} <= marks
    for model in (Analysis, Referral, Decision, Meeting, Plan, Action, Share, Acknowledgement):
        assert any(list(record.of(model)) for record in every), model.title
    read_back = {
        cited for record in every for _, said in record.of(Acknowledgement) for cited in said.entries
    }
    shares = {one.id for record in every for one, _ in record.of(Share)}
    assert shares & read_back
    assert shares - read_back, "one share that nobody has read yet"


def test_what_police_told_reaches_only_those_who_plan_with_it(world: DemoWorld) -> None:
    for who, told in {"police_officer": True, "social_worker": True, "midwife": True}.items():
        assert ("cut lip" in " ".join(sentences(world, "Pryce", who))) is told, who
    for who in ("early_help_worker", "health_visitor"):
        lines = " ".join(sentences(world, "Pryce", who)).lower()
        assert not [
            word for word in ("cut lip", "winter", "domestic abuse", "not like that") if word in lines
        ], who


def test_another_partnership_sees_nothing(world: DemoWorld) -> None:
    other = world.readers["other_midwife"]
    assert all(record_of(world, family, "other_midwife") is None for family in world.references)
    assert caseload(other).rows == []


def test_building_again_changes_nothing(world: DemoWorld) -> None:
    assert build_demo(TODAY) == world


def test_the_demo_loads_once_and_says_who_can_sign_in(
    own_database: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("load_demo", skip_checks=True)
    first = capsys.readouterr().out
    call_command("load_demo", skip_checks=True)
    assert capsys.readouterr().out == first
    assert DEMO_PASSWORD in first
    assert all(worker.sign_in_name in first for worker in WORKERS)
    hashes = set(Practitioner.objects.filter(is_active=True).values_list("password", flat=True))
    assert all(check_password(DEMO_PASSWORD, one) for one in hashes)


def test_the_demo_stays_out_of_a_database_that_is_in_use(own_database: Any) -> None:
    Partnership.objects.using("owner").create(code="in-earnest", name="A partnership in earnest")
    with pytest.raises(CommandError, match="The demo stays out"):
        call_command("load_demo", skip_checks=True)
