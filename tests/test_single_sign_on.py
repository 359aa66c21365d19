"""Signing in with an agency's own account, at a real provider: whom its word lets in, and what its word is not."""

import html
import time

import pytest
import requests
from django.core.cache import cache
from django.test import Client
from joserfc.jwk import RSAKey

from firsthome.access.models import Membership
from firsthome.access.sign_in_tables import SignInService
from firsthome.access.single_sign_on import PURPOSE
from firsthome.kit.sealing import seal
from tests.a_provider import CLIENT, SECRET, running_provider
from tests.ledger_world import rows
from tests.test_second_step import sent_too_late, set_up_app, start_anew
from tests.world import SIGN_IN_NAME


@pytest.fixture(scope="module")
def running():
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(running, stage):
    running.says, running.bends = {"email": SIGN_IN_NAME}, {}
    cache.clear()
    SignInService.objects.using("owner").update_or_create(
        agency_id=stage.world.ada.agency,
        defaults={
            "issuer": running.issuer, "client_id": CLIENT, "client_secret": seal(SECRET, PURPOSE),
            "domain": "example.org", "claim": "email",
        },
    )  # fmt: skip
    yield running
    SignInService.objects.using("owner").all().delete()


def there_and_back(client: Client, stage):
    """The browser's way: to the service, and back with what it says."""
    to = client.get(f"/sign-in/agency/{stage.world.ada.agency}")
    if to.status_code != 302:
        return to
    back = requests.get(to.url, allow_redirects=False, timeout=5).headers["Location"]
    return client.get(back.removeprefix("http://testserver"))


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_midwife_signs_in_with_her_trusts_account_and_goes_on_where_she_wanted(stage, provider):
    client = Client()
    asked = client.post("/sign-in/agency", {"name": "Ada@example.org", "next": stage.record})
    assert f'href="/sign-in/agency/{stage.world.ada.agency}"' in asked.content.decode()
    answer = there_and_back(client, stage)
    assert (answer.status_code, answer.url) == (302, stage.record)
    assert client.get(stage.record).status_code == 200
    assert provider.asked["code_challenge_method"] == "S256"


def test_the_way_back_counts_once_and_only_in_the_browser_that_went(stage, provider):
    client = Client()
    to = client.get(f"/sign-in/agency/{stage.world.ada.agency}").url
    back = requests.get(to, allow_redirects=False, timeout=5).headers["Location"]
    stranger = Client()
    assert stranger.get(back.removeprefix("http://testserver")).url == "/sign-in"
    assert client.get(back.removeprefix("http://testserver")).status_code == 302
    client.post("/sign-out")
    assert client.get(back.removeprefix("http://testserver")).url == "/sign-in"
    assert not signed_in(stranger)
    assert not signed_in(client)


@pytest.mark.parametrize(
    "says",
    [
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": "ada@example.com"},
        {"email": "nobody@example.org"},
        {"email": "ivy@example.org"},
        {"email": None},
        {"nonce": "of another visit"},
        {"aud": "another service"},
        {"iss": "https://elsewhere.example"},
        {"azp": "another service"},
    ],
    ids=str,
)
def test_what_its_word_does_not_do(stage, provider, says):
    lets_nobody_in(stage, provider, says)


def test_its_word_of_a_minute_ago_does_not_do(stage, provider):
    lets_nobody_in(stage, provider, {"exp": int(time.time()) - 60})


def lets_nobody_in(stage, provider, says):
    before = rows("SELECT count(*) FROM practitioner")
    provider.says |= says
    client = Client()
    answer = there_and_back(client, stage)
    assert answer.status_code == 422
    assert "could not be used to sign in here" in html.unescape(answer.content.decode())
    assert not signed_in(client)
    assert rows("SELECT count(*) FROM practitioner") == before
    assert rows("SELECT page, denied FROM audit_look ORDER BY at DESC LIMIT 1", using="owner") == [
        ("agency_sign_in", True)
    ]


@pytest.mark.parametrize(
    "bends",
    [
        {"state": "of another visit"},
        {"key": RSAKey.generate_key(2048)},
        {"about": {"issuer": "https://elsewhere.example"}},
        {"about": {"token_endpoint": "http://127.0.0.1:1/token"}},
        {"about": {"jwks_uri": "http://127.0.0.1:1/keys"}},
        {"about": {"authorization_endpoint": "https://elsewhere.example/authorize"}},
    ],
    ids=lambda bends: str(next(iter(bends.values())))[:40],
)
def test_a_provider_that_bends_the_rules_lets_nobody_in(stage, provider, bends):
    provider.bends = bends
    client = Client()
    assert there_and_back(client, stage).status_code == 422
    assert not signed_in(client)


def test_whoever_has_left_the_agency_is_not_let_in_by_an_account_that_still_works(stage, provider):
    membership = Membership.objects.using("owner").filter(practitioner_id=stage.world.ada.practitioner)
    membership.update(ends="2026-01-01T00:00Z")
    try:
        assert there_and_back(Client(), stage).status_code == 422
    finally:
        membership.update(ends=None)


def test_which_agencies_use_it_is_found_by_the_domain_alone(stage, provider):
    def said(name):
        content = Client().post("/sign-in/agency", {"name": name}).content.decode()
        return "Go on to the account of Maternity" in content

    assert said("ada@example.org")
    assert said("somebody.we.never.heard.of@example.org")
    assert not said("ada@example.com")
    assert not said("example.org@")
    assert "Sign in with your agency’s account" in Client().get("/sign-in").content.decode()


def test_where_no_agency_uses_it_the_way_is_not_offered(stage):
    assert "agency’s account" not in Client().get("/sign-in").content.decode()


def test_a_form_that_came_too_late_waits_while_its_author_signs_in_elsewhere(stage, provider):
    carried, words = sent_too_late(stage)
    client = Client()
    client.post("/sign-in/agency", {"name": SIGN_IN_NAME, "carried": carried, "next": ""})
    answer = there_and_back(client, stage)
    assert "draft=" in answer.url
    assert words in html.unescape(client.get(answer.url).content.decode())


def test_the_second_step_is_asked_unless_the_service_says_that_it_was(stage, provider):
    start_anew(stage)
    set_up_app(stage)
    try:
        client = Client()
        assert there_and_back(client, stage).url == "/sign-in/second-step"
        assert not signed_in(client)
        provider.says |= {"amr": ["pwd", "mfa"]}
        assert there_and_back(client, stage).url == "/"
        assert signed_in(client)
    finally:
        start_anew(stage)
