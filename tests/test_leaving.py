"""Somebody leaves: their sessions end at once, and only those who look after that agency's staff can do it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from firsthome.access.models import Membership, Practitioner
from firsthome.access.permissions import Role
from firsthome.access.sessions import end_membership, take_second_steps
from firsthome.kit.dates import say_day
from tests.ledger_world import raw, rows
from tests.test_second_step import set_up_app, shown, start_anew, with_password
from tests.world import _join, signed_in


@pytest.fixture
def leaver(stage):
    """Ada's membership, running again after each test."""
    start_anew(stage)
    membership = Membership.objects.using("owner").get(practitioner_id=stage.world.ada.practitioner)
    yield membership
    Membership.objects.using("owner").filter(pk=membership.pk).update(ends=None, why_ended="")
    start_anew(stage)


@pytest.fixture
def lead(stage):
    return signed_in(stage.world.ann)


def leaving(day, why="Left the trust"):
    return {"last_day-day": day.day, "last_day-month": day.month, "last_day-year": day.year, "why": why}


def test_whoever_leaves_is_out_at_once_everywhere(stage, lead, leaver):
    desk, _ = with_password()
    phone, _ = with_password()
    assert desk.get(stage.record).status_code == 200
    answer = lead.post(f"/staff/{leaver.pk}", leaving(timezone.localdate()), follow=True)
    assert "Ada Hope does not work here any more, and is signed out everywhere" in shown(answer)
    for place in (desk, phone):
        assert place.get(stage.record).status_code == 302, "signed out, not only without access"
    again, _ = with_password()
    assert "You are not listed with an agency" in shown(again.get(stage.record))
    ended = rows("SELECT ends, why_ended FROM membership WHERE id = %s", leaver.pk, using="owner")[0]
    assert timezone.now() - ended[0] < timedelta(minutes=1)
    assert ended[1] == "Left the trust"
    who = rows(
        "SELECT practitioner FROM audit_change WHERE changed = 'membership' ORDER BY at DESC LIMIT 1",
        using="owner",
    )
    assert who == [(stage.world.ann.practitioner,)]


def test_a_last_day_to_come_leaves_them_at_work_until_it_is_over(stage, lead, leaver):
    client, _ = with_password()
    day = timezone.localdate() + timedelta(days=3)
    lead.post(f"/staff/{leaver.pk}", leaving(day))
    assert client.get(stage.record).status_code == 200
    assert say_day(day + timedelta(days=1)) in shown(lead.get("/staff"))


def test_whatever_ends_somebodys_access_holds_from_the_very_next_page(stage, leaver):
    """Nobody is remembered from one page to the next: each asks anew whose session it is and where they work."""
    person, work, session = (
        f"practitioner SET {{}} WHERE id = {leaver.practitioner_id}",
        f"membership SET {{}} WHERE id = {leaver.pk}",
        "django_session SET {} WHERE true",
    )
    for what, ends, undone, status in (
        (work, "ends = now()", "ends = NULL", 403),
        (work, "begins = begins + '99 years'::interval", "begins = begins - '99 years'::interval", 403),
        (person, "is_active = false", "is_active = true", 302),
        (person, "password = 'x' || password", "password = substr(password, 2)", 302),
        (session, "expire_date = now()", "expire_date = now() + '1 hour'::interval", 302),
    ):
        client = signed_in(stage.world.ada)
        assert client.get(stage.record).status_code == 200
        rows(f"UPDATE {what.format(ends)} RETURNING true", using="owner")
        assert client.get(stage.record).status_code == status, ends
        rows(f"UPDATE {what.format(undone)} RETURNING true", using="owner")
        assert signed_in(stage.world.ada).get(stage.record).status_code == 200, undone


def test_a_form_without_an_answer_is_asked_again(stage, lead, leaver):
    answer = lead.post(f"/staff/{leaver.pk}", leaving(timezone.localdate(), why=""))
    assert answer.status_code == 422
    assert "Write why it ends" in shown(answer)


def test_an_agency_officer_looks_after_staff_and_sees_no_families(stage, leaver):
    officer = _join("pia", "Pia Order", stage.world.ada.partnership, "maternity")
    Membership.objects.using("owner").filter(practitioner_id=officer.practitioner).update(
        role=Role.AGENCY_OFFICER
    )
    client = signed_in(officer)
    assert client.get("/").url == "/staff"
    assert "Ada Hope" in shown(client.get("/staff"))
    assert "Ben Moss" not in shown(client.get("/staff"))
    assert client.get("/caseload").status_code == 403
    assert client.get(stage.record).status_code == 404
    Practitioner.objects.using("owner").filter(pk=officer.practitioner).update(is_active=False)


def test_another_agencys_people_are_not_there(stage, lead):
    other = Membership.objects.get(practitioner_id=stage.world.ben.practitioner)
    assert lead.get(f"/staff/{other.pk}").status_code == 404
    assert lead.post(f"/staff/{other.pk}", leaving(timezone.localdate())).status_code == 404
    assert lead.post(f"/staff/{other.pk}/second-steps").status_code == 404


def test_the_database_itself_ends_nothing_for_anybody_else(stage, leaver):
    from django.db import transaction

    from firsthome.access.principals import announce

    own = Membership.objects.get(practitioner_id=stage.world.ann.practitioner)
    tries = (
        (stage.world.ben, leaver.pk),
        (stage.world.bea, leaver.pk),
        (stage.world.ada, leaver.pk),
        (None, leaver.pk),
    )
    for reader, membership in (*tries, (stage.world.ann, own.pk)):
        with transaction.atomic():
            announce(reader)
            assert not end_membership(membership, timezone.now(), "x")
            assert not take_second_steps(membership)
    assert raw(stage.world.ann, "SELECT has_table_privilege('membership', 'UPDATE')") == [(False,)]
    assert raw(None, "SELECT has_function_privilege('end_sessions_of(bigint)', 'EXECUTE')") == [(False,)]


def test_a_colleague_who_lost_phone_and_codes_starts_anew(stage, lead, leaver):
    set_up_app(stage)
    assert with_password()[1].url == "/sign-in/second-step"
    lead.post(f"/staff/{leaver.pk}/second-steps")
    _, answer = with_password(Client())
    assert answer.url == "/"
