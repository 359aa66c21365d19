"""What was typed and not sent: kept for its author alone, shown again where it was typed, gone once it is sent."""

import html
import json
import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.utils import timezone

from firsthome.access.principals import announce
from firsthome.kinds.entry import Mark
from firsthome.kinds.event import Event
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.when import When
from firsthome.record.drafts import drafts_of
from firsthome.record.exclude import exclude
from tests.ledger_world import begin_family, raw, rows
from tests.world import PASSWORD, signed_in

TEXT = "She said: “I am frightened of the stairs.” 👶🏽"


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def ada(stage):
    return signed_in(stage.world.ada)


@pytest.fixture
def ben(stage):
    return signed_in(stage.world.ben)


@pytest.fixture(autouse=True)
def nothing_waiting(stage):
    rows("DELETE FROM draft RETURNING page", using="owner")


def address(family, rest=""):
    return f"/records/{family.reference}/{rest}"


def shown(answer):
    return html.unescape(answer.content.decode())


def a_contact(**more):
    when = {"entry-on-day": "3", "entry-on-month": "3", "entry-on-year": "2025"}
    return {"entry": str(uuid4()), "kind": "contact", "outcome": "attended", **when, **more}


def type_in(browser, family, **fields):
    """What the script sends while somebody types."""
    return browser.post(address(family, "draft"), fields, headers={"Accept": "text/plain"})


def change_of(entry, **more):
    return {
        "entry": str(uuid4()),
        "kind": entry.kind,
        "tip": str(entry.id),
        "mark": "correction",
        "entry-on-day": "1",
        "entry-on-month": "2",
        "entry-on-year": "2025",
        "entry-how": "observed",
        **more,
    }


def waiting():
    found = rows("SELECT practitioner, page, typed::text FROM draft ORDER BY page", using="owner")
    return [(practitioner, name, json.loads(typed)) for practitioner, name, typed in found]


def contacts(family, stage):
    return [one.said.account for one in family.seen(stage.world.ada) if one.kind == "contact"]


@pytest.fixture
def event(stage, family):
    return family.add(stage.world.ada, Event(account="She rang at nine."), happened=When.on(date(2025, 2, 1)))


# --- keeping


def test_what_is_typed_is_kept_and_shown_when_the_form_is_opened_again(ada, family):
    answer = type_in(ada, family, **a_contact(account=TEXT, setting="home"))
    assert re.fullmatch(r"Kept at \d\d:\d\d", shown(answer))
    page = shown(ada.get(address(family, "contacts/new")))
    assert TEXT in page
    assert re.search(r"We kept what you typed on \d+ \w+ at \d\d:\d\d\.", page)
    assert re.search(r'value="attended" (checked|selected)', page)
    assert "There is a problem" not in page


def test_a_form_with_nothing_kept_is_a_fresh_one(ada, family):
    assert "We kept what you typed" not in shown(ada.get(address(family, "contacts/new")))


def test_without_script_a_button_keeps_it_and_comes_back_to_the_form(ada, family):
    page = ada.get(address(family, "contacts/new")).content.decode()
    assert f'formaction="{address(family, "draft")}"' in page
    answer = ada.post(address(family, "draft"), a_contact(account=TEXT), follow=True)
    assert TEXT in shown(answer)
    assert "We kept what you typed" in shown(answer)


def test_half_typed_answers_are_kept_as_they_are(ada, family):
    type_in(ada, family, **a_contact(account="", outcome="", times="a few"))
    page = shown(ada.get(address(family, "contacts/new")))
    assert 'value="a few"' in page


def test_passwords_and_tokens_are_never_kept(ada, family):
    type_in(ada, family, **a_contact(account=TEXT, password="secret", csrfmiddlewaretoken="x", typed_by="y"))
    ((_, _, typed),) = waiting()
    assert typed["account"] == [TEXT]
    assert not {"password", "csrfmiddlewaretoken", "typed_by"} & set(typed)


def test_a_character_that_cannot_be_kept_does_not_cost_the_rest(ada, family):
    type_in(ada, family, **a_contact(account="before\x00after"))
    assert "beforeafter" in shown(ada.get(address(family, "contacts/new")))


def test_each_form_of_each_family_has_drafts_of_its_own(ada, stage, family):
    other = begin_family(stage.world)
    type_in(ada, family, **a_contact(account="About the one."))
    type_in(ada, other, **a_contact(account="About the other."))
    type_in(ada, family, entry=str(uuid4()), kind="event", account="Something happened.")
    assert "About the one." in shown(ada.get(address(family, "contacts/new")))
    assert "About the other." in shown(ada.get(address(other, "contacts/new")))
    assert "Something happened." in shown(ada.get(address(family, "add/event")))
    assert "About" not in shown(ada.get(address(family, "add/event")))[-4000:]


def test_two_windows_never_overwrite_each_other(ada, family):
    first, second = a_contact(account="In the first window."), a_contact(account="In the second window.")
    type_in(ada, family, **first)
    type_in(ada, family, **second)
    listed = shown(ada.get("/drafts"))
    assert "In the first window." in listed
    assert "In the second window." in listed
    opened = shown(ada.get(address(family, f"contacts/new?draft={first['entry']}")))
    assert "In the first window." in opened


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "nonsense"},
        {"kind": "redaction"},
        {"entry": "x"},
    ],
)
def test_what_no_form_of_ours_sends_is_not_kept(wrong, ada, family):
    assert type_in(ada, family, **(a_contact(account=TEXT) | wrong)).status_code == 404
    assert waiting() == []


def test_more_than_any_form_can_mean_is_turned_away(ada, family):
    assert type_in(ada, family, **a_contact(account="x" * 4_000_000)).status_code == 413
    assert waiting() == []


def test_a_quick_note_is_kept_on_its_own_page(ada, stage, family):
    sent = {"entry": str(uuid4()), "kind": "event", "quick": "yes", "account": TEXT}
    type_in(ada, family, **sent)
    assert TEXT in shown(ada.get(address(family, "note")))
    assert TEXT not in shown(ada.get(address(family, "add/event")))
    when = {"entry-on-day": "3", "entry-on-month": "3", "entry-on-year": "2025"}
    assert ada.post(address(family, "note"), sent | when).status_code == 302
    assert waiting() == []


# --- sending


def test_what_was_sent_is_no_draft_any_more(ada, stage, family):
    sent = a_contact(account=TEXT)
    type_in(ada, family, **sent)
    assert ada.post(address(family, "contacts/new"), sent).status_code == 302
    assert contacts(family, stage) == [TEXT]
    assert waiting() == []


def test_a_draft_that_is_sent_a_second_time_is_still_one_entry(ada, stage, family):
    sent = a_contact(account=TEXT)
    ada.post(address(family, "contacts/new"), sent)
    type_in(ada, family, **sent)
    page = ada.get(address(family, "contacts/new")).content.decode()
    assert f'name="entry" value="{sent["entry"]}"' in page
    assert ada.post(address(family, "contacts/new"), sent).status_code == 302
    assert contacts(family, stage) == [TEXT]


def test_what_cannot_be_taken_stays_a_draft(ada, stage, family):
    sent = a_contact(account=TEXT, outcome="")
    type_in(ada, family, **sent)
    assert ada.post(address(family, "contacts/new"), sent).status_code == 422
    assert len(waiting()) == 1


def begin_again(browser, page):
    name = re.search(r'name="draft" value="([^"]+)"', page.content.decode()).group(1)
    return browser.post("/drafts/discard", {"draft": html.unescape(name), "again": "yes"})


def test_beginning_again_lets_the_draft_go(ada, family):
    sent = a_contact(account=TEXT)
    type_in(ada, family, **sent)
    answer = begin_again(ada, ada.get(address(family, "contacts/new")))
    assert answer.url == address(family, "contacts/new")
    page = shown(ada.get(answer.url))
    assert TEXT not in page
    assert sent["entry"] not in page


def test_beginning_again_leads_nowhere_but_to_a_form_of_ones_own(ada, family):
    answer = ada.post("/drafts/discard", {"draft": "https://elsewhere.example/#1", "again": "yes"})
    assert answer.url == "/drafts"


# --- changes


def test_a_correction_that_was_begun_is_shown_again(ada, family, event):
    type_in(ada, family, **change_of(event, account="She rang at ten.", **{"entry-reason": "I asked"}))
    page = shown(ada.get(address(family, f"entries/{event.id}/correct?mark=correction")))
    assert "She rang at ten." in page
    assert "I asked" in page
    assert "We kept what you typed" in page


def test_a_draft_about_what_was_changed_meanwhile_leads_to_comparing(ada, stage, family, event):
    mine = change_of(event, account="She rang at ten.", **{"entry-reason": "I asked"})
    type_in(ada, family, **mine)
    theirs = family.mark(stage.world.ben, Mark.CORRECTION, event, Event(account="She rang at eleven."))
    for entry in (event, theirs):
        path = address(family, f"entries/{entry.id}/correct?mark=correction")
        page = shown(ada.get(path))
        assert "She rang at ten." in page
        assert f'name="tip" value="{event.id}"' in page
    answer = ada.post(path, mine)
    assert answer.status_code == 409
    assert "She rang at ten." in shown(answer)
    assert "She rang at eleven." in shown(answer)
    assert len(waiting()) == 1
    keep_mine(ada, answer)
    assert family.read(stage.world.ada).by_entry[event.id].current.said.account == "She rang at ten."
    assert waiting() == []


def keep_mine(browser, answer):
    form = answer.content.decode()
    form = form[form.index("What should stand?") :]
    action = re.search(r'action="([^"]+)"', form).group(1)
    fields = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', form))
    fields = {name: html.unescape(value) for name, value in fields.items()}
    assert browser.post(action, fields | {"entry-reason": "Mine is right"}).status_code == 302


def test_a_draft_about_what_was_taken_back_meanwhile_is_still_shown(ada, stage, family, event):
    type_in(ada, family, **change_of(event, account="She rang at ten."))
    family.mark(stage.world.ben, Mark.ERROR, event)
    page = shown(ada.get(address(family, f"entries/{event.id}/correct?mark=correction")))
    assert "She rang at ten." in page


# --- its author's alone


def test_another_practitioner_of_the_same_agency_never_sees_it(ada, stage, family):
    type_in(ada, family, **a_contact(account=TEXT))
    ann = signed_in(stage.world.ann)
    assert TEXT not in shown(ann.get(address(family, "contacts/new")))
    assert TEXT not in shown(ann.get("/drafts"))


def test_nobody_can_let_go_what_somebody_else_typed(ada, ben, family):
    type_in(ada, family, **a_contact(account=TEXT))
    ((_, name, _),) = waiting()
    ben.post("/drafts/discard", {"draft": name})
    assert len(waiting()) == 1


def test_the_database_itself_shows_a_draft_to_its_author_only(ada, stage, family):
    type_in(ada, family, **a_contact(account=TEXT))
    every = "SELECT typed FROM draft"
    assert len(raw(stage.world.ada, every, record=family.record)) == 1
    for reader in (stage.world.ann, stage.world.ben, stage.world.dan, stage.world.fay, None):
        assert raw(reader, every, record=family.record) == []
        gone = "WITH gone AS (DELETE FROM draft RETURNING 1) SELECT count(*) FROM gone"
        assert raw(reader, gone) == [(0,)]
    assert len(waiting()) == 1


def test_nobody_can_put_a_draft_into_somebody_elses_name(stage):
    put = "INSERT INTO draft VALUES (%s, 'x', '{}', now()) RETURNING 1"
    with pytest.raises(ProgrammingError, match="row-level security"):
        raw(stage.world.ben, put, stage.world.ada.practitioner)


# --- the list of what was not sent


def test_the_list_names_the_kind_and_shows_the_words_and_no_family(ada, family):
    type_in(ada, family, **a_contact(account=TEXT))
    page = shown(ada.get("/drafts"))
    assert "What you have not sent" in page
    assert "Contact" in page
    assert TEXT in page
    assert "Mistry" not in page
    form = re.search(r'href="([^"]+)">Open', page).group(1)
    assert TEXT in shown(ada.get(form))


def test_a_draft_is_let_go_from_the_list(ada, family):
    type_in(ada, family, **a_contact(account=TEXT))
    name = re.search(r'name="draft" value="([^"]+)"', ada.get("/drafts").content.decode()).group(1)
    assert TEXT not in shown(ada.post("/drafts/discard", {"draft": name}, follow=True))
    assert "Nothing is waiting here" in shown(ada.get("/drafts"))


def test_whoever_is_kept_out_later_keeps_their_own_words_and_finds_no_record(ben, stage, family):
    type_in(ben, family, **a_contact(account=TEXT))
    exclude(family.record, stage.world.ben.practitioner, "A neighbour", stage.world.bea)
    assert ben.get(address(family, "contacts/new")).status_code == 404
    assert type_in(ben, family, **a_contact(account="More.")).status_code == 404
    page = shown(ben.get("/drafts"))
    assert TEXT in page
    assert "More." in page
    assert family.reference not in re.sub(r'value="[^"]*"', "", page)
    assert "cannot be opened any more" in page


def test_whose_part_has_ended_keeps_their_own_words(stage, family):
    ivy, edge = signed_in(stage.edge.ivy), stage.edge
    involved = family.add(stage.world.ada, Involvement(agency=edge.ivy.agency, level=Level.FULL))
    type_in(ivy, family, **a_contact(account=TEXT))
    ended = Involvement(
        agency=edge.ivy.agency, level=Level.FULL, ends=timezone.localdate() - timedelta(days=1)
    )
    family.mark(stage.world.ada, Mark.CORRECTION, involved, ended)
    assert ivy.get(address(family, "contacts/new")).status_code == 404
    assert TEXT in shown(ivy.get("/drafts"))


def test_somebody_elses_words_in_a_correction_are_not_listed_as_ones_own(ben, stage, family, event):
    type_in(
        ben, family, **change_of(event, account="She rang at nine.", **{"entry-reason": "I will say why"})
    )
    exclude(family.record, stage.world.ben.practitioner, "A neighbour", stage.world.bea)
    page = shown(ben.get("/drafts"))
    assert "I will say why" in page
    assert "She rang at nine." not in page


def test_after_thirty_days_a_draft_is_removed_when_its_author_signs_in(stage, family):
    ada, ben = signed_in(stage.world.ada), signed_in(stage.world.ben)
    for browser in (ada, ben):
        type_in(browser, family, **a_contact(account="Old."))
    rows("UPDATE draft SET saved_at = now() - interval '31 days' RETURNING page", using="owner")
    type_in(ada, family, **a_contact(account="New."))
    assert "30 days" in shown(ada.get("/drafts"))
    sign_in_name = rows(
        "SELECT sign_in_name FROM practitioner WHERE id = %s", stage.world.ada.practitioner, using="owner"
    )[0][0]
    Client().post("/sign-in", {"name": sign_in_name, "password": PASSWORD})
    left = [(who, typed["account"]) for who, _, typed in waiting()]
    assert sorted(left) == sorted(
        [(stage.world.ada.practitioner, ["New."]), (stage.world.ben.practitioner, ["Old."])]
    )


def test_the_latest_draft_is_listed_first(ada, stage, family):
    for words in ("First.", "Second."):
        type_in(ada, family, **a_contact(account=words))
    with transaction.atomic():
        announce(stage.world.ada)
        assert [one.typed["account"] for one in drafts_of(stage.world.ada)] == [["Second."], ["First."]]
