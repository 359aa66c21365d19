"""The plans and the ward's card on paper: what they say, what they never say, and which copies are old."""

from __future__ import annotations

import hashlib
import time
from datetime import date

import pytest

from firsthome.exchange.documents import plan_document
from firsthome.exchange.documents.plan_document import Making, birth_plan_pdf, chronology_pdf, plan_pdf
from firsthome.exchange.documents.ward_card import pages, ward_card_pdf
from firsthome.kinds.address import Address, AddressStanding
from firsthome.kinds.birth_plan import BirthPlan, LegalStatus
from firsthome.kinds.contingency import Contingency, Trigger
from firsthome.kinds.entry import Mark
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.goal import ForWhom, Goal
from firsthome.kinds.kept_away import Basis, KeptAway
from firsthome.kinds.plan_version import CopyHeld, Team
from firsthome.kinds.pregnancy import Outcome, Result
from firsthome.kinds.registry import canonical
from tests.ledger_world import OWN_AGENCY, begin_family, new_person
from tests.test_curiosity_pages import at, send, text
from tests.world import signed_in

PLAN = BirthPlan(
    legal=LegalStatus.NO_ORDER,
    ring_in_hours="Ada Hope, 01632 960001",
    first_day="Marta comes to 9 Hidden Row.",
)


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def ada(stage):
    return signed_in(stage.world.ada)


@pytest.fixture
def told(monkeypatch):
    """What documents say, as data: the words of a PDF are not to be found in the file."""
    found = []

    def typeset(template, data, day):
        found.append((template, data))
        return real(template, data, day)

    real = plan_document.typeset
    monkeypatch.setattr(plan_document, "typeset", typeset)
    return found


@pytest.fixture
def with_a_birth_plan(stage, family):
    world = stage.world
    man = new_person("Kieran Doyle")
    family.add(world.ada, PersonOnRecord(person=man, role=Role.FATHER))
    family.add(
        world.ada, KeptAway(person=man, basis=Basis.HER_WISH, why="He broke her door", told_by="Ann Lead")
    )
    family.add(
        world.ada,
        KeptAway(person_words="Her cousin", basis=Basis.HOSPITAL, why="A quarrel", told_by="The ward"),
        audience=OWN_AGENCY,
    )
    family.add(
        world.ada,
        Address(
            person=family.mother,
            standing=AddressStanding.RESTRICTED,
            lines="9 Hidden Row",
            postcode="EX4 4PL",
        ),
    )
    return family.add(world.ada, PLAN)


def test_the_card_names_who_is_kept_away_on_what_basis_and_never_why(ada, family, with_a_birth_plan, told):
    answer = ada.get(at(family, "documents/ward-card"))
    assert answer["Content-Disposition"] == 'attachment; filename="ward-card.pdf"'
    assert answer.content.startswith(b"%PDF")
    assert pages(answer.content) == 1
    [(template, said)] = told
    assert template == "ward_card.typ"
    assert said["away"] == [{"who": "Kieran Doyle", "basis": "Her wish"}], (
        "what is kept to few is not on paper"
    )
    assert said["legal"] == "No order in force."
    words = canonical(said)
    assert "door" not in words
    assert "Hidden Row" not in words, "a protected address is on no paper, also where somebody typed it"
    assert "Marta comes to …" in words


def test_every_document_is_sealed_and_says_who_made_it(ada, family, with_a_birth_plan, told):
    for name in ("plan", "birth-plan", "ward-card", "chronology"):
        assert ada.get(at(family, f"documents/{name}")).status_code == 200
    for _, said in told:
        content = {key: value for key, value in said.items() if key not in ("seal", "keyword")}
        assert said["seal"].replace(" ", "") == hashlib.sha256(canonical(content).encode()).hexdigest()
        assert "by Ada Hope, Maternity" in said["made"]
    assert ada.get(at(family, "documents/anything")).status_code == 404
    assert ada.get(at(family, "documents/birth-plan?version=2")).status_code == 404


def test_a_copy_of_an_earlier_version_says_that_it_is_old(stage, ada, family, with_a_birth_plan, told):
    world, first = stage.world, with_a_birth_plan
    family.add(world.ben, CopyHeld(copy_of=first.id, team=Team.OUT_OF_HOURS, read_by="Jo Reed"))
    page = text(ada.get(at(family, "birth-plan")))
    assert "The out-of-hours team Read by Jo Reed" in page
    assert "of: the ward where the baby is to be born; the community team." in page
    family.mark(
        world.ada, Mark.UPDATE, first, PLAN.model_copy(update={"feeding": "Breast"}), reason="Asked her"
    )
    page = text(ada.get(at(family, "birth-plan")))
    assert "Safeguarding birth plan, version 2" in page
    assert "The out-of-hours team An old copy Read by Jo Reed" in page
    assert "the out-of-hours team." in page
    ada.get(at(family, "documents/ward-card?version=1"))
    ada.get(at(family, "documents/ward-card"))
    assert told[0][1]["old"].startswith("Superseded by version 2 of")
    assert told[1][1]["old"] == ""


def test_whoever_is_kept_away_later_makes_every_card_an_old_one(stage, ada, family, with_a_birth_plan):
    send(ada, family, "copy_held", copy_of=str(with_a_birth_plan.id), team="ward", read_by="Sister Tan")
    assert "An old copy" not in text(ada.get(at(family, "birth-plan")))
    send(ada, family, "kept_away", person_words="A neighbour", basis="hospital", told_by="The ward")
    assert "The ward where the baby is to be born An old copy" in text(ada.get(at(family, "birth-plan")))


def test_after_a_loss_nothing_about_the_birth_is_asked_or_printed(stage, ada, family, with_a_birth_plan):
    family.add(stage.world.ada, Goal(whose=ForWhom.BABY, goal="A calm month"), about=(family.baby,))
    family.add(stage.world.ada, Outcome(baby=family.baby, result=Result.MISCARRIAGE), about=(family.baby,))
    assert ada.get(at(family, "documents/ward-card")).status_code == 404
    for path in ("plan", "birth-plan"):
        page = text(ada.get(at(family, path)))
        assert "A loss was reported" in page
        assert "Not considered here yet" not in page
        assert "Nobody has said yet that they hold" not in page


def test_each_document_of_a_long_record_takes_less_than_a_second(stage, family, with_a_birth_plan):
    world, long = stage.world, "She wants to be asked first, and told why. " * 20
    for number in range(40):
        family.add(world.ada, Goal(whose=ForWhom.BABY, goal=f"{number} {long}"))
        family.add(
            world.ada,
            Contingency(trigger=Trigger.LEAVES, then=long, owner_words="The ward", by_when="at once"),
        )
    entry = family.add(world.ada, PLAN.model_copy(update={"feeding": long, "baby_observed": long}))
    record = family.read(world.ada)
    making = Making(record=record, names=Plain(), by="Ada Hope", today=date(2025, 6, 1))
    for make in (
        lambda: plan_pdf(making, None, None),
        lambda: birth_plan_pdf(making, entry, 1, ""),
        lambda: ward_card_pdf(making, entry, 1, ""),
        lambda: chronology_pdf(making),
    ):
        make()  # the fonts are read once
        begun = time.process_time()
        document = make()
        assert time.process_time() - begun < 1
        assert pages(document) >= 1
    assert pages(ward_card_pdf(making, entry, 1, "")) == 1


class Plain:
    """Names for a document that nobody reads."""

    def person(self, person):
        return "Somebody"

    def agency(self, agency):
        return "An agency"

    def practitioner(self, practitioner):
        return "A practitioner"
