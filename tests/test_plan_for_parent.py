"""A parent's copy of the plan: is it safe, what goes in, and what never does, whoever asks."""

from __future__ import annotations

from uuid import uuid4

import pytest

from firsthome.kinds.copy_for_family import CopyForFamily, Way
from firsthome.kinds.entry import How, Mark, Source
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.goal import ForWhom, Goal
from firsthome.kinds.her_own_support import HerOwnSupport, Support
from firsthome.kinds.kept_away import Basis, KeptAway
from firsthome.kinds.plan_view import Agrees, PlanView
from firsthome.kinds.planning import Action
from firsthome.kinds.vulnerability import AffectedNow, Standing, Topic, Vulnerability
from tests.ledger_world import OWN_AGENCY, begin_family, new_person
from tests.test_curiosity_pages import at, said, text
from tests.world import signed_in

SAID_BY_HER = Source(how=How.SAID, by="Leila")


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def ada(stage):
    return signed_in(stage.world.ada)


@pytest.fixture
def father(stage, family):
    man = new_person("Ashwin Mistry")
    family.add(stage.world.ada, PersonOnRecord(person=man, role=Role.FATHER))
    return man


@pytest.fixture
def plan(stage, family, father):
    """Something for both, something of each alone, and something that nobody of the family is given."""
    ada = stage.world.ada
    for whose, words in (
        (ForWhom.BABY, "Quiet nights"),
        (ForWhom.MOTHER, "To sing again"),
        (ForWhom.OTHER_PARENT, "Work"),
    ):
        family.add(ada, Goal(whose=whose, goal=words, own_words=whose is not ForWhom.BABY))
    family.add(ada, Action(what="Bring the cot", owner_words="Aunt Jo"))
    family.add(ada, Action(what="Ask him about the debts"), about=(father,))
    family.add(ada, Action(what="Look into the cellar"), audience=OWN_AGENCY)
    family.add(
        ada, Action(what="Go and see whether he drinks"), source=Source(how=How.SAID, by="a neighbour")
    )
    family.add(
        ada, HerOwnSupport(abuse_advocate=Support.ARRANGED, abuse_advocate_words="Meets her on Mondays")
    )
    view = PlanView(person=family.mother, agrees=Agrees.NO, own_words="Not on Mondays.")
    family.add(ada, view, source=SAID_BY_HER)


def answers(person, **more):
    return {
        "person": str(person), "safe_to_give": "yes", "safe_to_keep": "yes", "who_else_reads": "Nobody",
        "way": "left", "entry": str(uuid4()), **more,
    }  # fmt: skip


def offered_to(browser, family, person):
    page = browser.post(at(family, "plan/copy"), answers(person, step="what"))
    assert page.status_code == 200
    return text(page).partition("What goes in?")[2]


def test_each_parent_is_offered_what_is_theirs_and_nobody_elses(ada, family, father, plan):
    hers, his = offered_to(ada, family, family.mother), offered_to(ada, family, father)
    for words in ("Quiet nights", "Bring the cot"):
        assert words in hers
        assert words in his
    assert "To sing again" in hers
    assert "Not on Mondays" in hers
    assert "Work" in his
    for words in ("To sing again", "Not on Mondays"):
        assert words not in his
    for words in ("debts", "Work”"):
        assert words not in hers
    for words in ("cellar", "drinks", "Meets her"):
        assert words not in hers + his


def test_nothing_is_left_where_it_may_not_be_safe_to_keep(ada, family, plan):
    refused = ada.post(at(family, "plan/copy"), answers(family.mother, safe_to_keep="not_known", step="what"))
    assert refused.status_code == 422
    assert "Choose “Read together, not left”: it is not known to be safe to keep" in text(refused)
    refused = ada.post(at(family, "plan/copy"), answers(family.mother, safe_to_give="not_known", step="what"))
    assert "Do not give a copy before somebody has found out that it is safe" in text(refused)


def test_it_is_seen_in_plain_words_first_and_then_written_down_and_given(stage, ada, family, plan):
    goal = next(one for one, goal in family.read(stage.world.ada).of(Goal) if goal.whose is ForWhom.MOTHER)
    chosen = answers(family.mother, parts=[str(goal.current.content.id)], note="Ring any time.")
    page = text(ada.post(at(family, "plan/copy"), chosen | {"step": "look"}))
    assert "For yourself: “To sing again.”" in page
    assert "Quiet nights" not in page
    kept = ada.post(at(family, "plan/copy"), chosen | {"step": "keep"})
    assert kept["Content-Disposition"] == 'attachment; filename="copy.pdf"'
    assert kept.content.startswith(b"%PDF")
    together = chosen | {"way": "together", "safe_to_keep": "no", "step": "keep", "entry": str(uuid4())}
    assert ada.post(at(family, "plan/copy"), together).status_code == 302, "no file is made"
    assert [one.way for one in said(family, stage.world.ada, CopyForFamily)] == [Way.LEFT, Way.TOGETHER]


def test_whoever_is_kept_away_or_not_safe_to_approach_is_offered_none(stage, ada, family, father, plan):
    assert "Ashwin Mistry" in text(ada.get(at(family, "plan/copy")))
    away = family.add(stage.world.ada, KeptAway(person=father, basis=Basis.HER_WISH, told_by="Ann Lead"))
    assert "Ashwin Mistry" not in text(ada.get(at(family, "plan/copy")))
    assert ada.post(at(family, "plan/copy"), answers(father, step="what")).status_code == 422
    family.mark(stage.world.ada, Mark.ERROR, away, reason="Somebody else")
    assert "Ashwin Mistry" in text(ada.get(at(family, "plan/copy")))
    abuse = Vulnerability(
        topic=Topic.DOMESTIC_ABUSE,
        standing=Standing.SUSPECTED,
        account="A cut lip",
        affected_now=AffectedNow.NOT_KNOWN,
    )
    family.add(stage.world.ada, abuse, about=(family.mother,), audience=OWN_AGENCY)
    assert "Ashwin Mistry" not in text(ada.get(at(family, "plan/copy")))
