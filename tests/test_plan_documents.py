"""The plans and the ward's card on paper: what they say, what they never say, and which copies are old."""

from __future__ import annotations

import hashlib
import time
from datetime import date
from types import SimpleNamespace

import pytest

from firsthome.exchange.documents import making as making_of
from firsthome.exchange.documents.assessment import assessment_pdf
from firsthome.exchange.documents.making import Making
from firsthome.exchange.documents.minutes import minutes_pdf
from firsthome.exchange.documents.plan_document import birth_plan_pdf, chronology_pdf, plan_pdf
from firsthome.exchange.documents.ward_card import pages, ward_card_pdf
from firsthome.kinds.address import Address, AddressStanding
from firsthome.kinds.birth_plan import BirthPlan, LegalStatus
from firsthome.kinds.contingency import Contingency, Trigger
from firsthome.kinds.contribution import Contribution
from firsthome.kinds.conversation import AsAsked
from firsthome.kinds.entry import Mark
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.goal import ForWhom, Goal
from firsthome.kinds.kept_away import Basis, KeptAway
from firsthome.kinds.meeting import MeetingPart, ParentsCopy, ToldWhen
from firsthome.kinds.milestone import MilestoneReached, Reached
from firsthome.kinds.plan_version import CopyHeld, Team
from firsthome.kinds.planning import Action, Meeting
from firsthome.kinds.pregnancy import Outcome, Result
from firsthome.kinds.registry import canonical
from firsthome.kinds.when import When
from firsthome.pages.paper_pictures import family_picture, time_picture
from firsthome.procedures.question_sets import question_sets
from firsthome.reading.meetings import meetings
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

    real = making_of.typeset
    monkeypatch.setattr(making_of, "typeset", typeset)
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
    for name in ("plan", "birth-plan", "ward-card", "chronology", "assessment"):
        answer = ada.get(at(family, f"documents/{name}"))
        assert answer["Content-Disposition"] == f'attachment; filename="{name}.pdf"'
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


def words_of(said):
    return {
        one["heading"]: " / ".join(f"{line['label']}: {line['text']}" for line in one["lines"])
        for one in said["sections"]
    }


def test_minutes_say_whether_they_are_agreed_what_was_added_and_which_copy_is_old(stage, ada, family, told):
    world = stage.world
    met = Meeting(
        type="Core group",
        minutes="The plan goes on.",
        decision="Two visits",
        agencies_there=(world.ada.agency,),
    )
    first = family.add(world.ada, met)
    agreed = family.mark(
        world.ada, Mark.CORRECTION, first, met.model_copy(update={"minutes": "It goes on, in pairs.", "locked": True}),
        reason="Agreed by all",
    )  # fmt: skip
    family.add(
        world.ben, MeetingPart(meeting=agreed.id, told=ToldWhen.ADDED, words="The visit was on Tuesday.")
    )
    never = {"told": ToldWhen.THERE, "copy_for_parents": ParentsCopy.NEVER}
    family.add(world.cat, MeetingPart(meeting=agreed.id, words="Seen with a knife", **never))
    kept = MeetingPart(meeting=agreed.id, words="From the police", **never)
    family.add(world.ada, kept, audience=OWN_AGENCY)
    family.add(world.ada, Action(what="Ring the ward", agency=world.ada.agency, meeting=agreed.id))
    answer = ada.get(at(family, f"documents/minutes?meeting={agreed.id}"))
    assert answer["Content-Disposition"] == 'attachment; filename="minutes.pdf"'
    ada.get(at(family, f"documents/minutes?meeting={agreed.id}&version=1"))
    (_, now), (_, before) = told
    assert now["notices"][0].startswith("These minutes are agreed and locked")
    assert any(one.startswith("It holds what never goes into a parent’s copy") for one in now["notices"])
    found = words_of(now)
    assert "It goes on, in pairs." in found["What was said and decided"]
    assert "Seen with a knife" in found["What each agency told there"]
    assert "Restricted: never in the parents’ copy" in found["What each agency told there"]
    assert "The visit was on Tuesday." in found["Corrections and additions"]
    assert "To do: Ring the ward, Maternity." in found["Actions that were agreed"]
    assert "From the police" not in canonical(now), "what is kept to few is not on paper"
    assert (now["old"], now["title"][-9:]) == ("", "Version 2")
    assert before["old"].startswith("Superseded by version 2 of")
    assert before["notices"][0] == "These minutes are not agreed yet: they may still change."
    assert "The plan goes on." in words_of(before)["What was said and decided"]
    for path in ("documents/minutes", f"documents/minutes?meeting={agreed.id}&version=3"):
        assert ada.get(at(family, path)).status_code == 404


def test_the_assessment_says_first_where_the_record_of_truth_is(stage, ada, family, told):
    world = stage.world
    seen = family.add(world.ada, Action(what="Ring the ward"))
    asked = AsAsked.model_validate(question_sets()["contribution"].as_asked())
    say = {"question_set": "contribution", "as_asked": asked}
    given = family.add(world.ada, Contribution(facts="Seen four times", rests_on=(seen.id,), **say))
    family.mark(
        world.ada, Mark.UPDATE, given, Contribution(facts="Seen five times", rests_on=(seen.id,), **say),
        reason="Once more",
    )  # fmt: skip
    family.add(world.ben, Contribution(question_set="contribution", facts="Only for us"), audience=OWN_AGENCY)
    ada.get(at(family, "documents/assessment"))
    reached = MilestoneReached(
        milestone="assessment_start", reached=Reached.ELSEWHERE, where="The council’s system, 4711"
    )
    family.add(world.cat, reached)
    ada.get(at(family, "documents/assessment"))
    (_, before), (_, now) = told
    assert before["sections"][0]["empty"].startswith("Nobody has written here yet in which system")
    assert next(iter(words_of(now))) == "Record of truth"
    assert "Recorded in: The council’s system, 4711." in words_of(now)["Record of truth"]
    [hers] = [words for heading, words in words_of(now).items() if heading.startswith("Maternity, ")]
    assert "What is known: Seen five times" in hers
    assert "It cites: " in hers
    assert "Ring the ward" in hers
    assert "Version 2 of this contribution." in canonical(now)
    assert "Health visiting" in words_of(now)["No contribution stands here yet from"]
    assert "Answered by: Maternity" in words_of(now)["As it was asked"]
    assert "Only for us" not in canonical(now)
    assert [one["title"] for one in now["pictures"]] == ["The family as a picture"]


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
    met_on = When.on(date(2025, 5, 2))
    family.add(world.ada, Meeting(type="Core group", minutes=long * 4), happened=met_on)
    family.add(world.ada, Contribution(question_set="contribution", facts=long * 4))
    record, today = family.read(world.ada), date(2025, 6, 1)
    making = Making(record=record, names=Plain(), by="Ada Hope", today=today)
    page = SimpleNamespace(record=record, names=Plain(), today=today)
    drawings = [*family_picture(page), *time_picture(page)]
    assert [one.title for one in drawings] == ["The family as a picture", "The record over time"]
    [meeting] = meetings(record)
    for make in (
        lambda: plan_pdf(making, None, None),
        lambda: birth_plan_pdf(making, entry, 1, ""),
        lambda: ward_card_pdf(making, entry, 1, ""),
        lambda: chronology_pdf(making, drawings),
        lambda: minutes_pdf(making, {}, meeting, meeting.statement.current.content, 1, ""),
        lambda: assessment_pdf(making, drawings[:1]),
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
