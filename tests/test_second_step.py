"""The second step: a code counts once, wrong ones end in a rest, and what was typed waits until somebody is in."""

import html
import re
import time
from io import StringIO

import pyotp
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from uuid_utils.compat import uuid7

from firsthome.access.models import Agency
from firsthome.access.second_step import HALF_A_MINUTE
from firsthome.access.sign_in_tables import Try
from firsthome.access.tries import TRIES
from firsthome.kit.sealing import CannotBeOpened, seal, unseal
from firsthome.kit.sessions import STARTED
from tests.ledger_world import raw, rows
from tests.world import PASSWORD, SIGN_IN_NAME, signed_in

TABLES = ("authenticator_app", "passkey", "recovery_code", "wrong_code", "signed_in_session")


def shown(answer):
    return html.unescape(answer.content.decode())


def start_anew(stage):
    """Ada as on her first day: a password and no second step."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        for table in (*TABLES, "axes_accessattempt"):
            cursor.execute(f"DELETE FROM {table}")
    Agency.objects.using("owner").update(second_step_required=False)


@pytest.fixture(autouse=True)
def anew(stage):
    start_anew(stage)
    yield
    start_anew(stage)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """A clock for codes that a test can move on, and that stands still otherwise."""

    class Clock:
        now = time.time()

        def move_on(self):
            self.now += HALF_A_MINUTE

    clock = Clock()
    monkeypatch.setattr("firsthome.access.second_step.time.time", lambda: clock.now)
    return clock


def code_of(secret, at=None):
    return pyotp.TOTP(secret).at(int(at or time.time()))


def scan(answer):
    """The key from the page, as somebody types it who cannot scan the picture."""
    assert "<svg" in shown(answer)
    return re.search(r'<code id="secret">([A-Z2-7 ]+)</code>', shown(answer)).group(1).replace(" ", "")


def set_up_app(stage, client=None):
    """Ada adds an authenticator app; its secret and her recovery codes."""
    client = client or signed_in(stage.world.ada)
    secret = scan(client.get("/your-sign-in/app"))
    answer = client.post("/your-sign-in/app", {"code": code_of(secret)})
    return secret, re.findall(r"<code>([a-z2-9-]+)</code>", shown(answer))


def with_password(client=None, **more):
    client = client or Client()
    return client, client.post("/sign-in", {"name": SIGN_IN_NAME, "password": PASSWORD, **more})


def sent_too_late(stage):
    """Ada's form, sealed into the sign-in page because her time was up; and what she had typed."""
    form, typist = f"{stage.record}contacts/new", signed_in(stage.world.ada)
    author = re.search(r'name="typed_by" value="([^"]+)"', shown(typist.get(form))).group(1)
    words = f"She laughed about the cot, {uuid7()}."
    typist.session.flush()
    sent = {"typed_by": author, "entry": str(uuid7()), "kind": "contact", "account": words}
    late = shown(typist.post(form, sent))
    return re.search(r'name="carried" value="([^"]+)"', late).group(1), words


def is_in(client):
    return "_auth_user_id" in client.session


def test_a_code_from_the_app_after_the_password(stage, clock):
    secret, codes = set_up_app(stage)
    assert len(codes) == 10
    client, answer = with_password(next=stage.record)
    assert answer.url == "/sign-in/second-step"
    assert client.get(stage.record).status_code == 302
    clock.move_on()
    answer = client.post("/sign-in/second-step", {"code": code_of(secret, clock.now)})
    assert answer.url == stage.record
    assert client.get(stage.record).status_code == 200


def test_a_code_counts_once(stage, clock):
    secret, _ = set_up_app(stage)
    client, _ = with_password()
    first = client.post("/sign-in/second-step", {"code": code_of(secret, clock.now)})
    assert first.status_code == 422, "The code that set the app up was used by that"
    clock.move_on()
    code = code_of(secret, clock.now)
    assert client.post("/sign-in/second-step", {"code": code}).status_code == 302
    other, _ = with_password()
    assert other.post("/sign-in/second-step", {"code": code}).status_code == 422
    assert not is_in(other)


def test_a_recovery_code_counts_once_and_new_ones_end_the_old(stage):
    owner = signed_in(stage.world.ada)
    _, codes = set_up_app(stage, owner)
    for status in (302, 422):
        client, _ = with_password()
        typed = codes[0].upper().replace("-", " ")
        assert client.post("/sign-in/second-step", {"code": typed}).status_code == status
    assert "9 not used yet" in shown(owner.get("/your-sign-in"))
    fresh = re.findall(r"<code>([a-z2-9-]+)</code>", shown(owner.post("/your-sign-in/codes")))
    assert not set(fresh) & set(codes)
    client, _ = with_password()
    assert client.post("/sign-in/second-step", {"code": codes[1]}).status_code == 422
    assert client.post("/sign-in/second-step", {"code": fresh[1]}).status_code == 302


def test_five_wrong_codes_end_in_a_rest_that_a_right_one_does_not_end(stage, clock):
    secret, _ = set_up_app(stage)
    client, _ = with_password()
    answers = [client.post("/sign-in/second-step", {"code": f"00000{n}"}).status_code for n in range(5)]
    assert answers == [422, 422, 422, 422, 429]
    clock.move_on()
    assert client.post("/sign-in/second-step", {"code": code_of(secret, clock.now)}).status_code == 429
    denied = rows("SELECT count(*) FROM audit_look WHERE page = 'second_step' AND denied", using="owner")
    assert denied[0][0] >= 5


def test_wrong_codes_from_many_addresses_end_the_trying_as_well(stage, clock, monkeypatch):
    monkeypatch.setitem(TRIES, Try.WRONG_CODE, 4)
    secret, _ = set_up_app(stage)
    for place in range(2):
        client, _ = with_password(Client(REMOTE_ADDR=f"192.0.2.{place}"))
        for number in range(2):
            client.post("/sign-in/second-step", {"code": f"00000{number}"})
    clock.move_on()
    client, _ = with_password(Client(REMOTE_ADDR="192.0.2.99"))
    assert client.post("/sign-in/second-step", {"code": code_of(secret, clock.now)}).status_code == 422


def test_whoever_works_for_an_agency_that_requires_it_sets_one_up_before_anything_else(stage):
    Agency.objects.using("owner").filter(pk=stage.world.ada.agency).update(second_step_required=True)
    client, answer = with_password(next=stage.record)
    assert answer.url == "/your-sign-in/app"
    assert client.get(stage.record).status_code == 302
    assert client.get("/sign-in/second-step").url == "/sign-in"
    page = client.get("/your-sign-in/app")
    assert "Your agency requires a second step" in shown(page)
    answer = client.post("/your-sign-in/app", {"code": code_of(scan(page))})
    assert f'href="{stage.record}"' in shown(answer)
    assert client.get(stage.record).status_code == 200
    answer = client.post("/your-sign-in/remove", {"which": "app"})
    assert "add another one first" in shown(answer)


def test_after_ten_minutes_the_password_is_asked_again(stage, monkeypatch):
    _, codes = set_up_app(stage)
    client, _ = with_password()
    session = client.session
    session["half_signed_in"] |= {"at": time.time() - 601}
    session.save()
    assert client.post("/sign-in/second-step", {"code": codes[0]}).url == "/sign-in"
    assert not is_in(client)


def test_a_form_that_came_too_late_waits_through_wrong_codes_and_a_rest(stage, clock):
    _, codes = set_up_app(stage)
    carried, words = sent_too_late(stage)
    client, _ = with_password(carried=carried)
    assert "Your text is kept" in shown(client.get("/sign-in/second-step"))
    for _ in range(5):
        answer = client.post("/sign-in/second-step", {"code": "000000"})
    assert answer.status_code == 429
    assert carried in shown(answer)
    rows("DELETE FROM axes_accessattempt RETURNING 1", using="owner")
    client, _ = with_password(client)
    answer = client.post("/sign-in/second-step", {"code": codes[0]})
    assert "draft=" in answer.url
    assert words in shown(client.get(answer.url))


def test_everywhere_else_is_signed_out_and_this_place_stays(stage):
    here, _ = with_password(
        Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0")
    )
    there, _ = with_password()
    page = shown(here.get("/your-sign-in"))
    assert "Firefox on Windows" in page
    assert "(this one)" in page
    assert page.count("Since ") == 2
    here.post("/your-sign-in/sessions")
    assert there.get("/caseload").status_code == 302
    assert here.get("/caseload").status_code == 200


def test_a_browser_left_open_is_not_enough_to_change_how_somebody_signs_in(stage):
    client = signed_in(stage.world.ada)
    client.get("/your-sign-in")
    session = client.session
    session[STARTED] = time.time() - 16 * 60
    session.save()
    assert client.get("/your-sign-in/app").status_code == 403
    assert client.post("/your-sign-in/codes").status_code == 403
    assert client.post("/your-sign-in/remove", {"which": "app"}).status_code == 403
    assert client.post("/sign-out", {"next": "/your-sign-in"}).url == "/sign-in?next=%2Fyour-sign-in"
    assert client.post("/sign-out", {"next": "https://elsewhere.example"}).url == "/sign-in"


def test_the_database_shows_second_steps_to_their_owner_alone_and_holds_no_secret_in_clear(stage):
    secret, codes = set_up_app(stage)
    for table in TABLES[:3]:
        assert raw(stage.world.ben, f"SELECT * FROM {table}") == []
    everything = str(rows("SELECT a, r FROM authenticator_app a, recovery_code r", using="owner"))
    history = str(
        rows("SELECT before, after FROM audit_change WHERE changed = 'authenticator_app'", using="owner")
    )
    for told in (secret, codes[0], codes[0].replace("-", "")):
        assert told not in everything + history
    assert "secret" not in history


def test_what_is_sealed_opens_for_its_purpose_and_with_the_secret_used_before(settings):
    sealed = seal("told", "one")
    with pytest.raises(CannotBeOpened):
        unseal(sealed, "another")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new one"
    assert unseal(sealed, "one") == "told"


def test_removing_the_last_one_leaves_the_password_alone(stage):
    client = signed_in(stage.world.ada)
    set_up_app(stage, client)
    client.post("/your-sign-in/remove", {"which": "app"})
    assert rows("SELECT count(*) FROM recovery_code", using="owner") == [(0,)]
    again, answer = with_password()
    assert answer.url == "/"
    assert is_in(again)


def test_when_an_agency_begins_to_require_it_everybody_signs_in_again(stage, monkeypatch):
    code = rows(
        "SELECT p.code || '/' || a.code FROM agency a JOIN partnership p ON p.id = partnership_id WHERE a.id = %s",
        stage.world.ada.agency,
    )[0][0]
    client, _ = with_password()
    said = StringIO()
    call_command("agency_sign_in", code, "--second-step=required", stdout=said)
    assert "second step required; own account none" in said.getvalue()
    assert client.get("/caseload").status_code == 302
    assert with_password(client)[1].url == "/your-sign-in/app"
    monkeypatch.setenv("FIRSTHOME_CLIENT_SECRET", "told")
    service = ("--client-id=us", "--domain=@Example.org")
    with pytest.raises(CommandError, match="has to be an https address"):
        call_command("agency_sign_in", code, "--issuer=http://elsewhere.example", *service)
    call_command("agency_sign_in", code, "--issuer=https://elsewhere.example", *service, stdout=said)
    assert rows("SELECT domain, client_secret FROM sign_in_service", using="owner")[0][0] == "example.org"
    call_command("agency_sign_in", code, "--no-service", "--second-step=optional", stdout=said)
    assert rows("SELECT count(*) FROM sign_in_service") == [(0,)]
