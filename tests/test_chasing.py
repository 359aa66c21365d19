"""A request for information whose day has passed sends notice: to who was asked, and later to both safeguarding leads.

Source: feature row 29; hazard 16; safety rules 2 and 4.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connections, transaction
from django.utils import timezone

from firsthome.kinds.challenge import Challenge
from firsthome.kinds.closing import CameTo, Closing, Reopening
from firsthome.kinds.entry import Audience, Mark
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.meeting import MeetingPart, ToldWhen
from firsthome.kinds.planning import Meeting
from firsthome.kinds.pregnancy import Outcome, Result
from firsthome.kinds.referral import Decision
from firsthome.kinds.requests import HowGiven, InformationAnswer, InformationRequest
from firsthome.kit.addresses import address
from firsthome.record import chasing
from firsthome.record.chasing import (
    DIFFERENCE_FOR_LEADS,
    DIFFERENCE_NOT_ANSWERED,
    FOR_LEADS,
    NOT_ANSWERED,
    REPORT_NOT_GIVEN,
    chase_requests,
)
from firsthome.record.exclude import exclude
from firsthome.record.notices import notices_for
from firsthome.record.restricted import restrict_record
from tests.ledger_world import announced, begin_family, join_as_lead, only, settle
from tests.world import signed_in

DAY = timedelta(days=1)
DUE = date(2026, 6, 1)
"""A Monday; notices carry the moment at which they are given, which is later than any of these days."""
LEADS_FROM = DUE + 7 * DAY
"""Five working days later."""


@pytest.fixture
def world(stage):
    return settle()


@pytest.fixture
def family(world):
    return begin_family(world)


@pytest.fixture
def asked(world, family):
    return ask(world, family)


def ask(world, family, due=DUE, **more):
    said = InformationRequest(agency=world.dan.agency, what="Were you called?", why="A safe visit", due=due)
    return family.add(world.ada, said, **({"audience": Audience(agencies=(world.dan.agency,))} | more))


@contextmanager
def as_owner():
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        yield cursor


def chase(today):
    with as_owner() as cursor:
        return chase_requests(cursor, today)


def told(reader, family):
    with announced(reader):
        return [one.what for one in notices_for(reader) if one.reference == family.reference]


def everybody_told(world, family):
    found = {world.name_of(one): told(one, family) for one in world.everybody}
    return {name: words for name, words in found.items() if words}


def test_on_its_day_nobody_is_told_and_after_it_who_was_asked(world, family, asked):
    chase(DUE)
    assert everybody_told(world, family) == {}
    chase(DUE + DAY)
    assert everybody_told(world, family) == {"dan": [NOT_ANSWERED]}
    page = signed_in(world.dan).get("/notices").content.decode()
    assert NOT_ANSWERED in page
    assert address("requests") == chasing.OPENS
    assert f'href="{chasing.OPENS}"' in page
    assert family.reference in signed_in(world.dan).get(chasing.OPENS).content.decode()


def test_later_the_leads_of_both_agencies_are_told_and_everybody_once(world, family, asked):
    lead = join_as_lead(world, world.dan, "pol")
    chase(LEADS_FROM - DAY)
    assert told(world.ann, family) == []
    for _ in range(2):
        chase(LEADS_FROM)
        chase(LEADS_FROM + DAY)
    assert everybody_told(world, family) == {"dan": [NOT_ANSWERED], "ann": [FOR_LEADS]}
    assert sorted(told(lead, family)) == sorted([NOT_ANSWERED, FOR_LEADS])


def test_whoever_gave_no_report_by_the_day_before_a_meeting_is_told_once(world, family):
    shown = Audience(agencies=(world.dan.agency,))
    met = family.add(world.ada, Meeting(type="Core group", reports_by=DUE), audience=shown)
    chase(DUE)
    assert everybody_told(world, family) == {}
    part = {"told": ToldWhen.REPORT, "words": "He was called out twice."}
    family.add(world.cat, MeetingPart(meeting=met.id, **part))
    for day in (DUE + DAY, DUE + 2 * DAY, LEADS_FROM):
        chase(day)
    assert everybody_told(world, family) == {who: [REPORT_NOT_GIVEN] for who in ("ben", "bea", "dan")}
    waits = "asks your agency for a report before a meeting"
    assert waits in signed_in(world.dan).get(chasing.OPENS).content.decode()
    family.add(world.dan, MeetingPart(meeting=met.id, **part))
    assert waits not in signed_in(world.dan).get(chasing.OPENS).content.decode()
    held = Meeting(type="Core group", reports_by=DUE, minutes="They met.")
    assert waits in signed_in(world.ben).get(chasing.OPENS).content.decode()
    family.mark(world.ada, Mark.UPDATE, met, held)
    assert waits not in signed_in(world.ben).get(chasing.OPENS).content.decode()


def test_a_challenge_past_its_day_is_for_whoever_has_to_answer_and_later_for_the_leads(world, family):
    decision = family.add(world.cat, Decision(decision="Below the threshold"))
    said = Challenge(
        about_entry=decision.id, issue="Not safe", stage="leads", agency=world.ben.agency, answer_by=DUE
    )
    family.add(world.ada, said)
    chase(DUE + DAY)
    assert everybody_told(world, family) == {name: [DIFFERENCE_NOT_ANSWERED] for name in ("ben", "bea")}
    chase(DUE + 30 * DAY)
    assert DIFFERENCE_FOR_LEADS in told(world.ann, family)
    assert DIFFERENCE_FOR_LEADS in told(world.bea, family)


def test_a_request_that_was_answered_chases_nobody(world, family, asked):
    said = InformationAnswer(request=asked.id, given=HowGiven.NOT_GIVEN, why_not="An inquiry")
    chase(DUE + DAY)
    assert new(world.dan, family)
    family.add(world.dan, said, audience=Audience(agencies=(world.ada.agency,)))
    chase(LEADS_FROM)
    assert everybody_told(world, family) == {"dan": [NOT_ANSWERED]}
    assert not new(world.dan, family), "nothing is asked of them any more"


def new(reader, family):
    with announced(reader):
        return [one.what for one in notices_for(reader) if one.reference == family.reference and one.new]


def test_a_day_that_was_moved_counts_anew(world, family, asked):
    chase(DUE + DAY)
    later = asked.said.model_copy(update={"due": date(2100, 1, 1)})
    family.mark(world.ada, Mark.UPDATE, asked, later, reason="They need longer")
    chase(LEADS_FROM)
    assert everybody_told(world, family) == {"dan": [NOT_ANSWERED]}
    chase(date(2100, 1, 2))
    assert everybody_told(world, family) == {"dan": [NOT_ANSWERED, NOT_ANSWERED]}


def test_whoever_may_not_see_the_record_or_is_kept_out_hears_nothing(world, family):
    named = Involvement(agency=world.eve.agency, practitioner=world.eve.practitioner, level=Level.CONTRIBUTE)
    family.add(world.ada, named)
    colleague, kept_out = (join_as_lead(world, reader, "more") for reader in (world.eve, world.dan))
    exclude(family.record, kept_out.practitioner, "A neighbour", world.ann)
    said = InformationRequest(agency=world.eve.agency, what="x", why="y", due=DUE)
    family.add(world.ada, said, audience=only(world.ada.agency, world.eve.agency))
    ask(world, family)
    chase(LEADS_FROM)
    assert sorted(told(world.eve, family)) == sorted([NOT_ANSWERED, FOR_LEADS]), (
        "nobody else there may read it"
    )
    assert told(colleague, family) == []
    assert told(kept_out, family) == []
    assert told(world.ben, family) == told(world.bea, family) == []


def test_on_a_restricted_record_only_those_who_are_named_are_told(world, family, asked):
    for reader in (world.ann, world.dan):
        named = Involvement(agency=reader.agency, practitioner=reader.practitioner, level=Level.FULL)
        family.add(world.ada, named)
    restrict_record(family.record, "Her sister works there", world.ann)
    colleague = join_as_lead(world, world.dan, "pam")
    chase(LEADS_FROM)
    assert sorted(told(world.dan, family)) == sorted([NOT_ANSWERED, FOR_LEADS])
    assert told(world.ann, family) == [FOR_LEADS]
    assert told(colleague, family) == []


def test_after_a_loss_and_while_it_is_closed_nobody_is_chased(world, family, asked):
    family.add(world.ada, Closing(came_to=CameTo.MOVED, why="Gone", next="Visits", next_owner="Ben"))
    chase(LEADS_FROM)
    assert everybody_told(world, family) == {}
    family.add(world.ada, Reopening(why="Back again"))
    lost = family.add(world.ada, Outcome(result=Result.MISCARRIAGE, baby=family.baby))
    chase(LEADS_FROM)
    assert everybody_told(world, family) == {}
    family.mark(world.ada, Mark.ERROR, lost, reason="Another family")
    chase(DUE + DAY)
    assert everybody_told(world, family) == {"dan": [NOT_ANSWERED]}


def test_it_can_be_done_by_hand_beside_the_worker(world, family):
    ask(world, family, due=timezone.localdate() - DAY)
    for _ in range(2):
        call_command("chase_requests")
    assert told(world.dan, family) == [NOT_ANSWERED]
