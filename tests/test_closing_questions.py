"""A question that the record asks is done elsewhere, can wait, or does not apply: then it is not asked any more."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Mark
from firsthome.kinds.question_closed import DoneElsewhere, PutOff, SetAside
from firsthome.kinds.vulnerability import Standing, Topic, Vulnerability
from firsthome.kinds.when import When
from tests.ledger_world import begin_family, only, rows
from tests.test_pages_reading import _queries
from tests.world import signed_in

ALONE = "Has she been seen alone?"
SAFE = "Is the pregnancy continuing, and is she safe?"
ALCOHOL = "Alcohol: may the baby be affected now, before birth?"


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def asked(stage, family):
    """A record that asks whether she was seen alone, and whether alcohol affects the baby now."""
    family.add(
        stage.world.ada, Contact(outcome=ContactOutcome.ATTENDED), happened=When.on(timezone.localdate())
    )
    return family


def drinks(stage, family, **more):
    said = Vulnerability(topic=Topic.ALCOHOL, standing=Standing.KNOWN)
    return family.add(stage.world.ada, said, about=(family.mother,), **more)


def page_of(reader, family):
    return html.unescape(signed_in(reader).get(f"/records/{family.reference}/questions").content.decode())


def way(reader, family, question, words):
    """The address behind what can be said to one question."""
    part = page_of(reader, family).split(f'asks">{question}')[1].split("</li>")[0]
    found = re.search(rf'href="([^"]+)">{words}<', part)
    return found[1] if found else None


def say(reader, family, question, words, **answers):
    there = way(reader, family, question, words)
    browser = signed_in(reader)
    form = html.unescape(browser.get(there).content.decode())
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form.split("data-keep")[1]))
    hidden.pop("csrfmiddlewaretoken", None)
    return browser.post(there, {"entry-seen_by": "everyone", **hidden, **answers})


def test_it_was_done_elsewhere_and_is_not_asked_any_more(stage, asked):
    answer = say(
        stage.world.ben, asked, ALONE, "Done elsewhere", where="The maternity system", told_by="Ada Hope"
    )
    assert answer.status_code == 302
    assert ALONE not in page_of(stage.world.ada, asked)
    chronology = signed_in(stage.world.ada).get(f"/records/{asked.reference}/chronology").content.decode()
    assert "Recorded in: The maternity system, as Ada Hope told." in chronology


def test_it_can_wait_until_a_day_and_is_asked_again_then(stage, asked):
    later = timezone.localdate() + timedelta(days=7)
    day = {"until-day": later.day, "until-month": later.month, "until-year": later.year}
    assert say(stage.world.ben, asked, ALONE, "Not now", **day).status_code == 422, (
        "why it can wait is needed"
    )
    assert (
        say(stage.world.ben, asked, ALONE, "Not now", why="Her sister is staying.", **day).status_code == 302
    )
    assert ALONE not in page_of(stage.world.ada, asked)
    entry = next(one for one in asked.seen(stage.world.ada) if one.kind == "put_off")
    earlier = entry.said.model_copy(update={"until": timezone.localdate()})
    asked.mark(stage.world.ben, Mark.CORRECTION, entry, earlier, reason="The wrong day.")
    assert ALONE in page_of(stage.world.ada, asked)


def test_today_is_not_a_day_to_wait_for(stage, asked):
    today = timezone.localdate()
    day = {"until-day": today.day, "until-month": today.month, "until-year": today.year}
    answer = say(stage.world.ben, asked, ALONE, "Not now", why="Later today.", **day)
    assert "Enter a day after today" in answer.content.decode()
    assert "Later today." in answer.content.decode(), "nothing typed is lost"


def test_what_cannot_wait_is_not_put_off(stage, family):
    missed = timezone.localdate() - timedelta(days=3)
    family.add(stage.world.ada, Contact(outcome=ContactOutcome.NOT_ATTENDED), happened=When.on(missed))
    assert way(stage.world.ada, family, f"{SAFE} Who can find out today?", "Not now") is None
    assert way(stage.world.ada, family, f"{SAFE} Who can find out today?", "Done elsewhere")


def test_it_does_not_apply_until_what_it_rests_on_changes(stage, family):
    drunk = drinks(stage, family)
    assert say(stage.world.ada, family, ALCOHOL, "Does not apply", why="Long before.").status_code == 302
    assert ALCOHOL not in page_of(stage.world.ben, family)
    changed = drunk.said.model_copy(update={"account": "Seen with a bottle on Friday."})
    family.mark(stage.world.ben, Mark.UPDATE, drunk, changed)
    assert ALCOHOL in page_of(stage.world.ada, family), "it lapses"


def test_taking_the_answer_back_asks_again(stage, asked):
    say(stage.world.ben, asked, ALONE, "Done elsewhere", where="Our own system")
    entry = next(one for one in asked.seen(stage.world.ada) if one.kind == "done_elsewhere")
    asked.mark(stage.world.ben, Mark.ERROR, entry, reason="Another family.")
    assert ALONE in page_of(stage.world.ada, asked)


def test_whoever_holds_a_hidden_answer_quiets_the_question_for_everyone_and_leaves_no_stub(stage, asked):
    before = page_of(stage.world.ben, asked)
    assert ALONE in before
    said = {"why": "Seen alone at the refuge.", "for_everyone": "yes", "entry-seen_by": "my_agency"}
    assert say(stage.world.cat, asked, ALONE, "Does not apply", **said).status_code == 302
    for reader in (stage.world.ada, stage.world.ben, stage.world.cat):
        assert ALONE not in page_of(reader, asked)
    seen = asked.seen(stage.world.ben)
    assert not [one for one in seen if one.kind == "set_aside"]
    assert (
        "refuge"
        not in signed_in(stage.world.ben).get(f"/records/{asked.reference}/chronology").content.decode()
    )
    assert rows("SELECT count(*) FROM quiet_question") == [(0,)], "and no page reads it without its record"


def test_without_quieting_a_hidden_answer_changes_nothing_for_anyone_else(stage, asked):
    before = page_of(stage.world.ben, asked)
    hidden = SetAside(key="not_seen_alone", asked=ALONE, why="We saw her.")
    asked.add(stage.world.cat, hidden, audience=only(stage.world.cat.agency))
    questions = re.findall(r'asks">([^<]*)<', page_of(stage.world.ben, asked))
    assert questions == re.findall(r'asks">([^<]*)<', before)
    assert ALONE not in page_of(stage.world.cat, asked)


def test_a_question_resting_on_hidden_entries_is_closed_only_for_who_sees_them(stage, family):
    own = only(stage.world.ada.agency, stage.world.cat.agency)
    drinks(stage, family, audience=own)
    say(stage.world.ada, family, ALCOHOL, "Does not apply", why="Long before.")
    assert not [one for one in family.seen(stage.world.ben) if one.kind == "set_aside"]
    assert [one for one in family.seen(stage.world.cat) if one.kind == "set_aside"]


def test_sent_twice_or_closed_meanwhile_goes_on_to_what_is_left(stage, asked):
    there = way(stage.world.ben, asked, ALONE, "Done elsewhere")
    say(stage.world.ben, asked, ALONE, "Done elsewhere", where="Our own system")
    [kept] = [one for one in asked.seen(stage.world.ada) if one.kind == "done_elsewhere"]
    again = signed_in(stage.world.ben).post(there, {"entry": str(kept.id), "where": "Our own system"})
    assert again.status_code == 302
    assert [one for one in asked.seen(stage.world.ada) if one.kind == "done_elsewhere"] == [kept]
    assert signed_in(stage.world.ben).get(there).status_code == 404


def test_words_for_a_question_that_somebody_else_closed_meanwhile_are_kept(stage, asked):
    there = way(stage.world.ben, asked, ALONE, "Does not apply")
    browser = signed_in(stage.world.ben)
    form = browser.get(there).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form.split("data-keep")[1]))
    say(stage.world.ada, asked, ALONE, "Done elsewhere", where="Our own system")
    answer = browser.post(there, {**hidden, "why": "Words of ten minutes."})
    assert answer.status_code == 404
    assert "Words of ten minutes." in answer.content.decode()
    assert "Words of ten minutes." in browser.get("/drafts").content.decode()


def test_what_was_typed_and_not_sent_comes_back_into_its_form(stage, asked):
    browser = signed_in(stage.world.ben)
    there = way(stage.world.ben, asked, ALONE, "Done elsewhere")
    form = browser.get(there).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form.split("data-keep")[1]))
    kept = browser.post(f"/records/{asked.reference}/draft", {**hidden, "where": "Half a sen"}, follow=True)
    assert "Half a sen" in kept.content.decode()
    assert kept.request["PATH_INFO"] == there


def test_an_address_of_a_question_says_nothing_about_anybody(stage, family):
    drinks(stage, family)
    there = way(stage.world.ada, family, ALCOHOL, "Done elsewhere")
    assert re.fullmatch(rf"/records/{family.reference}/questions/[0-9a-f]{{24}}/elsewhere", there)


def test_the_questions_take_six_queries_at_most(stage, asked):
    assert len(_queries(signed_in(stage.world.ada), f"/records/{asked.reference}/questions")) <= 6


def test_pure_each_way_of_closing_says_until_when():
    today = timezone.localdate()
    none = frozenset()
    assert DoneElsewhere(key="k", asked="q", where="there").closes(none, today)
    wait = PutOff(key="k", asked="q", until=today, why="so")
    assert not wait.closes(none, today)
    assert wait.closes(none, today - timedelta(days=1))
