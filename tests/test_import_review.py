"""A published review becomes a record: faithfully, all or nothing, and without hindsight."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from firsthome.access.principals import announce
from firsthome.exchange.demo_partnership import EXAMPLE_VALE, authors_for, build_partnerships
from firsthome.exchange.import_review import Imported, import_files
from firsthome.exchange.review_faults import MalformedReview, read_review
from firsthome.kinds.event import Event
from firsthome.kinds.family import Role
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.record import Record
from firsthome.kinds.sharing import Acknowledgement, Share
from firsthome.kinds.when import Phase
from firsthome.record.read import find, read_known
from tests.small_review import (  # noqa: F401 fixtures that every test here stands on
    SMALL,
    imported,
    last,
    partnership,
    read_as,
    reader,
    record_of,
    records,
    review_with,
    rolled_back,
)

ROOT = Path(__file__).resolve().parent.parent
BUNDLED = sorted((ROOT / "src/firsthome/exchange/reviews").glob("*.json"))
SHARED = sorted((ROOT.parent / "shared" / "reviews").glob("*.json"))


# --- whole files ---


@pytest.mark.parametrize("path", [*BUNDLED, *SHARED], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_file_imports_and_opens(path: Path) -> None:
    review = read_review(path.read_bytes())
    reference = import_files([path])[0].reference
    openers = authors_for([fact.agency for fact in review.facts])
    record = read_as(reference, openers[review.facts[0].agency])
    assert record.mother
    assert record.babies
    assert all(statement.current.said for statement in record.statements)
    assert all(
        (entry.learned or date.min) <= date(review.source.year, 12, 31)
        for statement in record.statements
        for entry in statement.entries
    )


@pytest.mark.skipif(not SHARED, reason="the reviews that are shared beside the checkout are not here")
def test_all_shared_files_at_once() -> None:
    done = import_files(SHARED)
    assert len({one.reference for one in done}) == len(SHARED)
    assert all(one.entries for one in done)


def test_where_it_comes_from_is_said_on_the_record() -> None:
    with transaction.atomic():
        announce(reader("gp"))
        found = find(imported(SMALL).reference, reader("gp"))
    assert found
    assert found.invented.startswith("Published review: Review: Baby S, Small Board, 2020.")
    assert "names are roles" in found.invented


def test_importing_again_adds_nothing() -> None:
    first = imported(SMALL)
    again = imported(review_with({"on": "2019-05-01"}))
    assert again == Imported("small-2020", first.reference, 0)


# --- hindsight ---


@pytest.mark.parametrize(
    "fact",
    [
        {"on": "2019-05-01", "after_harm": True},
        {"on": "2019-05-01", "not_on_record": True},
        {"after_harm": True},
        {"on": "2019-11-21"},
        {"on": "2019-12-15", "precision": "month"},
        {"baby_day": 90},
        {"on": "2019-11-21", "delivered_after_harm": True},
        {"on": "2019-11-20", "delivered_after_harm": True},
        {"when": "pregnancy_or_after", "delivered_after_harm": True},
    ],
)
def test_what_was_known_only_after_the_harm_never_comes_in(fact: dict[str, Any]) -> None:
    record = record_of(review_with(fact | {"detail": "Hindsight.", "agency": "coroner"}))
    assert "Hindsight." not in repr(record)
    assert len(record.involvements) == 1, "nor does the agency that only hindsight brings in"


def test_a_person_known_only_with_hindsight_stays_out() -> None:
    raw = review_with({"after_harm": True, "who": ["uncle"]})
    raw["people"].append({"id": "uncle", "role": "uncle"})
    raw["people"].append({"id": "aunt", "role": "aunt"})
    roles = [said.role_words for said in record_of(raw).people.values()]
    assert "uncle" not in roles
    assert "aunt" in roles


def test_what_arrived_after_the_harm_is_on_record_for_its_sender_alone() -> None:
    raw = review_with(
        {
            "on": "2019-11-01",
            "agency": "police",
            "detail": "Posted.",
            "delivered_after_harm": True,
            "known_to": ["gp"],
        }
    )
    reference = imported(raw).reference
    assert "Posted." in repr(read_as(reference, reader("police")))
    assert "Posted." not in repr(read_as(reference, reader("gp")))


def test_what_was_known_only_from_the_birth_on_is_learned_then() -> None:
    entry, _ = last(record_of(review_with({"when": "pregnancy", "known_after_birth": True})), Event)
    assert entry.learned == date(2019, 8, 31)
    assert entry.happened.phase is Phase.DURING


def test_harm_before_the_birth_leaves_out_what_the_birth_showed() -> None:
    raw = review_with(
        {"when": "pregnancy", "known_after_birth": True, "detail": "Shown."}, harm={"on": "2019-07-01"}
    )
    assert "Shown." not in repr(record_of(raw))


@pytest.mark.parametrize("said", ["after 2019-11-20", "some time before 2019-11-20"])
def test_a_harm_in_words_still_sets_the_limit(said: str) -> None:
    raw = review_with({"on": "2019-11-21", "detail": "Later."}, harm={"on": said})
    assert "Later." not in repr(record_of(raw))


# --- who knew ---


def test_not_stated_who_knew_is_open_to_all() -> None:
    raw = review_with({"on": "2019-05-01", "agency": "police", "detail": "Open."})
    record = record_of(raw)
    assert "Open." in repr(record)
    assert not list(record.of(Share))


def test_each_further_agency_that_knew_is_an_acknowledged_share() -> None:
    raw = review_with(
        {
            "on": "2019-05-01",
            "agency": "probation",
            "detail": "Kept.",
            "known_to": ["probation", "police", "housing"],
        }
    )
    reference = imported(raw).reference
    for agency in ("probation", "police", "housing"):
        known = knows(reference, agency)
        assert "Kept." in repr(known), agency
    assert "Kept." not in repr(read_as(reference, reader("gp")))
    record = read_as(reference, reader("probation"))
    assert [len(list(record.of(kind))) for kind in (Share, Acknowledgement)] == [2, 2]
    assert {said.purpose for _, said in record.of(Share)} == {"As the published review tells it"}


def knows(reference: str, agency: str) -> Record:
    with transaction.atomic():
        announce(reader(agency))
        found = find(reference, reader(agency))
        assert found
        return read_known(found, reader(agency), reader(agency).agency).record


def test_a_person_of_whom_few_knew_is_named_to_few() -> None:
    raw = review_with({"on": "2019-05-01", "agency": "probation", "who": ["man"], "known_to": ["police"]})
    reference = imported(raw).reference
    for agency, knew in {"probation": True, "police": True, "gp": False}.items():
        roles = {said.role for said in read_as(reference, reader(agency)).people.values()}
        assert (Role.FATHER in roles) is knew, agency


def test_every_agency_is_involved_with_full_access() -> None:
    raw = review_with({"on": "2019-05-01", "agency": "housing", "known_to": ["probation"]})
    named = {said.agency for _, said in record_of(raw).of(Involvement)}
    assert named == {reader(agency).agency for agency in ("gp", "housing", "probation")}


def test_unknown_agencies_are_added_with_a_readable_name(own_database: Any) -> None:
    from firsthome.access.models import Agency

    build_partnerships()
    record = record_of(
        review_with({"on": "2019-05-01", "agency": "fire_and_rescue", "known_to": ["Børnehaven 2"]})
    )
    assert len(record.involvements) == 3
    names = Agency.objects.filter(partnership__code=EXAMPLE_VALE).values_list("name", flat=True)
    assert "Fire and rescue" in names
    assert "Børnehaven 2" in names


# --- the command ---


def test_a_control_can_do_without_a_harm() -> None:
    assert imported(review_with(harm=None, control=True)).entries


def test_one_fault_in_any_file_and_nothing_is_imported(tmp_path: Path) -> None:
    before = records()
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(SMALL))
    bad.write_text(json.dumps(SMALL | {"slug": "", "facts": []}))
    with pytest.raises(CommandError) as caught:
        call_command("import_review", good, bad, tmp_path / "gone.json", skip_checks=True)
    assert "bad.json: facts: enter at least one" in str(caught.value)
    assert "bad.json: slug: enter some text" in str(caught.value)
    assert "gone.json: this file cannot be read" in str(caught.value)
    assert records() == before


def test_the_same_review_twice_in_one_go_is_a_fault(tmp_path: Path) -> None:
    for name in ("one.json", "two.json"):
        (tmp_path / name).write_text(json.dumps(SMALL))
    with pytest.raises(MalformedReview, match="«small-2020» stands in 2 of these files"):
        import_files(tmp_path.glob("*.json"))


def test_the_command_says_where_each_file_went(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "small.json"
    path.write_text(json.dumps(SMALL))
    call_command("import_review", path, skip_checks=True)
    call_command("import_review", path, skip_checks=True)
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("small-2020: record ")
    assert first.endswith(" entries")
    assert "was imported before" in second
    assert "Nothing was added" in second
