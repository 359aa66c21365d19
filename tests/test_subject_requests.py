"""Leila asks what is held about her: that she asked stays with those who answer, each agency for its own entries."""

from __future__ import annotations

from datetime import date

import pytest

from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Mark
from firsthome.kinds.sharing import Share
from firsthome.kinds.subject_answer import SubjectReview, Verdict
from firsthome.kinds.subject_request import Asks, Identity, SubjectRequest
from firsthome.record.errors import NotAllowed
from tests.ledger_world import begin_family

SEAL = "0" * 64


@pytest.fixture
def world(stage):
    return stage.world


@pytest.fixture
def family(world):
    return begin_family(world)


def asks(family, *answers, **more):
    said = {
        "person": family.mother,
        "asked_by": "Leila Mistry",
        "asks_for": Asks.SELF,
        "reply": "At the clinic.",
    }
    said |= {"identity": Identity.KNOWN, "received": date(2025, 3, 3), "answers": answers}
    return SubjectRequest(**(said | more))


def hears(family, reader):
    return [said for _, said in family.read(reader).of(SubjectRequest)]


def test_that_she_asked_reaches_only_those_who_answer(world, family):
    family.add(world.ann, asks(family, world.ann.practitioner, world.bea.practitioner))
    assert [world.name_of(one) for one in world.everybody if hears(family, one)] == ["ann", "bea"]


def test_a_lead_who_is_named_later_reads_it_from_then_on(world, family):
    asked = family.add(world.ann, asks(family, world.ann.practitioner))
    assert not hears(family, world.bea)
    both = asks(family, world.ann.practitioner, world.bea.practitioner)
    family.mark(world.ann, Mark.UPDATE, asked, both, reason="Health visiting holds entries as well.")
    assert hears(family, world.bea)


def test_a_midwife_does_not_decide_what_is_released(world, family):
    with pytest.raises(NotAllowed, match="safeguarding lead"):
        family.add(world.ada, asks(family, world.ann.practitioner))


def test_what_a_lead_reviewed_reaches_the_leads_of_that_agency_alone(world, family):
    seen = family.add(world.ada, Contact(outcome=ContactOutcome.ATTENDED))
    asked = family.add(world.ann, asks(family, world.ann.practitioner, world.bea.practitioner))
    review = SubjectReview(request=asked.id, items=(seen.id,), seals=(SEAL,), verdict=Verdict.RELEASE)
    family.add(world.ann, review)
    assert [world.name_of(one) for one in world.everybody if list(family.read(one).of(SubjectReview))] == [
        "ann"
    ]


def test_sharing_the_entry_does_not_carry_the_review_along(world, family):
    seen = family.add(world.ada, Contact(outcome=ContactOutcome.ATTENDED))
    asked = family.add(world.ann, asks(family, world.ann.practitioner))
    review = SubjectReview(request=asked.id, items=(seen.id,), seals=(SEAL,), verdict=Verdict.RELEASE)
    family.add(world.ann, review)
    family.add(world.ada, Share(entries=(seen.id,), agencies=(world.dan.agency,)))
    assert not hears(family, world.dan)
    assert not list(family.read(world.dan).of(SubjectReview))
