"""What somebody who means harm can try from outside, at every address: nothing is kept, nothing leads elsewhere.

What a person sends twice, changes meanwhile or sends late is in test_faults.py and test_ledger.py.
"""

from __future__ import annotations

import logging
import tempfile
from itertools import cycle
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from firsthome.config.logs import QuietFormatter
from firsthome.kinds.registry import kinds
from tests.addresses import address, every_address, subjects
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


@pytest.fixture(scope="module")
def ada(stage):
    return signed_in(stage.world.ada)


@pytest.fixture(scope="module")
def checked(stage):
    """Ada's browser, asked for the token that every form of ours carries."""
    return signed_in(stage.world.ada, enforce_csrf_checks=True)


def whoever(stage):
    """Nobody signed in, a lead, to whom every page is open that is open to Ada, and an officer."""
    return [Client(), signed_in(stage.world.ann), signed_in(stage.world.gil)]


# --- files that no form asks for -------------------------------------------------------------------------------------

HOSTILE = {
    "a program": ("invoice.exe", b"MZ" + b"\x00" * 100, "application/x-msdownload"),
    "a picture that runs": (
        "scan.svg",
        b"<svg onload=alert(1) xmlns='http://www.w3.org/2000/svg'/>",
        "image/svg+xml",
    ),
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
def test_a_file_is_turned_away_in_words_and_is_nowhere_afterwards(what, checked, about, disk, caplog):
    name, content, type_ = HOSTILE[what]
    before = _everything_kept()
    with caplog.at_level(logging.DEBUG):
        sent = {"account": "With a letter.", "letter": SimpleUploadedFile(name, content, type_)}
        answer = checked.post(address("add_entry", about), sent)
    assert answer.status_code == 400
    assert "Files cannot be added" in answer.content.decode()
    assert "what you wrote is still there" in answer.content.decode()
    assert list(disk.iterdir()) == []
    assert _everything_kept() == before
    assert rows("SELECT count(*) FROM draft WHERE page LIKE %s", f"{about['reference']}%", using="owner") == [
        (0,)
    ]
    written = [QuietFormatter().format(record) for record in caplog.records]
    assert not any(name[:12] in line for line in written)


def test_no_address_takes_a_file(checked, about, disk, settings):
    """Whoever sends it: no address reads further than the name of the first one, which would be put on the disk."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000
    before = _everything_kept()
    for name, page in every_address(about):
        letter = SimpleUploadedFile("letter.pdf", b"%PDF-1.7" + b"x" * 3_000)
        answer = checked.post(page, {"entry": str(uuid4()), "letter": letter})
        assert answer.status_code == 400, name
        assert b"letter.pdf" not in answer.content, name
    assert list(disk.iterdir()) == []
    assert _everything_kept() == before


# --- other sites, other hosts, other places --------------------------------------------------------------------------


def test_no_address_takes_a_form_of_another_site(checked, about):
    before = _everything_kept()
    for name, page in every_address(about):
        for headers in ({}, {"Origin": ELSEWHERE}, {"Referer": f"{ELSEWHERE}/"}):
            answer = checked.post(page, {"account": "From elsewhere", "step": "send"}, headers=headers)
            assert answer.status_code == 403, name
            assert "Origin" not in headers or b"From elsewhere" not in answer.content, name
    assert _everything_kept() == before


def test_no_address_leads_elsewhere_whatever_it_is_told(stage, about):
    told = dict.fromkeys(PARAMETERS, f"{ELSEWHERE}/x")
    for browser in whoever(stage)[:2]:
        for name, page in every_address(about):
            if name not in ("sign_out", "end_sessions"):
                for answer in (browser.get(page, told), browser.post(page, told)):
                    assert not answer.headers.get("Location", "").startswith(("http", "//", "\\")), name


def test_a_host_that_is_not_ours_gets_no_page_and_is_repeated_nowhere(ada, about):
    for _, page in every_address(about):
        assert ada.get(page, headers={"Host": "elsewhere.example"}).status_code == 400
    for trick in ({"X-Forwarded-Host": "elsewhere.example"}, {"X-Host": "elsewhere.example"}):
        for name in ("record", "sign_in", "caseload"):
            answer = ada.get(address(name, about), headers=trick)
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
                assert {
                    one: headers.get(one) for one in KEPT_IN_A_FRAME_OF_NOBODY
                } == KEPT_IN_A_FRAME_OF_NOBODY, name
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


def test_nothing_odd_breaks_a_page_or_comes_out_of_it_alive(ada, about):
    """Every address with every parameter there is, each holding another sort of odd words from page to page."""
    odd, nobody = cycle(ODD.values()), Client()
    for name, page in every_address(about):
        if name in ("sign_out", "end_sessions", "recovery_codes", "ready", "health"):
            continue
        told = {one: next(odd).encode("utf-8", "surrogatepass") for one in PARAMETERS}
        for answer in (ada.get(page, told), nobody.get(page, told), ada.post(page, told)):
            text = answer.content.decode(errors="replace")
            assert answer.status_code < 500, name
            assert "<script>alert(1)" not in text, name
            assert "Set-Cookie: stolen" not in str(answer.headers), name
            assert "stolen" not in answer.cookies, name


def test_no_kind_of_entry_is_broken_by_odd_words(stage, family):
    """Every question of every kind, each sort of odd words in turn: the form comes back, or keeps them as words."""
    browser, odd = signed_in(stage.world.ada), cycle(ODD.values())
    for kind, model in kinds().items():
        sent = {name: next(odd).encode("utf-8", "surrogatepass") for name in model.model_fields}
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
