"""A record that somebody began to open: kept for its author alone until it is open, and never lost on the way."""

import html
import json
import re
import time
from uuid import uuid4

import pytest

from firsthome.access.models import Membership, Practitioner
from firsthome.access.permissions import Role
from firsthome.kit.sessions import SEEN
from tests.ledger_world import raw, rows
from tests.opening_world import NEW, answers, opened
from tests.world import PASSWORD, password_hash, signed_in

KEEP = "/records/new/draft"
MOTHER, WHY, NOTE = "Zainab Qureshi", "She is frightened of the stairs.", "Sleeps on a sofa. 👶🏽"


@pytest.fixture
def ada(stage):
    return signed_in(stage.world.ada, enforce_csrf_checks=True)


@pytest.fixture(autouse=True)
def nothing_waiting(stage):
    Practitioner.objects.using("owner").update(password=password_hash())
    rows("DELETE FROM draft RETURNING page", using="owner")


def shown(answer):
    return html.unescape(answer.content.decode())


def hidden(answer, form=""):
    """The hidden fields of a page's form for opening, or of the one that leads somewhere else."""
    forms = re.findall(r"<form.*?</form>", answer.content.decode(), re.S)
    asked = next(one for one in forms if f'action="{form or NEW}"' in one)
    fields = re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', asked)
    return {name: html.unescape(value) for name, value in fields}


def questions(browser):
    """The fields of an empty form, as the search leads to it."""
    search = hidden(browser.get(NEW))
    return hidden(browser.post(NEW, search | {"step": "ask"}))


def typed(browser, **more):
    """An open form with something typed into it."""
    return answers(opening__why=WHY, first__account=NOTE, **more) | questions(browser)


def type_in(browser, fields):
    """What the script sends while somebody types."""
    return browser.post(KEEP, fields, headers={"Accept": "text/plain"})


def again(sent):
    """Where a form is opened again."""
    return f"{NEW}?draft={sent['record']}"


def waiting():
    found = rows("SELECT practitioner, page, typed::text FROM draft ORDER BY page", using="owner")
    return [(practitioner, name, json.loads(fields)) for practitioner, name, fields in found]


def everything():
    return rows("SELECT (SELECT count(*) FROM record), (SELECT count(*) FROM person)", using="owner")


def away(browser):
    """The browser was left alone for half an hour and more."""
    session = browser.session
    session[SEEN] = time.time() - 31 * 60
    session.save()


def sign_in(browser, answer, reader, password=PASSWORD):
    """Fill in the sign-in page that came as an answer."""
    who = "SELECT sign_in_name FROM practitioner WHERE id = %s"
    ((name,),) = rows(who, reader.practitioner, using="owner")
    return browser.post("/sign-in", hidden(answer, "/sign-in") | {"name": name, "password": password})


# --- keeping


def test_what_is_typed_is_kept_and_opens_no_record(ada, stage):
    before, sent = everything(), typed(ada)
    answer = type_in(ada, sent)
    assert re.fullmatch(r"Kept at \d\d:\d\d", shown(answer))
    page = shown(ada.get(again(sent)))
    for words in (MOTHER, WHY, NOTE, "We kept what you typed on", "No record is open yet"):
        assert words in page
    assert 'value="section_17" checked' in page
    assert "There is a problem" not in page
    assert everything() == before


def test_the_form_says_where_it_is_kept_and_where_a_button_does_it(ada):
    page = shown(ada.post(NEW, hidden(ada.get(NEW)) | {"step": "ask"}))
    assert f'data-keep="{KEEP}"' in page
    assert f'formaction="{KEEP}">Keep for later<' in page


def test_without_script_a_button_keeps_it_and_comes_back_to_the_form(ada):
    sent = typed(ada)
    answer = ada.post(KEEP, sent)
    assert answer.url == again(sent)
    assert NOTE in shown(ada.get(answer.url))


def test_half_typed_answers_are_kept_as_they_are(ada):
    sent = typed(ada, mother__name="", pregnancy__babies="two or so", **{"pregnancy__edd-day": "31"})
    type_in(ada, sent)
    page = shown(ada.get(again(sent)))
    assert 'value="two or so"' in page
    assert 'value="31"' in page


def test_tokens_are_never_kept_and_no_address_names_anybody(ada):
    sent = typed(ada)
    type_in(ada, sent)
    ((_, name, fields),) = waiting()
    assert name == f"{NEW}#{sent['record']}"
    assert fields["mother-name"] == [MOTHER]
    assert not {"csrfmiddlewaretoken", "typed_by"} & set(fields)


def test_what_no_form_of_ours_sends_is_not_kept(ada):
    sent = typed(ada)
    for wrong in ({"record": "x"}, {"record": ""}):
        assert type_in(ada, sent | wrong).status_code == 404
    assert waiting() == []


def test_looking_at_the_answers_once_more_keeps_them(ada):
    sent = typed(ada)
    page = ada.post(NEW, sent | {"step": "check"})
    assert "Check your answers" in shown(page)
    assert hidden(page)["record"] == sent["record"]
    assert NOTE in shown(ada.get(again(sent)))


def test_what_cannot_be_opened_yet_is_kept_as_well(ada):
    sent = typed(ada) | {"opening-route": "early_help"}
    assert ada.post(NEW, sent | {"step": "check"}).status_code == 422
    assert NOTE in shown(ada.get(again(sent)))


def test_two_mothers_at_once_never_overwrite_each_other(ada):
    one, other = typed(ada, mother__name="Noor Haddad"), typed(ada, mother__name="Mia Lane")
    for sent in (one, other):
        type_in(ada, sent)
    assert "Noor Haddad" in shown(ada.get(again(one)))
    assert "Mia Lane" in shown(ada.get(again(other)))


def test_going_back_to_the_search_and_on_again_takes_the_place_of_nothing(ada):
    results = hidden(ada.post(NEW, hidden(ada.get(NEW)) | {"step": "search", "mother-name": MOTHER}))
    first, second = (hidden(ada.post(NEW, results | {"step": "ask"})) for _ in range(2))
    assert first["record"] != second["record"]


# --- once the record is open


def test_once_the_record_is_open_nothing_of_it_waits(ada):
    sent = typed(ada)
    type_in(ada, sent)
    ada.post(NEW, sent | {"step": "check"})
    assert ada.post(NEW, sent | {"step": "open"}).status_code == 302
    assert waiting() == []
    assert "Search first for the mother" in shown(ada.get(again(sent)))


def test_opening_one_record_leaves_what_was_typed_about_another(ada):
    type_in(ada, typed(ada))
    opened(signed_in(waiting()[0][0]), mother__name="Mia Lane")
    assert len(waiting()) == 1


def test_a_record_that_cannot_be_opened_keeps_what_was_typed(ada):
    sent = typed(ada)
    type_in(ada, sent)
    assert ada.post(NEW, sent | {"step": "open", "opening-why": ""}).status_code == 422
    assert len(waiting()) == 1


# --- its author's alone


def test_a_colleague_never_sees_it_and_cannot_let_it_go(ada, stage):
    sent = typed(ada)
    type_in(ada, sent)
    ann = signed_in(stage.world.ann)
    for path in (again(sent), NEW, "/drafts"):
        page = shown(ann.get(path))
        assert not any(words in page for words in (MOTHER, WHY, NOTE, "You began to open a record"))
    ann.post("/drafts/discard", {"draft": f"{NEW}#{sent['record']}"})
    assert len(waiting()) == 1


def test_a_colleague_who_types_under_the_same_id_writes_a_draft_of_their_own(ada, stage):
    sent = typed(ada)
    type_in(ada, sent)
    type_in(signed_in(stage.world.ann), sent | {"first-account": "Mine."})
    assert NOTE in shown(ada.get(again(sent)))
    assert len(waiting()) == 2


def test_the_database_itself_shows_it_to_its_author_only(ada, stage):
    type_in(ada, typed(ada))
    every = "SELECT typed FROM draft"
    assert len(raw(stage.world.ada, every)) == 1
    for reader in (stage.world.ann, stage.world.ben, stage.world.fay, None):
        assert raw(reader, every) == []


# --- the list of what was not sent


def test_the_list_says_enough_to_know_it_by_and_names_nobody(ada):
    type_in(ada, typed(ada, other__name="Ash Lane", opening__who_knows="Only her sister Rana"))
    page = shown(ada.get("/drafts"))
    for words in ("A record to open", WHY, NOTE, "Names and other answers are not shown here"):
        assert words in page
    for words in (MOTHER, "Ash Lane", "Rana"):
        assert words not in page
    form = re.search(r'href="([^"]+)">Go on', page).group(1)
    assert MOTHER in shown(ada.get(form))


def test_a_name_alone_is_said_to_be_there_and_not_shown(ada):
    type_in(ada, questions(ada) | {"mother-name": MOTHER})
    page = shown(ada.get("/drafts"))
    assert MOTHER not in page
    assert "Names and other answers are not shown here" in page
    assert "No words were typed yet" not in page


def test_it_is_let_go_from_the_list(ada, stage):
    sent = typed(ada)
    type_in(ada, sent)
    browser = signed_in(stage.world.ada)
    name = hidden(browser.get("/drafts"), "/drafts/discard")["draft"]
    assert "Nothing is waiting here" in shown(browser.post("/drafts/discard", {"draft": name}, follow=True))
    assert "Search first for the mother" in shown(ada.get(again(sent)))


def test_beginning_again_lets_it_go_and_searches_first(ada, stage):
    sent, browser = typed(ada), signed_in(stage.world.ada)
    type_in(ada, sent)
    name = hidden(browser.get(again(sent)), "/drafts/discard")["draft"]
    assert browser.post("/drafts/discard", {"draft": name, "again": "yes"}).url == NEW
    assert waiting() == []


def test_the_search_offers_to_go_on_with_what_was_begun_and_names_nobody(ada):
    sent = typed(ada)
    type_in(ada, sent)
    page = shown(ada.get(NEW))
    assert "You began to open a record and have not finished" in page
    assert f'href="{again(sent)}"' in page
    assert MOTHER not in page


def test_where_several_were_begun_the_search_leads_to_the_list(ada):
    for _ in range(2):
        type_in(ada, typed(ada))
    page = shown(ada.get(NEW))
    assert "You began to open 2 records and have not finished" in page
    assert 'href="/drafts">Choose which one to go on with' in page


def test_whose_role_opens_no_records_any_more_keeps_their_own_words(ada, stage):
    type_in(ada, typed(ada))
    author = Membership.objects.using("owner").filter(practitioner=stage.world.ada.practitioner)
    author.update(role=Role.PARTNERSHIP_OFFICER)
    try:
        assert ada.get(NEW).status_code == 403
        assert len(waiting()) == 1
    finally:
        author.update(role=Role.PRACTITIONER)


# --- signed out in mid-sentence


@pytest.mark.parametrize("step", ["check", "open", "ask"])
def test_after_a_time_out_the_text_comes_back_to_the_person_who_typed_it(ada, stage, step):
    before, sent = everything(), typed(ada)
    away(ada)
    answer = ada.post(NEW, sent | {"step": step})
    assert answer.status_code == 403
    assert "Your text is kept: sign in to go on." in shown(answer)
    assert MOTHER not in shown(answer)
    back = sign_in(ada, answer, stage.world.ada)
    assert back.url == again(sent)
    page = ada.get(back.url)
    for words in (MOTHER, WHY, NOTE):
        assert words in shown(page)
    assert everything() == before
    assert ada.post(NEW, sent | hidden(page) | {"step": "open"}).status_code == 302
    assert waiting() == []


def test_the_button_without_script_after_a_time_out_loses_nothing_either(ada, stage):
    sent = typed(ada)
    away(ada)
    back = sign_in(ada, ada.post(KEEP, sent), stage.world.ada)
    assert NOTE in shown(ada.get(back.url))


def test_somebody_else_at_the_browser_sees_nothing_of_it(ada, stage):
    sent = typed(ada, mother__name="Noor Haddad")
    type_in(ada, sent)
    away(ada)
    back = sign_in(ada, ada.post(NEW, sent | {"step": "check"}), stage.world.ann)
    assert back.url == "/"
    for path in ("/caseload", "/drafts", NEW, again(sent)):
        page = shown(ada.get(path))
        assert not any(words in page for words in ("Noor Haddad", WHY, NOTE))
    assert {practitioner for practitioner, _, _ in waiting()} == {stage.world.ada.practitioner}


def test_somebody_who_signed_in_meanwhile_in_another_tab_is_not_shown_it_either(ada, stage):
    sent = typed(ada, mother__name="Noor Haddad")
    away(ada)
    sign_in(ada, ada.get("/sign-in"), stage.world.ann)
    for path, more in ((NEW, {"step": "check"}), (KEEP, {})):
        answer = ada.post(path, sent | more)
        assert answer.status_code == 403
        assert not any(words in shown(answer) for words in ("Noor Haddad", WHY, NOTE))
    assert waiting() == []
    assert "Noor Haddad" in shown(ada.get(sign_in(ada, answer, stage.world.ada).url))


def test_whoever_signed_in_again_in_another_tab_still_has_their_text(ada, stage):
    sent = typed(ada)
    away(ada)
    sign_in(ada, ada.get("/sign-in"), stage.world.ada)
    answer = ada.post(NEW, sent | {"step": "check"})
    assert answer.status_code == 403
    assert NOTE in shown(answer)
    again = hidden(answer) | sent | {"csrfmiddlewaretoken": hidden(answer)["csrfmiddlewaretoken"]}
    assert "Check your answers" in shown(ada.post(NEW, again | {"step": "check"}))


def test_a_search_comes_back_as_a_search(ada, stage):
    name, search = "Noor Haddad", hidden(ada.get(NEW))
    away(ada)
    answer = ada.post(NEW, search | {"step": "search", "mother-name": name})
    assert name not in shown(answer)
    page = ada.get(sign_in(ada, answer, stage.world.ada).url)
    assert "Search first for the mother" in shown(page)
    assert f'value="{name}"' in shown(page)
    found = ada.post(NEW, hidden(page) | {"step": "search", "mother-name": name})
    assert "Nobody that you can see fits" in shown(found)
    assert waiting() == []


def test_signing_in_twice_with_the_same_text_keeps_it_once(ada, stage):
    search = hidden(ada.get(NEW)) | {"step": "search", "mother-name": MOTHER}
    away(ada)
    answer = ada.post(NEW, search)
    wrong = sign_in(ada, answer, stage.world.ada, "not the password")
    for page in (wrong, answer):
        sign_in(signed_in(stage.world.ann), page, stage.world.ada)
    assert len(waiting()) == 1


def test_a_form_that_cannot_say_whose_it_is_is_put_into_nobodys_drafts(ada):
    sent = typed(ada) | {"typed_by": str(uuid4())}
    away(ada)
    assert "carried" not in shown(ada.post(NEW, sent | {"step": "check"}))
    assert waiting() == []


# --- the quick note


def test_a_quick_note_comes_back_as_a_quick_note(ada, stage):
    path = f"{stage.record}note"
    page = ada.get(path)
    note = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page.content.decode()))
    note |= {"account": NOTE}
    assert type_into_record(ada, stage, note).status_code == 200
    listed = shown(ada.get("/drafts"))
    assert "Quick note" in listed
    assert is_the_note(ada.get(re.search(r'href="([^"]+)">Open', listed).group(1)))
    assert is_the_note(ada.get(ada.post(f"{stage.record}draft", note).url))
    away(ada)
    back = sign_in(ada, ada.post(path, note | {"account": f"{NOTE} More."}), stage.world.ada)
    assert "More." in is_the_note(ada.get(back.url))


def type_into_record(browser, stage, fields):
    return browser.post(f"{stage.record}draft", fields, headers={"Accept": "text/plain"})


def is_the_note(answer):
    page = shown(answer)
    assert "Write a quick note" in page
    assert NOTE in page
    return page
