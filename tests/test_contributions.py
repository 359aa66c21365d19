"""What each agency says for an assessment: facts apart from what they may mean, read for ever as it was asked."""

from __future__ import annotations

import html
import re

import pytest

from firsthome.kinds.contribution import Contribution
from firsthome.kinds.entry import Mark
from firsthome.pages import filled_in
from firsthome.procedures.question_sets import question_sets
from tests.ledger_world import begin_family, only
from tests.test_asking_for_help import send
from tests.test_pages_reading import _queries
from tests.world import signed_in


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def ada(stage):
    return signed_in(stage.world.ada)


def page_of(browser, family):
    answer = browser.get(f"/records/{family.reference}/contributions")
    assert answer.status_code == 200
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_each_agency_speaks_for_itself_and_silence_is_not_held_against_anybody(stage, ada, family):
    answers = {"question_set": "contribution", "facts": "Seen four times", "mothers_view": "I am fine"}
    form = ada.get(f"/records/{family.reference}/add/contribution").content.decode()
    assert "How else could the same facts be explained? What speaks for that?" in form
    assert send(ada, family, "contribution", **answers).url == f"/records/{family.reference}/contributions"
    family.add(stage.world.ben, Contribution(question_set="contribution", facts="Not met yet"))
    page = page_of(ada, family)
    assert "Maternity, 1 March 2025" in page
    assert "In the mother’s own words “I am fine.”" in page
    assert "Health visiting, " in page
    silent = page[page.index("No contribution stands here yet from:") :]
    assert "Social care" in silent
    assert "Maternity" not in silent.split("They may have given")[0]


def test_an_answer_keeps_the_questions_that_it_was_asked_with(stage, ada, family, monkeypatch):
    answers = {"question_set": "contribution", "facts": "Seen four times"}
    send(ada, family, "contribution", **answers)
    said = next(one for one in family.seen(stage.world.ada) if isinstance(one.said, Contribution))
    asked_then = said.said.as_asked
    assert asked_then.version == question_sets()["contribution"].version
    newer = question_sets()["contribution"].model_copy(update={"version": "2"})
    monkeypatch.setattr(filled_in, "question_sets", lambda: {"contribution": newer})
    changed = filled_in.filled_in(
        said.said.model_copy(update={"facts": "Seen five times"}), said.said, page=None
    )
    family.mark(stage.world.ada, Mark.UPDATE, said, changed, reason="Once more")
    now = next(one for _, one in family.read(stage.world.ada).of(Contribution))
    assert (now.facts, now.as_asked) == ("Seen five times", asked_then)
    assert filled_in.filled_in(said.said, None, page=None).as_asked.version == "2", (
        "a new one is asked the new questions"
    )


def test_the_page_takes_six_queries_and_hides_what_is_kept_to_fewer(stage, ada, family):
    taken = []
    for number in range(3):
        kept = Contribution(question_set="contribution", facts=f"Only for us {number}")
        family.add(stage.world.ben, kept, audience=only(stage.world.ben.agency))
        family.add(stage.world.cat, Contribution(question_set="contribution", facts="x"))
        taken.append(len(_queries(ada, f"/records/{family.reference}/contributions")))
    assert taken[1] == taken[2], "from the second visit on, when it was read before"
    assert max(taken) <= 6
    assert "Only for us" not in page_of(ada, family)
