"""Sensitive topics are kept to fewer people to begin with; whoever opens them to everyone says why."""

from __future__ import annotations

import html
import json
import re
from uuid import uuid4

import pytest

from firsthome.kinds.registry import kinds
from firsthome.kinds.vulnerability import Standing, Topic, Vulnerability
from firsthome.kit.forms import shape_of
from firsthome.pages import narrow
from firsthome.procedures.sensitive_topics import SensitiveTopic, sensitive_topics
from tests.ledger_world import begin_family, only
from tests.world import signed_in

WHY = "The midwives and the health visitor plan her medicine together."


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def ada(stage):
    return signed_in(stage.world.ada)


def filled_in(topic="blood_borne_virus", **more):
    answers = {"kind": "vulnerability", "topic": topic, "standing": "known", "entry": str(uuid4())}
    return answers | {"entry-how": "observed", "entry-seen_by": "everyone"} | more


def kept_to(stage, family, answers):
    """Who sees what was written: the reader's first names."""
    seen = {}
    for name in ("ada", "ben", "cat"):
        record = family.read(getattr(stage.world, name))
        seen[name] = [one for one, said in record.of(Vulnerability) if said.account == answers["account"]]
    return {name for name, found in seen.items() if found}


def test_the_topics_are_answers_that_the_forms_have():
    asked = {(one.kind, one.field) for one in sensitive_topics()}
    assert {"vulnerability", "event", "pre_proceedings", "meeting_part"} == {kind for kind, _ in asked}
    for topic in sensitive_topics():
        choice = shape_of(kinds()[topic.kind].model_fields[topic.field]).base
        assert topic.answer in {one.value for one in choice}
        assert topic.source


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("vulnerability", "sexual_exploitation"),
        ("vulnerability", "blood_borne_virus"),
        ("vulnerability", "termination"),
        ("vulnerability", "immigration"),
        ("event", "police_intelligence"),
        ("event", "legal_advice"),
    ],
)
def test_the_six_of_the_product_are_kept_to_ones_own_agency(kind, answer):
    assert [one.audience for one in sensitive_topics() if (one.kind, one.answer) == (kind, answer)] == [
        "own agency"
    ]


def test_without_script_the_form_comes_back_with_fewer_people_chosen_and_all_that_was_typed(family, ada):
    sent = filled_in(account="Treated since March.")
    address = f"/records/{family.reference}/add/vulnerability"
    answer = ada.post(address, sent)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "This is kept to fewer people to begin with." in page
    assert "she may not have told anybody else" in page
    assert "Treated since March." in page
    assert re.search(r'name="entry-seen_by"[^>]*value="my_agency" checked', page)


def test_saved_again_it_reaches_the_authors_agency_alone(stage, family, ada):
    sent = filled_in(account="Treated since May.") | {"entry-seen_by": "my_agency"}
    assert ada.post(f"/records/{family.reference}/add/vulnerability", sent).status_code == 302
    assert kept_to(stage, family, sent) == {"ada"}


def test_opened_to_everyone_it_says_why_and_keeps_that(stage, family, ada):
    sent = filled_in(account="Treated since June.") | {"entry-why_everyone": WHY}
    assert ada.post(f"/records/{family.reference}/add/vulnerability", sent).status_code == 302
    assert kept_to(stage, family, sent) == {"ada", "ben", "cat"}
    page = signed_in(stage.world.cat).get(f"/records/{family.reference}/entries/{sent['entry']}")
    assert "Why everyone with full access may know:" in page.content.decode()
    assert WHY in html.unescape(page.content.decode())


def test_what_is_not_sensitive_is_asked_nothing_more(stage, family, ada):
    sent = filled_in("alcohol", account="Two glasses at the weekend.")
    assert ada.post(f"/records/{family.reference}/add/vulnerability", sent).status_code == 302
    assert kept_to(stage, family, sent) == {"ada", "ben", "cat"}
    assert "entry-why_everyone" not in ada.get(f"/records/{family.reference}/add/action").content.decode()


def test_an_open_entry_is_not_turned_into_a_sensitive_one(stage, family, ada):
    said = Vulnerability(topic=Topic.OTHER, standing=Standing.KNOWN)
    opened = family.add(stage.world.ada, said)
    narrowly = family.add(stage.world.ada, said, audience=only(stage.world.ada.agency))
    for entry, status in ((opened, 422), (narrowly, 302)):
        address = f"/records/{family.reference}/entries/{entry.id}/correct"
        sent = filled_in("termination", mark="correction", tip=str(entry.id))
        answer = ada.post(address, sent | {"entry-reason": "I had chosen the wrong topic"})
        assert answer.status_code == status
        assert (b"Add this as something new" in answer.content) == (status == 422)


def test_the_script_is_told_the_same(family, ada):
    chosen = {"topic": "other", "chosen": "yes"}
    page = ada.post(f"/records/{family.reference}/add/vulnerability", chosen).content.decode()
    told = json.loads(html.unescape(re.search(r'data-narrow="([^"]+)"', page)[1]))
    assert {one["answer"] for one in told} == {
        one.answer for one in sensitive_topics() if one.kind == "vulnerability"
    }


def test_a_form_that_begins_with_a_sensitive_topic_begins_with_fewer_people(family, ada):
    chosen = {"topic": "blood_borne_virus", "chosen": "yes"}
    page = ada.post(f"/records/{family.reference}/add/vulnerability", chosen).content.decode()
    assert re.search(r'name="entry-seen_by"[^>]*value="my_agency" checked', page)


def test_a_partnership_can_name_the_agencies_that_read_it_besides(stage, family, ada, monkeypatch):
    given = sensitive_topics()[1].model_dump() | {"audience": ("Health visiting",)}
    topic = SensitiveTopic.model_validate(given)
    monkeypatch.setattr(narrow, "topic_in", lambda kind, answers: topic if kind == topic.kind else None)
    answer = ada.post(f"/records/{family.reference}/add/vulnerability", filled_in(account="Treated."))
    page = answer.content.decode()
    assert re.search(r'name="entry-seen_by"[^>]*value="named" checked', page)
    assert re.search(rf'name="entry-agencies"[^>]*value="{stage.world.ben.agency}" checked', page)


def test_a_malformed_file_is_refused():
    with pytest.raises(ValueError, match="audience"):
        SensitiveTopic.model_validate(sensitive_topics()[0].model_dump() | {"audience": "whoever"})
