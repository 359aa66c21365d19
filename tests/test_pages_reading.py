"""Signing in, the caseload and the record: what somebody reads at ten to five, and how much work it is to show."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import How, Source
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.pregnancy import Basis, Certainty, Outcome, Pregnancy, Result
from firsthome.kinds.when import When
from firsthome.kit.dates import say_day
from firsthome.record.open import open_record
from tests.ledger_world import begin_family, new_person, rows
from tests.world import PASSWORD, signed_in


@pytest.fixture
def ada(stage):
    return signed_in(stage.world.ada)


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


def read(browser, family, query=""):
    return browser.get(f"/records/{family.reference}/{query}").content.decode()


# --- signing in


def test_somebody_signs_in_and_comes_to_the_page_they_asked_for(stage):
    browser = Client()
    sent = {"name": " Ada@example.org ", "password": PASSWORD, "next": stage.record}
    answer = browser.post("/sign-in", sent)
    assert answer.status_code == 302
    assert answer.url == stage.record
    page = browser.get(stage.record).content.decode()
    assert "Ada Hope, Maternity" in page
    assert "Sign out" in page


def test_signing_in_begins_a_new_session(stage):
    browser = Client()
    browser.get("/sign-in")
    session = browser.session
    session["kept"] = "no"
    session.save()
    before = session.session_key
    browser.cookies["session"] = before
    browser.post("/sign-in", {"name": "ada@example.org", "password": PASSWORD})
    assert browser.session.session_key != before


@pytest.mark.parametrize(
    "elsewhere",
    ["https://example.com/", "//example.com", "javascript:alert(1)", "\\\\example.com", "record", "/x\x00y"],
)
def test_nobody_is_led_elsewhere_after_signing_in(elsewhere, stage):
    sent = {"name": "ada@example.org", "password": PASSWORD, "next": elsewhere}
    assert Client().post("/sign-in", sent).url == "/"


def test_a_wrong_name_and_a_wrong_password_read_the_same(stage):
    answers = [
        Client().post("/sign-in", {"name": name, "password": "something else"})
        for name in ("ada@example.org", "nobody@example.org")
    ]
    pages = [re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in answers]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert pages[0] == pages[1]
    assert "The sign-in name or the password is not right" in pages[0]


def test_a_failure_to_sign_in_is_written_down_without_a_name(stage):
    Client().post("/sign-in", {"name": "cat@example.org", "password": "guess"})
    last = (
        "SELECT practitioner, agency, denied FROM audit_look WHERE page = 'sign_in' ORDER BY at DESC LIMIT 1"
    )
    assert rows(last, using="owner") == [(None, None, True)]


def test_after_five_failures_there_is_a_rest(stage):
    for _ in range(5):
        answer = Client().post("/sign-in", {"name": "dan@example.org", "password": "guess"})
    assert answer.status_code == 429
    assert "Wait a quarter of an hour" in answer.content.decode()
    assert Client().post("/sign-in", {"name": "dan@example.org", "password": PASSWORD}).status_code == 429
    assert Client().post("/sign-in", {"name": "ada@example.org", "password": PASSWORD}).status_code == 302


def test_signing_out_ends_the_session(stage):
    browser = signed_in(stage.world.ada)
    assert browser.post("/sign-out").url == "/sign-in"
    assert SESSION_KEY not in browser.session
    assert browser.get("/caseload").status_code == 302


def test_every_page_says_that_it_is_for_invented_families(stage, ada):
    for path in ("/sign-in", "/caseload", stage.record, f"{stage.record}contacts/new", "/no-such-page"):
        assert "For evaluation with invented families only" in ada.get(path, follow=True).content.decode()


def test_a_demo_record_says_what_it_was_made_from(stage, ada):
    _, reference = open_record(stage.world.ada, invented="Made up for the tests.")
    for path in ("", "add", "contacts/new"):
        assert "Made up for the tests." in ada.get(f"/records/{reference}/{path}").content.decode()


# --- the caseload


def test_the_caseload_says_how_far_who_saw_her_and_what_is_next(stage, ada, family):
    today = timezone.localdate()
    family.add(stage.world.ada, Pregnancy(edd=today + timedelta(days=122)))
    seen = Contact(outcome=ContactOutcome.ATTENDED, next_date=today + timedelta(days=7))
    family.add(stage.world.ben, seen, happened=When.on(today - timedelta(days=3)))
    page = ada.get("/caseload").content.decode()
    row = page[page.index(family.reference) : page.index("</tr>", page.index(family.reference))]
    assert "22+4 today" in row
    assert f"{say_day(today - timedelta(days=3))}, Health visiting" in row
    assert say_day(today + timedelta(days=7)) in row


def test_where_nothing_is_recorded_it_says_only_that(stage, ada):
    _, reference = open_record(stage.world.ada)
    page = ada.get("/caseload").content.decode()
    row = page[page.index(reference) : page.index("</tr>", page.index(reference))]
    assert "Nothing recorded here yet" in row
    assert "None" not in row


def test_an_empty_caseload_says_what_will_fill_it(stage):
    page = signed_in(stage.world.eve).get("/caseload").content.decode()
    assert "No record that your agency is involved in is open here." in page


def test_fifty_at_a_time_and_no_record_twice(stage):
    for _ in range(52):
        open_record(stage.world.fay)
    browser = signed_in(stage.world.fay)
    first = browser.get("/caseload").content.decode()
    following = re.search(r'href="(/caseload\?after=[^"]+)"', first).group(1)
    second = browser.get(following).content.decode()
    shown = [re.findall(r'href="/records/([^/]+)/"', page) for page in (first, second)]
    assert [len(page) for page in shown] == [50, 2]
    assert len({*shown[0], *shown[1]}) == 52
    assert browser.get("/caseload?after=made-up").status_code == 200


# --- the record


def test_the_record_opens_on_the_baby(stage, ada, family):
    edd = timezone.localdate() + timedelta(days=122)
    family.add(stage.world.ada, Pregnancy(edd=edd, basis=Basis.DATING_SCAN, certainty=Certainty.SURE))
    page = read(ada, family)
    assert "Unborn baby of Leila Mistry" in page
    assert "22+4 today" in page
    assert f"{say_day(edd)}, from the dating scan" in page
    assert page.index("22+4 today") < page.index("Who is involved")


def test_nothing_counts_on_after_a_birth_or_a_loss(stage, ada):
    told = {
        Result.LIVE_BIRTH: '<dt>Born</dt><dd dir="auto">3 May 2025',
        Result.MISCARRIAGE: "Miscarriage, 3 May 2025",
    }
    for result, words in told.items():
        family = begin_family(stage.world)
        family.add(stage.world.ada, Pregnancy(edd=timezone.localdate() + timedelta(days=30)))
        outcome = Outcome(baby=family.baby, result=result)
        family.add(stage.world.ada, outcome, happened=When.on(date(2025, 5, 3)))
        page = read(ada, family)
        assert words in page
        assert "today" not in page
        listed = ada.get("/caseload").content.decode()
        row = listed[listed.index(family.reference) : listed.index("</tr>", listed.index(family.reference))]
        assert "today" not in row


def test_one_twin_is_born_and_the_other_is_still_awaited(stage, ada, family):
    second = new_person("Second baby")
    family.add(stage.world.ada, PersonOnRecord(person=second, role=Role.BABY))
    family.add(stage.world.ada, Pregnancy(edd=timezone.localdate() + timedelta(days=40), babies=2))
    born = Outcome(baby=family.baby, result=Result.LIVE_BIRTH)
    family.add(stage.world.ada, born, happened=When.on(timezone.localdate()))
    page = read(ada, family)
    assert "34+2 today" in page
    assert "<dt>Born</dt>" in page


def test_an_expected_date_long_past_is_not_counted_from(ada, family):
    page = read(ada, family)
    assert "Expected on 5 August 2025; no birth recorded here yet" in page


def test_the_record_says_whom_to_ring(stage, ada, family):
    page = read(ada, family)
    assert "01632 960001, the community office" in page
    assert "No number recorded here yet" in page


def over_time(browser, family, query=""):
    return browser.get(f"/records/{family.reference}/chronology{query}").content.decode()


def test_a_line_says_when_what_who_and_how_they_know(stage, ada, family):
    family.add(
        stage.world.cat,
        Event(account="She has slept on a friend’s sofa."),
        happened=When.on(date(2025, 2, 25)),
        source=Source(how=How.SAID, by="the friend"),
    )
    page = over_time(ada, family)
    for words in (
        "25 February 2025",
        "17+0",
        "She has slept on a friend’s sofa.",
        "Social care, Cat Reed. Said by the friend",
    ):
        assert words in page


def test_the_chronology_is_filtered_by_agency_person_and_kind(stage, ada, family):
    family.add(stage.world.ben, Event(account="From health visiting."))
    family.add(stage.world.ada, Event(account="About the mother."), about=(family.mother,))
    agency = over_time(ada, family, f"?agency={stage.world.ben.agency}")
    assert "From health visiting." in agency
    assert "About the mother." not in agency
    about = over_time(ada, family, f"?person={family.mother}")
    assert "About the mother." in about
    assert "From health visiting." not in about
    assert "1 of " in about or "2 of " in about
    sort = over_time(ada, family, "?kind=pregnancy")
    assert "From health visiting." not in sort
    assert "Nothing that you can see here fits" in over_time(ada, family, "?kind=nonsense")


def test_the_latest_comes_first_unless_asked_otherwise(stage, ada, family):
    for account, day in (("Earlier.", 1), ("Later.", 2)):
        family.add(stage.world.ada, Event(account=account), happened=When.on(date(2030, 1, day)))
    latest, oldest = (over_time(ada, family, query).split('id="list"')[1] for query in ("", "?order=oldest"))
    assert latest.index("Later.") < latest.index("Earlier.")
    assert oldest.index("Earlier.") < oldest.index("Later.")


# --- how much work it is


def _queries(browser, path, status=200):
    """The statements of one visit, without those that find the session and the reader."""
    with (
        CaptureQueriesContext(connections["default"]) as own,
        CaptureQueriesContext(connections["audit"]) as looks,
    ):
        assert browser.get(path).status_code == status
    set_up = (
        "django_session",
        "FROM practitioner p LEFT JOIN LATERAL",
        "set_config('app.principals'",
        "FROM notice WHERE recipient",  # the frame of every page: is there anything new?
        "SAVEPOINT",
        "BEGIN",
        "COMMIT",
    )
    return [one["sql"] for one in (*own, *looks) if not any(mark in one["sql"] for mark in set_up)]


def test_three_statements_find_the_session_the_person_at_work_and_say_who_reads(stage, ada):
    with CaptureQueriesContext(connections["default"]) as sent:
        ada.get(stage.record)
    first = [one["sql"] for one in sent if one["sql"] not in ("BEGIN", "COMMIT")][:4]
    for asked, of in zip(
        first,
        ("FROM django_session", "LEFT JOIN LATERAL", "set_config('app.principals'", "FROM record r"),
        strict=True,
    ):
        assert of in asked


def test_no_page_takes_more_than_six_queries_however_long_the_record_is(stage, ada, family):
    entry = family.first.id
    paths = [
        "",
        "chronology",
        "engagement",
        "genogram",
        "ecomap",
        "genogram?copy=family",
        "ecomap/copy?as=svg",
        "contacts/new",
        "add",
        "add/action",
        f"entries/{entry}",
        f"entries/{entry}/correct?mark=correction",
    ]
    counts = {path: len(_queries(ada, f"/records/{family.reference}/{path}")) for path in paths}
    assert max(counts.values()) <= 6, counts
    for number in range(40):
        family.add(stage.world.ben, Event(account=f"Number {number}"))
    assert counts == {path: len(_queries(ada, f"/records/{family.reference}/{path}")) for path in paths}


def test_the_caseload_takes_as_many_queries_for_two_records_as_for_many(stage):
    browser = signed_in(stage.world.dan)
    begin_family(stage.world)
    few = len(_queries(browser, "/caseload"))
    for _ in range(5):
        begin_family(stage.world)
    assert len(_queries(browser, "/caseload")) == few <= 6


def test_whether_the_service_is_well(stage):
    assert Client().get("/health").content == b"ok"
    assert Client().get("/ready").content == b"ready"


def test_pages_may_run_nothing_but_our_own_scripts_and_are_never_kept(stage, ada):
    answer = ada.get(stage.record)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert not re.search(r"<script(?![^>]* src=)|<style| style=| on\w+=", answer.content.decode())


def test_the_moment_on_a_page_is_that_of_the_clock_on_the_wall():
    from firsthome.kit.dates import say_moment

    assert say_moment(datetime.fromisoformat("2025-06-30T23:30+00:00")) == "1 July 2025 at 00:30"
