"""One plan: goals, who does what by when, who checks the rules, what if, and who signed and holds which version."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone

from firsthome.kinds.birth_plan import BirthPlan, LegalStatus
from firsthome.kinds.contingency import ALWAYS, Contingency, Trigger
from firsthome.kinds.entry import Mark
from firsthome.kinds.goal import ForWhom, Goal
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.kept_away import Basis, KeptAway
from firsthome.kinds.plan_rule import PlanRule
from firsthome.kinds.plan_version import CopyHeld, PlanSignOff, PlanVersion
from firsthome.kinds.plan_view import Agrees, PlanView
from firsthome.kinds.planning import Action, Progress
from firsthome.kinds.pregnancy import Outcome, Pregnancy, Result
from firsthome.kinds.when import When
from firsthome.procedures.question_sets import question_sets
from firsthome.reading.plan import Standing, due_on, not_considered, overdue, steps
from firsthome.record.copies_told import A_NEWER_ONE
from firsthome.record.errors import WordsAgreed
from firsthome.record.notices import notices_for
from tests.ledger_world import EDD, OWN_AGENCY, announced, begin_family
from tests.test_curiosity_pages import at, said, send, text, today
from tests.test_ledger import at_once
from tests.test_pages_reading import _queries
from tests.world import signed_in

PLAN = BirthPlan(legal=LegalStatus.NO_ORDER)


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def ada(stage):
    return signed_in(stage.world.ada)


def action(**more):
    return Action(what="Cot and pram in the house", owner_words="Her aunt", **more)


def test_a_changed_expected_date_moves_only_what_is_due_by_a_week(stage, family):
    ada = stage.world.ada
    by_week = family.add(ada, action(due_week=36))
    by_day = family.add(ada, action(due=date(2025, 7, 8)))
    family.add(ada, Pregnancy(edd=EDD + timedelta(days=7)))
    record = family.read(ada)
    found = {one.id: due_on(record, said) for one, said in record.of(Action)}
    assert found == {by_week.id: EDD + timedelta(days=7 - 28), by_day.id: date(2025, 7, 8)}


def test_nobody_is_late_for_a_week_that_never_came(stage, family):
    ada, born = stage.world.ada, EDD - timedelta(weeks=6)
    family.add(ada, action(due_week=36))
    family.add(
        ada, Outcome(baby=family.baby, result=Result.LIVE_BIRTH), about=(family.baby,), happened=When.on(born)
    )
    record = family.read(ada)
    assert [one.standing for one in steps(record, EDD)] == [Standing.BORN_FIRST]
    assert overdue(record, EDD) == []
    assert not_considered(record) == [Trigger.CONTACT_LOST, Trigger.LEAVES], "it was born, and not elsewhere"


def test_what_is_overdue_shows_to_everybody_who_has_a_part(stage, family):
    world = stage.world
    late = family.add(
        world.ada,
        Action(
            what="Visit at home", practitioner=world.ada.practitioner, due=date(2025, 3, 1), cover="Ann Lead"
        ),
    )
    for reader in (world.ada, world.ben, world.cat):
        page = text(signed_in(reader).get(at(family, "plan")))
        assert "Past the day that was agreed" in page
        assert "Visit at home To do The day that was agreed has passed Who Ada Hope" in page
    done = late.said.model_copy(update={"progress": Progress.DONE, "evidence": "Seen on Tuesday"})
    family.mark(world.ada, Mark.UPDATE, late, done, reason="Done")
    assert "Past the day" not in text(signed_in(world.ben).get(at(family, "plan")))


def test_the_plan_asks_for_her_own_goal_in_her_words(ada, family):
    page = text(ada.get(at(family, "plan")))
    assert "No goal of the mother’s own is recorded here yet." in page
    posted = {**today(), "whose": "mother", "goal": "A tenancy", "own_words": "no"}
    refused = ada.post(at(family, "add/goal"), posted)
    assert refused.status_code == 422
    assert "Ask her what she wants for herself, and write it in her own words" in text(refused)
    send(ada, family, "goal", whose="mother", goal="My own front door", own_words="yes")
    page = text(ada.get(at(family, "plan")))
    assert "For the mother, in her own right “My own front door.”" in page
    assert "No goal of the mother’s own" not in page


def test_a_rule_names_who_checks_it_and_a_contingency_who_does_it(stage, ada, family):
    rule = family.add(stage.world.ben, PlanRule(rule="No visits after dark", otherwise="Ring the duty team"))
    assert "Nobody yet. Who checks it, and how often?" in text(ada.get(at(family, "plan")))
    checked = rule.said.model_copy(
        update={"owner_words": "Her aunt", "how_often": "each evening", "found": "Kept"}
    )
    family.mark(stage.world.ben, Mark.UPDATE, rule, checked, reason="Checked")
    page = text(ada.get(at(family, "plan")))
    assert "Her aunt, each evening" in page
    assert "Last check Kept" in page

    assert all(trigger.label in page for trigger in ALWAYS)
    form = ada.get(at(family, "add/contingency?trigger=born_early"))
    assert 'value="born_early" checked' in form.content.decode()
    refused = ada.post(
        at(family, "add/contingency"), {**today(), "trigger": "born_early", "then": "Ring Ada"}
    )
    assert "Say who does it" in text(refused)
    send(ada, family, "contingency", trigger="born_elsewhere", not_needed_because="The next ward is in Spain")
    send(
        ada, family, "contingency",
        trigger="born_early", then="Ring Ada", owner_words="Whoever is on duty", by_when="at once",
    )  # fmt: skip
    record = family.read(stage.world.ada)
    assert not_considered(record) == [Trigger.CONTACT_LOST, Trigger.LEAVES]


def test_a_disagreement_that_was_read_back_stays_as_it_was_said(stage, family):
    ada = stage.world.ada
    view = family.add(
        ada, PlanView(person=family.mother, agrees=Agrees.NO, own_words="Not at night.", read_back=True)
    )
    with pytest.raises(WordsAgreed):
        family.mark(
            ada, Mark.CORRECTION, view, PlanView(person=family.mother, agrees=Agrees.YES), reason="Kinder"
        )
    assert "“Not at night.”, read back to them" in text(signed_in(ada).get(at(family, "plan")))


def test_a_version_holds_what_lies_open_and_says_when_the_plan_moved_on(stage, ada, family):
    world = stage.world
    family.add(world.ada, Goal(whose=ForWhom.BABY, goal="A calm first month"))
    secret = family.add(world.ada, action(due=date(2031, 1, 1)), audience=OWN_AGENCY)
    assert "Cot and pram" not in text(ada.get(at(family, "plan/version")))
    assert ada.post(at(family, "plan/version"), {"changed": "The first one"}).status_code == 302
    [version] = said(family, world.cat, PlanVersion)
    assert secret.id not in version.parts
    entry = family.read(world.cat).of(PlanVersion).__next__()[0].id
    send(
        signed_in(world.cat),
        family,
        "plan_sign_off",
        plan_version=str(entry),
        accepts="not_yet",
        words="Nights?",
    )
    family.add(world.ada, CopyHeld(copy_of=entry, team="out_of_hours", read_by="Jo Reed"))
    page = text(ada.get(at(family, "plan")))
    assert "Social care: we cannot accept it yet (Cat Reed). Nights?" in page
    assert "No answer yet: Health visiting; Maternity; Police" in page
    assert "The plan has changed since" not in page, "what is kept to maternity moves nobody's version"
    family.add(world.ben, Goal(whose=ForWhom.FAMILY, goal="Sleep"))
    page = text(ada.get(at(family, "plan")))
    assert "The plan has changed since this version. Whoever holds a copy holds an old one." in page
    ada.post(at(family, "plan/version"), {"changed": "Sleep"})
    page = text(ada.get(at(family, "plan")))
    assert "Version 1, " in page.partition("superseded")[0]
    assert "The out-of-hours team An old copy Read by Jo Reed" in page
    assert len(said(family, world.ada, PlanSignOff)) == 1


def test_two_who_set_down_a_version_at_once_share_no_number_and_lose_nothing(stage, ada, family):
    family.add(stage.world.ada, Goal(whose=ForWhom.BABY, goal="A calm first month"))
    there, browsers = at(family, "plan/version"), [ada, signed_in(stage.world.cat)]
    typed = [{"changed": f"Words of {who}", "number": "1"} for who in ("Ada", "Cat")]
    first = at_once(*(partial(one.post, there, words) for one, words in zip(browsers, typed, strict=True)))
    [late] = [place for place, one in enumerate(first) if one.status_code != 302]
    again = browsers[late].post(there, typed[late])
    assert again.status_code == 422
    page = text(again)
    assert "Somebody else set down version 1 while this page was open." in page
    assert typed[1 - late]["changed"] in page
    assert typed[late]["changed"] in again.content.decode()
    assert browsers[late].post(there, typed[late] | {"number": "2"}).status_code == 302
    assert [one.number for one in said(family, stage.world.ben, PlanVersion)] == [1, 2]


def test_the_plan_is_read_in_few_questions_to_the_database(stage, ada, family):
    for number in range(6):
        goal = family.add(stage.world.ada, Goal(whose=ForWhom.BABY, goal=f"Goal {number}"))
        family.add(stage.world.ben, action(goal=goal.id, due=timezone.localdate()))
        family.add(
            stage.world.ben, Contingency(trigger=Trigger.OTHER, what="Snow", not_needed_because="No hills")
        )
    for page in ("plan", "birth-plan"):
        assert len(_queries(ada, at(family, page))) <= 6


def test_whoever_takes_over_is_told_what_to_know(stage, ada, family):
    world = stage.world
    named = Involvement(agency=world.ben.agency, practitioner=world.ben.practitioner, role="Health visitor")
    entry = family.add(world.ada, named)
    change = {
        **today(),
        "agency": str(world.ben.agency),
        "practitioner": str(world.bea.practitioner),
        "level": "full",
    }
    change |= {
        "role": "Health visitor",
        "lead": "no",
        "mark": "update",
        "entry-reason": "Ben moves to another team",
        "entry": str(uuid4()),
    }
    there = at(family, f"entries/{entry.id}/correct?mark=update")
    refused = ada.post(there, change)
    assert refused.status_code == 422
    assert "Write who hands over, and what whoever comes next has to know" in text(refused)
    kept = ada.post(
        there, change | {"handover": "From Ben: she likes to be texted first. They met her together."}
    )
    assert kept.status_code == 302, text(kept)
    assert "From Ben: she likes to be texted first." in text(ada.get(at(family, f"entries/{entry.id}")))


def told(reader, family):
    with announced(reader):
        found = [one for one in notices_for(reader) if one.reference == family.reference]
    return [one.opens for one in found if one.what == A_NEWER_ONE]


def test_whoever_wrote_down_who_holds_a_copy_hears_once_of_each_newer_plan_that_they_may_see(stage, family):
    world, opens = stage.world, at(family, "birth-plan")
    plan = family.add(world.ada, PLAN)
    for by, team in ((world.ben, "out_of_hours"), (world.cat, "community")):
        family.add(by, CopyHeld(copy_of=plan.id, team=team))
    family.add(world.ada, CopyHeld(copy_of=plan.id, team="ward"))
    kept = KeptAway(person_words="Lee", basis=Basis.HER_WISH, told_by="Not told")
    family.add(world.ada, kept, audience=OWN_AGENCY)
    assert [told(one, family) for one in (world.ada, world.ben, world.cat)] == [[opens], [], []]
    for feeding in ("Breast", "Bottle"):
        newer = PLAN.model_copy(update={"feeding": feeding})
        plan = family.mark(world.ada, Mark.UPDATE, plan, newer, reason="Asked her")
    assert [told(one, family) for one in (world.ada, world.cat, world.dan)] == [[opens], [opens], []]
    family.add(world.ben, CopyHeld(copy_of=plan.id, team="out_of_hours"))
    family.add(world.ada, Outcome(baby=family.baby, result=Result.STILLBIRTH))
    family.mark(world.ada, Mark.UPDATE, plan, PLAN, reason="As it was")
    assert told(world.ben, family) == [opens], "after a loss nobody brings a plan anywhere"


def test_a_birth_plan_keeps_the_words_that_it_was_asked_with(stage, ada, family):
    form = ada.get(at(family, "add/birth_plan")).content.decode()
    assert "Whoever is on the ward at three in the morning" in form
    assert send(ada, family, "birth_plan", legal="no_order", watching="ordinary").status_code == 302
    [plan] = said(family, stage.world.ben, BirthPlan)
    assert plan.as_asked.version == question_sets()["birth_plan"].version
    shown = text(ada.get(at(family, "birth-plan")))
    assert "As it was asked" in shown
    assert "If the baby comes early, or is born somewhere else." in shown
    assert 'value="birth_plan"' not in ada.get(at(family, "add/contribution")).content.decode()
