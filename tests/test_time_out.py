"""Signed out while typing: the text comes back to the person who typed it, as a draft, and to nobody else."""

import html
import re
import time

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client

from firsthome.access.models import Practitioner
from firsthome.kinds.event import Event
from firsthome.kit.sessions import SEEN, STARTED
from firsthome.record.exclude import exclude
from tests.ledger_world import begin_family, rows
from tests.world import PASSWORD, password_hash, signed_in

TEXT = "She said: “I am frightened of the stairs.” 👶🏽"
HALF_AN_HOUR = 31 * 60


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def ada(stage):
    return signed_in(stage.world.ada, enforce_csrf_checks=True)


@pytest.fixture(autouse=True)
def everybody_has_a_password(stage):
    Practitioner.objects.using("owner").update(password=password_hash())
    rows("DELETE FROM draft RETURNING page", using="owner")


def address(family, rest="contacts/new"):
    return f"/records/{family.reference}/{rest}"


def shown(answer):
    return html.unescape(answer.content.decode())


def away(browser, mark=SEEN, seconds=HALF_AN_HOUR):
    """The browser was left alone for so long."""
    session = browser.session
    session[SEEN] = time.time()
    session[mark] = time.time() - seconds
    session.save()


def hidden(answer):
    fields = re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', answer.content.decode())
    return {name: html.unescape(value) for name, value in fields}


def typed(browser, family, path="contacts/new", **more):
    """An open form with something typed into it."""
    when = {"entry-on-day": "3", "entry-on-month": "3", "entry-on-year": "2025"}
    return hidden(browser.get(address(family, path))) | {"outcome": "attended", "account": TEXT} | when | more


def sign_in(browser, answer, reader, password=PASSWORD):
    """Fill in the sign-in page that came as an answer."""
    (name,) = rows("SELECT sign_in_name FROM practitioner WHERE id = %s", reader.practitioner, using="owner")[
        0
    ]
    return browser.post("/sign-in", hidden(answer) | {"name": name, "password": password})


def contacts(family, stage):
    return [one.said.account for one in family.seen(stage.world.ada) if one.kind == "contact"]


def waiting():
    return rows("SELECT practitioner FROM draft", using="owner")


def test_the_text_comes_back_once_its_author_has_signed_in(ada, stage, family):
    sent = typed(ada, family)
    away(ada)
    answer = ada.post(address(family), sent)
    assert answer.status_code == 403
    assert "You were signed out after half an hour." in shown(answer)
    assert "Your text is kept: sign in to go on." in shown(answer)
    assert "frightened" not in shown(answer)
    back = sign_in(ada, answer, stage.world.ada)
    assert back.url == f"{address(family)}?draft={sent['entry']}"
    page = ada.get(back.url)
    assert TEXT in shown(page)
    assert "We kept what you typed" in shown(page)
    assert contacts(family, stage) == []
    assert ada.post(address(family), sent | hidden(page)).status_code == 302
    assert contacts(family, stage) == [TEXT]
    assert waiting() == []


def test_nothing_of_it_stands_in_an_address_or_a_cookie(ada, stage, family):
    sent = typed(ada, family)
    away(ada)
    answer = ada.post(address(family), sent)
    back = sign_in(ada, answer, stage.world.ada)
    assert "frightened" not in back.url
    assert not any("frightened" in cookie.value for cookie in ada.cookies.values())
    assert sum(len(cookie.value) for cookie in ada.cookies.values()) < 200


def test_somebody_else_who_signs_in_lands_on_their_caseload_and_sees_nothing_of_it(ada, stage, family):
    sent = typed(ada, family)
    away(ada)
    back = sign_in(ada, ada.post(address(family), sent), stage.world.ann)
    assert back.url == "/"
    page = ada.get(back.url, follow=True)
    assert page.redirect_chain == [("/caseload", 302)]
    for path in ("/caseload", "/drafts", address(family)):
        assert "frightened" not in shown(ada.get(path))
    assert waiting() == []


def test_a_wrong_password_does_not_cost_the_text(ada, stage, family):
    sent = typed(ada, family)
    away(ada)
    again = sign_in(ada, ada.post(address(family), sent), stage.world.ada, "not the password")
    assert again.status_code == 422
    assert "Your text is kept" in shown(again)
    assert TEXT in shown(ada.get(sign_in(ada, again, stage.world.ada).url))


def test_too_many_wrong_passwords_do_not_cost_the_text(ada, stage, family):
    sent = typed(ada, family)
    away(ada)
    answer = ada.post(address(family), sent)
    for _ in range(6):
        answer = sign_in(ada, answer, stage.world.ada, "not the password")
    assert answer.status_code == 429
    assert "wait a quarter of an hour" in shown(answer)
    rows("DELETE FROM axes_accessattempt RETURNING 1", using="owner")
    assert TEXT in shown(ada.get(sign_in(ada, answer, stage.world.ada).url))


def test_a_text_kept_without_script_after_the_time_out_comes_back_too(ada, stage, family):
    sent = typed(ada, family)
    away(ada)
    answer = ada.post(address(family, "draft"), sent)
    assert TEXT in shown(ada.get(sign_in(ada, answer, stage.world.ada).url))


def test_a_correction_comes_back_to_the_entry_that_it_is_about(ada, stage, family):
    event = family.add(stage.world.ada, Event(account="She rang at nine."))
    path = f"entries/{event.id}/correct?mark=correction"
    sent = typed(ada, family, path, **{"entry-reason": "I asked her"})
    away(ada)
    back = sign_in(ada, ada.post(address(family, path), sent), stage.world.ada)
    page = shown(ada.get(back.url))
    assert TEXT in page
    assert "I asked her" in page
    assert "Correct this entry" in page


def test_a_choice_between_two_texts_comes_back_too(ada, stage, family):
    sent = typed(ada, family)
    ada.post(address(family), sent)
    compare = ada.post(address(family), sent | {"account": "Something else."})
    action = html.unescape(re.findall(r'<form method="post" action="([^"]+)"', compare.content.decode())[-1])
    away(ada)
    answer = ada.post(action, hidden(compare) | {"entry-reason": "Mine is right"})
    page = shown(ada.get(sign_in(ada, answer, stage.world.ada).url))
    assert "Something else." in page
    assert "Mine is right" in page


def test_whoever_was_kept_out_meanwhile_gets_their_words_back_and_no_record(stage, family):
    ben = signed_in(stage.world.ben, enforce_csrf_checks=True)
    sent = typed(ben, family)
    away(ben)
    answer = ben.post(address(family), sent)
    exclude(family.record, stage.world.ben.practitioner, "A neighbour", stage.world.bea)
    assert ben.get(sign_in(ben, answer, stage.world.ben).url).status_code == 404
    assert TEXT in shown(ben.get("/drafts"))


def test_a_whole_working_day_ends_the_same_way(ada, stage, family):
    sent = typed(ada, family)
    away(ada, STARTED, 13 * 3600)
    answer = ada.post(address(family), sent)
    assert TEXT in shown(ada.get(sign_in(ada, answer, stage.world.ada).url))


def test_a_form_that_was_open_for_more_than_a_week_shows_its_text_and_keeps_nothing(ada, family, monkeypatch):
    sent = typed(ada, family)
    away(ada)
    now = time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 8 * 24 * 3600)
    answer = ada.post(address(family), sent)
    assert "Sign in again in a new tab" in shown(answer)
    assert TEXT in shown(answer)


def test_a_form_that_cannot_say_whose_it_is_opens_for_nobody(ada, stage, family):
    sent = typed(ada, family)
    away(ada)
    for forged in ("", "1", "1:abc", signing.dumps(stage.world.ada.practitioner)):
        answer = ada.post(address(family), sent | {"typed_by": forged})
        assert "carried" not in hidden(answer)
        assert TEXT in shown(answer)


def test_a_made_up_text_is_put_into_nobodys_drafts(stage, family):
    made_up = {"carried": signing.dumps([stage.world.ada.practitioner, family.reference, {}])}
    page = Client().get("/sign-in")
    name = rows(
        "SELECT sign_in_name FROM practitioner WHERE id = %s", stage.world.ada.practitioner, using="owner"
    )[0][0]
    answer = Client().post("/sign-in", hidden(page) | made_up | {"name": name, "password": PASSWORD})
    assert answer.url == "/"
    assert waiting() == []


def test_signing_in_again_without_having_typed_leads_back_to_the_page(ada, stage, family):
    away(ada)
    assert ada.get(address(family)).url == f"/sign-in?next={address(family)}"


def test_a_session_is_a_row_in_the_database(ada):
    assert Session.objects.filter(pk=ada.cookies["session"].value).exists()
