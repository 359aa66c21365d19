"""A parent's copy: is it safe, what goes in, what never does, whoever asks, and how it reads."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from firsthome.exchange.documents import making
from firsthome.exchange.documents.reading_age import reading_of, sentences
from firsthome.kinds.address import Address, AddressStanding
from firsthome.kinds.choices import Asked
from firsthome.kinds.contact import Contact, ContactOutcome, Setting
from firsthome.kinds.copy_for_family import CopyForFamily, Layout, Way
from firsthome.kinds.entry import How, Mark, Source
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.goal import ForWhom, Goal
from firsthome.kinds.her_own_support import HerOwnSupport, Support
from firsthome.kinds.kept_away import Basis, KeptAway
from firsthome.kinds.meeting import MeetingPart, ParentsCopy, ParentsPart, ToldWhen
from firsthome.kinds.plan_view import Agrees, PlanView
from firsthome.kinds.planning import Action, Meeting
from firsthome.kinds.referral import Referral
from firsthome.kinds.registry import canonical
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
def told(monkeypatch):
    """What copies say, as data: the words of a PDF are not to be found in the file."""
    found, real = [], making.typeset
    monkeypatch.setattr(making, "typeset", lambda template, data, day: (
        found.append((template, data)), real(template, data, day))[1])  # fmt: skip
    return found


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
    page = browser.post(at(family, "copies/plan"), answers(person, step="what"))
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
    refused = ada.post(
        at(family, "copies/plan"), answers(family.mother, safe_to_keep="not_known", step="what")
    )
    assert refused.status_code == 422
    assert "Choose “Read together, not left”: it is not known to be safe to keep" in text(refused)
    refused = ada.post(
        at(family, "copies/plan"), answers(family.mother, safe_to_give="not_known", step="what")
    )
    assert "Do not give a copy before somebody has found out that it is safe" in text(refused)


def test_it_is_seen_in_plain_words_first_and_then_written_down_and_given(stage, ada, family, plan):
    goal = next(one for one, goal in family.read(stage.world.ada).of(Goal) if goal.whose is ForWhom.MOTHER)
    chosen = answers(family.mother, parts=[str(goal.current.content.id)], note="Ring any time.")
    page = text(ada.post(at(family, "copies/plan"), chosen | {"step": "look"}))
    assert "For yourself: “To sing again.”" in page
    assert "Quiet nights" not in page
    kept = ada.post(at(family, "copies/plan"), chosen | {"step": "keep"})
    assert kept["Content-Disposition"] == 'attachment; filename="copy.pdf"'
    assert kept.content.startswith(b"%PDF")
    together = chosen | {"way": "together", "safe_to_keep": "no", "step": "keep", "entry": str(uuid4())}
    assert ada.post(at(family, "copies/plan"), together).status_code == 302, "no file is made"
    assert [one.way for one in said(family, stage.world.ada, CopyForFamily)] == [Way.LEFT, Way.TOGETHER]


def test_whoever_is_kept_away_or_not_safe_to_approach_is_offered_none(stage, ada, family, father, plan):
    assert "Ashwin Mistry" in text(ada.get(at(family, "copies/plan")))
    away = family.add(stage.world.ada, KeptAway(person=father, basis=Basis.HER_WISH, told_by="Ann Lead"))
    assert "Ashwin Mistry" not in text(ada.get(at(family, "copies/plan")))
    assert ada.post(at(family, "copies/plan"), answers(father, step="what")).status_code == 422
    family.mark(stage.world.ada, Mark.ERROR, away, reason="Somebody else")
    assert "Ashwin Mistry" in text(ada.get(at(family, "copies/plan")))
    abuse = Vulnerability(
        topic=Topic.DOMESTIC_ABUSE,
        standing=Standing.SUSPECTED,
        account="A cut lip",
        affected_now=AffectedNow.NOT_KNOWN,
    )
    family.add(stage.world.ada, abuse, about=(family.mother,), audience=OWN_AGENCY)
    assert "Ashwin Mistry" not in text(ada.get(at(family, "copies/plan")))


def choices(page):
    """What is offered, each with whether it is ticked."""
    boxes = re.findall(r'<input[^>]*name="parts"[^>]*>', page.content.decode())
    return {re.search('value="([^"]+)"', one)[1]: "checked" in one for one in boxes}


def test_the_minutes_of_a_meeting_never_hold_the_restricted_part_and_are_for_whoever_was_not_kept_out(
    stage, ada, family, father
):
    world = stage.world
    said = Meeting(
        type="Core group", minutes="The plan goes on.", decision="Two visits a week", men="He owes money",
        mother=ParentsPart.THERE, father=ParentsPart.KEPT_OUT, why_apart="She fears him", locked=True,
    )  # fmt: skip
    met = family.add(world.ada, said, about=(family.mother, father))
    told = family.add(
        world.ben, MeetingPart(meeting=met.id, told=ToldWhen.ADDED, words="Tuesday, not Monday")
    )
    never = MeetingPart(
        meeting=met.id, told=ToldWhen.THERE, words="A knife", copy_for_parents=ParentsCopy.NEVER
    )
    family.add(world.cat, never)
    family.add(world.ada, Action(what="Of another day"))
    at_meeting = f"{at(family, 'copies/minutes')}?meeting={met.id}"
    page = ada.post(at_meeting, answers(family.mother, step="what"))
    assert choices(page) == {str(met.id): True, str(told.id): True}
    chosen = answers(family.mother, step="look", parts=[str(met.id), str(told.id)])
    read = text(ada.post(at_meeting, chosen))
    assert "Core group" in read
    for words in (
        "You were there.",
        "What we decided: Two visits a week.",
        "Added later. Health visiting: Tuesday",
    ):
        assert words in read
    for words in ("owes money", "fears him", "knife", "kept out"):
        assert words not in read.partition("Our meeting")[2]
    his = ada.post(at_meeting, answers(father, step="what"))
    assert choices(his) == {str(told.id): True}, "he was kept out, so its minutes are not for him"
    assert ada.get(at(family, "copies/anything")).status_code == 404


def test_of_what_is_written_down_nothing_goes_in_by_itself_nor_what_they_were_not_told(
    stage, ada, family, father
):
    world, her = stage.world, (family.mother,)
    alone = {"outcome": ContactOutcome.ATTENDED, "setting": Setting.HOME, "seen_alone": Asked.YES}
    seen = family.add(world.ada, Contact(account="A bruise", her_words="I sleep badly", **alone), about=her)
    untold = Referral(why="He frightens her", parents_told=Asked.NO)
    family.add(world.ada, untold, about=her)
    told = Referral(
        to=world.cat.agency,
        why="He frightens her",
        parents_told=Asked.YES,
        told="We want somebody to help with rent",
    )
    asked = family.add(world.ada, told, about=her)
    family.add(world.ada, Contact(**alone), about=(father,))
    offered = choices(ada.post(at(family, "copies/entries"), answers(family.mother, step="what")))
    assert offered == {str(seen.id): False, str(asked.id): False}
    chosen = answers(family.mother, step="look", parts=[str(seen.id), str(asked.id)])
    read = text(ada.post(at(family, "copies/entries"), chosen))
    assert "You said: “I sleep badly.”" in read
    assert "We told you: We want somebody to help with rent." in read
    for words in ("frightens", "bruise"):
        assert words not in read.partition("What we wrote down")[2]
    abuse = Vulnerability(
        topic=Topic.DOMESTIC_ABUSE, standing=Standing.KNOWN, account="x", affected_now=AffectedNow.NOT_KNOWN
    )
    family.add(world.ada, abuse, about=her, audience=OWN_AGENCY)
    left = ada.post(at(family, "copies/entries"), answers(family.mother, step="what"))
    assert left.status_code == 422, "what she said is not left where he may find it"
    together = answers(family.mother, step="what", way="together")
    assert str(seen.id) in choices(ada.post(at(family, "copies/entries"), together))
    assert ada.post(at(family, "copies/plan"), answers(family.mother, step="what")).status_code == 200


@pytest.mark.parametrize("picture", ["genogram", "ecomap"])
def test_the_family_as_a_picture_holds_those_who_were_chosen_and_nobody_else(
    ada, family, father, told, picture
):
    drawn = f"{at(family, 'copies/picture')}?picture={picture}"
    offered = list(choices(ada.post(drawn, answers(family.mother, step="what"))))
    assert len(offered) == 3
    page = ada.post(drawn, answers(family.mother, step="look", parts=offered)).content.decode()
    assert "Ashwin Mistry" in page[page.index("<svg class=") :]
    ada.post(drawn, answers(family.mother, step="keep", parts=offered[:2]))
    [(_, said_to_her)] = told
    assert ("Leila Mistry" in said_to_her["picture"]["svg"]) == (picture == "genogram"), (
        "nobody is around them"
    )
    assert "Ashwin" not in canonical(said_to_her)


def test_hard_sentences_are_named_and_easier_words_are_given_and_kept(stage, ada, family, told):
    hard = (
        "In consequence of the multidisciplinary recommendations somebody will be coming in order to see the baby "
        "every day"
    )
    goal = family.add(
        stage.world.ada, Goal(whose=ForWhom.BABY, goal=f"{hard}. Quiet nights. Visit by 9 Hidden Row")
    )
    lines = Address(
        person=family.mother, standing=AddressStanding.RESTRICTED, lines="9 Hidden Row", postcode="EX4 4PL"
    )
    family.add(stage.world.ada, lines)
    chosen = answers(family.mother, parts=[str(goal.id)], layout="easy", note="Come by 3 May 2025.")
    page = text(ada.post(at(family, "copies/plan"), chosen | {"step": "look"}))
    assert "These may be hard to read" in page
    assert "(21 words; long words: multidisciplinary, recommendations)" in page
    assert "Hidden Row" not in page.partition("Our plan")[2]
    easier = chosen | {
        "heading-0": "What we all want", "words-0": "Somebody sees your baby every day.\r\nYou sleep at 9 Hidden Row.",
    }  # fmt: skip
    page = text(ada.post(at(family, "copies/plan"), easier | {"step": "look"}))
    assert "Somebody sees your baby every day." in page
    assert "multidisciplinary" not in page
    assert ada.post(at(family, "copies/plan"), easier | {"step": "keep"}).content.startswith(b"%PDF")
    again = {"step": "keep", "entry": str(uuid4()), "note": "ქართული"}
    assert ada.post(at(family, "copies/plan"), easier | again).content.startswith(b"%PDF")
    [(template, said_to_her), (_, later)] = told
    assert said_to_her["made"].startswith("Copy 1. ")
    assert later["made"].startswith("Copy 2. ")
    assert later["old"].startswith("It takes the place of the copy of ")
    assert later["note"] == "[Georgian writing: ask us]"
    assert (template, said_to_her["easy"]) == ("for_parents.typ", True)
    given = [line["words"] for line in said_to_her["parts"][0]["lines"]]
    assert given == ["Somebody sees your baby every day.", "You sleep at …."]
    kept, _ = said(family, stage.world.ada, CopyForFamily)
    assert kept.layout is Layout.EASY
    assert [str(one) for one in kept.in_other_words] == [f"What we all want: {chr(10).join(given)}"]


@pytest.mark.parametrize(
    ("words", "age"),
    [
        ("We met on Monday. The midwife comes again on Tuesday. " * 3, 8),
        (
            "The practitioner will facilitate an assessment of parental capacity and associated risk factors. "
            * 3,
            22,
        ),
        ("Too few to say.", None),
        ("ગર્ભવતી સ્ત્રી " * 30, None),
    ],
)
def test_roughly_for_which_age_some_words_are(words, age):
    found = reading_of([words]).age
    assert found == age or (found and age and abs(found - age) <= 1)
    assert sentences("See Dr. Rao. “Two!” Three? 3.5 kg") == ["See Dr. Rao.", "“Two!”", "Three?", "3.5 kg"]
