"""The digest by e-mail: how much, to whom and when; and nothing of what, or of whom.

Source: feature row 49; safety rules 2 and 4.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import connections
from django.test import override_settings

from firsthome.access.absences import go_away
from firsthome.access.digests import LASTS, Often, choose, confirm, digest_of
from firsthome.access.principals import Reader
from firsthome.background.digests import ask_for_confirmation, send_digests
from firsthome.kinds.planning import Action
from firsthome.kinds.pregnancy import Outcome, Result
from firsthome.kit.dates import LONDON
from firsthome.record.notices import tell_practitioners
from tests.clones import Clone, connected_to
from tests.ledger_world import OWN_AGENCY, Family, World, announced, rows
from tests.world import signed_in

DAY = timedelta(days=1)
MONDAY = datetime(2026, 6, 1, 8, 0, tzinfo=LONDON)
BANK_HOLIDAY = MONDAY - 7 * DAY
PAGE = "/your-sign-in/digest"
WHOLE = """2 things are due for you by the end of this week, and 1 is past its day.
1 new notice.

Sign in to see what: http://127.0.0.1:8000/

You asked for this on working days. It says how much, and never what or about whom.
To change that, or to stop it: http://127.0.0.1:8000/your-sign-in/digest
"""


@pytest.fixture(autouse=True)
def there_is_a_mail_server(settings):
    settings.MAIL_IS_SENT = True
    mail.outbox = []


@pytest.fixture
def send(database: Clone) -> Callable[[datetime], list[str]]:
    """Do as the worker does, with its rights, at some moment; to whom something went."""

    def at(now: datetime | None = None) -> list[str]:
        before = len(mail.outbox)
        with connected_to(replace(database, app=database.worker)):
            ask_for_confirmation() if now is None else send_digests(now)
        return sorted(to.partition("-")[0] for one in mail.outbox[before:] for to in one.to)

    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE digest SET often = 'never', asked_sent_at = now()")
    return at


def wants(reader: Reader, often: Often = Often.DAILY, *, confirmed: bool = True) -> None:
    with announced(reader):
        [(name,)] = rows("SELECT sign_in_name FROM practitioner WHERE id = %s", reader.practitioner)
        choose(reader.practitioner, name, often)
        if confirmed:
            confirm(reader.practitioner)


def due(family: Family, by: Reader, owner: Reader, days: int, **more: object) -> None:
    said = Action(what="Visit Leila", practitioner=owner.practitioner, due=(MONDAY + days * DAY).date())
    family.add(by, said, **more)


def test_it_says_how_much_once_a_day_and_not_a_word_more(world: World, family: Family, send):
    for days in (-3, 0, 6, 7):
        due(family, world.ada, world.ben, days)
    due(family, world.ada, world.ben, 1, audience=OWN_AGENCY)
    with announced(world.ada):
        tell_practitioners(
            [world.ben.practitioner], "Come", family.record, family.reference, "/work", world.ada
        )
    wants(world.ben)
    assert send(MONDAY) == ["ben"]
    one = mail.outbox[0]
    assert (one.subject, one.body) == ("First Home: your digest", WHOLE)
    assert [*one.cc, *one.bcc, *one.attachments, *one.extra_headers, *one.reply_to] == []
    never = [MONDAY, MONDAY + timedelta(hours=2), MONDAY + 5 * DAY, MONDAY - timedelta(hours=3), BANK_HOLIDAY]
    assert [send(now) for now in never] == [[]] * 5
    assert send(MONDAY + DAY) == ["ben"]
    family.add(world.ada, Outcome(baby=family.baby, result=Result.STILLBIRTH))
    assert send(MONDAY + 2 * DAY) == ["ben"]
    assert mail.outbox[-1].body.startswith("1 new notice.\n\n"), "of a loss nothing is counted"


def test_whoever_covers_has_what_is_somebodys_who_is_away(world: World, family: Family, send):
    due(family, world.ada, world.ada, 0)
    with announced(world.ada):
        go_away(world.ada, world.ann.practitioner, MONDAY.date(), MONDAY.date())
    for reader in (world.ada, world.ann):
        wants(reader)
    assert send(MONDAY) == ["ann"]
    assert mail.outbox[-1].body.startswith("1 thing is due for you")
    assert send(MONDAY + DAY) == ["ada"]


def test_nobody_gets_one_who_did_not_choose_it_left_or_did_not_confirm(world: World, family: Family, send):
    everybody = (world.ada, world.ann, world.ben, world.bea, world.cat)
    for reader in everybody:
        due(family, world.ada, reader, 0)
    wants(world.ada, Often.NEVER)
    wants(world.ben, confirmed=False)
    for reader in (world.bea, world.cat):
        wants(reader)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE membership SET ends = now() WHERE practitioner_id = %s", [world.bea.practitioner]
        )
        cursor.execute(
            "UPDATE practitioner SET sign_in_name = 'new-' || id WHERE id = %s", [world.cat.practitioner]
        )
    assert send(MONDAY) == []
    with announced(world.ben):
        confirm(world.ben.practitioner)
    assert send(MONDAY) == ["ben"]


def test_once_a_week_is_on_its_first_working_day(world: World, family: Family, send):
    due(family, world.ada, world.ben, -20)
    wants(world.ben, Often.WEEKLY)
    week = [send(BANK_HOLIDAY + number * DAY) for number in range(8)]
    assert week == [[], ["ben"], [], [], [], [], [], ["ben"]]


def test_an_address_is_confirmed_by_a_link_that_fits_its_owner_alone(world: World, send, settings):
    ben = signed_in(world.ben)
    assert ben.post(PAGE, {"often": "daily"}).status_code == 302
    assert "No digest comes yet" in ben.get(PAGE).content.decode()
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=smtp, EMAIL_HOST="127.0.0.1", EMAIL_PORT=1):
        assert send() == [], "nobody listens there"
    assert (send(), send()) == (["ben"], [])
    link = re.search(r"http://127\.0\.0\.1:8000(\S+)", mail.outbox[-1].body)[1]
    assert "ben" not in link
    assert "not good any more" in signed_in(world.bea).get(link).content.decode()
    code = link.partition("=")[2]
    assert signed_in(world.bea).post(f"{PAGE}/confirm", {"code": code}).status_code == 422
    assert "No digest comes yet" in ben.get(PAGE).content.decode()
    age(world.ben, LASTS)
    with announced(world.ben):
        late = digest_of(world.ben.practitioner).code
    assert "not good any more" in ben.get(f"{PAGE}/confirm?code={late}").content.decode()
    age(world.ben, -LASTS)
    assert ben.post(f"{PAGE}/confirm", {"code": code}).status_code == 302
    assert "No digest comes yet" not in ben.get(PAGE).content.decode()
    settings.MAIL_IS_SENT = False
    assert "This service sends no e-mail" in ben.get(PAGE).content.decode()


def age(reader: Reader, by: timedelta) -> None:
    """The message was asked for so much earlier."""
    aged = "UPDATE digest SET asked_at = asked_at - %s WHERE practitioner_id = %s"
    with connections["owner"].cursor() as cursor:
        cursor.execute(aged, [by, reader.practitioner])
