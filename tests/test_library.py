"""The library, and what a reader makes of a briefing: theirs alone, whatever wall somebody comes over."""

from __future__ import annotations

import html
import logging
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from firsthome.access.principals import announce
from firsthome.kinds.pregnancy import Pregnancy
from firsthome.kinds.vulnerability import Topic
from firsthome.learning.reflections import keep_reflection, reflections_of
from firsthome.procedures.briefings import briefings
from firsthome.procedures.library import library
from firsthome.procedures.timings import timings
from firsthome.procedures.topics import own_topics
from tests.ledger_world import begin_family, raw, rows
from tests.world import signed_in

WORDS = "I never once asked her brother what he sees. Ünderstöod."
ADDRESS = "/library/briefings/unseen-men"


@pytest.fixture(autouse=True)
def nothing_kept(stage):
    rows("DELETE FROM reflection RETURNING briefing", using="owner")


@pytest.fixture
def ada(stage):
    return signed_in(stage.world.ada)


def page_of(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_everything_there_is_to_read_says_whose_it_is_and_how_old_its_link_is(ada):
    page = page_of(ada, "/library")
    for title in ("Thresholds for access to services", "My first 1001 days", "The Myth of Invisible Men"):
        assert title in page
    assert "Kept by: Leicestershire County Council" in page
    assert "No link known here: ask your partnership." in page
    assert "Link: nobody has checked this here yet." in page
    assert "not confirmed by your partnership" in page


def test_a_link_that_leads_out_says_nothing_about_where_somebody_came_from(ada):
    page = page_of(ada, "/library")
    assert page.count('href="https://') == page.count('rel="noreferrer noopener"') >= 3


def test_every_service_says_how_to_refer_and_that_it_is_invented(ada):
    page = page_of(ada, "/library/services")
    assert "Example stop-smoking midwife" in page
    assert "Invented for the demo: no such service exists." in page
    assert "They can make contact themselves. Below the threshold of social care too." in page
    assert "that is long ago, so make sure first" in page


def test_a_reader_keeps_what_they_thought_changes_it_and_takes_it_away(ada, stage):
    assert "You read and thought about this" not in page_of(ada, ADDRESS)
    assert ada.post(ADDRESS, {"words": WORDS}).status_code == 302
    page = page_of(ada, ADDRESS)
    assert WORDS in page
    assert "You read and thought about this on" in page
    assert "You read and thought about this on" in page_of(ada, "/library")
    assert ada.post(ADDRESS, {"words": "Something else"}).status_code == 302
    assert [kept.words for kept in mine(stage.world.ada).values()] == ["Something else"]
    assert ada.post(ADDRESS, {"forget": "yes"}).status_code == 302
    assert mine(stage.world.ada) == {}


def test_reading_and_thinking_needs_no_words(ada, stage):
    ada.post(ADDRESS, {"words": ""})
    assert list(mine(stage.world.ada)) == ["unseen-men"]


def test_what_cannot_be_kept_comes_back_with_what_to_do(ada):
    answer = ada.post(ADDRESS, {"words": "x" * 10_001})
    assert answer.status_code == 422
    assert b"Shorten" in answer.content


def test_a_briefing_that_is_not_there_is_not_there(ada):
    assert ada.get("/library/briefings/no-such-briefing").status_code == 404
    assert ada.post("/library/briefings/no-such-briefing", {"words": "x"}).status_code == 404


def mine(reader):
    with transaction.atomic():
        announce(reader)
        return reflections_of(reader)


# --- nobody else -----------------------------------------------------------------------------------------------------


@pytest.fixture
def kept(stage, ada):
    ada.post(ADDRESS, {"words": WORDS})
    assert mine(stage.world.ada)


def test_no_colleague_no_lead_and_no_officer_ever_sees_it(stage, kept):
    world, edge = stage.world, stage.edge
    for other in (world.ben, world.cat, world.ann, world.fay, edge.ned):
        assert raw(other, "SELECT * FROM reflection") == []
        browser = signed_in(other)
        for address in (ADDRESS, "/library"):
            page = page_of(browser, address)
            assert WORDS not in page
            assert "You read and thought about this" not in page
    assert raw(None, "SELECT * FROM reflection") == []
    assert rows("SELECT * FROM reflection") == []


def test_nobody_writes_or_takes_away_what_is_somebody_elses(stage, kept):
    ben = stage.world.ben
    insert = "INSERT INTO reflection VALUES (%s, 'engagement', 'x', now()) RETURNING 1"
    with pytest.raises(DatabaseError, match="row-level security"):
        raw(ben, insert, stage.world.ada.practitioner)
    assert raw(ben, "DELETE FROM reflection RETURNING briefing") == []
    assert raw(ben, "UPDATE reflection SET words = 'x' RETURNING briefing") == []
    assert [one.words for one in mine(stage.world.ada).values()] == [WORDS]


def test_two_readers_keep_the_same_briefing_side_by_side(stage, kept):
    with transaction.atomic():
        announce(stage.world.ben)
        keep_reflection(stage.world.ben, "unseen-men", "Ben's own")
    assert [one.words for one in mine(stage.world.ben).values()] == ["Ben's own"]
    assert [one.words for one in mine(stage.world.ada).values()] == [WORDS]


@pytest.mark.parametrize("role", ["firsthome_ledger", "firsthome_redactor"])
def test_no_other_role_of_the_database_may_even_ask(role, kept):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        rows(f"SET LOCAL ROLE {role}; SELECT * FROM reflection")


def test_no_log_has_the_words_and_no_look_says_which_briefing(stage, ada, caplog):
    before = rows("SELECT count(*) FROM audit_change", using="owner")
    with caplog.at_level(logging.DEBUG):
        ada.post(ADDRESS, {"words": WORDS})
        page_of(ada, ADDRESS)
    assert WORDS not in caplog.text
    assert "unseen-men" not in "".join(
        one.getMessage() for one in caplog.records if one.name.startswith("firsthome")
    )
    looks = rows("SELECT page, audit_look::text FROM audit_look WHERE page LIKE 'briefing%%'", using="owner")
    assert looks
    assert {page for page, _ in looks} == {"briefing"}
    assert not any("unseen" in text or WORDS in text for _, text in looks)
    assert rows("SELECT count(*) FROM audit_change", using="owner") == before


def test_whatever_there_is_to_read_is_about_a_vulnerability_or_a_question_that_there_is():
    known = {one.value for one in Topic} | set(own_topics()) | set(timings().blocks)
    about = {word for one in (*library().resource, *briefings().values()) for word in one.about}
    assert about <= known, "name a topic or a question: nothing else leads there"


def test_a_question_leads_to_what_there_is_to_read_about_it(stage):
    family = begin_family(stage.world)
    today = timezone.localdate()
    family.add(stage.world.ada, Pregnancy(edd=today + timedelta(days=60)))
    page = page_of(signed_in(stage.world.ada), f"/records/{family.reference}/questions")
    asked = page[page.index("Who is the baby's father") :].split("</li>")[0]
    assert f'href="{ADDRESS}"' in asked
