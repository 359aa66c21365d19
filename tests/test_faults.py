"""When something goes wrong: what was acknowledged is kept, what was typed is shown again, the page says what to do."""

import html
import os
import re
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, build_opener
from uuid import uuid4

import psycopg
import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from firsthome.config.server import Server
from firsthome.kinds.event import Event
from firsthome.kinds.registry import kinds
from tests.clones import connected_to
from tests.ledger_world import begin_family, rows
from tests.world import PASSWORD, set_the_stage, signed_in

TEXT = "She said: “I am frightened of the stairs.” 👶🏽"


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def ada(stage):
    return signed_in(stage.world.ada)


def address(family, rest="contacts/new"):
    return f"/records/{family.reference}/{rest}"


def a_contact(**more):
    when = {"entry-on-day": "3", "entry-on-month": "3", "entry-on-year": "2025"}
    return {"entry": str(uuid4()), "kind": "contact", "outcome": "attended", **when, **more}


def shown(answer):
    return html.unescape(answer.content.decode())


def contacts(family, stage):
    return [one for one in family.seen(stage.world.ada) if one.kind == "contact"]


# --- sending twice, sending late


def test_a_form_that_is_sent_twice_is_one_entry(ada, stage, family):
    sent = a_contact(account=TEXT)
    answers = [ada.post(address(family), sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert [one.said.account for one in contacts(family, stage)] == [TEXT]


def test_a_form_that_was_changed_and_sent_again_is_compared(ada, stage, family):
    sent = a_contact(account="First.")
    ada.post(address(family), sent)
    answer = ada.post(address(family), sent | {"account": "Second."})
    assert answer.status_code == 409
    assert "First." in shown(answer)
    assert "Second." in shown(answer)
    assert "You sent this form before, with other content" in shown(answer)
    assert [one.said.account for one in contacts(family, stage)] == ["First."]


def test_a_form_sent_after_the_session_has_ended_keeps_its_text(stage, family):
    answer = Client().post(address(family), a_contact(account=TEXT))
    assert answer.status_code == 403
    assert "You were signed out" in shown(answer)
    assert TEXT in shown(answer)


def test_a_form_drawn_before_the_last_sign_in_keeps_its_text_and_can_be_sent_again(stage, family):
    browser = signed_in(stage.world.ada, enforce_csrf_checks=True)
    sent = a_contact(account=TEXT, csrfmiddlewaretoken="x" * 64)
    answer = browser.post(address(family), sent)
    assert answer.status_code == 403
    assert TEXT in shown(answer)
    assert "Nothing was saved" in shown(answer)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.content.decode()).group(1)
    assert browser.post(address(family), sent | {"csrfmiddlewaretoken": token}).status_code == 302
    assert [one.said.account for one in contacts(family, stage)] == [TEXT]


def test_another_site_cannot_put_words_into_a_form(stage, family):
    browser = signed_in(stage.world.ada, enforce_csrf_checks=True)
    sent = a_contact(account="Words from elsewhere")
    answer = browser.post(address(family), sent, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert "Words from elsewhere" not in shown(answer)


# --- what can be typed


def test_a_million_characters_are_shown_again_with_what_to_do(ada, stage, family):
    long = "x" * 1_000_000
    answer = ada.post(address(family), a_contact(account=long))
    assert answer.status_code == 422
    assert "to 50,000 characters or fewer; it is 1,000,000 now" in shown(answer)
    assert long in shown(answer)
    assert contacts(family, stage) == []


def test_more_than_any_form_can_mean_is_turned_away_in_words(ada, family):
    answer = ada.post(address(family), a_contact(account="x" * 4_000_000))
    assert answer.status_code == 413
    assert "Nothing was saved" in shown(answer)
    assert "50,000 characters" in shown(answer)


@pytest.mark.parametrize(
    "words",
    [
        "👩🏾‍🍼 slept well",
        "ليلى مستري",
        "לאה‎ said",
        "Zoë Ångström",
        "line one\nline two",
        "=1+1",
        "'; DROP TABLE entry; --",
    ],
)
def test_words_of_every_script_are_kept_as_they_are(words, ada, stage, family):
    assert ada.post(address(family), a_contact(account=words, her_words=words)).status_code == 302
    (contact,) = contacts(family, stage)
    assert (contact.said.account, contact.said.her_words) == (words, words)
    assert words in shown(ada.get(address(family, "chronology")))


def test_a_name_written_from_right_to_left_stands_on_the_record(ada, family):
    sent = {"entry": str(uuid4()), "new-name": "ليلى مستري", "role": "grandparent"}
    assert ada.post(address(family, "add/person"), sent).status_code == 302
    assert "ليلى مستري" in shown(ada.get(address(family, "")))


TAG = "<script>alert(1)</script><b>\"'&"


@pytest.mark.parametrize("kind", [kind for kind, model in kinds().items() if model.by_hand])
def test_html_in_every_field_is_only_ever_text(kind, stage, ada, family):
    fields = kinds()[kind].model_fields
    sent = dict.fromkeys(fields, TAG) | {
        f"{name}-{part}": TAG for name in fields for part in ("day", "month", "year")
    }
    sent |= {
        f"entry-{name}": TAG
        for name in ("week", "by", "how", "phase", "about", "seen_by", "agencies", "on-day")
    }
    browser = signed_in(stage.world.ann) if kinds()[kind].for_leads else ada
    answer = browser.post(address(family, f"add/{kind}"), sent | {"new-name": TAG})
    assert answer.status_code == 422
    assert "<script>alert" not in answer.content.decode()
    assert "&lt;script&gt;alert" in answer.content.decode()


def test_html_that_was_kept_is_text_on_every_page(ada, stage, family):
    entry = family.add(stage.world.ada, Event(account=TAG))
    for path in (
        "chronology",
        f"entries/{entry.id}",
        f"entries/{entry.id}/correct",
        f"entries/{entry.id}/correct?mark=correction",
        "add/analysis",
    ):
        page = ada.get(address(family, path)).content.decode()
        assert "<script>alert" not in page, path
        assert "&lt;script&gt;alert" in page, path


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x1b"])
def test_characters_that_cannot_be_kept_are_named_as_a_problem(character, ada, family):
    answer = ada.post(address(family), a_contact(account=f"before{character}after"))
    assert answer.status_code == 422
    assert "instead of pasting it" in shown(answer)


@pytest.mark.parametrize(
    ("day", "month", "year", "says"),
    [
        ("31", "2", "2025", "There is no 31 February 2025"),
        ("29", "2", "2025", "There is no 29 February 2025"),
        ("0", "2", "2025", "Enter the day as a number from 1 to 31"),
        ("first", "2", "2025", "Enter the day as a number from 1 to 31"),
        ("1", "13", "2025", "Enter the month as a number from 1 to 12"),
        ("1", "", "2025", "Enter the month as well"),
        ("1", "2", "25", "Enter the year with four numbers"),
        ("1", "2", "9999999999", "Enter the year with four numbers"),
        ("²", "2", "2025", "Enter the day as a number from 1 to 31"),
        ("", "2", "", "Enter the year"),
        ("", "", "", "Enter the date"),
    ],
)
def test_dates_that_cannot_be_are_explained_and_shown_again(day, month, year, says, ada, stage, family):
    sent = a_contact(account=TEXT) | {"entry-on-day": day, "entry-on-month": month, "entry-on-year": year}
    answer = ada.post(address(family), sent)
    assert answer.status_code == 422
    assert says in shown(answer)
    assert TEXT in shown(answer)
    for part in filter(None, (day, month, year)):
        assert f'value="{part}"' in shown(answer)
    assert contacts(family, stage) == []


def test_a_birth_cannot_lie_in_the_future(ada, family):
    sent = a_contact(result="live_birth") | {"entry-on-year": str(timezone.localdate().year + 1)}
    assert "not in the future" in shown(ada.post(address(family, "add/outcome"), sent))


@pytest.mark.parametrize("week", ["abc", "22+9", "99", "-1", "22+"])
def test_weeks_of_pregnancy_that_cannot_be_are_explained(week, ada, family):
    sent = {"entry": str(uuid4()), "account": TEXT, "entry-week": week}
    answer = ada.post(address(family, "add/event"), sent)
    assert (answer.status_code == 302) is (week == "22+")
    if week != "22+":
        assert "Enter weeks and days of pregnancy, like 22+4" in shown(answer)


def test_unknown_agencies_people_and_answers_are_turned_away(ada, stage, family):
    wrong = {
        "add/involvement": {"agency": "999999"},
        "add/referral": {"why": TEXT, "to": str(stage.world.fay.agency)},
        "contacts/new": {"present": str(uuid4())},
        "add/event": {"account": TEXT, "entry-about": "nobody"},
        "add/vulnerability": {"topic": "nonsense", "standing": "known"},
    }
    for path, fields in wrong.items():
        answer = ada.post(address(family, path), a_contact(**fields))
        assert answer.status_code == 422, path
        assert "Choose" in shown(answer), path


@pytest.mark.parametrize("number", ["0", "1001", "two", "1.5", "-3", "9" * 30, "٣"])
def test_numbers_that_cannot_be_are_explained(number, ada, family):
    answer = ada.post(address(family), a_contact(times=number))
    assert answer.status_code == 422
    assert re.search("Enter a (whole )?number", shown(answer))
    assert f'value="{number}"' in shown(answer)


def test_every_problem_is_named_at_once_and_leads_to_its_box(ada, family):
    sent = {"entry": str(uuid4()), "entry-on-day": "99", "times": "x", "account": "\x00"}
    page = ada.post(address(family), sent).content.decode()
    summary = page[page.index("There is a problem") : page.index("</ul>")]
    anchors = re.findall(r'href="#([\w-]+)"', summary)
    assert anchors == ["entry-on-day", "outcome", "account", "times"]
    for anchor in anchors:
        assert f'id="{anchor}"' in page


# --- when the program or the database fails


def test_our_own_mistake_keeps_what_was_typed(ada, family, monkeypatch):
    def fails(*args):
        raise RuntimeError("with words that must not be shown")

    monkeypatch.setattr("firsthome.pages.adding.append", fails)
    ada.raise_request_exception = False
    answer = ada.post(address(family), a_contact(account=TEXT))
    assert answer.status_code == 500
    assert TEXT in shown(answer)
    assert "with words" not in shown(answer)


@pytest.mark.parametrize(
    "where",
    [
        "firsthome.kit.sessions.SessionStore.load",
        "firsthome.access.signed_in.SignedInBackend.get_user",
        "firsthome.pages.gate.find",
        "firsthome.pages.adding.append",
    ],
)
def test_wherever_the_database_goes_away_the_text_is_kept(where, ada, stage, family, monkeypatch):
    def gone(*args, **more):
        raise OperationalError

    with monkeypatch.context() as patch:
        patch.setattr(where, gone)
        ada.raise_request_exception = False
        sent = a_contact(account=TEXT)
        answer = ada.post(address(family), sent)
    assert answer.status_code == 503
    assert "Nothing was saved" in shown(answer)
    assert TEXT in shown(answer)
    assert "What happened, what did you see?" in shown(answer)
    assert ada.post(address(family), sent).status_code == 302
    assert [one.said.account for one in contacts(family, stage)] == [TEXT]


class Visitor:
    """A browser of our own on a running server: signs in, and sends one form."""

    class _Stay(HTTPRedirectHandler):
        def redirect_request(self, *args):
            return None

    def __init__(self, url, sign_in=True):
        self.url = url
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()), self._Stay)
        if sign_in:
            self.send("/sign-in", {"name": "ada@example.org", "password": PASSWORD})

    def get(self, path):
        return self._answer(self.url + path, None)

    def send(self, path, fields):
        page = self.get(path)[1]
        token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[-1]
        return self._answer(self.url + path, urlencode(fields | {"csrfmiddlewaretoken": token}).encode())

    def _answer(self, url, data):
        try:
            with self.opener.open(url, data, timeout=30) as answer:
                return answer.status, html.unescape(answer.read().decode())
        except HTTPError as answer:
            return answer.code, html.unescape(answer.read().decode())


@contextmanager
def serving(clone, output):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server(clone.app, port, output=output)
    server.wait_until_ready()
    try:
        yield server, f"http://127.0.0.1:{port}"
    finally:
        server.stop()


@pytest.fixture(scope="module")
def theatre(clones, worker, django_db_setup, django_db_blocker, tmp_path_factory):
    """A stage with a real server in front of it, in a database that may be maltreated."""
    log = tmp_path_factory.mktemp("server") / "log"
    with clones.clone(f"{worker}_theatre") as clone:
        with connected_to(clone), django_db_blocker.unblock():
            stage = set_the_stage()
        with log.open("w") as output, serving(clone, output) as (server, url):
            yield clone, stage, server, url


def accounts(owner, record):
    """What the contacts of a record say, asked of the database itself."""
    found = owner.execute(
        "SELECT b.body::json->'said'->>'account' FROM entry e JOIN entry_body b ON b.entry = e.id "
        "WHERE e.record = %s AND e.kind = 'contact' ORDER BY e.seq",
        [record],
    )
    return [row[0] for row in found.fetchall()]


def test_a_connection_killed_in_mid_append_loses_nothing_typed_and_leaves_nothing_half_done(theatre):
    clone, stage, _, url = theatre
    ada, family = Visitor(url), stage.family
    answers = []
    with psycopg.connect(clone.owner, autocommit=True) as owner, psycopg.connect(clone.owner) as holding:
        before = accounts(owner, family.record)
        holding.execute("SELECT FROM record WHERE id = %s FOR UPDATE", [family.record])
        sent = a_contact(account=TEXT)
        sending = threading.Thread(target=lambda: answers.append(ada.send(address(family), sent)))
        sending.start()
        _kill_whoever_waits(owner)
        sending.join(30)
        holding.rollback()
        ((status, page),) = answers
        assert status == 503
        assert "Nothing was saved" in page
        assert TEXT in page
        assert accounts(owner, family.record) == before
        assert ada.send(address(family), sent)[0] == 302
        assert accounts(owner, family.record) == [*before, TEXT]
    clone.command("verify")


def test_a_form_that_is_far_too_long_gets_its_answer_over_a_real_connection(theatre):
    _, stage, _, url = theatre
    status, page = Visitor(url).send(address(stage.family), a_contact(account="x" * 12_000_000))
    assert status == 413
    assert "This is too long to send" in page


def _kill_whoever_waits(owner):
    """End the connection that waits for the record's lock, as a crash of the database would."""
    waiting = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'firsthome_app' "
        "AND datname = current_database() AND wait_event_type = 'Lock'"
    )
    for _ in range(200):
        if owner.execute(waiting).fetchone():
            return
        time.sleep(0.05)
    raise AssertionError("nothing waited for the lock")


def test_connections_that_ended_while_nobody_used_them_cost_nobody_a_page(theatre):
    clone, stage, _, url = theatre
    ada = Visitor(url)
    pages = [address(stage.family, "")] * 6
    with psycopg.connect(clone.owner, autocommit=True) as owner, ThreadPoolExecutor() as asking:
        for _ in range(3):
            assert [ada.get(page)[0] for page in pages] == [200] * 6
            ended = owner.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'firsthome_app' "
                "AND datname = current_database()"
            ).fetchall()
            assert len(ended) >= 2, "the connection of pages and that of looks"
            assert all(one for (one,) in ended)
            assert [status for status, _ in asking.map(ada.get, pages)] == [200] * 6


def test_with_the_database_gone_altogether_pages_say_so_and_come_back_by_themselves(theatre):
    clone, stage, _, url = theatre
    ada = Visitor(url)
    with psycopg.connect(re.sub(rf"/{clone.name}\?", "/postgres?", clone.owner), autocommit=True) as owner:
        owner.execute(f'ALTER DATABASE "{clone.name}" ALLOW_CONNECTIONS false')
        try:
            owner.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [clone.name]
            )
            watcher = Visitor(url, sign_in=False)
            with ThreadPoolExecutor() as asking:  # each is answered once it has waited for a connection
                asked, ready = (
                    asking.submit(ada.get, address(stage.family, "")),
                    asking.submit(watcher.get, "/ready"),
                )
            status, page = asked.result()
            assert status == 503
            assert "The database cannot be reached" in page
            assert ready.result() == (503, "the database cannot be reached")
            assert watcher.get("/health") == (200, "ok")
        finally:
            owner.execute(f'ALTER DATABASE "{clone.name}" ALLOW_CONNECTIONS true')
    for _ in range(60):
        status, page = ada.get(address(stage.family, ""))
        if status == 200:
            break
        time.sleep(0.5)
    assert "Leila Mistry" in page


def test_whoever_is_signed_in_stays_so_when_the_server_is_restarted(theatre, tmp_path):
    clone, stage, _, url = theatre
    ada, words = Visitor(url), f"After the restart {uuid4()}"
    assert ada.get("/caseload")[0] == 200
    with (tmp_path / "log").open("w") as output, serving(clone, output) as (_, ada.url):
        assert ada.send(address(stage.family), a_contact(account=words))[0] == 302


def test_what_was_acknowledged_outlives_the_application(theatre):
    clone, stage, server, url = theatre
    ada = Visitor(url)
    words = f"Acknowledged {uuid4()}"
    assert ada.send(address(stage.family), a_contact(account=words))[0] == 302
    os.killpg(server._process.pid, signal.SIGKILL)
    with psycopg.connect(clone.owner) as owner:
        assert words in accounts(owner, stage.family.record)


def test_a_page_needs_neither_database_nor_session_to_say_that_they_are_gone(ada, family, monkeypatch):
    def gone(*args, **more):
        raise OperationalError

    monkeypatch.setattr("firsthome.kit.sessions.SessionStore.load", gone)
    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", gone)
    ada.raise_request_exception = False
    answer = ada.get(address(family, ""))
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Nothing is lost" in shown(answer)


def test_looks_are_kept_of_what_was_sent(ada, stage, family):
    ada.post(address(family), a_contact(account=TEXT))
    last = "SELECT practitioner, page, denied FROM audit_look WHERE record = %s ORDER BY at DESC LIMIT 1"
    assert rows(last, family.record, using="owner") == [
        (stage.world.ada.practitioner, "record_contact", False)
    ]
