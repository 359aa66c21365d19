"""What somebody who means harm can try from outside, at every address: nothing is kept, nothing leads elsewhere.

What a person sends twice, changes meanwhile or sends late is in test_faults.py and test_ledger.py.
"""

from __future__ import annotations

import logging
import tempfile
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from firsthome.config.logs import QuietFormatter
from firsthome.kinds.registry import kinds
from tests.addresses import address, every_address, names, subjects
from tests.ledger_world import begin_family, rows
from tests.test_access_matrix import _everything_kept
from tests.world import PASSWORD, SIGN_IN_NAME, signed_in

ELSEWHERE = "https://elsewhere.example"
PARAMETERS = (
    "next", "again", "after", "before", "back", "draft", "entry", "as", "find", "order", "by", "kind", "more", "mark",
    "from", "to", "person", "agency", "state", "code", "name", "reference", "record", "opening", "HTTP_HOST",
)  # fmt: skip
"""Whatever any page of ours reads, and a few that none does."""


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def about(stage, family):
    return subjects(stage.world, family)


def whoever(stage):
    return [Client(), signed_in(stage.world.ada), signed_in(stage.world.ann), signed_in(stage.world.gil)]


# --- files that no form asks for -------------------------------------------------------------------------------------

HOSTILE = {
    "a program": ("invoice.exe", b"MZ" + b"\x00" * 100, "application/x-msdownload"),
    "a picture that runs": ("scan.svg", b"<svg onload=alert(1) xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
    "a name that climbs": ("../../../../etc/cron.d/x", b"* * * * * root true", "text/plain"),
    "a name without end": ("a" * 5000 + ".pdf", b"%PDF-1.7", "application/pdf"),
    "a name with a line in it": ("x\r\nSet-Cookie: a=b.txt", b"x", "text/plain"),
    "a type that lies": ("letter.pdf", b"<?php system($_GET[0]); ?>", "application/pdf"),
    "many megabytes": ("big.bin", b"\x00" * 12_000_000, "application/octet-stream"),
    "nothing at all": ("empty.txt", b"", "text/plain"),
}


@pytest.fixture
def disk(tmp_path, monkeypatch):
    """Where anything would land that is put aside while it is read."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("what", HOSTILE)
def test_a_file_is_turned_away_in_words_and_is_nowhere_afterwards(what, stage, about, disk, caplog):
    name, content, type_ = HOSTILE[what]
    browser = signed_in(stage.world.ada, enforce_csrf_checks=True)
    before = _everything_kept()
    with caplog.at_level(logging.DEBUG):
        answer = browser.post(
            address("add_entry", about),
            {"account": "With a letter.", "letter": SimpleUploadedFile(name, content, type_)},
        )
    assert answer.status_code == 400
    assert "Files cannot be added" in answer.content.decode()
    assert "what you wrote is still there" in answer.content.decode()
    assert list(disk.iterdir()) == []
    assert _everything_kept() == before
    assert rows("SELECT count(*) FROM draft WHERE page LIKE %s", f"{about['reference']}%", using="owner") == [(0,)]
    written = [QuietFormatter().format(record) for record in caplog.records]
    assert not any(name[:12] in line for line in written)


@pytest.mark.parametrize("name", names())
def test_no_address_takes_a_file(name, stage, about, disk):
    """Signed in or not: no address reads further than the name of the first one."""
    before = _everything_kept()
    for browser in (Client(enforce_csrf_checks=True), signed_in(stage.world.ada, enforce_csrf_checks=True)):
        letter = SimpleUploadedFile("letter.pdf", b"%PDF-1.7" + b"x" * 3_000_000)
        answer = browser.post(address(name, about), {"entry": str(uuid4()), "letter": letter})
        assert answer.status_code == 400
        assert b"letter.pdf" not in answer.content
    assert list(disk.iterdir()) == []
    assert _everything_kept() == before


# --- other sites, other hosts, other places --------------------------------------------------------------------------


@pytest.mark.parametrize("name", names())
def test_no_address_takes_a_form_of_another_site(name, stage, about):
    before = _everything_kept()
    for more in ({}, {"headers": {"Origin": ELSEWHERE}}, {"headers": {"Referer": f"{ELSEWHERE}/"}}):
        browser = signed_in(stage.world.ada, enforce_csrf_checks=True)
        answer = browser.post(address(name, about), {"account": "From elsewhere", "step": "send"}, **more)
        assert answer.status_code == 403
        if "headers" in more and "Origin" in more["headers"]:
            assert b"From elsewhere" not in answer.content
    assert _everything_kept() == before


def test_no_address_leads_elsewhere_whatever_it_is_told(stage, about):
    told = dict.fromkeys(PARAMETERS, f"{ELSEWHERE}/x")
    for browser in whoever(stage)[:3]:
        for name, page in every_address(about):
            if name not in ("sign_out", "end_sessions"):
                for answer in (browser.get(page, told), browser.post(page, told)):
                    assert not answer.headers.get("Location", "").startswith(("http", "//", "\\")), name


def test_a_host_that_is_not_ours_gets_no_page_and_is_repeated_nowhere(stage, about):
    browser = signed_in(stage.world.ada)
    for _, page in every_address(about):
        assert browser.get(page, headers={"Host": "elsewhere.example"}).status_code == 400
    for trick in ({"X-Forwarded-Host": "elsewhere.example"}, {"X-Host": "elsewhere.example"}):
        for name in ("record", "sign_in", "caseload"):
            answer = browser.get(address(name, about), headers=trick)
            assert "elsewhere.example" not in answer.content.decode() + str(answer.headers)


KEPT_IN_A_FRAME_OF_NOBODY = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def test_every_answer_says_what_a_browser_may_do_with_it(stage, about):
    """Pages, refusals, redirects and problems alike."""
    for browser in whoever(stage):
        for name, page in [*every_address(about), ("no page", "/nothing/here")]:
            for answer in (browser.get(page), browser.put(page)):
                headers = answer.headers
                assert {one: headers.get(one) for one in KEPT_IN_A_FRAME_OF_NOBODY} == KEPT_IN_A_FRAME_OF_NOBODY, name
                assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], name
                assert "no-store" in headers["Cache-Control"], name
                assert "Server" not in headers
                assert "X-Powered-By" not in headers


# --- what breaks a program -------------------------------------------------------------------------------------------

ODD = {
    "a character that cannot be kept": "x\x00y",
    "half a character": "\ud83d",
    "a line of a header": "x\r\nSet-Cookie: stolen=1",
    "a number without end": "9" * 400,
    "a template": "{{ 7*7 }}${7*7}<%= 7*7 %>",
    "a query": "' OR 1=1; DROP TABLE entry; --",
    "markup": "<script>alert(1)</script>",
}


@pytest.mark.parametrize("what", ODD)
def test_nothing_odd_breaks_a_page_or_comes_out_of_it_alive(what, stage, about):
    told = dict.fromkeys(PARAMETERS, ODD[what].encode("utf-8", "surrogatepass"))
    browser = signed_in(stage.world.ada)
    for name, page in every_address(about):
        if name in ("sign_out", "end_sessions", "recovery_codes", "ready", "health"):
            continue
        for answer in (browser.get(page, told), browser.post(page, told)):
            text = answer.content.decode(errors="replace")
            assert answer.status_code < 500, name
            assert "<script>alert(1)" not in text, name
            assert "Set-Cookie: stolen" not in str(answer.headers), name
            assert "stolen" not in answer.cookies, name


def test_no_kind_of_entry_is_broken_by_odd_words(stage, family):
    """Every question of every kind: the form comes back with what to do, or keeps the words as words."""
    browser = signed_in(stage.world.ada)
    for kind, model in kinds().items():
        for words in ODD.values():
            sent = dict.fromkeys(model.model_fields, words.encode("utf-8", "surrogatepass"))
            answer = browser.post(f"/records/{family.reference}/add/{kind}", sent | {"entry": str(uuid4())})
            assert answer.status_code < 500, kind


# --- somebody else's session -----------------------------------------------------------------------------------------


def test_a_session_that_somebody_planted_is_not_the_one_that_is_signed_in(stage):
    planted = "p" * 32
    browser = Client()
    browser.cookies["session"] = planted
    browser.post("/sign-in", {"name": SIGN_IN_NAME, "password": PASSWORD})
    assert browser.cookies["session"].value != planted
    thief = Client()
    thief.cookies["session"] = planted
    assert thief.get("/caseload").status_code == 302


def test_a_session_that_was_signed_out_opens_nothing_when_it_is_replayed(stage):
    browser, thief = signed_in(stage.world.ada), Client()
    thief.cookies["session"] = browser.cookies["session"].value
    assert thief.get("/caseload").status_code == 200
    browser.post("/sign-out")
    assert thief.get("/caseload").status_code == 302


def test_a_cookie_is_for_this_service_alone_and_no_script_reads_it(stage):
    browser = Client()
    browser.get("/sign-in")
    browser.post("/sign-in", {"name": SIGN_IN_NAME, "password": PASSWORD})
    for cookie in browser.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert not cookie["domain"]


# --- sent twice ------------------------------------------------------------------------------------------------------


def test_whatever_is_sent_twice_is_kept_once(stage, family):
    """Each form that adds to a record carries the id of what it adds."""
    world, before = stage.world, rows("SELECT count(*) FROM entry WHERE record = %s", family.record, using="owner")[0][0]
    browser, page = signed_in(world.ada), f"/records/{family.reference}"
    entry = str(family.first.id)
    forms = {
        f"{page}/add/event": {"kind": "event", "account": "She rang.", "type": "Call", "entry-how": "saw"},
        f"{page}/note": {"kind": "event", "account": "She rang again.", "quick": "yes"},
        f"{page}/restrict": {"entries": entry, "why": "Her safety"},
        f"{page}/entries/{entry}/own-words": {
            "kind": "own_words", "contested": entry, "person": str(family.mother), "words": "It was not so.",
            "wanted": "added",
        },
    }  # fmt: skip
    for path, sent in forms.items():
        sent |= {"entry": str(uuid4())}
        answers = [browser.post(path, sent).status_code for _ in range(3)]
        assert answers[0] in (200, 302, 422), path
        added = rows("SELECT count(*) FROM entry WHERE id = %s", sent["entry"], using="owner")[0][0]
        assert added == (1 if answers[0] == 302 else 0), path
    after = rows("SELECT count(*) FROM entry WHERE record = %s", family.record, using="owner")[0][0]
    assert 2 <= after - before <= len(forms)
